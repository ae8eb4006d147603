import type { Verdict } from '@originator/verifier';
import { auditText } from '../../../text/en/audit.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import styles from './audit.module.css';

const { proof: text } = auditText;

/** A verdict in words: what is shown and what is not, or what is wrong. */
export function VerdictShown(props: {
  readonly verdict: Pick<Verdict, 'verified' | 'shows' | 'doesNotShow' | 'doubts'>;
  readonly good: string;
  readonly bad: string;
}) {
  const { verdict, good, bad } = props;
  if (!verdict.verified)
    return (
      <Notice tone="error" title={bad}>
        <Sentences of={verdict.doubts.map((doubt) => doubt.text)} />
        <p>{text.adviceOnDoubt}</p>
      </Notice>
    );
  return (
    <Notice tone="good" title={good}>
      <h3 className={styles.words}>{text.shows}</h3>
      <Sentences of={verdict.shows} />
      <h3 className={styles.words}>{text.doesNotShow}</h3>
      <Sentences of={[...verdict.doesNotShow, text.page]} />
    </Notice>
  );
}

function Sentences({ of }: { readonly of: readonly string[] }) {
  return (
    <ul className={styles.sentences}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
