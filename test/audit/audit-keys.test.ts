import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { PLATFORM_TENANT } from '../../src/kernel/ids.ts';
import { ROLE_NAMES, type Role } from '../../src/kernel/vocabulary/access.ts';
import { parseVerifierKeys } from '../../src/ledger/tree/public-keys.ts';
import { signerKey, type VerifierKey } from '../../src/ledger/tree/signed-note.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { newTenant, type TestSetup, testSetupOn } from '../support/test-setup.ts';

const HOST = 'ledger.test';
const [FIRST, SECOND] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const [OLD, NEW] = [signerKey(HOST, FIRST), signerKey(HOST, SECOND)];

let database: TestDatabase;
/** All servers of a database have their keys in one folder. */
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The raw bytes of a public key in base64, as LEDGER_PAST_KEYS lists them. */
const pastKey = ({ bytes }: VerifierKey) => Buffer.from(bytes).toString('base64');

/** What a request as somebody of the tenant is answered with. */
type Get = (path: string, role?: Role) => Promise<Response>;

/** Runs a server on the database for as long as the work takes. */
async function whileServing(
  settings: TestSettings,
  work: (get: Get, setup: TestSetup) => Promise<void>,
): Promise<void> {
  const setup = await testSetupOn(database, {
    ...{ LEDGER_HOST: HOST, SEAL_POLL_MS: '20', DATA_DIR: folder },
    ...settings,
  });
  const { config, databaseUrl, simulatorUrl: twilioBaseUrl } = setup;
  const log = createLogger({ level: 'fatal' });
  const app = await startApp({ config, databaseUrl, twilioBaseUrl, log });
  const tenant = newTenant();
  try {
    await work(async (path, role = 'platform-auditor') => {
      const authorization = `Bearer ${await setup.token({ role, tenant })}`;
      return fetch(`${app.url}${path}`, { headers: { authorization } });
    }, setup);
  } finally {
    await app.stop();
    await setup.stop();
  }
}

const keyEntries = async ({ rows }: TestSetup) =>
  (
    await rows(
      `select body from audit_entry where tenant_id = $1 and kind = 'LEDGER_KEY_CHANGED' order by id`,
      [PLATFORM_TENANT],
    )
  ).map(({ body }) => JSON.parse(String(body)));

const sealedExport = async (get: Get): Promise<string> => {
  for (;;) {
    const answer = await get('/audit/export?log=platform');
    if (answer.status === 200) return answer.text();
    await answer.text();
  }
};

describe('the keys of the ledger', () => {
  test('are known to everybody with a token, and which one signs is an entry: a new one when it is another (A1, A3, X1)', async () => {
    let earlier = '';
    await whileServing({ LEDGER_KEY: FIRST.toString('base64') }, async (get, setup) => {
      const answer = await get('/audit/keys');
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await answer.text()).toBe(`${OLD.text}\n`);
      const others = await Promise.all(
        ROLE_NAMES.map(async (role) => (await get('/audit/keys', role)).status),
      );
      expect(new Set(others)).toEqual(new Set([200]));
      expect(await keyEntries(setup)).toMatchObject([
        {
          object: `ledger-key/${OLD.keyId}`,
          before: null,
          after: { key: OLD.text },
          actor: { kind: 'SYSTEM' },
        },
      ]);
      earlier = await sealedExport(get);
    });
    await whileServing({ LEDGER_KEY: FIRST.toString('base64') }, async (_get, setup) => {
      expect(await keyEntries(setup)).toHaveLength(1);
    });
    const rotated = { LEDGER_KEY: SECOND.toString('base64'), LEDGER_PAST_KEYS: pastKey(OLD) };
    await whileServing(rotated, async (get, setup) => {
      const published = await (await get('/audit/keys')).text();
      expect(published).toBe(`${NEW.text}\n${OLD.text}\n`);
      expect((await keyEntries(setup)).map(({ after }) => after.key)).toEqual([OLD.text, NEW.text]);
      const keys = parseVerifierKeys(published) ?? [];
      const later = await sealedExport(get);
      for (const text of [earlier, later])
        expect(await verifyExport([Buffer.from(text)], { keys })).toMatchObject({ verified: true });
      expect(await verifyExport([Buffer.from(earlier)], { keys: [NEW] })).toMatchObject({ verified: false });
    });
  });

  test('stay with the logs that began under another name of the host, where they are listed as they were published (A3)', async () => {
    const key = FIRST.toString('base64');
    await whileServing({ LEDGER_KEY: key }, async (get) => void (await sealedExport(get)));
    const renamed = { LEDGER_KEY: key, LEDGER_HOST: 'renamed.test', LEDGER_PAST_KEYS: OLD.text };
    await whileServing(renamed, async (get, setup) => {
      const published = await (await get('/audit/keys')).text();
      expect(published).toBe(`${signerKey('renamed.test', FIRST).text}\n${OLD.text}\n`);
      const later = await sealedExport(get);
      expect(later).toContain(`${HOST}/${PLATFORM_TENANT}/1`);
      const keys = parseVerifierKeys(published) ?? [];
      expect(await verifyExport([Buffer.from(later)], { keys })).toMatchObject({ verified: true });
      expect((await keyEntries(setup)).map(({ after }) => after.key)).toEqual([
        OLD.text,
        signerKey('renamed.test', FIRST).text,
      ]);
    });
  });

  test('are known by every name of the host, so that a key that came after a new name signs older logs too (A3)', async () => {
    await whileServing(
      { LEDGER_KEY: FIRST.toString('base64') },
      async (get) => void (await sealedExport(get)),
    );
    const both = {
      ...{ LEDGER_KEY: SECOND.toString('base64'), LEDGER_HOST: 'renamed.test', LEDGER_PAST_KEYS: OLD.text },
    };
    await whileServing(both, async (get) => {
      const published = parseVerifierKeys(await (await get('/audit/keys')).text()) ?? [];
      expect(published.map(({ text }) => text)).toContain(NEW.text);
      const later = await sealedExport(get);
      expect(await verifyExport([Buffer.from(later)], { keys: published })).toMatchObject({ verified: true });
    });
  });

  test('are given to everybody, with a token or without, and by GET alone (X1, A3)', async () => {
    await whileServing({ LEDGER_KEY: SECOND.toString('base64') }, async (get) => {
      const answer = await get('/audit/keys');
      const { url } = answer;
      const given = await answer.text();
      for (const headers of [{}, { authorization: 'Bearer nonsense' }])
        expect(await (await fetch(url, { headers })).text()).toBe(given);
      const posted = await fetch(url, { method: 'POST' });
      expect(posted.status).toBe(405);
      expect(posted.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    });
  });
});
