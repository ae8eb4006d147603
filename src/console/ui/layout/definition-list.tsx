import { Fragment, type ReactNode } from 'react';
import styles from './layout.module.css';

/** Terms with their values; what is null is left out. */
export function DefinitionList(props: {
  readonly items: readonly (readonly [term: string, value: ReactNode] | null)[];
}) {
  return (
    <dl className={styles.list}>
      {props.items.map((item) =>
        item === null ? null : (
          <Fragment key={item[0]}>
            <dt>{item[0]}</dt>
            <dd>{item[1]}</dd>
          </Fragment>
        ),
      )}
    </dl>
  );
}
