import { dataText } from '../../text/en/data.ts';
import styles from './feedback.module.css';

export function Loading({ label = dataText.loading }: { readonly label?: string }) {
  return (
    <div className={styles.loading} role="status" aria-busy="true">
      <span aria-hidden="true" className={styles.spinner} />
      {label}
    </div>
  );
}
