import { auditText } from '../../../text/en/audit.ts';
import { FilterBar, type useFilters } from '../../../ui/form/filter-bar.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { AppliedField } from '../evidence/applied-field.tsx';
import type { LogFilterName } from './log-filter.ts';

const { log: text, kinds } = auditText;
const ANY = 'ANY';

/** The filters of the log, which live in the address. */
export function LogFilters({ filters }: { readonly filters: ReturnType<typeof useFilters<LogFilterName>> }) {
  const options = [
    { id: ANY, label: text.anyKind },
    ...Object.entries(kinds)
      .map(([id, label]) => ({ id, label }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  ];
  return (
    <FilterBar label={text.filters} filters={filters}>
      <Select
        label={text.kind}
        options={options}
        value={filters.get('kind') || ANY}
        onChange={(kind) => filters.set({ kind: kind === ANY ? '' : kind })}
      />
      <AppliedField
        label={text.actor}
        value={filters.get('actor')}
        onApply={(actor) => filters.set({ actor })}
      />
      <AppliedField
        label={text.object}
        value={filters.get('object')}
        onApply={(object) => filters.set({ object })}
      />
      <TextField
        label={text.from}
        type="datetime-local"
        value={filters.get('from')}
        onChange={(from) => filters.set({ from })}
      />
      <TextField
        label={text.to}
        type="datetime-local"
        value={filters.get('to')}
        onChange={(to) => filters.set({ to })}
      />
    </FilterBar>
  );
}
