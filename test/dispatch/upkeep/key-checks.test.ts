import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertCredential } from '../../../src/account/credential-store.ts';
import { type App, startApp } from '../../../src/app/app.ts';
import { readConfig } from '../../../src/app/config.ts';
import { makeTenant } from '../../../src/database/tenant-lock.ts';
import { createSimulator } from '../../../src/dev/simulator/simulator.ts';
import { createLogger } from '../../../src/http/log/logging.ts';
import { newUuid } from '../../../src/kernel/ids.ts';
import { sealToken } from '../../../src/secrets/envelope.ts';
import { createKeyRing } from '../../../src/secrets/key-ring.ts';
import { runCommand } from '../../cli/command.ts';
import type { TestSettings } from '../../support/test-settings.ts';
import { newTenant, startTestSetup, type TestSetup } from '../../support/test-setup.ts';

const newKey = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;
const [FIRST, SECOND] = [newKey('first'), newKey('second')];

let setup: TestSetup;
const apps: App[] = [];
beforeEach(async () => {
  setup = await startTestSetup({ ORIGINATOR_MODE: 'production', MASTER_KEYS: FIRST });
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.stop()));
  await setup.stop();
});

async function start(settings: TestSettings = {}): Promise<App> {
  const config = readConfig({ ...setup.environment, ...settings });
  const { databaseUrl, simulatorUrl: twilioBaseUrl } = setup;
  const app = await startApp({ config, databaseUrl, twilioBaseUrl, log: createLogger({ level: 'silent' }) });
  apps.push(app);
  return app;
}

const rotateKeys = (keys: string, argv: readonly string[] = []) =>
  runCommand('rotate-keys', argv, { ...setup.environment, MASTER_KEYS: keys });

/** A token of a tenant, as a node seals it by this key. */
async function seal({ database }: App, masterKey: string): Promise<void> {
  const [id = '', bytes = ''] = masterKey.split(':');
  const account = createSimulator().addAccount({ numbers: 1 });
  const tenant = newTenant();
  const binding = { tenant, accountSid: account.sid, credentialId: newUuid(new Date()) };
  const ring = createKeyRing([{ id, bytes: Buffer.from(bytes, 'base64') }]);
  await database.write(tenant, async (tx) => {
    await makeTenant(tx);
    const sealed = sealToken(ring, binding, account.authToken);
    await insertCredential(tx, { binding, sealed, keySid: undefined });
  });
}

const notes = () =>
  setup.rows('select kind, key_id, retired_at is not null as retired from key_check order by kind, key_id');

describe('given a database that has been used, when a server is started', () => {
  test.each([
    ['another LOOKUP_KEY', { LOOKUP_KEY: randomBytes(32).toString('base64') }, /^LOOKUP_KEY is not the key/],
    [
      'another key of the same name',
      { MASTER_KEYS: newKey('first') },
      /^MASTER_KEYS: the key named first is not/,
    ],
    [
      'a former key that is another',
      { MASTER_KEYS: `${SECOND},${newKey('first')}` },
      /^MASTER_KEYS: the key named first/,
    ],
    ['no former key', { MASTER_KEYS: SECOND }, /^MASTER_KEYS lacks the key named first, .*--retire first/],
  ])('with %s, then it does not start and says so in a sentence (X6)', async (_, settings, sentence) => {
    await start();
    const before = await notes();
    const refused = await start(settings).catch((error: Error) => error);
    expect(refused).toMatchObject({ name: 'WrongKeyError', message: expect.stringMatching(sentence) });
    expect(String(refused)).not.toContain('\n');
    for (const secret of Object.values(settings).flatMap((text) => text.split(/[:,]/)))
      if (secret.length > 20) expect(String(refused)).not.toContain(secret);
    expect(await notes()).toEqual(before);
    await start();
  });

  test('that sealed before keys were noted, then a wrong key is not taken for the right one (X6)', async () => {
    const app = await start();
    await seal(app, FIRST);
    await setup.rows('delete from key_check');
    await expect(start({ MASTER_KEYS: newKey('first') })).rejects.toThrow(
      /the key named first is not the key/,
    );
    await expect(start({ MASTER_KEYS: SECOND })).rejects.toThrow(/lacks the key named first/);
    expect(await notes()).toEqual([]);
    await start();
  });
});

test('given two nodes that start together with different keys, then one of them starts (X6)', async () => {
  const other = { LOOKUP_KEY: randomBytes(32).toString('base64') };
  const starts = await Promise.allSettled([start(), start(other)]);
  expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(starts.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'WrongKeyError' },
  });
});

describe('given another key is put first', () => {
  test('when the former one seals nothing any more, then it can be retired and taken out (X6, X4, A1)', async () => {
    const app = await start();
    await seal(app, FIRST);
    expect(await rotateKeys(FIRST, ['--retire', 'first'])).toMatchObject({ code: 1 });
    await start({ MASTER_KEYS: `${SECOND},${FIRST}` });
    const isInUse = { code: 1, stderr: expect.stringMatching(/first still encrypts something/) };
    expect(await rotateKeys(`${SECOND},${FIRST}`, ['--retire', 'first'])).toMatchObject(isInUse);
    expect(await rotateKeys(SECOND)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/lacks the key/),
    });
    expect(await rotateKeys(`${SECOND},${FIRST}`)).toMatchObject({ code: 0 });
    await expect(start({ MASTER_KEYS: SECOND })).rejects.toThrow(/lacks the key named first/);

    const retired = {
      code: 0,
      stdout: 'The key first is retired. Remove it from MASTER_KEYS.\n',
      stderr: '',
    };
    expect(await rotateKeys(`${SECOND},${FIRST}`, ['--retire', 'first'])).toEqual(retired);
    // Anyone who asks again may not have heard the answer (D15).
    expect(await rotateKeys(SECOND, ['--retire', 'first'])).toEqual(retired);
    expect(await rotateKeys(SECOND, ['--retire', 'third'])).toMatchObject({
      code: 1,
      stderr: 'This database has no key third to retire.\n',
    });
    await start({ MASTER_KEYS: SECOND });
    await expect(start({ MASTER_KEYS: `${FIRST},${SECOND}` })).rejects.toThrow(/first was retired/);
    const log = await setup.rows(
      `select body::jsonb ->> 'kind' as kind from audit_entry
        where tenant_id = '$platform' and body::jsonb ->> 'object' = 'master-key/first'`,
    );
    expect(log).toEqual([{ kind: 'MASTER_KEY_RETIRED' }]);
  });

  test('then a node that lacks it says so in its readiness, and serves (X6)', async () => {
    const former = await start();
    const ready = async () => (await fetch(`${former.url}/health/ready`)).json();
    expect(await ready()).toMatchObject({ status: 'ready', checks: { masterKeys: 'ok' } });
    await start({ MASTER_KEYS: `${SECOND},${FIRST}` });
    await expect.poll(ready, { timeout: 10_000 }).toMatchObject({
      status: 'ready',
      checks: { masterKeys: 'another node encrypts with a key that is not configured here' },
    });
  });
});
