/** The dimensions by which dispatches can be grouped. `TENANT` is for statistics of all tenants only. */
export const STATS_DIMENSIONS = [
  'TENANT',
  'BILLED_ACCOUNT',
  'ACCOUNT_SID',
  'CHANNEL',
  'STATE',
  'TRIGGER',
  'RULE',
  'DELIVERY',
  'COUNTRY',
] as const;
/** One of them. */
export type StatsDimension = (typeof STATS_DIMENSIONS)[number];

/** The lengths of time that statistics are given by. */
export const STATS_BUCKETS = ['MINUTE', 'HOUR', 'DAY', 'MONTH'] as const;
/** One of them. */
export type BucketLength = (typeof STATS_BUCKETS)[number];

/** The stages at which a dispatch can fail: when an account is asked to originate it, or after Twilio has accepted it (D4). */
export const FAILURE_STAGES = ['API', 'DELIVERY'] as const;
/** One of them. */
export type FailureStage = (typeof FAILURE_STAGES)[number];
