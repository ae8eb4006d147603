import { useState } from 'react';
import { auditText } from '../../../text/en/audit.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Row } from '../../../ui/layout/section.tsx';
import styles from './audit.module.css';
import { ChosenFile } from './chosen-file.tsx';
import { useEvidence } from './evidence-context.tsx';

const { key: text } = auditText;

/** The choice of the reader's own key file, which all proofs on the page are checked against. */
export function KeyFileChoice() {
  const { keyFile, setKeyFile } = useEvidence();
  const [unfit, setUnfit] = useState<string | null>(null);
  const take = async (name: string, content: string) => {
    const { parseVerifierKeys } = await import('@originator/verifier');
    const keys = parseVerifierKeys(content) ?? [];
    setUnfit(keys.length === 0 ? name : null);
    if (keys.length > 0) setKeyFile({ name, keys });
  };
  return (
    <div className={styles.key}>
      <Row>
        <span>
          <strong>{text.title}</strong>
          <span className={styles.quiet}>
            {keyFile === null ? text.none : text.chosen(keyFile.name, keyFile.keys.length)}
          </span>
        </span>
        <ChosenFile
          label={keyFile === null ? text.choose : text.another}
          onText={(name, content) => void take(name, content)}
        />
      </Row>
      {unfit === null ? null : <Notice tone="error" title={text.unfit(unfit)} />}
    </div>
  );
}
