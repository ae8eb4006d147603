import { expect } from 'vitest';
import type { TenantId } from '../../../src/kernel/ids.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { type Checkpoint, openCheckpoint } from '../../../src/ledger/tree/checkpoint.ts';
import { leafHash, rootFromInclusion } from '../../../src/ledger/tree/merkle-rules.ts';
import { parseVerifierKey } from '../../../src/ledger/tree/signed-note.ts';
import { saveInput } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { client, data, type Json, principal } from '../api-kit.ts';

/** What is selected of a checkpoint. */
export const CHECKPOINT = 'origin epoch size rootHash sealedAt note';
/** What is selected of an inclusion proof. */
export const INCLUSION = `entryText leafIndex treeSize hashes checkpoint { ${CHECKPOINT} }`;
/** What is selected of a consistency proof. */
export const CONSISTENCY = `from to hashes checkpoint { ${CHECKPOINT} }`;

/** An auditor of the tenant. */
export function auditor(system: RunningServices, tenant: TenantId) {
  return client(system, principal('auditor', tenant));
}

/** Adds to the tenant's log by so many saves, after `from` versions. */
export async function changePolicies(
  { services }: RunningServices,
  scope: RequestScope,
  count: number,
  from = 0,
): Promise<void> {
  for (let version = from; version < from + count; version += 1) {
    const fallbackMode = version % 2 === 0 ? 'DISABLED' : 'DEFAULT_ACCOUNT';
    await services.configurations.save(scope, saveInput({ baseVersion: version, fallbackMode }));
  }
}

/** What the checkpoint says to somebody who trusts nothing but the published key. */
export function opened({ ledgerKeys }: RunningServices, checkpoint: Json | undefined): Checkpoint {
  const key = parseVerifierKey(ledgerKeys.current.text) ?? expect.unreachable();
  const note = openCheckpoint(String(checkpoint?.['note']), [key]);
  if (!note.ok) expect.fail(note.reason);
  const { origin, size, root } = note.checkpoint;
  expect(checkpoint).toMatchObject({ origin, size, rootHash: root.toString('base64') });
  return note.checkpoint;
}

/** The hashes of a proof. */
export function hashesOf(proof: Json): readonly Buffer[] {
  return [...(proof['hashes'] ?? [])].map((hash) => Buffer.from(String(hash), 'base64'));
}

/** Whether the proof leads from the text of its entry, or from another, to its checkpoint. */
export function leadsToCheckpoint(
  system: RunningServices,
  proof: Json,
  text = String(proof['entryText']),
): boolean {
  const { size, root } = opened(system, proof['checkpoint']);
  expect(proof['treeSize']).toBe(size);
  const found = rootFromInclusion(
    Number(proof['leafIndex']),
    size,
    leafHash(Buffer.from(text)),
    hashesOf(proof),
  );
  return found?.equals(root) === true;
}

/** The checkpoint of the tenant's log. */
export async function checkpointOf(system: RunningServices, tenant: TenantId, args = ''): Promise<Json> {
  const asked = auditor(system, tenant).ask(`{ tenant { auditCheckpoint${args} { ${CHECKPOINT} } } }`);
  return (await data(asked))['tenant']?.['auditCheckpoint'] ?? expect.fail('there is no checkpoint');
}
