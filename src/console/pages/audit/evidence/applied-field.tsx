import { useEffect, useState } from 'react';
import { TextField } from '../../../ui/form/text-field.tsx';

/** A text that applies on Enter and when it is left, so that nothing is asked for at each letter. */
export function AppliedField(props: {
  readonly label: string;
  readonly value: string;
  readonly onApply: (value: string) => void;
}) {
  const { label, value, onApply } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const apply = () => {
    if (typed.trim() !== value) onApply(typed.trim());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField label={label} value={typed} onChange={setTyped} onBlur={apply} />
    </form>
  );
}
