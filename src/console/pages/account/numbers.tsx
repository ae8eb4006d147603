import { type ReactNode, useMemo, useState } from 'react';
import { Failed, Refusal } from '../../data/shown.tsx';
import type { ListedNumberFragment } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Loading } from '../../ui/feedback/loading.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Checkbox } from '../../ui/form/checkbox.tsx';
import { useFilters } from '../../ui/form/filter-bar.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Row, Section } from '../../ui/layout/section.tsx';
import { Count, PhoneNumber } from '../../ui/show/values.tsx';
import { VirtualList } from '../../ui/show/virtual-list.tsx';
import styles from './account.module.css';
import { useNumbers } from './use-numbers.ts';
import type { useSelection } from './use-selection.ts';

const REASONS = ['SMS_ONLY', 'VOICE_ONLY', 'NEITHER'] as const;
/** Numbers that are shown under one reason. */
const SHOWN = 50;

const NOTHING: ReadonlySet<string> = new Set();

/** The numbers of the account, of which some are selected. */
export function Numbers(props: {
  readonly source: 'draft' | 'live';
  /** The id of the draft or version that the numbers are of. */
  readonly of: string;
  readonly selection: ReturnType<typeof useSelection>;
}) {
  const { source, of, selection } = props;
  const numbers = useNumbers(source, 'LISTED', of);
  const filters = useFilters(['search', 'only']);
  const { items } = numbers;
  const chosen = useMemo(
    () => selection.wanted ?? new Set(items.filter(({ selected }) => selected).map((one) => one.phoneNumber)),
    [selection.wanted, items],
  );
  const shown = useMemo(
    () => fitting(items, filters.get('search'), filters.get('only') === '' ? null : chosen),
    [items, filters, chosen],
  );
  const selected = selection.wanted === null ? numbers.counts.selected : chosen.size;
  const all = () => {
    const available = items.filter(({ available }) => available).map((one) => one.phoneNumber);
    selection.change(new Set(available), true);
  };
  const toggle = ({ phoneNumber }: ListedNumberFragment) => {
    const next = new Set(chosen);
    if (!next.delete(phoneNumber)) next.add(phoneNumber);
    selection.change(next);
  };
  return (
    <Section title={accountText.numbers.title} lead={accountText.numbers.lead}>
      <Tools filters={filters}>
        <Button small disabled={!numbers.isComplete} onPress={all}>
          {accountText.numbers.selectAll}
        </Button>
        <Button small disabled={selected === 0} onPress={() => selection.change(NOTHING)}>
          {accountText.numbers.selectNone}
        </Button>
      </Tools>
      <p role="status" className={styles.quiet}>
        {numbers.isThere ? accountText.numbers.selected(selected, numbers.counts.listed) : ''}
        {numbers.isComplete || !numbers.isThere
          ? ''
          : ` · ${accountText.numbers.loading(items.length, numbers.counts.listed)}`}
        {keepingText(selection, source)}
      </p>
      {numbers.error === null ? null : (
        <Failed error={numbers.error} onRetry={() => void numbers.refetch()} />
      )}
      {numbers.isThere ? (
        <NumberList items={shown} chosen={chosen} onToggle={toggle} />
      ) : numbers.error === null ? (
        <Loading />
      ) : null}
      {numbers.isThere && selected === 0 ? (
        <p className={styles.error} role="alert">
          {accountText.numbers.nothingSelected}
        </p>
      ) : null}
      <SelectionProblem selection={selection} />
      {numbers.counts.excluded === 0 ? null : (
        <ExcludedNumbers source={source} of={of} count={numbers.counts.excluded} />
      )}
    </Section>
  );
}

function Tools(props: {
  readonly filters: ReturnType<typeof useFilters<'search' | 'only'>>;
  readonly children: ReactNode;
}) {
  const { filters, children } = props;
  return (
    <div className={styles.tools}>
      <TextField
        label={accountText.numbers.search}
        type="search"
        placeholder={accountText.numbers.searchHint}
        value={filters.get('search')}
        onChange={(search) => filters.set({ search })}
      />
      <Checkbox
        selected={filters.get('only') !== ''}
        onChange={(only) => filters.set({ only: only ? 'selected' : '' })}
      >
        {accountText.numbers.onlySelected}
      </Checkbox>
      <Row>{children}</Row>
    </div>
  );
}

function NumberList(props: {
  readonly items: readonly ListedNumberFragment[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (item: ListedNumberFragment) => void;
}) {
  const { items, chosen, onToggle } = props;
  if (items.length === 0) return <Notice tone="neutral" title={accountText.numbers.nothingFound} />;
  return (
    <VirtualList
      label={accountText.numbers.list}
      items={items}
      idOf={({ id }) => id}
      isSelected={({ phoneNumber }) => chosen.has(phoneNumber)}
      isDisabled={({ phoneNumber, available }) => !available && !chosen.has(phoneNumber)}
      onToggle={onToggle}
      show={({ phoneNumber, name, available }) => (
        <>
          <PhoneNumber number={phoneNumber} />
          {name === phoneNumber ? null : <span className={styles.quiet}>{name}</span>}
          {available ? null : <span className={styles.error}>{accountText.numbers.unavailable}</span>}
        </>
      )}
    />
  );
}

function SelectionProblem({ selection }: { readonly selection: ReturnType<typeof useSelection> }) {
  const { problem, flush } = selection;
  if (problem === null) return null;
  if (problem instanceof Error)
    return <Failed error={problem} title={accountText.numbers.notKept} onRetry={() => void flush()} />;
  // A draft that somebody else changed is told of at the top of the page.
  return problem.__typename === 'OutOfDate' ? null : <Refusal problem={problem} />;
}

function keepingText(
  { isKeeping, wanted, problem }: ReturnType<typeof useSelection>,
  source: string,
): string {
  if (isKeeping) return ` · ${accountText.numbers.keeping}`;
  return wanted !== null && wanted.size > 0 && problem === null && source === 'draft'
    ? ` · ${accountText.numbers.kept}`
    : '';
}

function fitting(
  items: readonly ListedNumberFragment[],
  search: string,
  only: ReadonlySet<string> | null,
): readonly ListedNumberFragment[] {
  const words = search.trim().toLowerCase();
  // A number is found however its digits are set apart.
  const digits = /^[+\d\s()./-]+$/.test(words) ? words.replaceAll(/\D/g, '') : '';
  if (words === '' && only === null) return items;
  return items.filter(
    ({ phoneNumber, name }) =>
      (only === null || only.has(phoneNumber)) &&
      (words === '' || (digits !== '' && phoneNumber.includes(digits)) || name.toLowerCase().includes(words)),
  );
}

/** The numbers that cannot be selected, under the reason of each. They are read when they are asked for. */
function ExcludedNumbers(props: {
  readonly source: 'draft' | 'live';
  readonly of: string;
  readonly count: number;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{accountText.numbers.excluded(props.count)}</summary>
      {isOpen ? <Reasons source={props.source} of={props.of} /> : null}
    </details>
  );
}

function Reasons({ source, of }: { readonly source: 'draft' | 'live'; readonly of: string }) {
  const numbers = useNumbers(source, 'EXCLUDED', of);
  if (numbers.error !== null) return <Failed error={numbers.error} onRetry={() => void numbers.refetch()} />;
  if (!numbers.isComplete) return <Loading />;
  return REASONS.map((reason) => {
    const found = numbers.items.filter(({ excluded }) => excluded === reason);
    if (found.length === 0) return null;
    return (
      <section key={reason} className={styles.reason}>
        <h3>
          <Count of={found.length} /> {accountText.numbers.reasons[reason]}
        </h3>
        {found.length > SHOWN ? <p className={styles.quiet}>{accountText.numbers.first(SHOWN)}</p> : null}
        <ul className={styles.numbers}>
          {found.slice(0, SHOWN).map(({ id, phoneNumber }) => (
            <li key={id}>
              <PhoneNumber number={phoneNumber} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}
