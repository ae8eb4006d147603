import { useTenant } from '../../../caller/caller.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { AuditEntryShownDocument, type AuditEntryShownQuery } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { DefinitionList } from '../../../ui/layout/definition-list.tsx';
import { Section, Stack } from '../../../ui/layout/section.tsx';
import { CopyableText } from '../../../ui/show/copyable-text.tsx';
import { Difference } from '../../../ui/show/difference.tsx';
import { Code, DateTime } from '../../../ui/show/values.tsx';
import { EntryProof } from './entry-proof.tsx';
import { differenceOf } from './states.ts';
import { whoOf } from './who.ts';

const { entry: text, kinds } = auditText;
/** An entry is sealed about a second after it is made. */
const UNSEALED_REFETCH_MS = 1_000;

type Entry = NonNullable<NonNullable<AuditEntryShownQuery['tenant']>['auditEntry']>;

/** One entry: what was recorded, what changed, and the proof. */
export function EntryShown({ id, onBack }: { readonly id: string; readonly onBack: () => void }) {
  const { tenantId } = useTenant();
  const read = useRead(AuditEntryShownDocument, { tenantId, id });
  const isUnsealed = read.data?.tenant?.auditEntry?.seal === null;
  useRead(AuditEntryShownDocument, { tenantId, id }, { refetchMs: isUnsealed ? UNSEALED_REFETCH_MS : false });
  return (
    <Stack>
      <div>
        <Button kind="quiet" onPress={onBack}>
          {text.back}
        </Button>
      </div>
      <Shown of={read}>
        {({ tenant }) => {
          const entry = tenant?.auditEntry;
          return entry === null || entry === undefined ? (
            <EmptyState title={text.gone} />
          ) : (
            <div>
              <Facts entry={entry} />
              <Section title={text.change}>
                {entry.before === null && entry.after === null ? (
                  <p>{text.nothing}</p>
                ) : (
                  <Difference
                    label={text.changeOf(kinds[entry.kind])}
                    rows={differenceOf(entry.before, entry.after)}
                  />
                )}
              </Section>
              <EntryProof entry={entry} />
            </div>
          );
        }}
      </Shown>
    </Stack>
  );
}

function Facts({ entry }: { readonly entry: Entry }) {
  const { log } = auditText;
  const { kind, at, actor, object, requestId, id } = entry;
  const seal = entry.seal ?? null;
  return (
    <Section title={kinds[kind]}>
      <DefinitionList
        items={[
          [log.time, <DateTime key="at" at={at} />],
          [log.who, `${whoOf(actor)}, ${text.signedInBy} ${actor.authenticatedBy}`],
          [log.object, <Code key="object">{object}</Code>],
          [text.request, <CopyableText key="request" text={requestId} />],
          [text.id, <CopyableText key="id" text={id} />],
          [log.place, seal === null ? log.unsealed : text.place(seal.leafIndex, seal.epoch)],
          seal === null ? null : [text.sealedAt, <DateTime key="sealed" at={seal.sealedAt} />],
        ]}
      />
    </Section>
  );
}
