import { useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { useChange } from '../../../data/change.ts';
import { outcomeOf } from '../../../data/outcome-of.ts';
import { useRead } from '../../../data/read.ts';
import { Failed, Refusal } from '../../../data/shown.tsx';
import { AuditErasePersonDocument, AuditErasureCertificateDocument } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { dataText } from '../../../text/en/data.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Dialog } from '../../../ui/layout/dialog.tsx';
import { Section } from '../../../ui/layout/section.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import styles from '../evidence/audit.module.css';

const { privacy: text } = auditText;
const NOTHING = { subject: '', reason: '', reference: '' };
/** A certificate is there about a second after the erasure. */
const CERTIFICATE_REFETCH_MS = 1_000;

/** Erases a person for good, once that was confirmed, and gives the certificate. */
export function EraseSection() {
  const { tenantId } = useTenant();
  const [typed, setTyped] = useState(NOTHING);
  const [isAsking, setAsking] = useState(false);
  const erase = useChange(AuditErasePersonDocument);
  const { payload, problem } = outcomeOf(erase.data?.erasePerson, 'ErasePersonPayload');
  const isComplete = Object.values(typed).every((value) => value.trim() !== '');
  const confirmed = async () => {
    setAsking(false);
    const { erasePerson: answer } = await erase.mutateAsync({ input: { tenantId, ...typed } });
    // The subject is not kept on the page of which it was erased.
    if (answer?.__typename === 'ErasePersonPayload') setTyped(NOTHING);
  };
  const field = (name: keyof typeof typed, label: string, description?: string) => (
    <TextField
      label={label}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      description={description}
      required
    />
  );
  return (
    <Section title={text.erase} lead={text.eraseLead}>
      <div className={styles.form}>
        {field('subject', text.subject)}
        {field('reason', text.reason, text.reasonAdvice)}
        {field('reference', text.reference)}
      </div>
      <div>
        <Button kind="danger" disabled={!isComplete} busy={erase.isPending} onPress={() => setAsking(true)}>
          {text.erase}
        </Button>
      </div>
      {problem === null ? null : <Refusal problem={problem} title={dataText.changeFailed} />}
      {erase.error === null ? null : <Failed error={erase.error} title={dataText.changeFailed} />}
      {payload === null ? null : <Erased entryId={payload.entryId} />}
      <Dialog
        title={text.confirmTitle}
        isOpen={isAsking}
        asks
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{text.keep}</Button>
            <Button kind="danger" onPress={() => void confirmed().catch(() => {})}>
              {text.eraseNow}
            </Button>
          </>
        }
      >
        <p>{text.confirm(typed.subject)}</p>
      </Dialog>
    </Section>
  );
}

function Erased({ entryId }: { readonly entryId: string }) {
  const { tenantId } = useTenant();
  const [isThere, setThere] = useState(false);
  const variables = { tenantId, id: entryId };
  const read = useRead(AuditErasureCertificateDocument, variables, {
    refetchMs: isThere ? false : CERTIFICATE_REFETCH_MS,
  });
  const certificate = read.data?.tenant?.erasureCertificate ?? null;
  if (certificate !== null && !isThere) setThere(true);
  return (
    <Notice
      tone="good"
      title={text.erased}
      actions={
        <Button
          disabled={certificate === null}
          onPress={() => saveFile(`erasure-${entryId}.json`, certificate ?? '')}
        >
          {text.certificate}
        </Button>
      }
    >
      {certificate === null ? <p>{text.certificateWaits}</p> : null}
    </Notice>
  );
}
