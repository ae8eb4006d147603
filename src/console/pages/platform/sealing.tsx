import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { PlatformSealingDocument, type PlatformSealingQuery } from '../../generated/graphql.ts';
import { platformText } from '../../text/en/platform.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { DefinitionList } from '../../ui/layout/definition-list.tsx';
import { Section, Stack } from '../../ui/layout/section.tsx';
import { CopyableText } from '../../ui/show/copyable-text.tsx';
import { Code, Count, DateTime } from '../../ui/show/values.tsx';
import styles from './platform.module.css';

/** The pause before the page looks again, in milliseconds. */
const AGAIN_MS = 10_000;

type Log = NonNullable<PlatformSealingQuery['platformLog']>;

/** The newest checkpoint of the platform's log, and how far others have signed the log that holds the heads of all logs. */
export function Sealing() {
  const read = useRead(PlatformSealingDocument, {}, { refetchMs: AGAIN_MS });
  return (
    <Shown of={read}>
      {({ platformLog }) =>
        platformLog === null ? null : (
          <>
            <Witnesses hostLog={platformLog.auditHostLog} />
            <Checkpoint checkpoint={platformLog.auditCheckpoint} />
          </>
        )
      }
    </Shown>
  );
}

function Witnesses({ hostLog }: { readonly hostLog: Log['auditHostLog'] }) {
  const text = platformText.witnesses;
  return (
    <Section title={text.title} lead={text.lead}>
      {hostLog === null ? (
        <EmptyState title={text.nothing}>{text.nothingAdvice}</EmptyState>
      ) : (
        <Stack>
          <HowFar hostLog={hostLog} />
          <DefinitionList
            items={[
              [text.origin, <Code key="origin">{hostLog.origin}</Code>],
              [text.rounds, <Count key="rounds" of={hostLog.rounds} />],
              [
                text.witnessedRounds,
                hostLog.witnessedRounds === null ? (
                  text.never
                ) : (
                  <Count key="witnessed" of={hostLog.witnessedRounds} />
                ),
              ],
              [
                text.witnessedAt,
                hostLog.witnessedAt === null ? text.never : <DateTime key="at" at={hostLog.witnessedAt} />,
              ],
            ]}
          />
          <Note title={text.checkpoint} note={hostLog.checkpoint} />
        </Stack>
      )}
    </Section>
  );
}

function HowFar({ hostLog }: { readonly hostLog: NonNullable<Log['auditHostLog']> }) {
  const text = platformText.witnesses;
  const { rounds, witnessedRounds } = hostLog;
  if (witnessedRounds === null)
    return (
      <Notice tone="warning" title={text.none}>
        <p>{text.noneAdvice}</p>
      </Notice>
    );
  if (witnessedRounds < rounds)
    return (
      <Notice tone="info" title={text.behind(rounds - witnessedRounds)}>
        <p>{text.behindAdvice}</p>
      </Notice>
    );
  return <Notice tone="good" title={text.all} />;
}

function Checkpoint({ checkpoint }: { readonly checkpoint: Log['auditCheckpoint'] }) {
  const text = platformText.sealing;
  return (
    <Section title={text.title} lead={text.lead}>
      {checkpoint === null ? (
        <EmptyState title={text.nothing}>{text.nothingAdvice}</EmptyState>
      ) : (
        <Stack>
          <DefinitionList
            items={[
              [text.origin, <Code key="origin">{checkpoint.origin}</Code>],
              [text.epoch, String(checkpoint.epoch)],
              [text.size, <Count key="size" of={checkpoint.size} />],
              [text.sealedAt, <DateTime key="at" at={checkpoint.sealedAt} />],
              [text.rootHash, <CopyableText key="root" text={checkpoint.rootHash} />],
            ]}
          />
          <Note title={text.note} note={checkpoint.note} />
        </Stack>
      )}
    </Section>
  );
}

function Note({ title, note }: { readonly title: string; readonly note: string }) {
  return (
    <details className={styles.note}>
      <summary>{title}</summary>
      <pre>{note}</pre>
    </details>
  );
}
