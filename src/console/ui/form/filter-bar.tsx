import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { dataText } from '../../text/en/data.ts';
import { Button } from './button.tsx';
import styles from './form.module.css';

/**
 * Filters whose values live in the address, so that a reload, the back button and a link keep them. `get` gives the value of
 * one, empty where it is not set; `set` changes some, each to nothing by an empty text. Typing replaces the entry of the
 * history, so that the back button leaves the page.
 */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [given, setGiven] = useSearchParams();
  return {
    get: (name: Name) => given.get(name) ?? '',
    set(values: Partial<Readonly<Record<Name, string>>>) {
      setGiven(
        (now) => {
          const next = new URLSearchParams(now);
          for (const name of names) {
            const value = values[name];
            if (value === '') next.delete(name);
            else if (value !== undefined) next.set(name, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    isSet: names.some((name) => given.has(name)),
    clear() {
      setGiven((now) => {
        const next = new URLSearchParams(now);
        for (const name of names) next.delete(name);
        return next;
      });
    },
  };
}

/** The row of a list's filters, with a button that clears them. */
export function FilterBar(props: {
  readonly label: string;
  readonly filters: { readonly isSet: boolean; readonly clear: () => void };
  readonly children: ReactNode;
}) {
  return (
    <search aria-label={props.label} className={styles.filters}>
      {props.children}
      {props.filters.isSet ? (
        <Button kind="quiet" onPress={props.filters.clear}>
          {dataText.clearFilters}
        </Button>
      ) : null}
    </search>
  );
}
