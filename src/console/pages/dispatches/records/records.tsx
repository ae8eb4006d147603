import { useCaller, useTenant } from '../../../caller/caller.tsx';
import { useApi } from '../../../data/api.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import {
  type DispatchLineFragment,
  DispatchListDocument,
  type DispatchListQueryVariables,
  type DispatchRecordFilter,
} from '../../../generated/graphql.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { changesSince, latestChange } from './catch-up.ts';
import { LiveBar } from './live-bar.tsx';
import { useLiveRecords } from './live-records.ts';
import { type LiveRecords, rowsOf } from './live-rows.ts';
import { feedFilter } from './record-filter.ts';
import { RecordPages } from './record-pages.tsx';
import { RecordTable } from './record-table.tsx';
import styles from './records.module.css';

/** So few rows stand on a page that the page stays quick, however many records were seen. */
const PAGE_SIZE = 50;
const NO_ROWS = [] as const;

/** One page of the records that match a filter; the newest page can be followed live. */
export function Records(props: {
  readonly filter: DispatchRecordFilter;
  readonly isFiltered: boolean;
  readonly after: string;
  /** Null where the caller may not follow. */
  readonly follows: boolean | null;
  readonly onFollow: (follow: boolean) => void;
  readonly onConnectAgain: () => void;
}) {
  const { filter, isFiltered, after, follows, onFollow, onConnectAgain } = props;
  const { tenantId } = useTenant();
  const canFollow = after === '' && filter.to === undefined;
  const list = useRead(
    DispatchListDocument,
    { tenantId, filter, first: PAGE_SIZE, after: after === '' ? null : after },
    { keepPrevious: true },
  );
  const records = list.data?.tenant?.dispatchRecords?.edges.map(({ node }) => node) ?? NO_ROWS;
  const readMissed = useMissed(filter, records, list.refetch);
  const feed = useLiveRecords(feedFilter(filter), {
    enabled: follows === true && canFollow,
    readMissed,
  });
  const reload = () => {
    feed.forget();
    void list.refetch();
  };
  return (
    <>
      {follows === null ? null : (
        <LiveBar
          feed={feed}
          follows={follows}
          canFollow={canFollow}
          onFollow={onFollow}
          onReload={reload}
          onConnectAgain={onConnectAgain}
        />
      )}
      <Shown of={list}>
        {({ tenant }) => {
          const page = tenant?.dispatchRecords;
          const hasOlder = page?.pageInfo.hasNextPage ?? false;
          const rows = rowsOf(records, canFollow ? feed.live : NOTHING, !hasOlder);
          return (
            <div className={styles.records} aria-busy={list.isPlaceholderData}>
              {rows.length === 0 ? <NoRecords isFiltered={isFiltered} /> : <RecordTable rows={rows} />}
              <RecordPages
                shown={rows.length}
                reading={list.isPlaceholderData}
                older={hasOlder ? (page?.pageInfo.endCursor ?? null) : null}
                isNewest={after === ''}
              />
            </div>
          );
        }}
      </Shown>
    </>
  );
}

/** Reads what has changed since the last change that is shown or waits; where that is too much, the list is read again. */
function useMissed(
  filter: DispatchRecordFilter,
  records: readonly DispatchLineFragment[],
  readAgain: () => Promise<unknown>,
) {
  const { tenantId } = useTenant();
  const api = useApi();
  const read = (variables: DispatchListQueryVariables) => api.query(DispatchListDocument, variables);
  return async ({ live, waiting }: { readonly live: LiveRecords; readonly waiting: LiveRecords }) => {
    const changedSince = latestChange([...records, ...live.values(), ...waiting.values()]);
    const missed =
      changedSince === null
        ? null
        : await changesSince(read, { tenantId, filter, changedSince }).catch(() => null);
    if (missed === null) await readAgain();
    return missed ?? NO_ROWS;
  };
}

const NOTHING = new Map();

function NoRecords({ isFiltered }: { readonly isFiltered: boolean }) {
  const { may } = useCaller();
  const text = dispatchesText.empty;
  if (isFiltered) return <EmptyState title={text.filtered}>{text.filteredAdvice}</EmptyState>;
  return (
    <EmptyState title={text.none}>
      {may('DISPATCH') ? text.noneAdvice : text.noneAdviceReading}
      {may('RECORDS_READ') ? null : ` ${text.ownOnly}`}
    </EmptyState>
  );
}
