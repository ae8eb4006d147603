import type { Database, Transaction } from '../../database/client.ts';
import { UnknownCommitError } from '../../database/connection/commit-outcome.ts';
import { NotPossible } from '../../kernel/errors.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { Place } from '../../kernel/shares/share.ts';
import { type DecisionContext, decisionInput, readDecisionContext } from '../decide/decision-context.ts';
import { type DecisionInput, decide } from '../decide/decision-rules.ts';
import { type NewDispatchDeps, newDispatch } from '../decide/new-dispatch.ts';
import { countryOf } from '../decide/recipient-country.ts';
import type { DispatchRequest } from '../decide/request-rules.ts';
import { mapByTurns } from '../guard/bulk-pace.ts';
import type { Call, CallPlaces } from '../guard/call-places.ts';
import type { IncomingRequest } from '../guard/incoming-request.ts';
import { insertDispatches, type NewDispatch, type RecordVersion } from '../record/dispatch-store.ts';
import { type DispatchChange, keepConsequences } from '../settle/settlement.ts';
import type { Admission, AdmittedDispatch, Round, Unconfirmed } from './admitted.ts';
import { CountsRacedError, GuardedIntents } from './guarded-intents.ts';
import { admissionOfKnown } from './known-requests.ts';

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
async function inOneTransaction(
  deps: AdmissionDeps,
  tenant: TenantId,
  requests: readonly IncomingRequest[],
  round: Round,
): Promise<readonly Admission[]> {
  const limits = requests[0]?.scope.limits?.renewed();
  for (let tries = 1; ; tries += 1) {
    try {
      return await deps.database.write(tenant, (tx) => decideAll(deps, tx, requests, round), limits);
    } catch (error) {
      if (!(error instanceof CountsRacedError) || tries === RACES) throw error;
      releaseAll(round.begun);
      round.begun.clear();
    }
  }
}

/** The number of times that a transaction is decided that others are faster than: each time there is one recipient less to race for. */
const RACES = 10;

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

function releaseAll(unconfirmed: Unconfirmed): void {
  for (const { place } of unconfirmed.values()) place.release();
}

async function decideAll(
  deps: AdmissionDeps,
  tx: Transaction,
  requests: readonly IncomingRequest[],
  round: Round,
): Promise<readonly Admission[]> {
  const context = await readDecisionContext(
    tx,
    deps.hashes,
    requests.map(({ request }) => request),
  );
  const decided: Decided = new Map();
  const guards = new GuardedIntents(deps.platform, context);
  const answers = await mapByTurns(requests, (incoming) => {
    const answer = decideAdmission(deps, context, incoming, { round, decided, guards });
    if (answer?.kind === 'ADMITTED') round.begun.set(incoming.request.idempotencyKey, answer);
    return answer;
  });
  const [won] = await Promise.all([
    keep(tx, decided, guards),
    guards.keepWarnings(tx),
    guards.keepRefusals(tx),
  ]);
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
async function keep(
  tx: Transaction,
  decided: Decided,
  guards: GuardedIntents,
): Promise<ReadonlyMap<Uuid, RecordVersion>> {
  if (decided.size === 0) return new Map();
  const inOrder = [...decided.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const [, won] = await Promise.all([
    guards.keep(tx),
    insertDispatches(
      tx,
      inOrder.map(({ dispatch }) => dispatch),
    ),
    guards.keepSpending(tx),
  ]);
  const lost = inOrder.map(({ dispatch }) => dispatch.record).filter(({ id }) => !won.has(id));
  if (lost.length > 0) await guards.takeBack(tx, lost);
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

/** The transaction that requests are decided in, one after the other. */
interface Deciding {
  readonly round: Round;
  readonly decided: Decided;
  readonly guards: GuardedIntents;
}

/** The answer as far as it is known before anything is written; `undefined` for a key that is used up. */
function decideAdmission(
  deps: AdmissionDeps,
  context: DecisionContext,
  incoming: IncomingRequest,
  { round, decided, guards }: Deciding,
): Judged | undefined {
  const { scope, request, path } = incoming;
  if (context.known.has(request.idempotencyKey) || decided.has(request.idempotencyKey)) return undefined;
  const { channels } = context.live;
  if (!(request.channel === 'SMS' ? channels.sms : channels.voice)) {
    return { kind: 'REFUSED', refusal: channelOff(request, path) };
  }
  const refused = { isFallbackBudgetSpent: guards.isFallbackBudgetSpent(incoming) };
  const call = firstCall(deps, context, incoming, refused);
  const originator = call?.isDefault === false ? 'CUSTOM' : 'DEFAULT';
  // A guard has something to say only where something would be sent.
  const blocked = call === undefined ? undefined : guards.refusalOf(incoming, originator);
  if (blocked !== undefined) return { kind: 'REFUSED', refusal: blocked };
  // The place first: a record takes sealing and hashing, which a request that finds no place should not cost.
  const place =
    call === undefined ? undefined : (heldFor(call, incoming, round) ?? deps.callPlaces.tryTake(call));
  if (call !== undefined && place === undefined) return { kind: 'NO_PLACE', call, now: context.now };
  const dispatch = keepingPlace(place, () => newDispatch(deps, scope, context, request, refused));
  decided.set(request.idempotencyKey, { scope, dispatch });
  guards.reserve(dispatch.record);
  const { record, requestHash } = dispatch;
  const [attempt] = record.attempts;
  if (attempt === undefined || call === undefined || place === undefined) return { kind: 'ENDED', record };
  const isFallbackGuarded = originator === 'CUSTOM' && guards.refusesFallback(incoming);
  guards.count(incoming);
  return { kind: 'ADMITTED', record, requestHash, attempt, call, place, context, isFallbackGuarded };
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
  refused: Pick<DecisionInput, 'isFallbackBudgetSpent'>,
): Call | undefined {
  const need = { channel: request.channel, country: countryOf(request.to) };
  const step = decide({ ...decisionInput(context, platform, need), ...refused });
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
