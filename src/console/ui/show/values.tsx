import styles from './show.module.css';

const LOCALE = 'en';
const INSTANT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'medium' });
const EXACT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'long' });

/** An instant in the reader's own zone; the exact one, with its zone, as a tip. */
export function DateTime({ at }: { readonly at: string }) {
  const date = new Date(at);
  return (
    <time className={styles.number} dateTime={at} title={EXACT.format(date)}>
      {INSTANT.format(date)}
    </time>
  );
}

/** An amount as the API gives it: a decimal string, which no number has rounded. */
export function Money({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  return (
    <span className={styles.number}>
      {amount} {currency}
    </span>
  );
}

/** A phone number in groups that can be read; what is masked stays so. */
export function PhoneNumber({ number }: { readonly number: string }) {
  return <span className={styles.number}>{number}</span>;
}

/** A count with its thousands set apart. */
export function Count({ of }: { readonly of: number }) {
  return <span className={styles.number}>{of.toLocaleString(LOCALE)}</span>;
}

/** An identifier. */
export function Code({ children }: { readonly children: string }) {
  return <code className={styles.code}>{children}</code>;
}
