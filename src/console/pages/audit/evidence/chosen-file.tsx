import { FileTrigger } from 'react-aria-components';
import { Button } from '../../../ui/form/button.tsx';

/** A button by which a person chooses a file of theirs; it is read here and sent nowhere. */
export function ChosenFile(props: {
  readonly label: string;
  readonly primary?: boolean;
  readonly onText: (name: string, text: string) => void;
}) {
  const read = async (file: File | undefined) => {
    if (file !== undefined) props.onText(file.name, await file.text());
  };
  return (
    <FileTrigger onSelect={(files) => void read(files?.[0])}>
      <Button kind={props.primary ? 'primary' : 'plain'}>{props.label}</Button>
    </FileTrigger>
  );
}
