import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { FilterBar } from '../../../ui/form/filter-bar.tsx';
import { Select } from '../../../ui/form/select.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { members } from '../record/members.ts';
import { phoneNumberIn } from '../record/typed-number.ts';
import { FilterField } from './filter-field.tsx';
import {
  type AddressFilter,
  countryIn,
  type FilterName,
  instantIn,
  senderIn,
  versionIn,
} from './record-filter.ts';
import styles from './records.module.css';

const text = dispatchesText.filters;

/** The filters that stand under "More filters". */
const FURTHER: readonly FilterName[] = ['rule', 'trigger', 'country', 'recipient', 'number', 'version'];

interface Filters {
  readonly get: AddressFilter;
  readonly set: (name: FilterName, value: string) => void;
  readonly isSet: boolean;
  readonly clear: () => void;
}

/** All filters of the list; the less usual ones can be folded away. */
export function RecordFilters({ filters }: { readonly filters: Filters }) {
  const further = FURTHER.filter((name) => filters.get(name) !== '').length;
  return (
    <FilterBar label={text.label} filters={filters}>
      <div className={styles.filterGrid}>
        <Choice name="channel" label={text.channel} words={dispatchTerms.channel} filters={filters} />
        <Choice name="state" label={text.state} words={dispatchTerms.state} filters={filters} />
        <Choice name="billed" label={text.billed} words={dispatchTerms.billed} filters={filters} />
        <Choice name="delivery" label={text.delivery} words={dispatchTerms.delivery} filters={filters} />
        <Instant name="from" label={text.from} filters={filters} />
        <Instant name="to" label={text.to} filters={filters} />
      </div>
      <details className={styles.more} open={further > 0}>
        <summary>{further === 0 ? text.more : text.moreSet(further)}</summary>
        <div className={styles.filterGrid}>
          <Choice name="rule" label={text.rule} words={dispatchTerms.rule} filters={filters} />
          <Choice name="trigger" label={text.trigger} words={dispatchTerms.trigger} filters={filters} />
          <FilterField
            label={text.recipient}
            value={filters.get('recipient')}
            read={phoneNumberIn}
            onApply={(value) => filters.set('recipient', value)}
            wrong={text.wrong.phone}
            hint={text.phoneHint}
            maxLength={32}
          />
          <FilterField
            label={text.number}
            value={filters.get('number')}
            read={senderIn}
            onApply={(value) => filters.set('number', value)}
            wrong={text.wrong.number}
            hint={text.numberHint}
            maxLength={32}
          />
          <FilterField
            label={text.country}
            value={filters.get('country')}
            read={countryIn}
            onApply={(value) => filters.set('country', value)}
            wrong={text.wrong.country}
            hint={text.countryHint}
            maxLength={2}
          />
          <FilterField
            label={text.version}
            value={filters.get('version')}
            read={versionIn}
            onApply={(value) => filters.set('version', value)}
            wrong={text.wrong.version}
            maxLength={10}
          />
        </div>
      </details>
    </FilterBar>
  );
}

function Choice<Value extends string>(props: {
  readonly name: FilterName;
  readonly label: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly filters: Filters;
}) {
  const { name, label, words, filters } = props;
  return (
    <Select
      label={label}
      options={[
        { id: ANY, label: dispatchesText.any },
        ...members(words).map((value): { id: string; label: string } => ({ id: value, label: words[value] })),
      ]}
      value={filters.get(name) || ANY}
      onChange={(value) => filters.set(name, value === ANY ? '' : value)}
    />
  );
}

/** Stands for no choice; a select has no empty one. */
const ANY = 'any';

function Instant(props: { readonly name: FilterName; readonly label: string; readonly filters: Filters }) {
  const { name, label, filters } = props;
  return (
    <TextField
      label={label}
      type="datetime-local"
      value={localTime(filters.get(name))}
      onChange={(value) => filters.set(name, instantIn(value) ?? '')}
    />
  );
}

/** An instant as the field of a date and time wants it: in the reader's zone, and without naming it. */
function localTime(instant: string): string {
  const at = instantIn(instant);
  if (at === undefined) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
