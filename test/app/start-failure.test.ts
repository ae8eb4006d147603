import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFailureSentence } from '../../src/app/start-failure.ts';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { checkServer } from '../../src/database/migrate/server-check.ts';
import { createTestDatabase, servingUrlOf, type TestDatabase } from '../support/database/cluster.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ content: 'empty' });
});
afterAll(() => database.drop());

/** The address with something changed. */
function changed(url: string, change: (url: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}

const sentenceFor = (failing: Promise<unknown>): Promise<string> =>
  failing.then(
    () => 'it did not fail',
    (error: unknown) => startFailureSentence(error),
  );

test.each<[string, (url: URL) => void, RegExp]>([
  [
    'a server without TLS that is to have it',
    (url) => url.searchParams.set('sslmode', 'verify-full'),
    /^The database of DATABASE_URL is not reachable: .*SSL.*$/,
  ],
  [
    'a login that is not there',
    (url) => {
      url.username = 'nobody-knows';
    },
    /^The database of DATABASE_URL refuses the login: role "nobody-knows" does not exist \(SQLSTATE 28000\)\.$/,
  ],
  [
    'a database that is not there',
    (url) => {
      url.pathname = '/nowhere';
    },
    /^The database of DATABASE_URL refuses the login: database "nowhere" does not exist \(SQLSTATE 3D000\)\.$/,
  ],
])('given %s, when it is connected to, then a sentence says so (X6)', async (_, change, sentence) => {
  expect(await sentenceFor(checkServer({ url: changed(database.url, change) }))).toMatch(sentence);
});

test('given a login that may not migrate, when it is to, then the setting that names it is told (X6)', async () => {
  const owner = { url: await servingUrlOf(database), setting: 'MIGRATION_DATABASE_URL' as const };
  expect(await sentenceFor(migrate(owner))).toMatch(
    /^The login of MIGRATION_DATABASE_URL lacks a right: permission denied .* \(SQLSTATE 42501\)\.$/,
  );
});

test('given an address of another machine, when it is to be listened on, then it is named with the setting', async () => {
  const server = createServer();
  const failing = (port: number) =>
    new Promise((_, reject) => server.once('error', reject).listen(port, '192.0.2.1'));
  expect(await sentenceFor(failing(0))).toBe(
    '192.0.2.1 is not an address of this machine; set HOST to one that is.',
  );
  expect(await sentenceFor(failing(4000))).toBe(
    '192.0.2.1:4000 is not an address of this machine; set HOST to one that is.',
  );
});
