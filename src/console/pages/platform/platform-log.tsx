import { useReadPages } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { PlatformLogPageDocument, type PlatformLogPageQuery } from '../../generated/graphql.ts';
import { platformText } from '../../text/en/platform.ts';
import { Badge } from '../../ui/feedback/badge.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { FilterBar, useFilters } from '../../ui/form/filter-bar.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Section, Stack } from '../../ui/layout/section.tsx';
import { Difference } from '../../ui/show/difference.tsx';
import { Pager } from '../../ui/show/pager.tsx';
import { Table } from '../../ui/show/table.tsx';
import { Code, DateTime } from '../../ui/show/values.tsx';
import styles from './platform.module.css';

const PAGE = 50;
const ANY = 'any';
type Entry = NonNullable<PlatformLogPageQuery['platformLog']>['auditLog']['edges'][number]['node'];
const KINDS = Object.keys(platformText.log.kinds).filter(isKind);

function isKind(text: string): text is Entry['kind'] {
  return Object.hasOwn(platformText.log.kinds, text);
}

/** The platform's own log: consent texts, rate cards, settings, keys, retention, and reads that span tenants. */
export function PlatformLog() {
  const text = platformText.log;
  const filters = useFilters(['kind', 'subject']);
  const kind = filters.get('kind');
  const subject = filters.get('subject');
  const pages = useReadPages(
    PlatformLogPageDocument,
    {
      first: PAGE,
      filter: { kinds: isKind(kind) ? [kind] : null, actorSubject: subject === '' ? null : subject },
    },
    ({ platformLog }) => platformLog?.auditLog,
  );
  return (
    <Section title={text.title} lead={text.lead}>
      <FilterBar label={text.filters} filters={filters}>
        <Select
          label={text.kind}
          options={[{ id: ANY, label: text.any }, ...KINDS.map((id) => ({ id, label: text.kinds[id] }))]}
          value={isKind(kind) ? kind : ANY}
          onChange={(next) => filters.set({ kind: next === ANY ? '' : next })}
        />
        <TextField
          label={text.subject}
          value={subject}
          maxLength={255}
          onChange={(next) => filters.set({ subject: next })}
        />
      </FilterBar>
      <Shown of={pages}>
        {(data) => {
          const entries = data.pages.flatMap(
            (page) => page.platformLog?.auditLog.edges.map(({ node }) => node) ?? [],
          );
          return (
            <>
              {entries.length === 0 ? <EmptyState title={text.none} /> : <Entries entries={entries} />}
              <Pager shown={entries.length} of={pages} />
            </>
          );
        }}
      </Shown>
    </Section>
  );
}

function Entries({ entries }: { readonly entries: readonly Entry[] }) {
  const text = platformText.log;
  return (
    <Table
      label={text.title}
      items={entries}
      idOf={({ id }) => id}
      columns={[
        { id: 'at', title: text.at, show: ({ at }) => <DateTime at={at} /> },
        { id: 'kind', title: text.what, show: ({ kind }) => text.kinds[kind] },
        {
          id: 'actor',
          title: text.who,
          show: ({ actor }) => actor.displayName ?? actor.subject ?? actor.kind,
        },
        {
          id: 'seal',
          title: text.seal,
          show: ({ seal }) =>
            seal === null ? (
              <Badge tone="neutral">{text.unsealed}</Badge>
            ) : (
              <Badge tone="good">{text.sealed(seal.leafIndex)}</Badge>
            ),
        },
        { id: 'more', title: text.more, show: (entry) => <More entry={entry} /> },
      ]}
    />
  );
}

function More({ entry }: { readonly entry: Entry }) {
  const text = platformText.log;
  const before = membersOf(entry.before);
  const after = membersOf(entry.after);
  const rows = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((row) => row.before !== row.after);
  return (
    <details className={styles.note}>
      <summary>{text.show}</summary>
      <Stack>
        <p>
          {text.about} <Code>{entry.object}</Code> {text.request} <Code>{entry.requestId}</Code>
        </p>
        <Difference label={text.difference} rows={rows} />
      </Stack>
    </details>
  );
}

/** The members of an object of the log as texts; a value that is none is a member by itself. */
function membersOf(value: unknown): Readonly<Record<string, string>> {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return { value: textOf(value) };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textOf(member)]));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
