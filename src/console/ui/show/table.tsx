import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { ScrollArea } from '../layout/scroll-area.tsx';
import styles from './show.module.css';

export interface Column<Item> {
  readonly id: string;
  readonly title: string;
  readonly show: (item: Item) => ReactNode;
  /** For amounts and counts. */
  readonly end?: boolean;
}

/** A table of plain rows. Where it is wider than the page it scrolls by itself, by keyboard too. */
export function Table<Item>(props: {
  readonly label: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
}) {
  const { label, columns, items, idOf } = props;
  return (
    <ScrollArea className={styles.scroll} label={label}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, title, end }) => (
              <th key={id} scope="col" className={classes(end && styles.end)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={idOf(item)}>
              {columns.map(({ id, show, end }) => (
                <td key={id} className={classes(end && styles.end)}>
                  {show(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
