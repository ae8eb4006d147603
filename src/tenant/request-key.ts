import canonicalize from 'canonicalize';
import type { z } from 'zod';
import type { Database, Transaction } from '../database/client.ts';
import { uuidColumn } from '../database/row-columns.ts';
import { refuseIfAny } from '../kernel/errors.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RequestKey, RequestScope } from '../kernel/scope.ts';
import type { LookupHashes } from '../secrets/recipient-cipher.ts';
import { idempotencyKeyProblem, keyReused } from './idempotency-key.ts';
import { claimKey, findKey, forgetKeys, keepOutcome } from './request-key-store.ts';

/** The number of days for which the outcome of a key is remembered; after that the key is free. */
export const KEY_DAYS = 7;

/** A mutation as it was asked for. */
export interface AskedMutation {
  readonly mutation: string;
  /** Everything that it was given but the tenant and the key. */
  readonly input: object;
  readonly idempotencyKey: string;
}

/**
 * The scope with the idempotency key of a request. Key and request are hashed under the tenant's own key: nobody learns a subject,
 * a key or an auth token from them, and another tenant or actor has other keys. Refuses a text that is no key.
 */
export function withRequestKey(
  hashes: LookupHashes,
  scope: RequestScope,
  { mutation, input, idempotencyKey }: AskedMutation,
): RequestScope {
  const problem = idempotencyKeyProblem(idempotencyKey, ['input']);
  refuseIfAny('INVALID_INPUT', problem === undefined ? [] : [problem]);
  const { tenant, actor } = scope;
  const of = [actor.kind, actor.subject, idempotencyKey];
  const requestKey: RequestKey = {
    key: hashes.hash(tenant, 'idempotency-key', JSON.stringify(of)),
    requestHash: hashes.hash(tenant, 'mutation', String(canonicalize({ mutation, input }))),
  };
  return { ...scope, requestKey };
}

/** The way in which the outcome of a verb is remembered: by what it is found again with, never by what it says. */
export interface Remembered<Result, Reference> {
  readonly form: z.ZodType<Reference>;
  readonly referTo: (result: Result) => Reference;
  /** The outcome as it is now. Refuses where what was done no longer stands. */
  readonly find: (tx: Transaction, reference: Reference) => Promise<Result>;
}

/** An outcome that is an object of the tenant with an id. */
export function rememberedById<Result extends { readonly id: Uuid }>(
  findAll: (tx: Transaction, ids: readonly Uuid[]) => Promise<readonly Result[]>,
): Remembered<Result, Uuid> {
  return {
    form: uuidColumn,
    referTo: ({ id }) => id,
    async find(tx, id) {
      const [found] = await findAll(tx, [id]);
      if (found === undefined) throw new Error(`the outcome ${id} of an idempotency key is not there`);
      return found;
    },
  };
}

/**
 * Does the work of a verb once for each idempotency key, in its transaction: an equal request is given the outcome of the first,
 * another one under the same key is refused. Requests of one key take turns. A refusal rolls the key back with the rest, so only
 * what changed something is remembered. Without a key it does the work.
 */
export async function once<Result, Reference>(
  tx: Transaction,
  { requestKey }: RequestScope,
  { form, referTo, find }: Remembered<Result, Reference>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (requestKey === undefined) return work();
  if (await claimKey(tx, requestKey)) {
    const result = await work();
    await keepOutcome(tx, requestKey, referTo(result));
    return result;
  }
  const known = await findKey(tx, requestKey);
  if (known === undefined) throw new Error('an idempotency key was neither free nor used up');
  if (!known.requestHash.equals(requestKey.requestHash)) throw keyReused(['input']);
  return find(tx, form.parse(known.outcome));
}

/** Forgets the keys that were used more than `KEY_DAYS` days ago. */
export async function forgetRequestKeys(database: Database): Promise<void> {
  while ((await database.system((tx) => forgetKeys(tx, KEY_DAYS))) > 0);
}
