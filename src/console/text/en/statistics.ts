const COUNT = new Intl.NumberFormat('en');
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

function countryName(country: string | null): string {
  if (country === null) return 'not counted by country';
  return country === 'ZZ' ? 'Unknown country' : (COUNTRIES.of(country) ?? country);
}

function change(now: number, before: number): string {
  if (now === before) return `as many as in the span before`;
  if (before === 0) return 'none in the span before';
  const sign = now > before ? '+' : '−';
  return `${sign}${PERCENT.format(Math.abs(now / before - 1))}, ${COUNT.format(before)} in the span before`;
}

function time(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  return ms < 60_000 ? `${ms / 1_000} s` : `${ms / 60_000} min`;
}

const percent = (share: number | null) => (share === null ? '–' : PERCENT.format(share));

/** The texts of the page. */
export const statisticsText = {
  title: 'Statistics',
  lead: 'Counted exactly, up to this moment. Each dispatch counts in the hour in which it was requested.',
  noSpan: 'Choose a first and a last day.',
  noTenant: 'This tenant does not exist.',
  nothing: 'Nothing was dispatched in this span',
  nothingAdvice: 'Choose a longer span, or clear the filters.',
  spanOf: (from: string, to: string, zone: string) => {
    const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
    return `${format.format(new Date(from))} to ${format.format(new Date(to))}, ${zone}`;
  },
  byCountry: (country: string) =>
    `Failures and latency are not counted by country: clear the filter for ${countryName(country)} to see them.`,
  count: (value: number) => COUNT.format(value),
  percent,
  money: (value: number, currency: string) =>
    `${new Intl.NumberFormat('en', { maximumFractionDigits: 4 }).format(value)} ${currency}`,
  table: 'Show the table',
  tableOf: (title: string) => `${title}: table`,
  csv: 'Save as CSV',
  csvOf: (title: string) => `Save as CSV: ${title}`,
  picture: 'Save as picture',
  pictureOf: (title: string) => `Save as picture: ${title}`,
  filters: {
    label: 'What is shown',
    period: 'Span',
    from: 'First day',
    to: 'Last day',
    wrongDays: 'The last day is before the first one, or they are too far apart.',
    bucket: 'By',
    zone: 'Time zone',
    channel: 'Channel',
    channels: { SMS: 'SMS', VOICE: 'Voice' },
    account: 'Billed account',
    country: 'Country',
    countryExample: 'DE',
    any: 'All',
  },
  periods: {
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '90d': 'Last 90 days',
    '12m': 'Last 12 months',
    custom: 'From day to day',
  },
  buckets: { HOUR: 'Hour', DAY: 'Day', MONTH: 'Month' },
  accounts: {
    CUSTOM: 'Custom account',
    DEFAULT: 'Default account',
    NONE: 'Nobody',
    UNKNOWN: 'Not known yet',
  },
  overview: {
    label: 'The span in figures',
    dispatches: 'Dispatches',
    custom: 'Billed to the custom account',
    default: 'Billed to the default account',
    fallback: 'Fallback share',
    cost: 'Cost',
    noCost: '–',
    change,
    share: percent,
    shareBefore: (before: number | null) =>
      before === null ? 'none in the span before' : `${percent(before)} in the span before`,
    costBefore: (before: readonly string[]) =>
      before.length === 0 ? 'none in the span before' : `${before.join(', ')} in the span before`,
  },
  volume: {
    title: 'Volume by billed account',
    lead: 'Who pays for the dispatches. The dashed line is the span before.',
    start: 'From',
    all: 'All',
    before: 'Span before',
    cost: 'Cost',
  },
  fallback: {
    title: 'Fallback share',
    lead: 'Of the dispatches that had a custom account, the share in which the default account was tried after it.',
    none: 'No dispatch of this span had a custom account, so that none could fall back.',
    withCustomAccount: 'With a custom account',
    triggered: 'Could not originate',
    fellBack: 'Fell back',
    share: 'Share',
  },
  failures: {
    title: 'Failures',
    lead: 'What failed, the most frequent first. A dispatch can have several: one on each account, and one in its delivery.',
    none: 'Nothing failed in this span.',
    count: 'Number',
    code: 'Code',
    noCode: 'none',
    meaning: 'What it means and what to do',
    silent:
      'Twilio named no code: it did not answer, or its answer could not be read, or the recipient did not answer.',
    silentAdvice: 'The records say which it was.',
    stage: 'When',
    stages: { API: 'when sending', DELIVERY: 'in delivery' },
    account: 'Account',
    accounts: { CUSTOM: 'Custom account', DEFAULT: 'Default account' },
  },
  cost: {
    title: 'Cost by account and country',
    titleOf: (currency: string) => `Cost by account and country, ${currency}`,
    lead: 'Charges that are known. The custom account’s prices are Twilio’s, which come a little later.',
    none: 'No charge is known for this span.',
    account: 'Account',
    sid: 'SID',
    unknownSid: 'not counted',
    country: countryName,
    countryTitle: 'Country',
    charged: 'Charged dispatches',
    amount: (currency: string) => `Amount (${currency})`,
  },
  delivery: {
    title: 'Delivery',
    lead: 'The newest status that Twilio has told of each dispatch.',
    status: 'Status',
    share: 'Share',
    statuses: {
      NONE: 'No report',
      QUEUED: 'Queued',
      SENDING: 'Sending',
      SENT: 'Sent',
      DELIVERED: 'Delivered',
      UNDELIVERED: 'Undelivered',
      FAILED: 'Failed',
      RINGING: 'Ringing',
      IN_PROGRESS: 'In progress',
      COMPLETED: 'Completed',
      BUSY: 'Busy',
      NO_ANSWER: 'No answer',
      CANCELED: 'Canceled',
    },
  },
  latency: {
    acceptance: {
      title: 'Time to acceptance',
      lead: 'From the request until Twilio had accepted. Times are counted in steps: a figure lies between its two bounds.',
    },
    delivery: {
      title: 'Time to delivery',
      lead: 'From the request until Twilio told that the message was delivered or the call completed.',
    },
    none: 'No time was measured in this span.',
    median: 'Half of them took',
    p95: '95 % took',
    p99: '99 % took',
    unknown: '–',
    time: 'Time',
    count: 'Dispatches',
    share: 'Share',
    bounds: (moreThan: number, atMost: number | null) =>
      atMost === null
        ? `over ${time(moreThan)}`
        : `${moreThan === 0 ? '0' : time(moreThan)} to ${time(atMost)}`,
  },
} as const;
