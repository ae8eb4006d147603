import { useMutation } from '@tanstack/react-query';
import { useTenant } from '../../../caller/caller.tsx';
import { useApi } from '../../../data/api.tsx';
import { Failed } from '../../../data/shown.tsx';
import { AuditEntryProofDocument } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { Row, Section } from '../../../ui/layout/section.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { type CheckedEntry, checkEntry, type ShownEntry } from '../evidence/check-entry.ts';
import { useEvidence } from '../evidence/evidence-context.tsx';
import { KeyFileChoice } from '../evidence/key-file.tsx';
import { VerdictShown } from '../evidence/verdict-shown.tsx';

const { proof: text } = auditText;

/** The proof that the entry is in the log, checked in this browser against the reader's own key file. */
export function EntryProof({ entry }: { readonly entry: ShownEntry & { readonly id: string } }) {
  const { tenantId } = useTenant();
  const { keyFile } = useEvidence();
  const api = useApi();
  const check = useMutation<CheckedEntry | null>({
    mutationFn: async () => {
      const { tenant } = await api.query(AuditEntryProofDocument, { tenantId, id: entry.id });
      const proof = tenant?.auditInclusionProof ?? null;
      return proof === null || keyFile === null ? null : checkEntry(proof, entry, keyFile);
    },
  });
  return (
    <Section title={text.title} lead={text.lead}>
      <KeyFileChoice />
      <Row>
        <Button
          kind="primary"
          disabled={keyFile === null}
          busy={check.isPending}
          onPress={() => check.mutate()}
        >
          {check.isPending ? text.checking : text.check}
        </Button>
        {keyFile === null ? <span>{text.needsKey}</span> : null}
      </Row>
      {check.error === null ? null : <Failed error={check.error} />}
      {check.data === null ? <Notice tone="info" title={text.unsealed} /> : null}
      {check.data ? <Outcome checked={check.data} /> : null}
    </Section>
  );
}

function Outcome({ checked: { verdict, file, isShown } }: { readonly checked: CheckedEntry }) {
  const { checkpoint } = verdict;
  if (verdict.verified && !isShown)
    return (
      <Notice tone="error" title={text.other}>
        <p>{text.adviceOnDoubt}</p>
      </Notice>
    );
  return (
    <>
      <VerdictShown verdict={verdict} good={text.good} bad={text.bad} />
      <div>
        <Button small onPress={() => saveFile(`entry-proof-${checkpoint?.size ?? 0}.ndjson`, file)}>
          {text.keep}
        </Button>
      </div>
    </>
  );
}
