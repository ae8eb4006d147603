import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { OriginatorClient } from '../../src/client/index.ts';
import { configureTenant } from '../../src/dev/load/simulated-tenant.ts';
import { runCommand } from '../cli/command.ts';
import { clientOf } from './processes/fault-fleet.ts';
import { newTenant, type TestSetup } from './test-setup.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };

/** Accepted at once, and delivered as its callbacks tell. */
const RECIPIENT = '+15005550100';

/** A server process on a setup. */
export interface ServedSetup
  extends Pick<TestSetup, 'token' | 'rows' | 'simulator' | 'simulatorUrl' | 'environment'> {
  readonly url: string;
  readonly endpoint: string;
}

/**
 * Walks what a tenant, its services and an auditor need, each step to its proper answer: verify, select, consent and save,
 * `singles` dispatches at once and a batch, delivery told by callbacks, the log sealed, exported and verified, and both
 * checks. Gives the tenant.
 */
export async function walkEssentials(served: ServedSetup, singles: number): Promise<string> {
  const tenant = newTenant();
  const account = served.simulator.addAccount({ numbers: 2 });
  await configureTenant(await clientOf(served, served.endpoint, tenant, 'admin'), account, 'DISABLED');
  await send(await clientOf(served, served.endpoint, tenant, 'dispatcher'), singles);
  await expect
    .poll(async () => (await served.rows('select count(*)::int as left from ledger_queue'))[0], PATIENCE)
    .toEqual({ left: 0 });
  await takeEvidence(served, tenant);
  for (const check of ['audit-check', 'stats-check']) {
    const { code, stdout, stderr } = await runCommand(check, [], served.environment);
    expect(code, `${check}: ${stdout}${stderr}`).toBe(0);
  }
  return tenant;
}

const ACCEPTED = { state: 'ACCEPTED', rule: 'CUSTOM_FIRST', billedAccount: 'CUSTOM' };

async function send(dispatcher: OriginatorClient, singles: number): Promise<void> {
  const input = (key: string) =>
    ({ idempotencyKey: key, channel: 'SMS', to: RECIPIENT, text: 'Your code is 493 816' }) as const;
  const keys = Array.from({ length: singles }, (_, index) => `single-${index}`);
  const answers = await Promise.all(keys.map((key) => dispatcher.dispatch(input(key))));
  expect(answers).toEqual(
    keys.map(() => expect.objectContaining({ record: expect.objectContaining(ACCEPTED) })),
  );
  const batch = await dispatcher.dispatchBatch({
    items: ['a', 'b', 'c'].map((key) => input(`batch-${key}`)),
  });
  expect(batch).toMatchObject({ items: [1, 2, 3].map(() => ({ record: ACCEPTED })) });
  const again = () => dispatcher.dispatch(input('single-0'));
  await expect.poll(again, PATIENCE).toMatchObject({ record: { ...ACCEPTED, delivery: 'DELIVERED' } });
}

/** What an auditor does: the key, an export of the log, and the verdict on it. */
async function takeEvidence(served: ServedSetup, tenant: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-evidence-'));
  const [key, token, out] = [join(folder, 'key.pub'), join(folder, 'token'), join(folder, 'log.ndjson')];
  try {
    const { stdout } = await runCommand('audit-key', [], served.environment);
    await writeFile(key, stdout);
    await writeFile(token, await served.token({ tenant, role: 'auditor' }));
    const exported = ['--url', served.url, '--token-file', token, '--out', out];
    for (const [name, argv] of [
      ['audit-export', exported],
      ['audit-verify', [out, '--key', key]],
    ] as const) {
      const { code, stdout: told, stderr } = await runCommand(name, argv, served.environment);
      expect(code, `${name}: ${told}${stderr}`).toBe(0);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
