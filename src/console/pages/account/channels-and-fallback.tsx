import type { Channel } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Checkbox } from '../../ui/form/checkbox.tsx';
import { RadioGroup } from '../../ui/form/radio-group.tsx';
import { Section } from '../../ui/layout/section.tsx';
import styles from './account.module.css';
import { FallbackCost, Preview, usePreview } from './preview.tsx';

export type FallbackChoice = 'DISABLED' | 'DEFAULT_ACCOUNT';

const texts = accountText.fallback;
const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];

/** The choice of what happens to a message that the custom account cannot originate. */
export function Fallback(props: {
  readonly value: FallbackChoice;
  readonly onChange: (value: FallbackChoice) => void;
  readonly neverChosen: boolean;
  readonly mayPreview: boolean;
}) {
  const preview = usePreview();
  return (
    <Section title={texts.title} lead={texts.lead}>
      {props.neverChosen ? <p className={styles.quiet}>{texts.notDefined}</p> : null}
      <RadioGroup
        label={texts.choice}
        framed
        options={[
          { id: 'DISABLED', label: texts.names.DISABLED, detail: withCost(texts.disabled, preview.disabled) },
          {
            id: 'DEFAULT_ACCOUNT',
            label: texts.names.DEFAULT_ACCOUNT,
            detail: withCost(texts.enabled, preview.enabled),
          },
        ]}
        value={props.value}
        onChange={props.onChange}
      />
      {props.mayPreview ? <Preview preview={preview} choice={props.value} /> : null}
    </Section>
  );
}

function withCost(text: string, of: ReturnType<typeof usePreview>['disabled']) {
  return (
    <>
      {text} <FallbackCost of={of} />
    </>
  );
}

/** The channels that the tenant uses. */
export function ChannelsSection(props: {
  readonly value: readonly Channel[];
  readonly onChange: (value: readonly Channel[]) => void;
}) {
  const { value, onChange } = props;
  return (
    <Section title={accountText.channels.title} lead={accountText.channels.lead}>
      <div className={styles.tools}>
        {CHANNELS.map((channel) => (
          <Checkbox
            key={channel}
            selected={value.includes(channel)}
            onChange={(on) =>
              onChange(CHANNELS.filter((one) => (one === channel ? on : value.includes(one))))
            }
          >
            {accountText.channels.names[channel]}
          </Checkbox>
        ))}
      </div>
      {value.length > 0 ? null : (
        <p className={styles.error} role="alert">
          {accountText.channels.none}
        </p>
      )}
    </Section>
  );
}
