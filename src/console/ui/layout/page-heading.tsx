import type { ReactNode } from 'react';
import styles from './layout.module.css';

/** The one h1 of a page, to which the focus goes after navigation, with what can be done beside it. */
export function PageHeading(props: {
  readonly children: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.top}>
      <h1 className={styles.heading} tabIndex={-1}>
        {props.children}
      </h1>
      {props.actions === undefined ? null : <div className={styles.row}>{props.actions}</div>}
      {props.lead === undefined ? null : <p className={styles.lead}>{props.lead}</p>}
    </div>
  );
}
