import type { Transaction } from '../../database/client.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { keyReused } from '../../tenant/idempotency-key.ts';
import type { NewDispatchDeps } from '../decide/new-dispatch.ts';
import { requestIdentity } from '../decide/request-rules.ts';
import type { IncomingRequest } from '../guard/incoming-request.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import { findDispatch, findKeys, type KnownKey, lockDispatches } from '../record/dispatch-store.ts';
import type { Admission, AdmittedDispatch, Round } from './admitted.ts';

/** The answer for a key that was used: the record of the same request, or a refusal (D10). */
export async function admissionOfKnown(
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
