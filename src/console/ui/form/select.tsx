import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import { dataText } from '../../text/en/data.ts';
import { classes } from '../classes.ts';
import styles from './form.module.css';

export interface SelectOption<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
}

export function Select<Id extends string>(props: {
  readonly label: string;
  readonly options: readonly SelectOption<Id>[];
  readonly value: Id | null;
  readonly onChange: (value: Id) => void;
  readonly compact?: boolean;
  readonly disabled?: boolean;
}) {
  return (
    <AriaSelect
      className={classes(styles.field, props.compact && styles.compact)}
      value={props.value}
      onChange={(key) => {
        const chosen = props.options.find(({ id }) => id === key);
        if (chosen !== undefined) props.onChange(chosen.id);
      }}
      isDisabled={props.disabled}
      placeholder={dataText.choose}
    >
      <Label className={styles.label}>{props.label}</Label>
      <Button className={styles.trigger}>
        <SelectValue />
        <span aria-hidden="true" className={styles.arrow}>
          {'▾'}
        </span>
      </Button>
      <Popover className={styles.popover}>
        <ListBox className={styles.options} items={props.options}>
          {({ label }) => (
            <ListBoxItem className={styles.option} textValue={label}>
              {label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
