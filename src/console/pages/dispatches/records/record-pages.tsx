import { Link, useLocation, useSearchParams } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Button } from '../../../ui/form/button.tsx';
import styles from './records.module.css';

const text = dispatchesText.list;

/** Set on the entry of the history that "Older" made, so that "Newer" knows it can go back. */
const CAME_FROM_NEWER = 'from-newer';

/** The way from one page of the list to the next. Each page has an address. */
export function RecordPages(props: {
  readonly shown: number;
  readonly reading: boolean;
  /** The cursor after which the older records come; null at the end. */
  readonly older: string | null;
  readonly isNewest: boolean;
}) {
  const [path] = useLocation();
  const [search] = useSearchParams();
  const cameFrom: unknown = useHistoryState();
  const pageAfter = (after: string | null) => {
    const next = new URLSearchParams(search);
    if (after === null) next.delete('after');
    else next.set('after', after);
    return `${path}?${next}`;
  };
  return (
    <nav className={styles.pages} aria-label={text.pages}>
      <span role="status">{props.reading ? text.reading : text.shown(props.shown)}</span>
      {props.isNewest ? null : <Link href={pageAfter(null)}>{text.newest}</Link>}
      {!props.isNewest && cameFrom === CAME_FROM_NEWER ? (
        <Button small onPress={() => history.back()}>
          {text.newer}
        </Button>
      ) : null}
      {props.older === null ? null : (
        <Link href={pageAfter(props.older)} state={CAME_FROM_NEWER}>
          {text.older}
        </Link>
      )}
    </nav>
  );
}
