import { useState } from 'react';
import { Failed } from '../../data/shown.tsx';
import { accountText } from '../../text/en/account.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Count, PhoneNumber } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import { useNumbers } from './use-numbers.ts';

const REASONS = ['SMS_ONLY', 'VOICE_ONLY', 'NEITHER'] as const;
/** Numbers that are shown under one reason. */
const SHOWN = 50;

/** The numbers that cannot be selected, under the reason of each. They are read when they are asked for. */
export function ExcludedNumbers(props: {
  readonly source: 'draft' | 'live';
  readonly of: string;
  readonly count: number;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{accountText.numbers.excluded(props.count)}</summary>
      {isOpen ? <Reasons source={props.source} of={props.of} /> : null}
    </details>
  );
}

function Reasons({ source, of }: { readonly source: 'draft' | 'live'; readonly of: string }) {
  const numbers = useNumbers(source, 'EXCLUDED', of);
  if (numbers.error !== null) return <Failed error={numbers.error} onRetry={() => void numbers.refetch()} />;
  if (!numbers.isComplete) return <Loading />;
  return REASONS.map((reason) => {
    const found = numbers.items.filter(({ excluded }) => excluded === reason);
    if (found.length === 0) return null;
    return (
      <section key={reason} className={styles.reason}>
        <h3>
          <Count of={found.length} /> {accountText.numbers.reasons[reason]}
        </h3>
        {found.length > SHOWN ? <p className={styles.quiet}>{accountText.numbers.first(SHOWN)}</p> : null}
        <ul className={styles.numbers}>
          {found.slice(0, SHOWN).map(({ id, phoneNumber }) => (
            <li key={id}>
              <PhoneNumber number={phoneNumber} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
