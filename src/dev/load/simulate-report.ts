import type { PlatformDispatchStatsQuery } from '../../client/index.ts';
import { textTable } from '../../kernel/text-table.ts';
import type { SentRecord } from './simulated-load.ts';

type Stats = NonNullable<PlatformDispatchStatsQuery['platformDispatchStats']>;
type Counts = Stats['totals'];

/** The number of ways of failing that are shown one by one. */
const SHOWN_FAULTS = 20;

/** The results of a load while it is sent: it shows faults that a rollup does not keep. */
export class Tally {
  readonly #outcomes = new Map<string, number>();
  readonly #refusals = new Map<string, number>();
  answered = 0;

  record({ attempts }: SentRecord): void {
    this.answered += 1;
    for (const { originator, outcome, httpStatus, error, fault } of attempts) {
      const why = [httpStatus, error?.code ?? null, fault].filter((part) => part !== null).join(' ');
      if (outcome !== 'ACCEPTED')
        count(this.#outcomes, `${originator} ${outcome}${why === '' ? '' : ` (${why})`}`);
    }
  }

  refusal(code: string): void {
    this.answered += 1;
    count(this.#refusals, code);
  }

  /** The faults of the attempts, the most frequent first; empty when nothing did. */
  faults(): string {
    const rows = [...this.#outcomes, ...this.#refusals].sort(([, a], [, b]) => b - a);
    if (rows.length === 0) return '';
    const rest = rows.slice(SHOWN_FAULTS).reduce((sum, [, times]) => sum + times, 0);
    const shown = rows.slice(0, SHOWN_FAULTS).map(([name, times]) => [name, String(times)]);
    return textTable(
      ['attempts that were not accepted at once', 'attempts'],
      rest === 0 ? shown : [...shown, [`${rows.length - SHOWN_FAULTS} other ways`, String(rest)]],
    );
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Dispatches by rule, with who was billed for them; the sum below. */
export function statsTable({ buckets, totals }: Stats): string {
  const sums = new Map<string, Counts>();
  for (const { rule, counts } of buckets.flatMap(({ groups }) => groups)) {
    const name = rule ?? 'not decided yet';
    const sum = sums.get(name);
    sums.set(name, sum === undefined ? counts : added(sum, counts));
  }
  const rows = [...sums].sort(([, a], [, b]) => b.dispatches - a.dispatches);
  return textTable(
    ['rule', 'dispatches', 'billed to custom', 'billed to default', 'to nobody, or unknown', 'pending'],
    [...rows, ['all', totals] as const].map(([name, counts]) => [
      name,
      ...[counts.dispatches, counts.billedToCustom, counts.billedToDefault].map(String),
      String(counts.dispatches - counts.billedToCustom - counts.billedToDefault - counts.open),
      String(counts.open),
    ]),
  );
}

function added(a: Counts, b: Counts): Counts {
  return {
    ...a,
    dispatches: a.dispatches + b.dispatches,
    open: a.open + b.open,
    billedToCustom: a.billedToCustom + b.billedToCustom,
    billedToDefault: a.billedToDefault + b.billedToDefault,
  };
}

/** Rates and charges in sentences. */
export function statsSentences({ rates, charges, totals }: Stats): readonly string[] {
  const { fallback } = totals;
  return [
    ...(fallback === null || fallback === undefined
      ? []
      : [
          `Of ${fallback.withCustomAccount} dispatches with a custom account ${fallback.triggered} could not be originated by it; ` +
            `for ${fallback.fellBack} the default account was tried (${percent(rates.fallbackRate)}).`,
        ]),
    `Of the billed dispatches, ${percent(rates.customShare)}, the default account ${percent(rates.defaultShare)}.`,
    ...(charges ?? []).map(
      ({ currency, charged, amount }) =>
        `Charged so far: ${amount} ${currency} for ${charged} ${charged === 1 ? 'dispatch' : 'dispatches'}.`,
    ),
  ];
}

function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? 'nothing' : `${(share * 100).toFixed(1)} %`;
}
