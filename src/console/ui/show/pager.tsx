import { dataText } from '../../text/en/data.ts';
import { Button } from '../form/button.tsx';
import styles from './show.module.css';

/** The end of a list that is read page by page. */
export function Pager(props: {
  readonly shown: number;
  /** The list, as it is read. */
  readonly of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.of;
  return (
    <div className={styles.pager}>
      <span role="status">{dataText.shown(props.shown)}</span>
      {hasNextPage ? (
        <Button small busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {dataText.showMore}
        </Button>
      ) : null}
    </div>
  );
}
