import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../../src/app/app.ts';
import { startFailureSentence } from '../../../src/app/start-failure.ts';
import { auditEpoch } from '../../../src/cli/audit-epoch-command.ts';
import { createLogger } from '../../../src/http/log/logging.ts';
import { createLedgerKeys } from '../../../src/ledger/tree/ledger-keys.ts';
import { perform } from '../../cli/command.ts';
import { startTestSetup } from '../../support/test-setup.ts';

test('given a policy with the host log of before a restore, then a server does not start with it, and says which line does (A7)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
  const seed = randomBytes(32);
  const keys = createLedgerKeys({ host: 'ledger.test', seed, past: [] });
  const policy = join(folder, 'witnesses.txt');
  const lineOf = (origin: string) => `log ${keys.signerOf(origin).text}`;
  const write = (line: string) => writeFile(policy, `${line}\nquorum none\n`);
  const ledger = { LEDGER_KEY: seed.toString('base64'), LEDGER_HOST: 'ledger.test', SEAL_POLL_MS: '20' };
  const { config, databaseUrl, simulatorUrl, rows, stop } = await startTestSetup({
    ...ledger,
    WITNESS_POLICY: policy,
  });
  onTestFinished(stop);
  const log = createLogger({ level: 'silent', destination: { write: () => {} } });
  const start = () => startApp({ config, databaseUrl, twilioBaseUrl: simulatorUrl, log });
  const sealedIn = async (epoch: number) => {
    const app = await start();
    const heads = () => rows(`select 1 from ledger_head where tenant_id = '$log' and epoch = $1`, [epoch]);
    await expect.poll(heads, { timeout: 20_000 }).toHaveLength(1);
    await app.stop();
  };

  await write(lineOf('ledger.test/log'));
  await sealedIn(1);
  const epoch = await perform(auditEpoch, ['--yes'], {
    ...ledger,
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: config.dataDir },
  });
  expect(epoch).toMatchObject({ code: 0, stderr: '' });
  const now = lineOf('ledger.test/log/epoch-2');
  expect(epoch.stdout).toContain(`\n${now}\n`);

  const failure = startFailureSentence(
    await start().then(
      (app) => app.stop(),
      (error: unknown) => error,
    ),
  );
  expect(failure).toContain(`WITNESS_POLICY: ${policy} names an earlier host log of this server.`);
  expect(failure.split('\n').at(-1)).toBe(now);
  await write(now);
  await sealedIn(2);
});
