import type { ReactNode } from 'react';
import styles from './feedback.module.css';

/** Shown where a list has nothing, with what would bring something. */
export function EmptyState(props: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{props.title}</p>
      {props.children === undefined ? null : <div>{props.children}</div>}
      {props.action}
    </div>
  );
}
