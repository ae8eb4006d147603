import type { ReactNode } from 'react';
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';
import { classes } from '../classes.ts';
import styles from './form.module.css';

export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly description?: ReactNode;
  /** The fault of the value and what to do; null or nothing while all is well. */
  readonly error?: string | null;
  readonly type?: 'text' | 'password' | 'search' | 'date' | 'datetime-local' | 'number';
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
  /** Several lines can be written, and so many are shown. */
  readonly rows?: number;
  /** The label stands beside the input. */
  readonly compact?: boolean;
  /** Set for identifiers, so that digits and letters can be told apart. */
  readonly code?: boolean;
  readonly autoComplete?: string;
  readonly name?: string;
}) {
  const error = props.error ?? null;
  return (
    <AriaTextField
      className={classes(styles.field, props.compact && styles.compact)}
      value={props.value}
      onChange={props.onChange}
      onBlur={props.onBlur}
      isInvalid={error !== null}
      isRequired={props.required}
      isDisabled={props.disabled}
      type={props.type === 'number' ? 'text' : (props.type ?? 'text')}
      inputMode={props.type === 'number' ? 'numeric' : undefined}
      maxLength={props.maxLength}
      autoComplete={props.autoComplete ?? 'off'}
      name={props.name}
      spellCheck="false"
      validationBehavior="aria"
    >
      <Label className={styles.label}>{props.label}</Label>
      {props.rows === undefined ? (
        <Input className={classes(styles.input, props.code && styles.code)} placeholder={props.placeholder} />
      ) : (
        <TextArea className={classes(styles.input, styles.lines)} rows={props.rows} />
      )}
      {props.description === undefined ? null : (
        <Text slot="description" className={styles.description}>
          {props.description}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </AriaTextField>
  );
}
