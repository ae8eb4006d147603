import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useCaller } from '../../../caller/caller.tsx';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { useFilters } from '../../../ui/form/filter-bar.tsx';
import { Stack } from '../../../ui/layout/section.tsx';
import { FILTER_NAMES, type FilterName, readFilter } from './record-filter.ts';
import { RecordFilters } from './record-filters.tsx';
import { Records } from './records.tsx';

/** The cursor of the page, and whether it is followed live; both are in the address, as the filters are. */
const PLACE_NAMES = ['after', 'live'] as const;
const LIVE = 'on';

/** The records with their filters, all of it in the address. */
export function RecordsView() {
  const { may } = useCaller();
  const filters = useFilters([...FILTER_NAMES, ...PLACE_NAMES]);
  const [search] = useSearchParams();
  const [connection, setConnection] = useState(0);
  const { filter, unreadable } = readFilter(filters.get);
  const isSet = FILTER_NAMES.some((name) => search.has(name));
  const names = unreadable.map((name) => dispatchesText.filters[name]).join(', ');
  const clear = () =>
    filters.set({ ...Object.fromEntries(FILTER_NAMES.map((name) => [name, ''])), after: '' });
  return (
    <Stack>
      <RecordFilters
        filters={{
          get: filters.get,
          set: (name: FilterName, value) => filters.set({ [name]: value, after: '' }),
          isSet,
          clear,
        }}
      />
      {names === '' ? null : <Notice tone="warning" title={dispatchesText.filters.unreadable(names)} />}
      <Records
        key={connection}
        filter={filter}
        isFiltered={isSet}
        after={filters.get('after')}
        follows={may('LIVE_READ') ? filters.get('live') === LIVE : null}
        onFollow={(follow) => filters.set({ live: follow ? LIVE : '' })}
        onConnectAgain={() => setConnection(connection + 1)}
      />
    </Stack>
  );
}
