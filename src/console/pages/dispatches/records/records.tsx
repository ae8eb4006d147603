import { useCaller, useTenant } from '../../../caller/caller.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { DispatchListDocument, type DispatchRecordFilter } from '../../../generated/graphql.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { LiveBar } from './live-bar.tsx';
import { useLiveRecords } from './live-records.ts';
import { rowsOf } from './live-rows.ts';
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
  const feed = useLiveRecords(feedFilter(filter), {
    enabled: follows === true && canFollow,
    onGap: () => void list.refetch(),
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
          const records = page?.edges.map(({ node }) => node) ?? NO_ROWS;
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
