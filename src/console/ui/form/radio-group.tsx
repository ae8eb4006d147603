import type { ReactNode } from 'react';
import { RadioGroup as AriaRadioGroup, FieldError, Label, Radio, Text } from 'react-aria-components';
import { classes } from '../classes.ts';
import styles from './form.module.css';

export interface RadioOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Shown below the label. */
  readonly detail?: ReactNode;
  readonly disabled?: boolean;
}

export function RadioGroup<Id extends string>(props: {
  readonly label: string;
  readonly options: readonly RadioOption<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly description?: ReactNode;
  readonly error?: string | null;
  readonly disabled?: boolean;
  /** Each choice in a frame, for choices that are explained. */
  readonly framed?: boolean;
}) {
  const error = props.error ?? null;
  return (
    <AriaRadioGroup
      className={styles.field}
      value={props.value}
      onChange={(value) => {
        const chosen = props.options.find(({ id }) => id === value);
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
      isInvalid={error !== null}
      isDisabled={props.disabled}
      validationBehavior="aria"
    >
      <Label className={styles.label}>{props.label}</Label>
      {props.description === undefined ? null : (
        <Text slot="description" className={styles.description}>
          {props.description}
        </Text>
      )}
      <div className={styles.choices}>
        {props.options.map(({ id, label, detail, disabled }) => (
          <Radio
            key={id}
            value={id}
            isDisabled={disabled}
            className={classes(styles.choice, props.framed && styles.framed)}
          >
            <span aria-hidden="true" className={classes(styles.mark, styles.radio)} />
            <span className={styles.choiceText}>
              <span>{label}</span>
              {detail === undefined ? null : <span className={styles.description}>{detail}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaRadioGroup>
  );
}
