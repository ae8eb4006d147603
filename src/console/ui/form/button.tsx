import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classes } from '../classes.ts';
import styles from './form.module.css';

/** A button. While it is `busy` it can be focused and read, and pressing it does nothing. */
export function Button(props: {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly small?: boolean;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  readonly busy?: boolean;
  readonly label?: string;
  /** Needed for a button that opens or closes the dialog around it. */
  readonly slot?: string;
}) {
  const { kind = 'plain', small, label, busy = false, children } = props;
  return (
    <AriaButton
      className={classes(styles.button, kind !== 'plain' && styles[kind], small && styles.small)}
      type={busy ? 'button' : (props.type ?? 'button')}
      isDisabled={props.disabled}
      aria-disabled={busy || undefined}
      onPress={busy ? undefined : props.onPress}
      aria-label={label}
      slot={props.slot}
    >
      {children}
    </AriaButton>
  );
}
