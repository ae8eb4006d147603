import type { Database, Transaction } from '../../database/client.ts';
import { UnknownCommitError } from '../../database/connection/commit-outcome.ts';
import { NotPossible } from '../../kernel/errors.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { Place } from '../../kernel/shares/share.ts';
import { keyReused } from '../../tenant/idempotency-key.ts';
import { type DecisionContext, decisionInput, readDecisionContext } from '../decide/decision-context.ts';
import { decide } from '../decide/decision-rules.ts';
import { type NewDispatchDeps, newDispatch } from '../decide/new-dispatch.ts';
import { countryOf } from '../decide/recipient-country.ts';
import { type DispatchRequest, requestIdentity } from '../decide/request-rules.ts';
import { mapByTurns } from '../guard/bulk-pace.ts';
import type { Call, CallPlaces } from '../guard/call-places.ts';
import type { HeldPlace, IncomingRequest } from '../guard/incoming-request.ts';
import type { Attempt, DispatchRecord } from '../record/dispatch.ts';
import {
  findDispatch,
  findKeys,
  insertDispatches,
  type KnownKey,
  lockDispatches,
  type NewDispatch,
  type RecordVersion,
} from '../record/dispatch-store.ts';
import { type DispatchChange, keepConsequences } from '../settle/settlement.ts';

/** Its intent is kept; the call of `attempt` is to be made, and `place` to be given back after it. */
export interface AdmittedDispatch {
  readonly kind: 'ADMITTED';
  readonly record: DispatchRecord;
  /** Of the request behind it (D10). */
  readonly requestHash: Buffer;
  /** Of the record with its intent. */
  readonly version: RecordVersion;
  readonly attempt: Attempt;
  readonly call: Call;
  readonly place: Place;
  readonly context: DecisionContext;
}

/** The result of admitting a request. */
export type Admission =
  | AdmittedDispatch
  /** Nothing could be attempted: its record is kept and final. */
  | { readonly kind: 'ENDED'; readonly record: DispatchRecord }
  /** The same request was made before under its key (D10). */
  | { readonly kind: 'KNOWN'; readonly record: DispatchRecord }
  /** Nothing is kept and its key is still free: the channel is off, or the key stands for another request. */
  | { readonly kind: 'REFUSED'; readonly refusal: NotPossible }
  /** Nothing is kept: there was no place for this call. */
  | { readonly kind: 'NO_PLACE'; readonly call: Call; readonly now: Date };

/** The dependencies of admitting requests. */
export interface AdmissionDeps extends NewDispatchDeps {
  readonly database: Database;
  readonly callPlaces: CallPlaces;
}

/**
 * Decides requests of one tenant in one context and keeps the intents of their first attempts, in one transaction (D11,
 * D14). Answers each, in order. A key that is repeated among them gets one record.
 */
export async function admit(
  deps: AdmissionDeps,
  tenant: TenantId,
  requests: readonly IncomingRequest[],
): Promise<readonly Admission[]> {
  const begun: Unconfirmed = new Map();
  const unused = new Set(requests.flatMap(({ held }) => (held === undefined ? [] : [held])));
  const round = { begun, unconfirmed: new Map(), unused };
  try {
    return await inOneTransaction(deps, tenant, requests, round);
  } catch (error) {
    if (error instanceof UnknownCommitError)
      return await admitAgain(deps, tenant, requests, { begun: new Map(), unconfirmed: begun, unused });
    releaseAll(begun);
    throw error;
  } finally {
    for (const { place } of unused) place.release();
  }
}

/** Each change has all of the time of an operation, however long its requests have waited. */
function inOneTransaction(
  deps: AdmissionDeps,
  tenant: TenantId,
  requests: readonly IncomingRequest[],
  round: Round,
): Promise<readonly Admission[]> {
  const limits = requests[0]?.scope.limits?.renewed();
  return deps.database.write(tenant, (tx) => decideAll(deps, tx, requests, round), limits);
}

/**
 * Goes on after a commit whose answer was lost (D15). Intents that were kept are there under their keys, and are called
 * as they were decided; a key that is still free shows that nothing was kept, and its request is decided now.
 */
async function admitAgain(
  deps: AdmissionDeps,
  tenant: TenantId,
  requests: readonly IncomingRequest[],
  round: Round,
): Promise<readonly Admission[]> {
  const { begun, unconfirmed } = round;
  try {
    const admissions = await inOneTransaction(deps, tenant, requests, round);
    releaseAll(unconfirmed);
    return admissions;
  } catch (error) {
    releaseAll(begun);
    releaseAll(unconfirmed);
    throw error;
  }
}

/** The decisions by idempotency key, and holds its place, before it is known to be committed. */
type Unconfirmed = Map<string, Omit<AdmittedDispatch, 'version'>>;

/** The dispatches that one transaction begins, and those of an earlier one whose commit is unknown. */
interface Round {
  readonly begun: Unconfirmed;
  readonly unconfirmed: Unconfirmed;
  /** Places held for its requests that none of them has taken. */
  readonly unused: Set<HeldPlace>;
}

function releaseAll(unconfirmed: Unconfirmed): void {
  for (const { place } of unconfirmed.values()) place.release();
}

async function decideAll(
  deps: AdmissionDeps,
  tx: Transaction,
  requests: readonly IncomingRequest[],
  round: Round,
): Promise<readonly Admission[]> {
  const keys = requests.map(({ request }) => request.idempotencyKey);
  const context = await readDecisionContext(tx, keys);
  const decided: Decided = new Map();
  const answers = await mapByTurns(requests, (incoming) => {
    const answer = decideAdmission(deps, context, incoming, { round, decided });
    if (answer?.kind === 'ADMITTED') round.begun.set(incoming.request.idempotencyKey, answer);
    return answer;
  });
  const won = await keep(tx, decided);
  return Promise.all(
    requests.map((incoming, index) => {
      const answer = answers[index];
      if (answer === undefined) return admissionOfKnown(deps, tx, incoming, round);
      if (!('record' in answer)) return answer;
      const version = won.get(answer.record.id);
      if (version !== undefined) return answer.kind === 'ADMITTED' ? { ...answer, version } : answer;
      if (answer.kind === 'ADMITTED') answer.place.release();
      return admissionOfKnown(deps, tx, incoming, round);
    }),
  );
}

/**
 * Keeps new dispatches, in the order of their keys: two transactions with the same keys then wait for each other one way
 * round only. Gives those whose key was still free, by their ids.
 */
async function keep(tx: Transaction, decided: Decided): Promise<ReadonlyMap<Uuid, RecordVersion>> {
  if (decided.size === 0) return new Map();
  const inOrder = [...decided.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const won = await insertDispatches(
    tx,
    inOrder.map(({ dispatch }) => dispatch),
  );
  const ended = new Map<RequestScope, DispatchChange[]>();
  for (const { scope, dispatch } of inOrder) {
    const { record } = dispatch;
    if (!won.has(record.id) || record.state === 'PENDING') continue;
    ended.set(scope, [...(ended.get(scope) ?? []), { before: null, after: record }]);
  }
  if (ended.size > 0) await keepConsequences(tx, ended);
  return won;
}

/** New dispatches by their idempotency keys, and in whose name each is kept. */
type Decided = Map<string, { readonly scope: RequestScope; readonly dispatch: NewDispatch }>;

/** An answer before anything is written. */
type Judged =
  | Exclude<Admission, AdmittedDispatch | { readonly kind: 'KNOWN' }>
  | Omit<AdmittedDispatch, 'version'>;

/** The answer as far as it is known before anything is written; `undefined` for a key that is used up. */
function decideAdmission(
  deps: AdmissionDeps,
  context: DecisionContext,
  incoming: IncomingRequest,
  { round, decided }: { readonly round: Round; readonly decided: Decided },
): Judged | undefined {
  const { scope, request, path } = incoming;
  if (context.known.has(request.idempotencyKey) || decided.has(request.idempotencyKey)) return undefined;
  const { channels } = context.live;
  if (!(request.channel === 'SMS' ? channels.sms : channels.voice)) {
    return { kind: 'REFUSED', refusal: channelOff(request, path) };
  }
  // The place first: a record takes sealing and hashing, which a request that finds no place should not cost.
  const call = firstCall(deps, context, incoming);
  const place =
    call === undefined ? undefined : (heldFor(call, incoming, round) ?? deps.callPlaces.tryTake(call));
  if (call !== undefined && place === undefined) return { kind: 'NO_PLACE', call, now: context.now };
  const dispatch = keepingPlace(place, () => newDispatch(deps, scope, context, request));
  decided.set(request.idempotencyKey, { scope, dispatch });
  const { record, requestHash } = dispatch;
  const [attempt] = record.attempts;
  if (attempt === undefined || call === undefined || place === undefined) return { kind: 'ENDED', record };
  return { kind: 'ADMITTED', record, requestHash, attempt, call, place, context };
}

/** The result of `make`; where it throws, the place is given back, which nobody else knows of yet. */
function keepingPlace<T>(place: Place | undefined, make: () => T): T {
  try {
    return make();
  } catch (error) {
    place?.release();
    throw error;
  }
}

/** The call of the first attempt; `undefined` where there is none to make. */
function firstCall(
  { platform }: AdmissionDeps,
  context: DecisionContext,
  { scope: { tenant }, request, isBulk }: IncomingRequest,
): Call | undefined {
  const step = decide(
    decisionInput(context, platform, { channel: request.channel, country: countryOf(request.to) }),
  );
  if (step.next !== 'ATTEMPT') return undefined;
  const isDefault = step.originator === 'DEFAULT';
  const account = (isDefault ? platform.account : context.live.account)?.sid;
  return account === undefined ? undefined : { tenant, account, isDefault, isBulk };
}

/** The place that was waited for, where it is one for this call: the account may have changed meanwhile. */
function heldFor(
  { account, isDefault }: Call,
  { held }: IncomingRequest,
  { unused }: Round,
): Place | undefined {
  if (held?.call.account !== account || held.call.isDefault !== isDefault) return undefined;
  return unused.delete(held) ? held.place : undefined;
}

function channelOff({ channel }: DispatchRequest, path: readonly string[]): NotPossible {
  const message = `The tenant does not use ${channel === 'SMS' ? 'SMS' : 'voice'}.`;
  return new NotPossible([{ code: 'NOT_POSSIBLE', message, path: [...path, 'channel'] }]);
}

/** The answer for a key that was used: the record of the same request, or a refusal (D10). */
async function admissionOfKnown(
  { hashes }: NewDispatchDeps,
  tx: Transaction,
  { scope, request, path }: IncomingRequest,
  { begun, unconfirmed }: Round,
): Promise<Admission> {
  const known: KnownKey | undefined = (await findKeys(tx, [request.idempotencyKey])).get(
    request.idempotencyKey,
  );
  if (known === undefined) throw new Error('an idempotency key was neither free nor used up');
  const hash = hashes.hash(scope.tenant, 'request', requestIdentity(request));
  if (!hash.equals(known.requestHash)) return { kind: 'REFUSED', refusal: keyReused(path) };
  const own = unconfirmed.get(request.idempotencyKey);
  if (own?.record.id === known.dispatchId) {
    // A key that is repeated among the requests is called for once.
    unconfirmed.delete(request.idempotencyKey);
    begun.set(request.idempotencyKey, own);
    return admissionOfConfirmed(tx, own);
  }
  const record = await knownRecord(tx, known.dispatchId);
  // Who sends may see the records it made, and no other's (X1).
  const isOwn = record.requestedBy.subject === scope.actor.subject;
  return isOwn ? { kind: 'KNOWN', record } : { kind: 'REFUSED', refusal: keyReused(path) };
}

/** The admission of a decision that turns out to be committed: its call is still to be made, unless it was taken for dead. */
async function admissionOfConfirmed(
  tx: Transaction,
  own: Omit<AdmittedDispatch, 'version'>,
): Promise<Admission> {
  const version = (await lockDispatches(tx, [own.record.id])).get(own.record.id);
  const record = await knownRecord(tx, own.record.id);
  if (version !== undefined && record.state === 'PENDING') return { ...own, record, version };
  own.place.release();
  return { kind: 'KNOWN', record };
}

async function knownRecord(tx: Transaction, id: Uuid): Promise<DispatchRecord> {
  const record = await findDispatch(tx, id);
  if (record === undefined) throw new Error('an idempotency key without its record');
  return record;
}
