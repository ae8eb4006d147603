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

/** Asks for a recipient, and shows who would send and who would pay. */
export function Preview() {
  const { tenantId } = useTenant();
  const [to, setTo] = useState('');
  const [channel, setChannel] = useState<Channel>('SMS');
  const [asked, setAsked] = useState<{ readonly to: string; readonly channel: Channel } | null>(null);
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const number = to.replaceAll(/[\s()./-]/g, '');
    const isRight = PHONE_NUMBER.test(number);
    setWrong(!isRight);
    if (isRight) setAsked({ to: number, channel });
  };
  const preview = useRead(
    AccountPreviewDocument,
    { tenantId, to: asked?.to ?? '', channel: asked?.channel ?? channel },
    { enabled: asked !== null },
  );
  return (
    <details className={styles.details}>
      <summary>{accountText.preview.title}</summary>
      <form
        className={styles.progress}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p className={styles.quiet}>{accountText.preview.lead}</p>
        <div className={styles.tools}>
          <TextField
            label={accountText.preview.to}
            value={to}
            onChange={setTo}
            placeholder={accountText.preview.toHint}
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
        {asked === null ? null : (
          <Shown of={preview}>
            {({ tenant }) =>
              tenant?.dispatchPreview ? (
                <Decided decision={tenant.dispatchPreview} />
              ) : (
                <Notice tone="neutral" title={accountText.preview.off} />
              )
            }
          </Shown>
        )}
      </form>
    </details>
  );
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
