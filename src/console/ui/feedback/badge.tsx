import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import styles from './feedback.module.css';
import type { Tone } from './notice.tsx';

/** A state in a word. The colour only repeats what the word says. */
export function Badge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
}) {
  return <span className={classes(styles.badge, styles[tone])}>{children}</span>;
}
