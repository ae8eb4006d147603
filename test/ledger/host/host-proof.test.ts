import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { type HostProof, hostProofForm, verifyHostProof } from '../../../src/ledger/host/host-proof-rules.ts';
import { proveInHostLog } from '../../../src/ledger/host/host-proofs.ts';
import { openCheckpoint, readCheckpoint } from '../../../src/ledger/tree/checkpoint.ts';
import { readHead } from '../../../src/ledger/tree/head-store.ts';
import { readOnce } from '../../support/database/read-once.ts';
import { newScope } from '../../support/journey.ts';
import { type LedgerSetup, newKeys, startLedger } from '../ledger-setup.ts';

let setup: LedgerSetup;
/** The log of a tenant that grew in several rounds, among others that moved with it or alone. */
let scope: RequestScope;
beforeAll(async () => {
  setup = await startLedger();
  scope = newScope();
  for (let round = 0; round < 7; round += 1) {
    for (let other = 0; other < round % 4; other += 1) await setup.add(newScope(), 1);
    if (round !== 5) await setup.add(scope, 3);
    else await setup.add(newScope(), 1);
    await setup.sealAll();
  }
});
afterAll(() => setup.stop());

const prove = (size: number) =>
  readOnce(setup.database, scope.tenant, (tx) => proveInHostLog(tx, { epoch: 1, size }));

/** The checkpoint of the tenant's log of so many entries. */
async function checkpointAt(size: number) {
  const head = await readOnce(setup.database, scope.tenant, (tx) => readHead(tx));
  const signed = head && readCheckpoint(head.note);
  if (signed?.size !== size) throw new Error('the log has another size');
  return signed;
}

async function proof(): Promise<HostProof> {
  const found = await prove(18);
  if (found === undefined) throw new Error('the log is not in the host log');
  return found;
}

describe('a host proof', () => {
  test('leads from the checkpoint of a log to that of the host log, with the published keys alone (A7)', async () => {
    const [found, log] = [await proof(), await checkpointAt(18)];
    expect(hostProofForm.parse(found)).toEqual(found);
    const checked = verifyHostProof(found, log, setup.keys.all);
    expect(checked).toMatchObject({ ok: true, size: 18, checkpoint: { origin: 'ledger.test/log', size: 7 } });
    expect(openCheckpoint(found.checkpoint, setup.keys.verifiersOf('ledger.test/log'))).toMatchObject({
      ok: true,
    });
  });

  test('of a checkpoint that is older than the newest round is that of the last round before it (A7)', async () => {
    const found = await prove(10);
    expect(found).toMatchObject({ size: 9, round: 2 });
    const newest = await checkpointAt(18);
    // It leads to the checkpoint of ten entries and to no other.
    expect(verifyHostProof(found ?? (await proof()), newest, setup.keys.all)).toEqual({
      ok: false,
      reason: 'NOT_CONSISTENT',
    });
    expect(await prove(2)).toBeUndefined();
  });

  test('with any of its parts altered proves nothing (A7)', async () => {
    const [found, log] = [await proof(), await checkpointAt(18)];
    const other = Buffer.alloc(32, 9).toString('base64');
    const bad: readonly Partial<HostProof>[] = [
      { opening: other },
      { opening: 'x' },
      { size: 17 },
      { root: other },
      { consistencyProof: [other] },
      { headIndex: found.headIndex + 1 },
      { headProof: [...found.headProof, other] },
      { headProof: found.headProof.map(() => other) },
      { round: found.round - 1 },
      { roundProof: found.roundProof.slice(1) },
      { roundProof: found.roundProof.map(() => 'not a hash') },
      { checkpoint: found.checkpoint.replace('\n7\n', '\n8\n') },
      { checkpoint: await setup.note(scope.tenant) },
    ];
    for (const change of bad) {
      if (JSON.stringify({ ...found, ...change }) === JSON.stringify(found)) continue;
      expect(
        verifyHostProof({ ...found, ...change }, log, setup.keys.all),
        JSON.stringify(change),
      ).toMatchObject({
        ok: false,
      });
    }
    expect(verifyHostProof(found, log, newKeys().all)).toMatchObject({
      ok: false,
      reason: 'CHECKPOINT_UNSIGNED',
    });
    expect(verifyHostProof(found, { ...log, origin: 'ledger.test/other/1' }, setup.keys.all)).toMatchObject({
      ok: false,
    });
  });
});
