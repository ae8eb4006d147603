import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { AccountPreviewDocument, type AccountPreviewQuery, type Channel } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Money } from '../../ui/show/values.tsx';
import styles from './account.module.css';

const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];
const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;

type Decision = NonNullable<NonNullable<AccountPreviewQuery['tenant']>['dispatchPreview']>;

type Asked = { readonly to: string; readonly channel: Channel };

/** A recipient to ask about, and what each choice of the fallback would mean for it, read when it is asked for. */
export function usePreview() {
  const [asked, setAsked] = useState<Asked | null>(null);
  return {
    asked,
    ask: setAsked,
    disabled: usePreviewOf('DISABLED', asked),
    enabled: usePreviewOf('DEFAULT_ACCOUNT', asked),
  };
}

function usePreviewOf(fallbackMode: 'DISABLED' | 'DEFAULT_ACCOUNT', asked: Asked | null) {
  const { tenantId } = useTenant();
  const variables = {
    tenantId,
    to: asked?.to ?? '',
    channel: asked?.channel ?? 'SMS',
    fallbackMode,
  } as const;
  return useRead(AccountPreviewDocument, variables, { enabled: asked !== null });
}

/** The cost of a fallback in one sentence, beside its choice; nothing until a recipient is asked about. */
export function FallbackCost({ of }: { readonly of: ReturnType<typeof usePreviewOf> }) {
  const decision = of.data?.tenant?.dispatchPreview;
  // The choice itself says that nothing is billed.
  if (!decision || decision.fallbackMode === 'DISABLED') return null;
  // Where the custom account is not live yet, the default account is the first one to send.
  const step = [decision.onApiError, decision.first].find((one) => one?.originator === 'DEFAULT');
  const { price, noPrice } = accountText.fallback;
  return (
    <strong>{step?.price ? price(step.price.amount, step.price.currency, decision.country) : noPrice}</strong>
  );
}

/** Asks for a recipient, and shows who would send and who would pay under the choice that is made. */
export function Preview({ preview, choice }: PreviewProps) {
  const [to, setTo] = useState('');
  const [channel, setChannel] = useState<Channel>('SMS');
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const number = to.replaceAll(/[\s()./-]/g, '');
    const isRight = PHONE_NUMBER.test(number);
    setWrong(!isRight);
    if (isRight) preview.ask({ to: number, channel });
  };
  const read = choice === 'DISABLED' ? preview.disabled : preview.enabled;
  return (
    <form
      className={styles.progress}
      aria-label={accountText.preview.title}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3 className={styles.small}>{accountText.preview.title}</h3>
      <p className={styles.quiet}>{accountText.preview.lead}</p>
      <div className={styles.tools}>
        <TextField
          label={accountText.preview.to}
          value={to}
          onChange={setTo}
          description={accountText.preview.toHint}
          error={wrong ? accountText.preview.wrong : null}
        />
        <Select
          label={accountText.preview.channel}
          options={CHANNELS.map((id) => ({ id, label: accountText.channels.names[id] }))}
          value={channel}
          onChange={setChannel}
        />
        <Button type="submit">{accountText.preview.show}</Button>
      </div>
      {preview.asked === null ? null : (
        <Shown of={read}>
          {({ tenant }) =>
            tenant?.dispatchPreview?.first ? (
              <Decided decision={tenant.dispatchPreview} />
            ) : (
              <Notice tone="neutral" title={accountText.preview.off} />
            )
          }
        </Shown>
      )}
    </form>
  );
}

interface PreviewProps {
  readonly preview: ReturnType<typeof usePreview>;
  readonly choice: 'DISABLED' | 'DEFAULT_ACCOUNT';
}

function Decided({ decision }: { readonly decision: Decision }) {
  return (
    <div className={styles.previewSteps}>
      <Step title={accountText.preview.first} step={decision.first} />
      <Step title={accountText.preview.onError} step={decision.onApiError} />
    </div>
  );
}

function Step({ title, step }: { readonly title: string; readonly step: Decision['first'] }) {
  const { originators, pays, from, nothing, rules } = accountText.preview;
  const sends = step?.originator ?? null;
  return (
    <div className={styles.previewStep}>
      <h3>{title}</h3>
      <p>
        <strong>{sends === null ? nothing : originators[sends]}</strong>{' '}
        {step?.originatingNumber ? from(step.originatingNumber) : null}
      </p>
      <p>{sends === null ? accountText.fallback.noPrice : pays[sends]}</p>
      {step?.price ? (
        <p>
          <Money amount={step.price.amount} currency={step.price.currency} />
        </p>
      ) : null}
      {step === null ? null : <p className={styles.quiet}>{rules[step.rule]}</p>}
    </div>
  );
}
