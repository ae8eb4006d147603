import type { StatisticsPageQuery } from '../../generated/graphql.ts';
import { statisticsText } from '../../text/en/statistics.ts';
import { Badge } from '../../ui/feedback/badge.tsx';
import { Code, Count } from '../../ui/show/values.tsx';
import { Drawing } from './drawing.tsx';
import { Figure } from './figure.tsx';
import styles from './statistics.module.css';
import { summedBy } from './sums.ts';

type Tenant = NonNullable<StatisticsPageQuery['tenant']>;
type Latency = NonNullable<Tenant['dispatchLatency']>['toAcceptance'];

/** The delivery of the messages and calls, as far as Twilio has told. */
export function DeliveryFigure({ delivery }: { readonly delivery: NonNullable<Tenant['delivery']> }) {
  const text = statisticsText.delivery;
  const groups = delivery.buckets.flatMap((bucket) => bucket.groups);
  const rows = summedBy(
    groups,
    ({ delivery: status }) => status ?? '',
    (same) => ({
      status: same[0]?.delivery ?? 'NONE',
      SMS: countOf(same, 'SMS'),
      VOICE: countOf(same, 'VOICE'),
    }),
  ).toSorted((a, b) => b.SMS + b.VOICE - a.SMS - a.VOICE);
  const all = rows.reduce((sum, { SMS, VOICE }) => sum + SMS + VOICE, 0);
  return (
    <Figure<(typeof rows)[number]>
      title={text.title}
      lead={text.lead}
      name="delivery"
      items={rows}
      idOf={({ status }) => status}
      columns={[
        { id: 'status', title: text.status, text: ({ status }) => text.statuses[status] },
        ...(['SMS', 'VOICE'] as const).map((channel) => ({
          id: channel,
          title: statisticsText.filters.channels[channel],
          end: true,
          text: (row: (typeof rows)[number]) => String(row[channel]),
          show: (row: (typeof rows)[number]) => <Count of={row[channel]} />,
        })),
        {
          id: 'share',
          title: text.share,
          end: true,
          text: ({ SMS, VOICE }) => statisticsText.percent(all === 0 ? null : (SMS + VOICE) / all),
        },
      ]}
      chart={
        <Drawing
          lying
          label={text.title}
          whole
          format={statisticsText.count}
          rows={rows.map(({ status, SMS, VOICE }) => ({
            name: text.statuses[status],
            values: { SMS, VOICE },
          }))}
          series={(['SMS', 'VOICE'] as const).map((id, index) => ({
            id,
            title: statisticsText.filters.channels[id],
            kind: 'bar' as const,
            colour: index === 0 ? 1 : 4,
          }))}
        />
      }
    />
  );
}

function countOf(
  groups: readonly { readonly channel: string | null; readonly counts: { readonly dispatches: number } }[],
  wanted: string,
): number {
  return groups.reduce((sum, { channel, counts }) => sum + (channel === wanted ? counts.dispatches : 0), 0);
}

/** The failures by Twilio's code, with what it means and what to do. */
export function FailureFigure({ failures }: { readonly failures: NonNullable<Tenant['dispatchFailures']> }) {
  const text = statisticsText.failures;
  return (
    <Figure<(typeof failures)[number]>
      title={text.title}
      lead={text.lead}
      name="failures"
      items={failures}
      idOf={({ stage, originator, error }) => [stage, originator, error?.code ?? ''].join(' ')}
      empty={failures.length === 0 ? <p>{text.none}</p> : null}
      columns={[
        {
          id: 'failures',
          title: text.count,
          end: true,
          text: (failure) => String(failure.failures),
          show: (failure) => <Count of={failure.failures} />,
        },
        {
          id: 'code',
          title: text.code,
          text: ({ error }) => String(error?.code ?? ''),
          show: ({ error }) => (error === null ? text.noCode : <Code>{String(error.code)}</Code>),
        },
        {
          id: 'meaning',
          title: text.meaning,
          text: ({ error }) => (error === null ? text.silent : `${error.meaning} ${error.advice}`),
          show: ({ error }) => (
            <div className={styles.advice}>
              <p>{error?.meaning ?? text.silent}</p>
              <p>{error?.advice ?? text.silentAdvice}</p>
            </div>
          ),
        },
        {
          id: 'stage',
          title: text.stage,
          text: ({ stage }) => text.stages[stage],
          show: ({ stage }) => (
            <Badge tone={stage === 'API' ? 'error' : 'warning'}>{text.stages[stage]}</Badge>
          ),
        },
        { id: 'account', title: text.account, text: ({ originator }) => text.accounts[originator] },
      ]}
    />
  );
}

/** The times until Twilio had accepted, and until the recipient had it. */
export function LatencyFigures({ latency }: { readonly latency: NonNullable<Tenant['dispatchLatency']> }) {
  return (
    <>
      <LatencyFigure
        name="latency-acceptance"
        text={statisticsText.latency.acceptance}
        counts={latency.toAcceptance}
      />
      <LatencyFigure
        name="latency-delivery"
        text={statisticsText.latency.delivery}
        counts={latency.toDelivery}
      />
    </>
  );
}

function LatencyFigure(props: {
  readonly name: string;
  readonly text: { readonly title: string; readonly lead: string };
  readonly counts: Latency;
}) {
  const { name, text, counts } = props;
  const words = statisticsText.latency;
  const { measured, steps, median, p95, p99 } = counts;
  const quantiles = [
    [words.median, median],
    [words.p95, p95],
    [words.p99, p99],
  ] as const;
  return (
    <Figure<(typeof steps)[number]>
      title={text.title}
      lead={text.lead}
      name={name}
      items={steps}
      idOf={({ bounds }) => String(bounds.moreThanMs)}
      empty={measured === 0 ? <p>{words.none}</p> : null}
      columns={[
        {
          id: 'time',
          title: words.time,
          text: ({ bounds }) => words.bounds(bounds.moreThanMs, bounds.atMostMs),
        },
        {
          id: 'count',
          title: words.count,
          end: true,
          text: ({ dispatches }) => String(dispatches),
          show: ({ dispatches }) => <Count of={dispatches} />,
        },
        {
          id: 'share',
          title: words.share,
          end: true,
          text: ({ dispatches }) => statisticsText.percent(dispatches / measured),
        },
      ]}
      chart={
        <>
          <dl className={styles.figures}>
            {quantiles.map(([title, bounds]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>{bounds === null ? words.unknown : words.bounds(bounds.moreThanMs, bounds.atMostMs)}</dd>
              </div>
            ))}
          </dl>
          <Drawing
            label={text.title}
            whole
            format={statisticsText.count}
            rows={steps.map(({ bounds, dispatches }) => ({
              name: words.bounds(bounds.moreThanMs, bounds.atMostMs),
              values: { dispatches },
            }))}
            series={[{ id: 'dispatches', title: words.count, kind: 'bar', colour: 1 }]}
          />
        </>
      }
    />
  );
}
