import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkAudit } from '../../src/audit/check/audit-check.ts';
import { auditVerify } from '../../src/cli/audit-verification.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { newScope } from '../support/journey.ts';
import { exportedLines, type LedgerSetup, newKeys, startLedger } from './ledger-setup.ts';
import { promised } from './tamper-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What an auditor is told who verifies an export of the log offline, with the published key and what was kept. */
async function told(setup: LedgerSetup, tenant: TenantId, kept: readonly string[]) {
  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const lines = await exportedLines(setup.database, tenant);
  const given = [
    await file('export.ndjson', lines.map((line) => `${line}\n`).join('')),
    ...['--key', await file('ledger.pub', `${setup.keys.current.text}\n`)],
  ];
  for (const [index, note] of kept.entries()) given.push('--since', await file(`kept-${index}.note`, note));
  let words = '';
  const write = (text: string) => {
    words += text;
  };
  const code = await auditVerify(given, { stdout: write, stderr: write });
  return { code, words: words.replaceAll(/\s+/g, ' ') };
}

/** Yesterday's backup of a log of 8 entries, and its checkpoints: at the backup, and today, at 16. */
async function aBackup() {
  const lost = await startLedger(newKeys());
  onTestFinished(() => lost.stop());
  const scope = newScope();
  await lost.add(scope, 8);
  await lost.sealAll();
  const atBackup = await lost.note(scope.tenant);
  await lost.close();
  const copy = async () => {
    const setup = await startLedger(lost.keys, { copyOf: lost.test });
    onTestFinished(() => setup.stop());
    return setup;
  };
  const [wentOn, restored] = [await copy(), await copy()];
  await wentOn.add(scope, 8);
  await wentOn.sealAll();
  return { restored, scope, atBackup, today: await wentOn.note(scope.tenant) };
}

const VERIFIED = { code: 0 };
const DOUBTFUL = { code: 1 };

describe('yesterday’s backup brought back', () => {
  test('and left so: an older state, which the key alone takes for the newest (A3)', async () => {
    const { restored, scope, atBackup, today } = await aBackup();
    expect(await told(restored, scope.tenant, [])).toMatchObject(VERIFIED);
    expect(await told(restored, scope.tenant, [atBackup])).toMatchObject(VERIFIED);
    const seen = await told(restored, scope.tenant, [today]);
    expect(seen).toMatchObject(DOUBTFUL);
    expect(seen.words).toMatch(/cut off, or an older state was restored/);
    expect(promised('ROLLED_BACK')).toEqual(['not detected', 'detected']);
  });

  test.each([
    [4, /cut off, or an older state was restored/],
    [8, /history was rewritten/],
    [20, /history was rewritten/],
  ])(
    'and gone on from by servers with the true key, %i entries: a fork, which only a checkpoint of the lost day shows (A3)',
    async (entries, words) => {
      const { restored, scope, atBackup, today } = await aBackup();
      await restored.add(scope, entries);
      await restored.sealAll();
      const alone = await told(restored, scope.tenant, []);
      const seen = await told(restored, scope.tenant, [today]);
      const { differences } = await checkAudit(restored);
      expect(alone).toMatchObject(VERIFIED);
      expect(await told(restored, scope.tenant, [atBackup])).toMatchObject(VERIFIED);
      expect(seen).toMatchObject(DOUBTFUL);
      expect(seen.words).toMatch(words);
      expect(differences).toEqual([]);
      expect(promised('FORK')).toEqual(['not detected', 'detected']);
    },
  );
});

test('an owner of the tables needs no more than that to edit an entry, and is seen all the same (A2, A3)', async () => {
  const setup = await startLedger();
  onTestFinished(() => setup.stop());
  const scope = newScope();
  await setup.add(scope, 8);
  await setup.sealAll();
  const owner = new Client({ connectionString: setup.test.url });
  await owner.connect();
  try {
    const edit = `update audit_entry set body = replace(body, 'mode 3', 'mode 4') where body like '%mode 3%'`;
    // Row-level security binds the owner too: there is no row to edit, until it is switched off.
    expect(await owner.query(edit)).toMatchObject({ rowCount: 0 });
    await owner.query('begin');
    await owner.query('alter table audit_entry no force row level security');
    await owner.query('savepoint bound');
    await expect(owner.query(edit)).rejects.toThrow(/append-only/);
    await owner.query('rollback to bound');
    await owner.query('alter table audit_entry disable trigger user');
    expect(await owner.query(edit)).toMatchObject({ rowCount: 1 });
    await owner.query('alter table audit_entry enable trigger user');
    await owner.query('alter table audit_entry force row level security');
    await owner.query('commit');
  } finally {
    await owner.end();
  }
  const seen = await told(setup, scope.tenant, []);
  expect(seen).toMatchObject(DOUBTFUL);
  expect(seen.words).toMatch(/at least one was altered, replaced or moved/);
  expect((await checkAudit(setup)).differences).toEqual([
    {
      tenant: scope.tenant,
      place: expect.stringContaining('entry '),
      what: 'has a text that does not match its hash',
    },
  ]);
});
