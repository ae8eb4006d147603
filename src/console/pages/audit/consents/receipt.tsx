import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { useChange } from '../../../data/change.ts';
import { outcomeOf } from '../../../data/outcome-of.ts';
import { Failed, Refusal } from '../../../data/shown.tsx';
import { AuditIssueReceiptDocument, type ConsentFragment } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { dataText } from '../../../text/en/data.ts';
import { Button } from '../../../ui/form/button.tsx';
import { Checkbox } from '../../../ui/form/checkbox.tsx';
import { Dialog } from '../../../ui/layout/dialog.tsx';
import { Row, Section, Stack } from '../../../ui/layout/section.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { ChosenFile } from '../evidence/chosen-file.tsx';
import { useEvidence } from '../evidence/evidence-context.tsx';
import { KeyFileChoice } from '../evidence/key-file.tsx';
import { VerdictShown } from '../evidence/verdict-shown.tsx';

const { receipt: text } = auditText;

interface Issued {
  readonly receipt: string;
  readonly fileName: string;
}

/** Issues the receipt of a consent, checks it in this browser, and gives it to keep. */
export function Receipt({
  consent,
  onClose,
}: {
  readonly consent: ConsentFragment;
  readonly onClose: () => void;
}) {
  const { tenantId } = useTenant();
  const [omit, setOmit] = useState(false);
  const issue = useChange(AuditIssueReceiptDocument);
  const { payload: issued, problem } = outcomeOf(
    issue.data?.issueConsentReceipt,
    'IssueConsentReceiptPayload',
  );
  return (
    <Dialog
      title={text.title}
      isOpen
      onClose={onClose}
      actions={<Button onPress={onClose}>{dataText.close}</Button>}
    >
      <Stack>
        <p>{text.lead}</p>
        <Checkbox selected={omit} onChange={setOmit} disabled={issued !== null}>
          {text.omit}
        </Checkbox>
        {issued === null ? (
          <div>
            <Button
              kind="primary"
              busy={issue.isPending}
              onPress={() =>
                issue.mutate({ input: { tenantId, consentId: consent.id, omitDisclosures: omit } })
              }
            >
              {text.issue}
            </Button>
          </div>
        ) : (
          <IssuedReceipt issued={issued} />
        )}
        {problem === null ? null : <Refusal problem={problem} title={text.failed} />}
        {issue.error === null ? null : <Failed error={issue.error} title={text.failed} />}
      </Stack>
    </Dialog>
  );
}

function IssuedReceipt({ issued: { receipt, fileName } }: { readonly issued: Issued }) {
  return (
    <Stack>
      <Row>
        <code>{fileName}</code>
        <Button onPress={() => saveFile(fileName, receipt)}>{text.save}</Button>
      </Row>
      <Checked receipt={receipt} />
    </Stack>
  );
}

/** Checks a receipt that the reader has as a file from anybody. */
export function ReceiptCheck() {
  const [chosen, setChosen] = useState<Issued | null>(null);
  return (
    <Section title={text.checkTitle} lead={text.checkLead}>
      <Row>
        <ChosenFile label={text.choose} onText={(fileName, receipt) => setChosen({ fileName, receipt })} />
        {chosen === null ? null : <code>{chosen.fileName}</code>}
      </Row>
      {chosen === null ? <KeyFileChoice /> : <Checked receipt={chosen.receipt} />}
    </Section>
  );
}

/** The verdict on a receipt by the reader's own key file. */
function Checked({ receipt }: { readonly receipt: string }) {
  const { name } = useTenant();
  const { keyFile } = useEvidence();
  const verdict = useQuery({
    queryKey: ['verified-receipt', receipt, keyFile?.name],
    enabled: keyFile !== null,
    gcTime: 0,
    queryFn: async () => {
      const { verifyReceipt } = await import('@originator/verifier');
      return verifyReceipt(new TextEncoder().encode(receipt), { keys: keyFile?.keys ?? [], tenant: name });
    },
  });
  return (
    <Stack>
      <KeyFileChoice />
      {keyFile === null ? <p>{text.noKey}</p> : null}
      {verdict.data === undefined ? null : (
        <VerdictShown verdict={verdict.data} good={text.good} bad={text.bad} />
      )}
    </Stack>
  );
}
