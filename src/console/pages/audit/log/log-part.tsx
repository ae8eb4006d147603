import { useTenant } from '../../../caller/caller.tsx';
import { useReadPages } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { type AuditLineFragment, AuditLinesDocument } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { useFilters } from '../../../ui/form/filter-bar.tsx';
import { Stack } from '../../../ui/layout/section.tsx';
import { Pager } from '../../../ui/show/pager.tsx';
import { type Column, Table } from '../../../ui/show/table.tsx';
import { Code, Count, DateTime } from '../../../ui/show/values.tsx';
import { EntryShown } from './entry-shown.tsx';
import { filterOf, LOG_FILTERS } from './log-filter.ts';
import { LogFilters } from './log-filters.tsx';
import { whoOf } from './who.ts';

const { log: text, kinds } = auditText;
const PAGE_SIZE = 25;

/** The log, or the entry that the address names. */
export function LogPart() {
  const entry = useFilters(['entry']);
  const id = entry.get('entry');
  if (id !== '') return <EntryShown id={id} onBack={() => entry.set({ entry: '' })} />;
  return <LogList onOpen={(opened) => entry.set({ entry: opened })} />;
}

function LogList({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { tenantId } = useTenant();
  const filters = useFilters(LOG_FILTERS);
  const pages = useReadPages(
    AuditLinesDocument,
    { tenantId, filter: filterOf(filters.get), first: PAGE_SIZE },
    (result) => result.tenant?.auditLog,
  );
  return (
    <Stack>
      <LogFilters filters={filters} />
      <Shown of={pages}>
        {(data) => {
          const lines = data.pages.flatMap(
            (page) => page.tenant?.auditLog?.edges.map(({ node }) => node) ?? [],
          );
          if (lines.length === 0 && !pages.hasNextPage)
            return <EmptyState title={text.empty}>{text.emptyAdvice}</EmptyState>;
          return (
            <>
              <Table label={text.label} columns={columns(onOpen)} items={lines} idOf={({ id }) => id} />
              <Pager shown={lines.length} of={pages} />
            </>
          );
        }}
      </Shown>
    </Stack>
  );
}

function columns(onOpen: (id: string) => void): readonly Column<AuditLineFragment>[] {
  return [
    { id: 'time', title: text.time, show: ({ at }) => <DateTime at={at} /> },
    {
      id: 'kind',
      title: text.kind,
      show: ({ id, kind, at }) => (
        <Button kind="quiet" small label={text.open(kinds[kind], at)} onPress={() => onOpen(id)}>
          {kinds[kind]}
        </Button>
      ),
    },
    { id: 'who', title: text.who, show: ({ actor }) => whoOf(actor) },
    { id: 'object', title: text.object, show: ({ object }) => <Code>{object}</Code> },
    {
      id: 'place',
      title: text.place,
      end: true,
      show: ({ seal }) =>
        seal === null || seal === undefined ? text.unsealed : <Count of={seal.leafIndex + 1} />,
    },
  ];
}
