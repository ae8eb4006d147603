import { type ReactNode, useId } from 'react';
import styles from './layout.module.css';

/** A part of a page with a heading of its own. */
export function Section(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionTop}>
        <h2 id={id} className={styles.sectionTitle}>
          {props.title}
        </h2>
        {props.actions === undefined ? null : <div className={styles.row}>{props.actions}</div>}
      </div>
      {props.lead === undefined ? null : <p className={styles.sectionLead}>{props.lead}</p>}
      {props.children}
    </section>
  );
}

/** Things below each other. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}

/** Things beside each other, as long as there is room. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
