import type { StatisticsBeforeFragment, StatisticsVolumeFragment } from '../../generated/graphql.ts';
import { statisticsText } from '../../text/en/statistics.ts';
import { Count } from '../../ui/show/values.tsx';
import type { Series } from './charts.tsx';
import { Drawing } from './drawing.tsx';
import { Figure, type FigureColumn } from './figure.tsx';
import { bucketName, type Span } from './period.ts';

type Bucket = StatisticsVolumeFragment['buckets'][number];

const ACCOUNTS = [
  ['CUSTOM', 1],
  ['DEFAULT', 2],
  ['NONE', 3],
  ['UNKNOWN', 4],
] as const;
type Account = (typeof ACCOUNTS)[number][0];

interface Props {
  readonly now: StatisticsVolumeFragment;
  readonly before: StatisticsBeforeFragment;
  readonly span: Span;
  readonly zone: string;
}

function countOf({ groups }: Bucket, account: Account): number {
  return groups.find(({ billedAccount }) => billedAccount === account)?.counts.dispatches ?? 0;
}

/** A bucket with its name, and the number of dispatches in the one of the span before that it stands beside. */
interface VolumeRow {
  readonly bucket: Bucket;
  readonly name: string;
  readonly before: number | null;
}

/** Dispatches by billed account over time, with those of the span before. */
export function VolumeFigure({ now, before, span, zone }: Props) {
  const text = statisticsText.volume;
  const rows = now.buckets.map(
    (bucket, index): VolumeRow => ({
      bucket,
      name: bucketName(bucket.start, span.bucket, zone),
      before: before.buckets[index]?.counts.dispatches ?? null,
    }),
  );
  const shown = ACCOUNTS.filter(([account]) => now.buckets.some((bucket) => countOf(bucket, account) > 0));
  const bars = shown.map(
    ([id, colour]): Series => ({ id, colour, title: statisticsText.accounts[id], kind: 'bar' }),
  );
  return (
    <Figure<VolumeRow>
      title={text.title}
      lead={text.lead}
      name="volume-by-billed-account"
      items={rows}
      idOf={({ bucket }) => bucket.start}
      columns={volumeColumns()}
      chart={
        <Drawing
          label={text.title}
          whole
          format={statisticsText.count}
          rows={rows.map(({ bucket, name, before: earlier }) => ({ name, values: drawn(bucket, earlier) }))}
          series={[
            ...bars,
            { id: 'before', title: text.before, kind: 'line', colour: 'muted', dashed: true },
          ]}
        />
      }
    />
  );
}

function drawn(bucket: Bucket, before: number | null): Readonly<Record<string, number | null>> {
  return Object.fromEntries([
    ...ACCOUNTS.map(([account]) => [account, countOf(bucket, account)]),
    ['before', before],
  ]);
}

function volumeColumns(): readonly FigureColumn<VolumeRow>[] {
  const text = statisticsText.volume;
  return [
    { id: 'start', title: text.start, text: ({ bucket }) => bucket.start, show: ({ name }) => name },
    ...ACCOUNTS.map(
      ([account]): FigureColumn<VolumeRow> => ({
        id: account,
        title: statisticsText.accounts[account],
        end: true,
        text: ({ bucket }) => String(countOf(bucket, account)),
        show: ({ bucket }) => <Count of={countOf(bucket, account)} />,
      }),
    ),
    {
      id: 'all',
      title: text.all,
      end: true,
      text: ({ bucket }) => String(bucket.counts.dispatches),
      show: ({ bucket }) => <Count of={bucket.counts.dispatches} />,
    },
    {
      id: 'before',
      title: text.before,
      end: true,
      text: ({ before }) => (before === null ? '' : String(before)),
      show: ({ before }) => (before === null ? null : <Count of={before} />),
    },
    {
      id: 'cost',
      title: text.cost,
      end: true,
      text: ({ bucket }) =>
        (bucket.charges ?? []).map(({ amount, currency }) => `${amount} ${currency}`).join('; '),
    },
  ];
}

/** The share of dispatches in which the default account was tried after the custom one. */
export function FallbackFigure({ now, span, zone }: Omit<Props, 'before'>) {
  const text = statisticsText.fallback;
  const rows = now.buckets.flatMap(({ start, counts: { fallback } }) =>
    fallback === null ? [] : [{ start, name: bucketName(start, span.bucket, zone), ...fallback }],
  );
  const shareOf = ({ withCustomAccount, fellBack }: (typeof rows)[number]) =>
    withCustomAccount === 0 ? null : fellBack / withCustomAccount;
  const some = rows.some(({ withCustomAccount }) => withCustomAccount > 0);
  return (
    <Figure<(typeof rows)[number]>
      title={text.title}
      lead={text.lead}
      name="fallback-share"
      items={rows}
      idOf={({ start }) => start}
      empty={some ? null : <p>{text.none}</p>}
      columns={[
        {
          id: 'start',
          title: statisticsText.volume.start,
          text: ({ start }) => start,
          show: ({ name }) => name,
        },
        ...(['withCustomAccount', 'triggered', 'fellBack'] as const).map((id) => ({
          id,
          title: text[id],
          end: true,
          text: (row: (typeof rows)[number]) => String(row[id]),
          show: (row: (typeof rows)[number]) => <Count of={row[id]} />,
        })),
        { id: 'share', title: text.share, end: true, text: (row) => statisticsText.percent(shareOf(row)) },
      ]}
      chart={
        <Drawing
          label={text.title}
          format={statisticsText.percent}
          rows={rows.map((row) => ({ name: row.name, values: { share: shareOf(row) } }))}
          series={[{ id: 'share', title: text.share, kind: 'line', colour: 2 }]}
        />
      }
    />
  );
}
