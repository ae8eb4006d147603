import { type ComponentProps, lazy, Suspense } from 'react';
import { Loading } from '../../ui/feedback/loading.tsx';
import styles from './statistics.module.css';

/** Drawing is a part of its own, which is loaded when there is something to draw. */
const Chart = lazy(async () => ({ default: (await import('./charts.tsx')).Chart }));

export function Drawing(props: ComponentProps<typeof Chart>) {
  return (
    <Suspense
      fallback={
        <div className={styles.drawing}>
          <Loading />
        </div>
      }
    >
      <Chart {...props} />
    </Suspense>
  );
}
