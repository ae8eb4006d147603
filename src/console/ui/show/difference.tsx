import type { ReactNode } from 'react';
import { dataText } from '../../text/en/data.ts';
import styles from './show.module.css';

export interface DifferenceRow {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A table of what was and what is. Rows that are equal on both sides are to be left out by the page. */
export function Difference(props: {
  readonly label: string;
  readonly rows: readonly DifferenceRow[];
}): ReactNode {
  if (props.rows.length === 0) return <p>{dataText.unchanged}</p>;
  return (
    <table className={styles.difference} aria-label={props.label}>
      <thead>
        <tr>
          <td />
          <th scope="col">{dataText.before}</th>
          <th scope="col">{dataText.after}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{before === null ? dataText.none : <del>{before}</del>}</td>
            <td>{after === null ? dataText.none : <ins>{after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
