import type { ReactNode } from 'react';
import type { StatisticsBeforeFragment, StatisticsVolumeFragment } from '../../generated/graphql.ts';
import { statisticsText } from '../../text/en/statistics.ts';
import { Count, Money } from '../../ui/show/values.tsx';
import styles from './statistics.module.css';

/** The figures of the span, each beside that of the span before. */
export function Overview(props: {
  readonly now: StatisticsVolumeFragment;
  readonly before: StatisticsBeforeFragment;
}) {
  const { now, before } = props;
  const text = statisticsText.overview;
  const { totals, rates } = now;
  return (
    <dl className={styles.figures} aria-label={text.label}>
      <Figure title={text.dispatches} change={text.change(totals.dispatches, before.totals.dispatches)}>
        <Count of={totals.dispatches} />
      </Figure>
      <Figure title={text.custom} change={text.change(totals.billedToCustom, before.totals.billedToCustom)}>
        <Count of={totals.billedToCustom} />
      </Figure>
      <Figure
        title={text.default}
        change={text.change(totals.billedToDefault, before.totals.billedToDefault)}
      >
        <Count of={totals.billedToDefault} />
      </Figure>
      <Figure title={text.fallback} change={text.shareBefore(before.rates.fallbackRate)}>
        {text.share(rates.fallbackRate)}
      </Figure>
      <Figure
        title={text.cost}
        change={text.costBefore(
          (before.charges ?? []).map(({ amount, currency }) => `${amount} ${currency}`),
        )}
      >
        {(now.charges ?? []).length === 0
          ? text.noCost
          : (now.charges ?? []).map(({ currency, amount }) => (
              <div key={currency}>
                <Money amount={amount} currency={currency} />
              </div>
            ))}
      </Figure>
    </dl>
  );
}

function Figure(props: { readonly title: string; readonly change: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{props.title}</dt>
      <dd className={styles.value}>{props.children}</dd>
      <dd className={styles.change}>{props.change}</dd>
    </div>
  );
}
