import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { OriginatorClient } from '../../src/client/index.ts';
import { configureTenant } from '../../src/dev/load/simulated-tenant.ts';
import { parseVerifierKeys } from '../../src/ledger/tree/public-keys.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { diceOf, mutableFile, withOtherByte, withOtherLine } from '../support/ledger/export-mutations.ts';
import { clientOf } from '../support/processes/fault-fleet.ts';
import { isShort } from '../support/processes/fault-size.ts';
import { newTenant, type OwnSystem, startSystem } from '../support/running-system.ts';

const SIZE = isShort() ? { entries: 2_000, mutations: 40 } : { entries: 200_000, mutations: 200 };
const BATCH = 500;
/** A change of the configuration comes after so many batches. */
const CHANGE_EVERY = 4;
/** Nobody listens for callbacks here; for each of 200,000 messages the simulator would try several in vain. */
const SILENT = '+15005000701';

let system: OwnSystem;
beforeAll(async () => {
  // Production's settings in tests name an address where nobody listens, so that there is nothing but dispatches and changes.
  system = await startSystem({
    ORIGINATOR_MODE: 'production',
    DISPATCH_BUDGET_MS: '60000',
    LOG_LEVEL: 'warn',
  });
});
afterAll(() => system.stop());

/** Sends batches and changes the configuration between them, until the log has so many entries. */
async function fill(tenant: string): Promise<void> {
  const { sid } = system.simulator.addAccount({ numbers: 3 });
  const admin = await clientOf(system, system.endpoint, tenant, 'admin');
  await configureTenant(admin, { sid, authToken: system.simulator.account(sid).authToken }, 'DISABLED');
  const dispatcher = await clientOf(system, system.endpoint, tenant, 'dispatcher');
  for (let version = 1; (await entriesOf(tenant)) < SIZE.entries; version += 1) {
    for (let round = 0; round < CHANGE_EVERY; round += 1) await sendBatch(dispatcher, `${version}-${round}`);
    const fallbackMode = version % 2 === 0 ? 'DISABLED' : 'DEFAULT_ACCOUNT';
    const saved = await admin.saveTwilioAccount({ baseVersion: version, fallbackMode });
    expect(saved.__typename).toBe('SaveTwilioAccountPayload');
  }
}

async function sendBatch(dispatcher: OriginatorClient, name: string): Promise<void> {
  const items = Array.from({ length: BATCH }, (_, index) => ({
    ...{
      channel: index % 5 === 0 ? ('VOICE' as const) : ('SMS' as const),
      idempotencyKey: `${name}-${index}`,
    },
    ...{ to: SILENT, text: 'Your code is 123456' },
  }));
  const answer = await dispatcher.dispatchBatch({ items });
  if (answer.__typename !== 'DispatchBatchPayload') throw new Error(JSON.stringify(answer));
}

async function entriesOf(tenant: string): Promise<number> {
  const [row] = await system.rows('select count(*)::int as entries from audit_entry where tenant_id = $1', [
    tenant,
  ]);
  return Number(row?.['entries']);
}

test(`an export of ${SIZE.entries} entries verifies offline, and none of ${SIZE.mutations} mutations of it does (A3)`, async () => {
  const tenant = newTenant();
  await fill(tenant);
  await vi.waitFor(
    async () => expect(await system.rows('select 1 from ledger_queue limit 1')).toEqual([]),
    60_000,
  );
  const headers = { authorization: `Bearer ${await system.token({ tenant, role: 'auditor' })}` };
  const exported = await fetch(`${system.app.url}/audit/export?disclosures=omit`, { headers });
  const bytes = Buffer.from(await exported.arrayBuffer());
  const published = await fetch(`${system.app.url}/audit/keys`, { headers });
  const keys = parseVerifierKeys(await published.text()) ?? [];
  const file = mutableFile(bytes);

  const verdict = await verifyExport(inPieces([bytes]), { keys, tenant });
  expect(verdict.doubts).toEqual([]);
  expect(verdict.entries).toBeGreaterThanOrEqual(SIZE.entries);

  const seed = randomInt(2 ** 31);
  const dice = diceOf(seed);
  const stranger = bytes.subarray(0, file.starts[1]);
  const unseen: string[] = [];
  for (let done = 0; done < SIZE.mutations; done += 1) {
    const { what, pieces } = done % 2 === 0 ? withOtherByte(file, dice) : withOtherLine(file, dice, stranger);
    if ((await verifyExport(inPieces(pieces), { keys, tenant })).verified) unseen.push(what);
  }
  expect({ seed, unseen }).toEqual({ seed, unseen: [] });
});

async function* inPieces(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}
