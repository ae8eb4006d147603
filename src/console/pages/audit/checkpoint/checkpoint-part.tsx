import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { useApi } from '../../../data/api.tsx';
import { useRead } from '../../../data/read.ts';
import { Failed, Shown } from '../../../data/shown.tsx';
import {
  AuditNewestCheckpointDocument,
  type AuditNewestCheckpointQuery,
} from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { DefinitionList } from '../../../ui/layout/definition-list.tsx';
import { Row, Section } from '../../../ui/layout/section.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { Code, Count, DateTime } from '../../../ui/show/values.tsx';
import { ChosenFile } from '../evidence/chosen-file.tsx';
import { useEvidence } from '../evidence/evidence-context.tsx';
import { KeyFileChoice } from '../evidence/key-file.tsx';
import { compareKept } from './compare-kept.ts';

const { checkpoint: text, proof } = auditText;

type Tenant = NonNullable<AuditNewestCheckpointQuery['tenant']>;
type Checkpoint = NonNullable<Tenant['auditCheckpoint']>;

/** The newest checkpoint of the log, and whether the log goes on from the one that the reader kept. */
export function CheckpointPart() {
  const { name, tenantId } = useTenant();
  const read = useRead(AuditNewestCheckpointDocument, { tenantId });
  return (
    <Shown of={read}>
      {({ tenant }) => {
        const newest = tenant?.auditCheckpoint ?? null;
        if (newest === null) return <EmptyState title={text.none}>{text.noneAdvice}</EmptyState>;
        return (
          <div>
            <Section
              title={text.title}
              lead={text.lead}
              actions={
                <Button onPress={() => saveFile(`${name}-${newest.size}.checkpoint`, newest.note)}>
                  {text.save}
                </Button>
              }
            >
              <Facts newest={newest} hostLog={tenant?.auditHostLog ?? null} />
            </Section>
            <Compare />
          </div>
        );
      }}
    </Shown>
  );
}

function Facts({
  newest,
  hostLog,
}: {
  readonly newest: Checkpoint;
  readonly hostLog: Tenant['auditHostLog'] | null;
}) {
  const { witnessedAt = null, witnessedRounds = null, rounds = 0 } = hostLog ?? {};
  return (
    <DefinitionList
      items={[
        [text.log, <Code key="log">{newest.origin}</Code>],
        [text.entries, <Count key="size" of={newest.size} />],
        [text.root, <Code key="root">{newest.rootHash}</Code>],
        [text.sealedAt, <DateTime key="at" at={newest.sealedAt} />],
        [
          text.witnessed,
          witnessedAt === null ? (
            text.notWitnessed
          ) : (
            <span key="witnessed">
              <DateTime at={witnessedAt} />
              {text.rounds(witnessedRounds ?? 0, rounds)}
            </span>
          ),
        ],
      ]}
    />
  );
}

function Compare() {
  const { tenantId } = useTenant();
  const { keyFile } = useEvidence();
  const api = useApi();
  const [kept, setKept] = useState('');
  const compare = useMutation({
    mutationFn: async (file: { readonly name: string; readonly note: string }) => {
      setKept(file.name);
      return keyFile === null ? null : compareKept(api, tenantId, file, keyFile);
    },
  });
  return (
    <Section title={text.compare} lead={text.compareLead}>
      <KeyFileChoice />
      {keyFile === null ? (
        <p>{proof.needsKey}</p>
      ) : (
        <Row>
          <ChosenFile label={text.choose} onText={(name, note) => compare.mutate({ name, note })} />
          <span>{kept}</span>
        </Row>
      )}
      {compare.error === null ? null : <Failed error={compare.error} />}
      {compare.data ? (
        <Notice
          tone={compare.data.isSame ? 'good' : 'error'}
          title={compare.data.isSame ? text.same : text.other}
        >
          <p>{compare.data.text}</p>
        </Notice>
      ) : null}
    </Section>
  );
}
