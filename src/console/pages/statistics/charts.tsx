import {
  Bar,
  CartesianGrid,
  ComposedChart,
  type DotItemDotProps,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import styles from './statistics.module.css';

/** A row of a chart: its name, and a number for each series; one that is missing is drawn as a gap. */
export interface ChartRow {
  readonly name: string;
  readonly values: Readonly<Record<string, number | null>>;
}

/** A value that is drawn of each row. Bars are stacked on each other. */
export interface Series {
  readonly id: string;
  readonly title: string;
  readonly kind: 'bar' | 'line';
  /** The colours are those of the page, by number; `muted` is for what stands beside them. */
  readonly colour: 1 | 2 | 3 | 4 | 'muted';
  readonly dashed?: boolean;
}

interface ChartProps {
  readonly label: string;
  readonly rows: readonly ChartRow[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** The numbers are counts, between which nothing is to be marked. */
  readonly whole?: boolean;
  /** Names stand below each other and bars lie, for few rows with long names. */
  readonly lying?: boolean;
}

const TICK = { fontSize: 12, fill: 'var(--text-quiet)' };
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
/** The ends of an axis of numbers: a line of nothing lies at its foot, not in its middle. */
const FROM_NOTHING: [number, (most: number) => number] = [0, (most) => (most > 0 ? roundAbove(most) : 1)];
/** Numbers that four steps of few digits lead to. */
const ROUND = [1, 1.2, 2, 4, 8];

/** The least round number that is not below this one, so that the last step of an axis is as long as the others. */
function roundAbove(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  // Ten of what is counted cannot be parted into four.
  const last = power === 1 ? 12 : 10;
  return power * (ROUND.find((one) => one * power >= most) ?? last);
}
const LYING_ROW = 34;
const LYING_REST = 72;
const HEIGHT = 280;

/** A chart whose rows can be walked through with the arrow keys. */
export function Chart({ label, rows, series, format, whole = false, lying = false }: ChartProps) {
  const data = rows.map(({ name, values }) => ({ name, ...values }));
  return (
    <figure className={styles.chart} aria-label={label}>
      <ResponsiveContainer width="100%" height={lying ? rows.length * LYING_ROW + LYING_REST : HEIGHT}>
        <ComposedChart
          data={data}
          layout={lying ? 'vertical' : 'horizontal'}
          margin={MARGIN}
          accessibilityLayer
          title={label}
        >
          <CartesianGrid stroke="var(--line)" horizontal={!lying} vertical={lying} />
          <XAxis
            type={lying ? 'number' : 'category'}
            dataKey={lying ? undefined : 'name'}
            tick={TICK}
            stroke="var(--line-strong)"
            minTickGap={28}
            domain={lying ? FROM_NOTHING : undefined}
            allowDecimals={!lying || !whole}
            tickFormatter={lying ? format : undefined}
          />
          <YAxis
            type={lying ? 'category' : 'number'}
            dataKey={lying ? 'name' : undefined}
            tick={TICK}
            stroke="var(--line-strong)"
            width={lying ? 96 : 56}
            domain={lying ? undefined : FROM_NOTHING}
            allowDecimals={lying || !whole}
            interval={lying ? 0 : undefined}
            tickFormatter={lying ? undefined : format}
          />
          <Tooltip
            formatter={(value) => format(Number(value))}
            cursor={{ fill: 'var(--surface-hover)' }}
            isAnimationActive={false}
            contentStyle={TIP}
            itemStyle={{ color: 'var(--text)' }}
          />
          {series.length === 1 ? null : (
            <Legend formatter={(title) => <span className={styles.legend}>{title}</span>} />
          )}
          {series.map((one) => (one.kind === 'bar' ? bar(one) : line(one, rows)))}
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  );
}

const TIP = { background: 'var(--surface-raised)', borderColor: 'var(--line)', color: 'var(--text)' };

function bar({ id, title, colour }: Series) {
  return (
    <Bar
      key={id}
      dataKey={id}
      name={title}
      stackId="all"
      fill={`var(--series-${colour})`}
      stroke="var(--surface)"
      strokeWidth={1}
      maxBarSize={36}
      isAnimationActive={false}
    />
  );
}

/** The rows whose point of a series stands alone between gaps, so that no line leads to it. */
function lonePoints(id: string, rows: readonly ChartRow[]): ReadonlySet<number> {
  const isGap = (index: number) => (rows[index]?.values[id] ?? null) === null;
  return new Set(
    rows.flatMap((_, index) => (!isGap(index) && isGap(index - 1) && isGap(index + 1) ? [index] : [])),
  );
}

function line({ id, title, colour, dashed }: Series, rows: readonly ChartRow[]) {
  const lone = lonePoints(id, rows);
  return (
    <Line
      key={id}
      dataKey={id}
      name={title}
      type="linear"
      stroke={`var(--series-${colour})`}
      strokeWidth={2}
      strokeDasharray={dashed === true ? '5 4' : undefined}
      dot={({ cx, cy, index }: DotItemDotProps) =>
        lone.has(index) ? (
          <circle key={index} data-point="lone" cx={cx} cy={cy} r={3} fill={`var(--series-${colour})`} />
        ) : (
          <g key={index} />
        )
      }
      connectNulls={false}
      isAnimationActive={false}
    />
  );
}
