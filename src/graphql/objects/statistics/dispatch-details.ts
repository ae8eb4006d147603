import type { FailureStage as Stage } from '../../../kernel/vocabulary/statistics.ts';
import { MAX_FAILURES } from '../../../stats/details-store.ts';
import {
  type LatencyBounds as BoundsShape,
  type LatencyCounts as CountsShape,
  LATENCY_STEPS,
  type DispatchLatency as LatencyShape,
  quantileOf,
} from '../../../stats/latency-rules.ts';
import type { FailureCount as FailureShape } from '../../../stats/stats.ts';
import { dispatchFailures, dispatchLatency } from '../../../stats/stats-service.ts';
import { builder, type Types } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { Originator } from '../dispatch/dispatch-enums.ts';
import { describedCode, TwilioErrorInfo } from '../dispatch/twilio-error.ts';
import { Tenant } from '../tenant/tenant.ts';
import { orFault } from './dispatch-stats.ts';
import { DispatchStatsFilter, StatsRange, statsFilter } from './dispatch-stats-input.ts';

const access = 'statistics:read';

const FailureStage = builder.enumType('DispatchFailureStage', {
  description: 'The stage at which a dispatch failed.',
  values: {
    API: {
      description:
        'An account was asked to originate it, and Twilio refused or did not answer: an API error.',
    },
    DELIVERY: { description: 'Twilio had accepted it, and reported later that it was not delivered.' },
  } satisfies Described<Stage>,
});

const FailureCount = builder.objectRef<FailureShape>('DispatchFailureCount').implement({
  description: 'A count of what failed in one way.',
  access,
  fields: (t) => ({
    stage: t.expose('stage', { type: FailureStage, description: 'The stage.' }),
    originator: t.expose('originator', { type: Originator, description: 'The account that failed.' }),
    error: t.field({
      type: TwilioErrorInfo,
      nullable: true,
      description: "Twilio's error; null if it named none, for example because it did not answer.",
      resolve: ({ code }) => describedCode(code),
    }),
    failures: t.expose('failures', {
      type: 'Count',
      description:
        'The number of failures. A dispatch can have several: one on each account, and one in its delivery.',
    }),
  }),
});

const LatencyBounds = builder.objectRef<BoundsShape>('LatencyBounds').implement({
  description: 'A time that is known to lie between two bounds.',
  access,
  fields: (t) => ({
    moreThanMs: t.exposeInt('from', { description: 'The lower bound in milliseconds, exclusive.' }),
    atMostMs: t.exposeInt('to', {
      nullable: true,
      description: 'The upper bound in milliseconds, inclusive; null if there is none.',
    }),
  }),
});

const LatencyStep = builder.objectRef<CountsShape['steps'][number]>('LatencyStep').implement({
  description: 'A count of the dispatches that took between two times.',
  access,
  fields: (t) => ({
    bounds: t.field({ type: LatencyBounds, description: 'The times.', resolve: (step) => step }),
    dispatches: t.expose('dispatches', { type: 'Count', description: 'The number of dispatches.' }),
  }),
});

const LatencyDistribution = builder.objectRef<CountsShape>('LatencyDistribution').implement({
  description: 'The distribution of how long dispatches took, counted in fixed steps.',
  access,
  fields: (t) => ({
    measured: t.expose('measured', {
      type: 'Count',
      description: 'The number of dispatches of which the time is known.',
    }),
    steps: t.expose('steps', {
      type: [LatencyStep],
      listLength: LATENCY_STEPS.ACCEPTED.length,
      description: 'The number of dispatches in each step, from the shortest to the longest.',
    }),
    median: quantile(t, 0.5, 'half'),
    p95: quantile(t, 0.95, '95 %'),
    p99: quantile(t, 0.99, '99 %'),
  }),
});

function quantile(t: PothosSchemaTypes.ObjectFieldBuilder<Types, CountsShape>, share: number, name: string) {
  return t.field({
    type: LatencyBounds,
    nullable: true,
    description: `The step in which ${name} of the dispatches were done; null if none was measured.`,
    resolve: (counts) => quantileOf(counts, share),
  });
}

const DispatchLatency = builder.objectRef<LatencyShape>('DispatchLatency').implement({
  description: 'The latency of dispatches, from the intent on.',
  access,
  fields: (t) => ({
    toAcceptance: t.expose('toAcceptance', {
      type: LatencyDistribution,
      description: 'The time until it was known that the billed account had accepted.',
    }),
    toDelivery: t.expose('toDelivery', {
      type: LatencyDistribution,
      description: 'The time until it was known that the message was delivered or the call completed.',
    }),
  }),
});

const RANGE =
  'The period in which the dispatches were created. It must begin and end on a quarter-hour in UTC.';

builder.objectFields(Tenant, (t) => ({
  dispatchFailures: t.field({
    type: [FailureCount],
    listLength: MAX_FAILURES,
    nullable: true,
    description: `The failures of the tenant's dispatches, by stage, account and Twilio's error code, the most frequent first. At most ${MAX_FAILURES} are given. They are counted by billed account, account SID and channel; another filter is refused.`,
    access,
    args: {
      range: t.arg({ type: StatsRange, required: true, description: RANGE }),
      filter: t.arg({ type: DispatchStatsFilter, description: 'Selects the dispatches to count.' }),
    },
    resolve: ({ tenant }, { range, filter }, context) =>
      orFault(() =>
        context.reads(tenant).run((tx) => dispatchFailures(tx, { ...range, filter: statsFilter(filter) })),
      ),
  }),
  dispatchLatency: t.field({
    type: DispatchLatency,
    nullable: true,
    description:
      "The latency of the tenant's dispatches. It is counted by billed account, account SID, channel, state, trigger and rule; another filter is refused.",
    access,
    args: {
      range: t.arg({ type: StatsRange, required: true, description: RANGE }),
      filter: t.arg({ type: DispatchStatsFilter, description: 'Selects the dispatches to count.' }),
    },
    resolve: ({ tenant }, { range, filter }, context) =>
      orFault(() =>
        context.reads(tenant).run((tx) => dispatchLatency(tx, { ...range, filter: statsFilter(filter) })),
      ),
  }),
}));
