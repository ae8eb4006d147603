import type { Database, Transaction } from '../../database/client.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import { openRecipient } from '../../secrets/recipient-cipher.ts';
import type { ReadResult, SentState, TwilioCredential, TwilioGateway } from '../../twilio/gateway.ts';
import { awaited, type FollowUpTimes, plannedAgain, senderUnread } from '../decide/follow-up-rules.ts';
import { hasDefaultSender } from '../decide/sender-choice-rules.ts';
import type { AttemptNews } from '../decide/settlement-rules.ts';
import type { Attempt, DispatchRecord } from '../record/dispatch.ts';
import { findDispatch } from '../record/dispatch-store.ts';
import { attemptCredentials } from '../send/attempt-credentials.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import { changeDispatch } from '../settle/settlement.ts';
import { contestantsOf, heldElsewhere } from './follow-up-store.ts';
import { CLOCK_SKEW_MS, candidatesOf, judgeSight, windowOf } from './reconciliation-rules.ts';
import {
  acceptedAs,
  informed,
  type ReportContext,
  withChosenSender,
  withDelivery,
  withPrice,
} from './report-rules.ts';

/** The dependencies of asking Twilio. */
export interface ReconciliationDeps {
  readonly database: Database;
  readonly gateway: TwilioGateway;
  readonly keyRing: KeyRing;
  readonly platform: DispatchPlatform;
  readonly followUpTimes: FollowUpTimes;
  /** The longest time after its intent that the call of an attempt can last, in milliseconds. */
  readonly callMs: number;
}

/** The time that the questions about one dispatch may take in all, in milliseconds. */
const QUESTION_MS = 15_000;

/** The findings about a dispatch, to be kept where it still stands as it was asked about. */
interface Findings {
  readonly news: readonly { readonly attemptId: Uuid; readonly news: AttemptNews }[];
  /** The present state of the billed message or call at Twilio; null when it was not asked or did not tell. */
  readonly sent: SentState | null;
}

/**
 * Asks Twilio about a dispatch of the scope's tenant, and keeps what it says: what became of open attempts (D11), and
 * status and price of what a custom account sent (B3). What is still awaited afterwards is asked for again later, until
 * the last time is over; then the sealed recipient is erased, since nothing can be asked with it any more (D12).
 */
export async function askAbout(
  deps: ReconciliationDeps,
  scope: RequestScope,
  id: Uuid,
  stop: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  const findings = await find(deps, scope, id, stop).catch((error: unknown) => {
    // What cannot be asked about, as without its master key, has its last time like everything else.
    failures.push(error);
    return NOTHING;
  });
  if (stop.aborted) return;
  await deps.database.write(scope.tenant, (tx) =>
    changeDispatch(tx, scope, id, (record, now) => settledBy(deps, record, findings, now)),
  );
  if (failures.length > 0) throw failures[0];
}

const NOTHING: Findings = { news: [], sent: null };

async function find(
  deps: ReconciliationDeps,
  { tenant }: RequestScope,
  id: Uuid,
  stop: AbortSignal,
): Promise<Findings> {
  const asked = await deps.database.write(tenant, (tx) => prepare(deps, tx, id));
  if (asked === undefined) return NOTHING;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(QUESTION_MS)]);
  return {
    news: await askForOutcomes(deps, asked, signal),
    sent: await askForState(deps, asked, signal),
  };
}

interface Question {
  readonly record: DispatchRecord;
  /** The tokens of each attempt that something is asked about. */
  readonly credentials: ReadonlyMap<Uuid, readonly TwilioCredential[]>;
  /** The database's clock before anything was asked. */
  readonly now: Date;
}

async function prepare(deps: ReconciliationDeps, tx: Transaction, id: Uuid): Promise<Question | undefined> {
  const [record, now] = await Promise.all([findDispatch(tx, id), tx.now]);
  if (record === undefined) return undefined;
  const credentials = new Map<Uuid, readonly TwilioCredential[]>();
  for (const attempt of record.attempts) {
    if (attempt.outcome === 'OPEN' || attempt === askedAbout(record)) {
      credentials.set(attempt.id, await attemptCredentials(deps, tx, attempt));
    }
  }
  return { record, credentials, now };
}

/**
 * The attempt whose message or call is looked at: the custom account's for its status and price, where it is billed, else one
 * whose sender a messaging service chose.
 */
function askedAbout(record: DispatchRecord): Attempt | undefined {
  if (record.billed !== 'CUSTOM') return senderUnread(record);
  return record.attempts.find(({ originator, twilioSid }) => originator === 'CUSTOM' && twilioSid !== null);
}

async function askForOutcomes(
  deps: ReconciliationDeps,
  question: Question,
  signal: AbortSignal,
): Promise<Findings['news']> {
  const { record } = question;
  const open = record.attempts.filter(({ outcome }) => outcome === 'OPEN');
  if (open.length === 0 || record.sealedRecipient === null) return [];
  const to = openRecipient(deps.keyRing, record.tenant, record.id, record.sealedRecipient);
  const found: { attemptId: Uuid; news: AttemptNews }[] = [];
  for (const attempt of open) {
    const news = await lookFor(deps, question, attempt, to, signal);
    if (news !== null) found.push({ attemptId: attempt.id, news });
  }
  return found;
}

/** Looks for what an open attempt may have sent; null when the list cannot tell. */
async function lookFor(
  deps: ReconciliationDeps,
  { record, credentials, now }: Question,
  attempt: Attempt,
  to: PhoneNumber,
  signal: AbortSignal,
): Promise<AttemptNews | null> {
  const { channel } = record;
  const window = windowOf(attempt, deps.callMs);
  const query = { channel, to, from: attempt.from, since: window.from };
  const list = await firstRead(credentials.get(attempt.id) ?? [], (credential) =>
    deps.gateway.listSent(credential, query, signal),
  );
  if (list === undefined) return null;
  return deps.database.system(async (tx) => {
    const held = await heldElsewhere(
      tx,
      list.map(({ sid }) => sid),
      attempt.id,
    );
    const candidates = candidatesOf(list, window, held);
    const isContested = candidates.length > 0 && (await isContestedBy(deps, tx, record, attempt, to));
    const { absenceMs } = deps.followUpTimes;
    return judgeSight({ attempt, candidates, isContested, listedAt: now, absenceMs });
  });
}

/** True if another open attempt to the same recipient may have sent what was found. */
async function isContestedBy(
  { keyRing, callMs }: ReconciliationDeps,
  tx: Transaction,
  { channel }: DispatchRecord,
  attempt: Attempt,
  to: PhoneNumber,
): Promise<boolean> {
  const own = windowOf(attempt, callMs);
  // What is found lies in the attempt's own window; another attempt's window may reach into that from both sides.
  const window = {
    from: new Date(own.from.getTime() - callMs - CLOCK_SKEW_MS),
    until: new Date(own.until.getTime() + CLOCK_SKEW_MS),
  };
  const contestants = await contestantsOf(tx, attempt, channel, window);
  return contestants.some(
    ({ tenant, id, sealedRecipient }) =>
      sealedRecipient === null || openRecipient(keyRing, tenant, id, sealedRecipient) === to,
  );
}

async function askForState(
  { gateway }: ReconciliationDeps,
  { record, credentials }: Question,
  signal: AbortSignal,
): Promise<SentState | null> {
  const attempt = askedAbout(record);
  const sid = attempt?.twilioSid;
  if (attempt === undefined || sid === null || sid === undefined) return null;
  if (record.billed === 'CUSTOM' && awaited({ ...record, attempts: [] }) === null) return null;
  const state = await firstRead(credentials.get(attempt.id) ?? [], (credential) =>
    gateway.fetchSent(credential, record.channel, sid, signal),
  );
  return state ?? null;
}

/** The result of reading with the first token that Twilio accepts; `undefined` when nothing could be read. */
async function firstRead<T>(
  credentials: readonly TwilioCredential[],
  read: (credential: TwilioCredential) => Promise<ReadResult<T>>,
): Promise<T | undefined> {
  for (const credential of credentials) {
    const result = await read(credential);
    if (result.ok) return result.value;
    if (result.failure.reason !== 'INCORRECT_CREDENTIALS') return undefined;
  }
  return undefined;
}

/** The record with the findings, and when it is asked about again. */
function settledBy(
  { platform, followUpTimes: times }: ReconciliationDeps,
  locked: DispatchRecord,
  { news, sent }: Findings,
  now: Date,
): DispatchRecord {
  const hasDefaultNumber = hasDefaultSender(platform, locked);
  const context: ReportContext = { hasDefaultNumber, now, times };
  let record = locked;
  for (const { attemptId, news: learnt } of news) {
    // An answer or a callback that came meanwhile knows better than a list.
    const isOpen = record.attempts.some(({ id, outcome }) => id === attemptId && outcome === 'OPEN');
    if (isOpen) record = informed(record, attemptId, learnt, context);
  }
  const attempt = askedAbout(record);
  if (sent !== null && attempt !== undefined) {
    if (sent.segments !== null)
      record = informed(record, attempt.id, acceptedAs(sent.sid, 'LIST', sent.segments), context);
    if (sent.chosenFrom !== null) record = withChosenSender(record, attempt.id, sent.chosenFrom, context);
    if (sent.status !== null)
      record = withDelivery(record, { status: sent.status, code: sent.errorCode }, context);
    if (sent.price !== null && sent.currency !== null) {
      record = withPrice(record, { amount: sent.price, currency: sent.currency }, context);
    }
  }
  if (awaited(record) !== awaited(locked)) return record;
  const plan = plannedAgain(record, now, times);
  const sealedRecipient = plan.followUpAt === null ? null : record.sealedRecipient;
  return { ...record, ...plan, sealedRecipient };
}
