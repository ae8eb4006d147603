import { useEffect, useState } from 'react';
import { TextField } from '../../../ui/form/text-field.tsx';

/** A filter that is typed: it applies on Enter and when it is left, and says what is wrong with what cannot apply. */
export function FilterField(props: {
  readonly label: string;
  readonly value: string;
  readonly read: (text: string) => string | undefined;
  readonly onApply: (value: string) => void;
  readonly wrong: string;
  readonly hint?: string;
  readonly maxLength?: number;
}) {
  const { label, value, read, onApply, wrong, hint, maxLength } = props;
  const [typed, setTyped] = useState(value);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    setTyped(value);
    setRefused(false);
  }, [value]);
  const apply = () => {
    const next = typed.trim() === '' ? '' : read(typed);
    setRefused(next === undefined);
    if (next !== undefined && next !== value) onApply(next);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField
        label={label}
        value={typed}
        onChange={(next) => {
          setTyped(next);
          setRefused(false);
        }}
        onBlur={apply}
        error={refused ? wrong : null}
        description={hint}
        maxLength={maxLength}
      />
    </form>
  );
}
