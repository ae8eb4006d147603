import { useSearchParams } from 'wouter';
import { useCaller } from '../../../caller/caller.tsx';
import type { Channel } from '../../../generated/graphql.ts';
import { composeText } from '../../../text/en/compose.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { Section, Stack } from '../../../ui/layout/section.tsx';
import styles from './compose.module.css';
import { Preview } from './dispatch-preview.tsx';
import { RecipientFields } from './recipient-fields.tsx';
import { SendForm } from './send-form.tsx';

/** The preview of a message to a number, beside the form that sends it where the caller may send. */
export function ComposeView() {
  const { may } = useCaller();
  const [search, setSearch] = useSearchParams();
  const channel = channelIn(search.get('channel'));
  const to = search.get('recipient') ?? '';
  const change = (name: 'channel' | 'recipient', value: string) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const fields = (
    <RecipientFields
      channel={channel}
      to={to}
      onChannel={(next) => change('channel', next)}
      onTo={(next) => change('recipient', next)}
    />
  );
  return (
    <div className={styles.beside}>
      {may('DISPATCH') ? (
        <SendForm channel={channel} to={to} fields={fields} />
      ) : (
        <Section title={composeText.message} lead={composeText.previewLead}>
          <Stack>
            {fields}
            <p className={styles.quiet}>{composeText.mayNotSend}</p>
          </Stack>
        </Section>
      )}
      <Preview channel={channel} to={to} />
    </div>
  );
}

function channelIn(text: string | null): Channel {
  return text !== null && Object.hasOwn(dispatchTerms.channel, text) && text === 'VOICE' ? text : 'SMS';
}
