import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createContextFactory } from '../../src/graphql/context.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { documentIdOf } from '../../src/http/graphql/document/registered-documents.ts';
import { createHttpServer } from '../../src/http/http-server.ts';
import { DEFAULT_LIMITS } from '../../src/http/limits/limits.ts';
import { createServerShares } from '../../src/http/limits/shares.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { testAuthenticator, token } from '../http/test-server.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { newTenant } from '../support/running-system.ts';
import { sharedServices } from '../support/shared.ts';

/** The parts of the project that a release of the contract is made with, and that read what it made. */
const PARTS = [
  'package.json',
  'schema',
  'scripts/schema/schema-changes.ts',
  'scripts/schema/breaking-changes.ts',
  'scripts/source-tree.ts',
  'src/app/command-line.ts',
  'src/http/graphql/document/registered-documents.ts',
];
const RELEASED = 'schema/released/documents.json';

let folder: string;
beforeAll(async () => {
  // Below the project, so that its packages are found.
  folder = await mkdtemp(join(REPOSITORY, 'node_modules/.release-'));
  for (const part of PARTS) await cp(join(REPOSITORY, part), join(folder, part), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', ...args], { cwd: folder });

/** What scripts/release.sh runs for the contract. */
const release = () => run('scripts/schema/schema-changes.ts', '--release');

type Documents = Readonly<Record<string, string>>;
const read = async (path: string): Promise<Documents> =>
  JSON.parse(await readFile(join(folder, path), 'utf8'));
const write = (path: string, documents: Documents) =>
  writeFile(join(folder, path), JSON.stringify(documents));

/** The documents that a server of the folder knows. */
async function known(): Promise<ReadonlyMap<string, string>> {
  const path = './src/http/graphql/document/registered-documents.ts';
  const { stdout } = await run(
    ...['--input-type=module', '--eval'],
    `const { readRegisteredDocuments } = await import(${JSON.stringify(path)});
     console.log(JSON.stringify([...(await readRegisteredDocuments())]));`,
  );
  return new Map(JSON.parse(stdout));
}

/** The data that a server with these documents gives for one of them. */
async function askedById(documents: ReadonlyMap<string, string>, documentId: string): Promise<unknown> {
  const { services } = await sharedServices();
  const server = createHttpServer({
    ...{ schema: createSchema(), createContext: createContextFactory(services, []) },
    ...{ authenticate: await testAuthenticator(), readiness: async () => ({ ready: true, checks: {} }) },
    ...{ isUnavailable: () => false, limits: DEFAULT_LIMITS, shares: createServerShares(DEFAULT_LIMITS) },
    ...{ corsOrigins: [], trustedProxies: [], introspection: false, documents },
    otherDocuments: 'registered-only',
    log: createLogger({ level: 'silent' }),
  });
  onTestFinished(() => server.close(0));
  const { url } = await server.listen(0, '127.0.0.1');
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ accept: 'application/json', 'content-type': 'application/json' },
      authorization: `Bearer ${await token({ tenant: newTenant() })}`,
    },
    body: JSON.stringify({ documentId }),
  });
  return response.json();
}

test('given a release, then the next version still answers the ids that its clients ask for, and keeps none that the contract lacks', async () => {
  const text = 'query OfTheLastRelease { viewer { subject } }';
  const [mine, gone] = [documentIdOf(text), documentIdOf('{ nothing }')];
  const shipped = await read('schema/documents.json');
  await write('schema/documents.json', { ...shipped, [mine]: text, [gone]: '{ nothing }' });
  await release();
  expect(await read(RELEASED)).toEqual({ ...shipped, [mine]: text });
  // The next version has other documents of its own.
  await write('schema/documents.json', {});
  const documents = await known();
  expect([...documents.keys()].sort()).toEqual([...Object.keys(shipped), mine].sort());
  expect(await askedById(documents, mine)).toEqual({ data: { viewer: { subject: 'ada' } } });
  expect(await askedById(documents, gone)).toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND', documentId: gone } }],
  });
  // And so does the one after that.
  await release();
  expect(Object.keys(await read(RELEASED))).toEqual([...documents.keys()].sort());
});
