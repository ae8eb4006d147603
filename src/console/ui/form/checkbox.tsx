import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';
import { classes } from '../classes.ts';
import styles from './form.module.css';

export function Checkbox(props: {
  readonly children?: ReactNode;
  /** Read out where no text stands beside it. */
  readonly label?: string;
  readonly selected: boolean;
  readonly partly?: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly disabled?: boolean;
  readonly detail?: ReactNode;
}) {
  return (
    <AriaCheckbox
      className={styles.choice}
      isSelected={props.selected}
      isIndeterminate={props.partly}
      isDisabled={props.disabled}
      onChange={props.onChange}
      aria-label={props.label}
    >
      <span aria-hidden="true" className={classes(styles.mark, styles.box)}>
        {props.partly ? '–' : props.selected ? '✓' : ''}
      </span>
      {props.children === undefined ? null : (
        <span className={styles.choiceText}>
          <span>{props.children}</span>
          {props.detail === undefined ? null : <span className={styles.description}>{props.detail}</span>}
        </span>
      )}
    </AriaCheckbox>
  );
}
