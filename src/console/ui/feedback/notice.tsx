import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import styles from './feedback.module.css';

export type Tone = 'info' | 'good' | 'warning' | 'error' | 'neutral';

/** Something to know, with what to do about it. Errors are read out at once, the others when there is time. */
export function Notice(props: {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const { tone, title, children, actions } = props;
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === 'error' ? 'alert' : 'status'}>
      <p className={styles.title}>{title}</p>
      {children === undefined || children === null ? null : <div className={styles.body}>{children}</div>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
