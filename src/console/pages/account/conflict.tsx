import { accountText } from '../../text/en/account.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Difference } from '../../ui/show/difference.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import { type Configuration, type Draft, inWords, nameOf } from './account-state.ts';

const FIELDS = ['account', 'channels', 'fallback'] as const;

function Choice({ onMine, onTheirs }: { readonly onMine: () => void; readonly onTheirs: () => void }) {
  return (
    <>
      <Button small kind="primary" onPress={onMine}>
        {accountText.conflict.mine}
      </Button>
      <Button small onPress={onTheirs}>
        {accountText.conflict.theirs}
      </Button>
    </>
  );
}

/** Another admin saved meanwhile: who, when and what changed. What is typed here stays. */
export function SavedMeanwhile(props: {
  readonly base: Configuration;
  readonly now: Configuration;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}) {
  const { base, now, onMine, onTheirs } = props;
  const [before, after] = [inWords(base), inWords(now)];
  const rows = FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    name: accountText.history.fields[field],
    before: before[field],
    after: after[field],
  }));
  return (
    <Notice
      tone="warning"
      title={accountText.conflict.saved(nameOf(now.savedBy), now.version)}
      actions={<Choice onMine={onMine} onTheirs={onTheirs} />}
    >
      {now.inForceFrom === null ? null : <DateTime at={now.inForceFrom} />}
      <p>{accountText.conflict.kept}</p>
      <Difference label={accountText.history.changes} rows={rows} />
    </Notice>
  );
}

/** Another admin changed or replaced the draft meanwhile. */
export function DraftMeanwhile(props: {
  readonly draft: Draft | null;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}) {
  const { draft, onMine, onTheirs } = props;
  return (
    <Notice
      tone="warning"
      title={accountText.conflict.draft(nameOf(draft?.changedBy))}
      actions={<Choice onMine={onMine} onTheirs={onTheirs} />}
    >
      {draft === null ? null : <DateTime at={draft.changedAt} />}
      <p>{accountText.conflict.draftKept}</p>
    </Notice>
  );
}
