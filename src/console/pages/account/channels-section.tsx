import type { Channel } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Checkbox } from '../../ui/form/checkbox.tsx';
import { Section } from '../../ui/layout/section.tsx';
import styles from './account.module.css';

const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];

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
