import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { classes } from '../classes.ts';
import styles from './virtual-list.module.css';

const ROW_PX = 40;
/** The width up to which the parts of a row stand below each other. */
const NARROW = matchMedia('(max-width: 30rem)');
const NARROW_ROW_PX = 76;
/** Rows beyond what is seen, so that scrolling shows no gaps. */
const SPARE = 8;

/**
 * A list of which any number of items can be selected, and of which only the rows in sight are in the document. Arrows,
 * Page Up and Down, Home and End move, Space selects.
 */
export function VirtualList<Item>(props: {
  readonly label: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly isSelected: (item: Item) => boolean;
  readonly isDisabled?: (item: Item) => boolean;
  readonly onToggle: (item: Item) => void;
  readonly show: (item: Item) => ReactNode;
  /** The number of rows in sight. */
  readonly rows?: number;
}) {
  const { label, items, idOf, isSelected, isDisabled, onToggle, show, rows = 10 } = props;
  const id = useId();
  const toggle = (item: Item) => {
    if (isDisabled?.(item) !== true) onToggle(item);
  };
  const { place, height, rowPx, first, last, current, setTop, onKeyDown, onClick } = useRows(
    items,
    rows,
    toggle,
  );

  return (
    <div
      ref={place}
      className={styles.list}
      style={{ height }}
      role="listbox"
      aria-multiselectable="true"
      aria-label={label}
      aria-activedescendant={items.length === 0 ? undefined : `${id}-${current}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" className={styles.space} style={{ height: items.length * rowPx }}>
        {rowsInSight(items, first, last, current).map(([item, index]) => (
          <ListRow
            key={idOf(item)}
            id={`${id}-${index}`}
            index={index}
            height={rowPx}
            count={items.length}
            isSelected={isSelected(item)}
            isDisabled={isDisabled?.(item) === true}
            isActive={index === current}
          >
            {show(item)}
          </ListRow>
        ))}
      </div>
    </div>
  );
}

/** The rows in sight, the one that the keyboard is at, and how both move. */
function useRows<Item>(items: readonly Item[], rows: number, toggle: (item: Item) => void) {
  const place = useRef<HTMLDivElement>(null);
  const rowPx = useSyncExternalStore(onWidth, () => (NARROW.matches ? NARROW_ROW_PX : ROW_PX));
  const [top, setTop] = useState(0);
  const [active, setActive] = useState(0);
  const current = Math.min(active, Math.max(items.length - 1, 0));
  const height = Math.min(Math.max(items.length, 1), rows) * rowPx;
  const first = Math.max(Math.floor(top / rowPx) - SPARE, 0);
  const last = Math.min(Math.ceil((top + height) / rowPx) + SPARE, items.length);

  useEffect(() => {
    const list = place.current;
    if (list !== null && list.scrollTop > items.length * rowPx - height) setTop(list.scrollTop);
  }, [items.length, height, rowPx]);

  const moveTo = (index: number) => {
    const next = Math.min(Math.max(index, 0), items.length - 1);
    setActive(next);
    const list = place.current;
    if (list === null) return;
    if (next * rowPx < list.scrollTop) list.scrollTop = next * rowPx;
    else if ((next + 1) * rowPx > list.scrollTop + height) list.scrollTop = (next + 1) * rowPx - height;
    setTop(list.scrollTop);
  };
  const toggleAt = (index: number) => {
    const item = items[index];
    if (item !== undefined) toggle(item);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, current, items.length, rows);
    if (step === null) return;
    event.preventDefault();
    if (step === 'toggle') toggleAt(current);
    else moveTo(step);
  };

  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (row === null) return;
    const index = Number(row.getAttribute('data-index'));
    setActive(index);
    toggleAt(index);
  };
  return { place, height, rowPx, first, last, current, setTop, onKeyDown, onClick };
}

function onWidth(listener: () => void): () => void {
  NARROW.addEventListener('change', listener);
  return () => NARROW.removeEventListener('change', listener);
}

function ListRow(props: {
  readonly id: string;
  readonly index: number;
  readonly height: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly isDisabled: boolean;
  readonly isActive: boolean;
  readonly children: ReactNode;
}) {
  const { id, index, height, count, isSelected, isDisabled, isActive, children } = props;
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      aria-disabled={isDisabled}
      aria-setsize={count}
      aria-posinset={index + 1}
      className={classes(styles.row, isActive && styles.active)}
      style={{ top: index * height, height }}
      data-index={index}
    >
      <span aria-hidden="true" className={styles.box}>
        {isSelected ? '✓' : ''}
      </span>
      <span className={styles.parts}>{children}</span>
    </div>
  );
}

/** The rows between two places, and the one that the focus is on, which has to be there wherever it is. */
function rowsInSight<Item>(
  items: readonly Item[],
  first: number,
  last: number,
  current: number,
): readonly (readonly [Item, number])[] {
  const inSight = items.slice(first, last).map((item, index) => [item, first + index] as const);
  const item = items[current];
  if (item === undefined || (current >= first && current < last)) return inSight;
  return [...inSight, [item, current]];
}

function stepOf(key: string, current: number, length: number, rows: number): number | 'toggle' | null {
  const steps: Readonly<Record<string, number | 'toggle'>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + rows,
    PageUp: current - rows,
    Home: 0,
    End: length - 1,
    ' ': 'toggle',
  };
  return steps[key] ?? null;
}
