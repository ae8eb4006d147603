/** The times that are measured of a dispatch, from its intent on. */
export const LATENCIES = ['ACCEPTED', 'DELIVERED'] as const;
/** One of them. */
export type Latency = (typeof LATENCIES)[number];

/** The upper edges of the counted times, in milliseconds, both ends of a step from one to the next; the last is open. */
const LATENCY_EDGES: Readonly<Record<Latency, readonly number[]>> = {
  ACCEPTED: [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000],
  DELIVERED: [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000],
};

/** A number of dispatches that took longer than `from` and at most `to` milliseconds; the last `to` is null. */
export interface LatencyStep {
  readonly from: number;
  readonly to: number | null;
  readonly column: string;
}

/** The steps of a measure in order, with the column that counts each. */
export const LATENCY_STEPS: Readonly<Record<Latency, readonly LatencyStep[]>> = {
  ACCEPTED: stepsOf('ACCEPTED'),
  DELIVERED: stepsOf('DELIVERED'),
};

function stepsOf(latency: Latency): readonly LatencyStep[] {
  const edges = LATENCY_EDGES[latency];
  return [...edges, null].map((to, at) => ({
    from: edges[at - 1] ?? 0,
    to,
    column: `${latency.toLowerCase()}_${to === null ? 'later' : `in_${to}`}`,
  }));
}

/** The column that counts a dispatch for which a measure took so many milliseconds. */
export function latencyColumn(latency: Latency, ms: number): string {
  const step = LATENCY_STEPS[latency].find(({ to }) => to === null || ms <= to);
  if (step === undefined) throw new Error('the last step has no end');
  return step.column;
}

/** Between which times a share of the dispatches was done, in milliseconds; `to` is null beyond the last edge. */
export interface LatencyBounds {
  readonly from: number;
  readonly to: number | null;
}

/** The number of dispatches of which a time is known, and of those in each step of it. */
export interface LatencyCounts {
  readonly measured: number;
  readonly steps: readonly (LatencyBounds & { readonly dispatches: number })[];
}

/** The times that dispatches took, from their intent on. */
export interface DispatchLatency {
  readonly toAcceptance: LatencyCounts;
  readonly toDelivery: LatencyCounts;
}

/** The step in which a quantile lies, its error being the width of it; null where nothing was measured. */
export function quantileOf({ measured, steps }: LatencyCounts, share: number): LatencyBounds | null {
  if (measured === 0) return null;
  let below = 0;
  for (const { from, to, dispatches } of steps) {
    below += dispatches;
    if (below >= share * measured && dispatches > 0) return { from, to };
  }
  return null;
}

/** The counts of a measure, from what each step counts. */
export function countsOf(latency: Latency, count: (step: LatencyStep) => number): LatencyCounts {
  const steps = LATENCY_STEPS[latency].map((step) => ({
    from: step.from,
    to: step.to,
    dispatches: count(step),
  }));
  return { measured: steps.reduce((sum, { dispatches }) => sum + dispatches, 0), steps };
}
