import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditCheck } from '../../src/cli/audit-check-command.ts';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { createLedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { developmentLedgerKeyPath, makeKeyFile } from '../../src/secrets/key-file.ts';
import { attack } from '../ledger/hostile-owner.ts';
import { type LedgerSetup, ledgerOn, startLedger } from '../ledger/ledger-setup.ts';
import { newScope } from '../support/journey.ts';
import { DEVELOPMENT } from '../support/processes/development.ts';
import { perform, runCommand } from './command.ts';

const SEED = randomBytes(32);
const keys = createLedgerKeys({ host: 'ledger.test', seed: SEED, past: [] });

let setup: LedgerSetup;
beforeAll(async () => {
  setup = await startLedger(keys);
});
afterAll(() => setup.stop());

const settings = () => ({
  ...{ DATABASE_URL: setup.test.url, LEDGER_KEY: SEED.toString('base64'), LEDGER_HOST: 'ledger.test' },
});
const run = (argv: readonly string[]) => perform(auditCheck, argv, settings());

async function aLog() {
  const scope = newScope();
  await setup.add(scope, 9);
  await setup.sealAll();
  await setup.add(scope, 2);
  return scope.tenant;
}

describe('audit-check', () => {
  it('given a ledger as it should be, then it says how much it checked and ends with 0', async () => {
    const tenant = await aLog();
    expect(await run(['--tenant', tenant])).toEqual({
      code: 0,
      stdout:
        '1 log with 9 sealed entries, 2 entries still to be sealed; 0 configuration versions, 0 consent records and ' +
        '0 decided dispatches were checked.\n' +
        'The ledger is consistent with itself, with its signatures and with the state that it records.\n',
      stderr: '',
    });
  });

  it('given a log that was altered, then it names the places and ends with 1, asked for all or for that tenant (A3)', async () => {
    const tenant = await aLog();
    await attack(setup.test.adminUrl, async (query) => {
      await query('update ledger_leaf set leaf_hash = $2 where tenant_id = $1 and leaf_index = 5', [
        tenant,
        randomBytes(32),
      ]);
    });
    for (const argv of [[], ['--tenant', tenant]]) {
      const { code, stdout } = await run(argv);
      expect(code).toBe(1);
      expect(stdout).toMatch(
        new RegExp(`^${tenant}: leaf 5 of the log of epoch 1 has a hash that differs from its entry `, 'm'),
      );
      expect(stdout).toMatch(/\nThe ledger is not consistent: 7 places\.\n$/);
    }
  });

  it.each([[['--tenant', 'no tenant']], [['--tenant']], [['--since', 'yesterday']]])(
    'given %j, then it shows how to ask and ends with 2',
    async (argv) => {
      const { code, stderr } = await run(argv);
      expect(code).toBe(2);
      expect(stderr).toContain('npm run audit:check');
    },
  );

  it('given a database without a ledger, then it says so in a sentence', async () => {
    const empty = await startLedger(keys, { content: 'empty' });
    try {
      await migrate({ url: empty.test.url });
      await empty.rows('drop table ledger_head');
      const { code, stderr } = await runCommand('audit-check', [], {
        ...{ ...settings(), DATABASE_URL: empty.test.url },
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^The database schema is out of date.*\n$/);
    } finally {
      await empty.stop();
    }
  });
});

describe('audit-check without DATABASE_URL', () => {
  it('joins the embedded server, starts it where it does not run, and makes none', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'originator-test-'));
    const embedded = () => perform(auditCheck, [], { ...DEVELOPMENT, DATA_DIR: dataDir });
    const found = {
      ...{ code: 0, stderr: '', stdout: expect.stringContaining('1 log with 5 sealed entries') },
    };
    const seed = await makeKeyFile(developmentLedgerKeyPath(dataDir));
    try {
      await expect(embedded()).rejects.toThrow(/^There is no database in .*$/);
      const server = await startEmbeddedServer({
        ...{ dataDir, settings: { fsync: 'off', full_page_writes: 'off' } },
        log: () => {},
      });
      try {
        await migrate({ url: server.url });
        const own = ledgerOn(
          { url: server.url, adminUrl: server.superuserUrl, drop: async () => {} },
          createLedgerKeys({ host: 'localhost', seed, past: [] }),
        );
        await own.add(newScope(), 5);
        await own.sealAll();
        await own.close();
        expect(await embedded()).toMatchObject(found);
      } finally {
        await server.stop();
      }
      expect(await embedded()).toMatchObject(found);
      await rm(join(server.dataDir, '..'), { recursive: true, force: true });
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 120_000);
});
