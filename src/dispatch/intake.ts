import type { Database, Transaction } from '../database/client.ts';
import { Refusal } from '../kernel/errors.ts';
import type { AccountSid, Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { decide } from './decision-rules.ts';
import type { Attempt, DispatchRecord } from './dispatch.ts';
import {
  findDispatch,
  findKeys,
  insertDispatches,
  type KnownKey,
  type NewDispatch,
  type RecordVersion,
} from './dispatch-store.ts';
import type { InFlight, Place } from './in-flight.ts';
import { type DispatchGround, decisionInput, type IntentParts, newDispatch, readGround } from './intent.ts';
import { type DispatchRequest, requestIdentity } from './request-rules.ts';
import { keepConsequences } from './settlement.ts';

/** Its intent is kept; the call of `attempt` is to be made, and `place` to be given back after it. */
export interface Begun {
  readonly kind: 'BEGUN';
  readonly record: DispatchRecord;
  /** Of the record with its intent. */
  readonly version: RecordVersion;
  readonly attempt: Attempt;
  readonly place: Place;
  readonly ground: DispatchGround;
}

/** What taking a request in came to. */
export type Intake =
  | Begun
  /** Nothing could be attempted: its record is kept and final. */
  | { readonly kind: 'ENDED'; readonly record: DispatchRecord }
  /** The same request was made before under its key (D10). */
  | { readonly kind: 'KNOWN'; readonly record: DispatchRecord }
  /** Nothing is kept and its key is still free: the channel is off, or the key stands for another request. */
  | { readonly kind: 'REFUSED'; readonly refusal: Refusal }
  /** Nothing is kept: too many calls are under way. */
  | { readonly kind: 'NO_PLACE'; readonly accountSid: AccountSid; readonly now: Date };

/** A request with the place in the input that its problems name. */
export interface PlacedRequest {
  readonly request: DispatchRequest;
  readonly path: readonly string[];
}

/** What taking requests in needs. */
export interface IntakeParts extends IntentParts {
  readonly database: Database;
  readonly inFlight: InFlight;
}

/**
 * Decides requests on one ground and keeps the intents of their first attempts, in one transaction (D11, D14). Answers
 * each, in order. A key that is repeated among them gets one record.
 */
export async function takeIn(
  parts: IntakeParts,
  scope: RequestScope,
  requests: readonly PlacedRequest[],
): Promise<readonly Intake[]> {
  const taken: Place[] = [];
  try {
    return await parts.database.write(scope.tenant, (tx) => decideAll(parts, tx, scope, requests, taken));
  } catch (error) {
    // Also when only the commit failed: nothing is called then, and whether the intents are kept nobody knows here.
    for (const place of taken) place.release();
    throw error;
  }
}

async function decideAll(
  parts: IntakeParts,
  tx: Transaction,
  scope: RequestScope,
  requests: readonly PlacedRequest[],
  taken: Place[],
): Promise<readonly Intake[]> {
  const keys = requests.map(({ request }) => request.idempotencyKey);
  const ground = await readGround(tx, keys);
  const begun = new Map<string, NewDispatch>();
  const answers = requests.map((placed) => {
    const answer = decideIntake(parts, scope, ground, placed, begun);
    if (answer?.kind === 'BEGUN') taken.push(answer.place);
    return answer;
  });
  const won = await keep(tx, scope, begun);
  return Promise.all(
    requests.map((placed, index) => {
      const answer = answers[index];
      if (answer === undefined) return knownIntake(parts, tx, scope, placed);
      if (!('record' in answer)) return answer;
      const version = won.get(answer.record.id);
      if (version !== undefined) return answer.kind === 'BEGUN' ? { ...answer, version } : answer;
      if (answer.kind === 'BEGUN') answer.place.release();
      return knownIntake(parts, tx, scope, placed);
    }),
  );
}

/**
 * Keeps new dispatches, in the order of their keys: two transactions with the same keys then wait for each other one way
 * round only. Gives those whose key was still free, by their ids.
 */
async function keep(
  tx: Transaction,
  scope: RequestScope,
  begun: ReadonlyMap<string, NewDispatch>,
): Promise<ReadonlyMap<Uuid, RecordVersion>> {
  if (begun.size === 0) return new Map();
  const inOrder = [...begun.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, dispatch]) => dispatch);
  const won = await insertDispatches(tx, inOrder);
  const ended = inOrder
    .filter(({ record }) => won.has(record.id) && record.state !== 'PENDING')
    .map(({ record }) => ({ before: null, after: record }));
  if (ended.length > 0) await keepConsequences(tx, scope, ended);
  return won;
}

/** An answer before anything is written. */
type Judged = Exclude<Intake, Begun | { readonly kind: 'KNOWN' }> | Omit<Begun, 'version'>;

/** The answer as far as it is known before anything is written; `undefined` for a key that is used up. */
function decideIntake(
  parts: IntakeParts,
  scope: RequestScope,
  ground: DispatchGround,
  { request, path }: PlacedRequest,
  begun: Map<string, NewDispatch>,
): Judged | undefined {
  if (ground.known.has(request.idempotencyKey) || begun.has(request.idempotencyKey)) return undefined;
  const { channels } = ground.live;
  if (!(request.channel === 'SMS' ? channels.sms : channels.voice)) {
    return { kind: 'REFUSED', refusal: channelOff(request, path) };
  }
  // The place first: a record takes sealing and hashing, which a request that finds no place should not cost.
  const accountSid = firstAccount(parts, ground, request);
  const place = accountSid === undefined ? undefined : parts.inFlight.tryTake(accountSid);
  if (accountSid !== undefined && place === undefined)
    return { kind: 'NO_PLACE', accountSid, now: ground.now };
  const dispatch = newDispatch(parts, scope, ground, request);
  begun.set(request.idempotencyKey, dispatch);
  const { record } = dispatch;
  const [attempt] = record.attempts;
  if (attempt === undefined || place === undefined) return { kind: 'ENDED', record };
  return { kind: 'BEGUN', record, attempt, place, ground };
}

/** The account of the first attempt; `undefined` where there is none to make. */
function firstAccount(
  { platform }: IntakeParts,
  ground: DispatchGround,
  { channel }: DispatchRequest,
): AccountSid | undefined {
  const step = decide(decisionInput(ground, platform, channel));
  if (step.next === 'END') return undefined;
  return (step.originator === 'CUSTOM' ? ground.live.account : platform.account)?.sid;
}

function channelOff({ channel }: DispatchRequest, path: readonly string[]): Refusal {
  const message = `The tenant does not use ${channel === 'SMS' ? 'SMS' : 'voice'}.`;
  return new Refusal('NOT_POSSIBLE', [{ code: 'CHANNEL_OFF', message, path: [...path, 'channel'] }]);
}

/** What a used-up key stands for: the record of the same request, or a refusal (D10). */
async function knownIntake(
  { hashes }: IntentParts,
  tx: Transaction,
  scope: RequestScope,
  { request, path }: PlacedRequest,
): Promise<Intake> {
  const known: KnownKey | undefined = (await findKeys(tx, [request.idempotencyKey])).get(
    request.idempotencyKey,
  );
  if (known === undefined) throw new Error('an idempotency key was neither free nor used up');
  const hash = hashes.hash(scope.tenant, 'request', requestIdentity(request));
  if (!hash.equals(known.requestHash)) {
    const message = 'This idempotency key was used for another request.';
    const problem = { code: 'IDEMPOTENCY_KEY_REUSED', message, path: [...path, 'idempotencyKey'] } as const;
    return { kind: 'REFUSED', refusal: new Refusal('NOT_POSSIBLE', [problem]) };
  }
  const record = await findDispatch(tx, known.dispatchId);
  if (record === undefined) throw new Error('an idempotency key without its record');
  return { kind: 'KNOWN', record };
}
