import { dataText } from '../../text/en/data.ts';
import { Button } from '../form/button.tsx';
import styles from './show.module.css';

/** The end of a list that is read page by page. */
export function Pager(props: {
  readonly shown: number;
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly onMore: () => void;
}) {
  return (
    <div className={styles.pager}>
      <span role="status">{dataText.shown(props.shown)}</span>
      {props.hasMore ? (
        <Button small busy={props.busy} onPress={props.onMore}>
          {dataText.showMore}
        </Button>
      ) : null}
    </div>
  );
}
