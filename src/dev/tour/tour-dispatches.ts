import { randomUUID } from 'node:crypto';
import type { DispatchMutation, DispatchRecordsQuery } from '../../client/index.ts';
import { statsSentences } from '../load/simulate-report.ts';
import { expectA, given } from './front-end.ts';
import { check, shortSid, type TourContext } from './tour-context.ts';

type SentRecord = Extract<
  NonNullable<DispatchMutation['dispatch']>,
  { readonly __typename: 'DispatchPayload' }
>['record'];
type ListedRecord = NonNullable<
  NonNullable<DispatchRecordsQuery['tenant']>['dispatchRecords']
>['edges'][number]['node'];

const RECIPIENT = '+14155550123';
const HOUR_MS = 60 * 60_000;

/** The part of the tour in which the platform sends with a saved account, and what is known of it afterwards. */
export async function sendMessages(stage: TourContext): Promise<void> {
  const sent = [await sendFromTheOwnAccount(stage), await fallBack(stage)];
  await readTheBill(stage, sent);
  await readStatistics(stage);
}

async function send({ service }: TourContext, idempotencyKey: string, text: string): Promise<SentRecord> {
  const sent = await service.client.dispatch({ idempotencyKey, channel: 'SMS', to: RECIPIENT, text });
  return expectA(sent, 'DispatchPayload').record;
}

async function sendFromTheOwnAccount(stage: TourContext): Promise<SentRecord> {
  const { report, own } = stage;
  report.step(
    'A message is sent. The tenant’s own account is always tried first; it accepts, and is billed.',
  );
  const record = await send(stage, `login-${randomUUID()}`, 'Your code is 493 816.');
  check(record.rule === 'CUSTOM_FIRST', `the rule is ${record.rule}`);
  check(record.billedAccount === 'CUSTOM', `${record.billedAccount} is billed`);
  check(record.attempts[0]?.accountSid === own.sid, 'another account has sent it');
  tell(stage, record);
  return record;
}

async function fallBack(stage: TourContext): Promise<SentRecord> {
  const { report, simulator, own } = stage;
  report.step(
    'Twilio suspends the account, which refuses the next message. The policy lets the default account send it.',
  );
  await simulator.suspend(own.sid);
  const key = `login-${randomUUID()}`;
  const record = await send(stage, key, 'Your code is 204 771.');
  check(record.rule === 'FALLBACK_ALLOWED', `the rule is ${record.rule}`);
  check(record.billedAccount === 'DEFAULT', `${record.billedAccount} is billed`);
  check(record.attempts.length === 2, `there are ${record.attempts.length} attempts`);
  tell(stage, record);

  report.step('The same request with the same idempotency key returns the same record and sends nothing.');
  const again = await send(stage, key, 'Your code is 204 771.');
  check(again.id === record.id && again.attempts.length === 2, 'it is sent a second time');
  report.gist(`still ${billOf(again)}`);
  return record;
}

function tell({ report }: TourContext, record: SentRecord): void {
  const attempts = record.attempts.map(({ originator, accountSid, outcome, error, httpStatus }) => {
    const why = [httpStatus, error?.code ?? null].filter((part) => part !== null).join(', ');
    return `${originator} account ${shortSid(accountSid)}: ${outcome}${why === '' ? '' : ` (${why})`}`;
  });
  report.gist(...attempts, `${record.state} by the rule ${record.rule}, ${billOf(record)}`);
}

function billOf({ billedAccount, charge }: Pick<ListedRecord, 'billedAccount' | 'charge'>): string {
  const price = charge === null ? 'Twilio’s price is not known yet' : `${charge.amount} ${charge.currency}`;
  return `billed to ${billedAccount}, ${price}`;
}

/** The tenant may have sent by the default account before the tour. */
async function readTheBill({ report, auditor }: TourContext, sent: readonly SentRecord[]): Promise<void> {
  report.step('The bill: each message with who paid for it, and why.');
  const records = given(
    (await auditor.client.dispatchRecords({ first: sent.length }))?.dispatchRecords,
  ).edges;
  const ids = new Set(records.map(({ node }) => node.id));
  check(
    sent.every(({ id }) => ids.has(id)),
    'a message of this tour is not among the newest',
  );
  for (const { node } of records)
    report.gist(`${node.createdAt}  ${String(node.rule).padEnd(16)}  ${billOf(node)}`);
}

async function readStatistics({ report, auditor }: TourContext): Promise<void> {
  report.step('Statistics of the day, for a dashboard.');
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const range = {
    from: new Date(hour - 23 * HOUR_MS).toISOString(),
    to: new Date(hour + HOUR_MS).toISOString(),
  };
  const tenant = await auditor.client.dispatchStats({ range, bucket: 'HOUR', groupBy: ['RULE'] });
  const stats = given(tenant?.dispatchStats, 'statistics');
  const { dispatches, billedToCustom, billedToDefault } = stats.totals;
  check(dispatches >= 2 && billedToCustom >= 1 && billedToDefault >= 1, 'the statistics have other counts');
  report.gist(`${dispatches} dispatches`, ...statsSentences(stats));
}
