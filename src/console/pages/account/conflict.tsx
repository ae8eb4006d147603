import { useTenant } from '../../caller/caller.tsx';
import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { AccountSavedMeanwhileDocument } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Difference } from '../../ui/show/difference.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import type { Configuration, Draft } from './account-state.ts';
import { nameOf, rowOf } from './approval/change-row.ts';

/** The most versions of others that are told of; more are found in the history. */
const MOST_VERSIONS = 10;

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
  const { tenantId } = useTenant();
  const count = now.version - base.version;
  const read = useRead(AccountSavedMeanwhileDocument, { tenantId, first: Math.min(count, MOST_VERSIONS) });
  return (
    <Notice
      tone="warning"
      title={accountText.conflict.saved(nameOf(now.savedBy), now.version)}
      actions={<Choice onMine={onMine} onTheirs={onTheirs} />}
    >
      {now.inForceFrom === null ? null : <DateTime at={now.inForceFrom} />}
      <p>{accountText.conflict.kept}</p>
      <Shown of={read}>
        {({ tenant }) =>
          (tenant?.configurations?.edges ?? [])
            .filter(({ node }) => node.version > base.version)
            .map(({ node: { version, savedBy, changes } }) => (
              <div key={version}>
                {count === 1 ? null : <p>{accountText.live.versionBy(version, nameOf(savedBy))}</p>}
                <Difference label={accountText.history.changes} rows={changes.map(rowOf)} />
              </div>
            ))
        }
      </Shown>
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
