import { useState } from 'react';
import { dataText } from '../../text/en/data.ts';
import { Button } from '../form/button.tsx';
import styles from './show.module.css';

/** An identifier that can be taken along. */
export function CopyableText({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <span className={styles.copyable}>
      <code className={styles.code}>{text}</code>
      <Button kind="quiet" small label={`${dataText.copy} ${text}`} onPress={() => void copy()}>
        {copied ? dataText.copied : dataText.copy}
      </Button>
    </span>
  );
}
