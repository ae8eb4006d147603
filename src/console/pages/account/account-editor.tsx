import { useEffect, useRef, useState } from 'react';
import { useCaller, useTenant } from '../../caller/caller.tsx';
import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { AccountVersionDocument } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import styles from './account.module.css';
import { AccountSection } from './account-section.tsx';
import type { Configuration, Draft, Tenant, Verification } from './account-state.ts';
import { ChannelsSection, Fallback } from './channels-and-fallback.tsx';
import { DraftMeanwhile, SavedMeanwhile } from './conflict.tsx';
import { Numbers } from './numbers.tsx';
import { SaveBar } from './save-bar.tsx';
import { useAccountForm, useSeenVersion } from './use-account-form.ts';
import { type SaveEvents, useSave } from './use-save.ts';
import { useSelection } from './use-selection.ts';

interface EditorProps {
  readonly tenant: Tenant;
  readonly live: Configuration;
  /** Changes what has been read of the tenant. */
  readonly change: (next: (tenant: Tenant) => Tenant) => void;
  /** Has it read again. */
  readonly refresh: () => void;
}

interface SeenProps extends EditorProps {
  /** The version that the person has seen. */
  readonly seen: Configuration;
}

/** The page of the admin. After a reload it goes on from the version that the person had seen, also if another is live now (S3). */
export function AccountEditor(props: EditorProps) {
  const { tenantId } = useTenant();
  const seen = useSeenVersion();
  const [before] = useState(seen === props.live.version ? null : seen);
  const read = useRead(
    AccountVersionDocument,
    { tenantId, number: before ?? 0 },
    { enabled: before !== null },
  );
  if (before === null) return <Editor {...props} seen={props.live} />;
  return (
    <Shown of={read}>
      {({ tenant }) => <Editor {...props} seen={tenant?.configurationVersion ?? props.live} />}
    </Shown>
  );
}

/** From the channels to the save. */
function Editor(props: SeenProps) {
  const { tenant, live } = props;
  const { may } = useCaller();
  const { form, selection, saving, meanwhile, list, draft, handle } = useEditor(props);
  const missesNumbers = form.use === 'custom' && selection.wanted?.size === 0;
  const unmet = unmetOf(form, draft, missesNumbers);
  return (
    <>
      <div className={styles.notices}>
        {meanwhile === 'saved' ? (
          <SavedMeanwhile base={form.base} now={live} onMine={handle.goOn} onTheirs={handle.takeOver} />
        ) : meanwhile === 'draft' ? (
          <DraftMeanwhile draft={draft} onMine={handle.insist} onTheirs={handle.takeOver} />
        ) : null}
      </div>
      <ChannelsSection value={form.channels} onChange={form.setChannels} />
      <AccountSection
        live={live}
        draft={draft}
        verification={tenant.latestVerification}
        form={form}
        onVerification={handle.verification}
        onDiscarded={handle.discarded}
      />
      {list === null || form.use === 'default' ? null : (
        <Numbers source={list.source} of={list.of} selection={selection} />
      )}
      {form.chooses ? (
        <Fallback
          value={form.fallback}
          onChange={form.setFallback}
          neverChosen={live.account !== null && live.fallbackPolicy.mode === 'NOT_DEFINED'}
          mayPreview={may('PREVIEW')}
        />
      ) : null}
      <SaveBar
        saving={saving}
        live={live}
        isDirty={form.isDirty || selection.wanted !== null}
        unmet={unmet}
        onReset={handle.reset}
      />
    </>
  );
}

/** The state of the editor: what is typed, what is selected, what others did meanwhile, and what saving brings. */
function useEditor({ tenant: { draft }, live, change, refresh, seen }: SeenProps) {
  const form = useAccountForm(live, draft, seen);
  const setDraft = (next: Draft | null) => change((now) => ({ ...now, draft: next }));
  const selection = useSelection(draft, setDraft);
  const { base, setBase } = form;
  const isTyped =
    form.changed.channels || form.changed.fallback || form.changed.account || selection.wanted !== null;
  const isElsewhere = live.version !== base.version;
  // A person who has typed nothing is shown what is live; the others are asked.
  useEffect(() => {
    if (isElsewhere && !isTyped) setBase(live);
  }, [isElsewhere, isTyped, live, setBase]);
  const become = (configuration: Configuration, next: Draft | null) =>
    change((now) => ({ ...now, configuration, draft: next }));
  const startFrom = (version: Configuration) => {
    selection.forget();
    form.reset();
    setBase(version);
  };
  const events: SaveEvents = {
    onSaved(configuration) {
      startFrom(configuration);
      become(configuration, null);
      refresh();
    },
    onOutOfDate: become,
    onRequested: () => startFrom(live),
    onStale: refresh,
  };
  const saving = useSave({ draft, form, selection, events });
  const list = useList(live, draft, selection.wanted !== null);
  const { problem } = selection;
  const isOutOfDate = problem !== null && !(problem instanceof Error) && problem.__typename === 'OutOfDate';
  return {
    form,
    selection,
    saving,
    draft,
    list,
    meanwhile: isElsewhere && isTyped ? ('saved' as const) : isOutOfDate ? ('draft' as const) : null,
    handle: {
      goOn: () => setBase(live),
      insist: () => selection.insist(draft),
      takeOver: () => startFrom(live),
      reset: () => startFrom(live),
      verification(verification: Verification) {
        change((now) => ({ ...now, latestVerification: verification }));
        if (verification.status !== 'VERIFIED') return;
        selection.forget();
        form.setForm(null);
        refresh();
      },
      discarded() {
        selection.forget();
        setDraft(null);
        refresh();
      },
    },
  };
}

/** The list of numbers that is shown. It stays while there is a selection that the person has changed. */
function useList(live: Configuration, draft: Draft | null, isChanged: boolean) {
  const now =
    draft !== null
      ? ({ source: 'draft', of: `${draft.id} ${draft.revision}` } as const)
      : live.account === null
        ? null
        : ({ source: 'live', of: live.id } as const);
  const kept = useRef(now);
  if (!isChanged || kept.current === null) kept.current = now;
  return kept.current;
}

/** The requirements that a save would not meet, in short; each is also told where it belongs. */
function unmetOf(
  form: ReturnType<typeof useAccountForm>,
  draft: Draft | null,
  missesNumbers: boolean,
): readonly string[] {
  const first = form.use === 'custom' && !form.chooses ? [accountText.save.firstVerify] : [];
  const channels = form.channels.length === 0 ? [accountText.channels.none] : [];
  const numbers = missesNumbers ? [accountText.numbers.nothingSelected] : [];
  // The consent is asked for by the save itself.
  const others = (draft?.unmetRequirements ?? [])
    .filter(({ code }) => !code.startsWith('CONSENT_') && form.use === 'custom')
    .map(({ message }) => message);
  return [...first, ...channels, ...(numbers.length > 0 ? numbers : others)];
}
