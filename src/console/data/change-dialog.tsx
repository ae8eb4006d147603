import type { ReactNode } from 'react';
import { dataText } from '../text/en/data.ts';
import { Button } from '../ui/form/button.tsx';
import { Dialog } from '../ui/layout/dialog.tsx';
import { Stack } from '../ui/layout/section.tsx';
import { Failed, type Problem, Refusal } from './shown.tsx';

/** Asks for what a change needs, and makes it; what is refused or fails is told in the dialog, which stays. */
export function ChangeDialog(props: {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly change: { readonly isPending: boolean; readonly error: Error | null };
  readonly problem: Problem | null;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, lead, action, change, problem, onSubmit, onClose, children } = props;
  return (
    <Dialog
      title={title}
      isOpen
      asks
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{dataText.cancel}</Button>
          <Button kind="primary" busy={change.isPending} onPress={() => void onSubmit().catch(() => {})}>
            {action}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{lead}</p>
        {children}
        {problem === null ? null : <Refusal problem={problem} />}
        {change.error === null ? null : <Failed error={change.error} title={dataText.changeFailed} />}
      </Stack>
    </Dialog>
  );
}
