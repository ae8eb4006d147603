import { execFileSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Kind, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { bundlePage, installClient } from './installed-client.ts';

const KILOBYTE = 1024;

let folder: string;
let installed: string;
beforeAll(async () => {
  folder = await installClient();
  installed = join(folder, 'node_modules/@originator/client');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function typesOf(file: string, ...options: readonly string[]): readonly string[] {
  const compiler = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const platform = [
    '--target',
    'es2022',
    '--lib',
    'es2022,dom,dom.iterable,dom.asynciterable',
    '--types',
    '',
  ];
  const all = [
    compiler,
    '--ignoreConfig',
    '--noEmit',
    ...strict,
    ...platform,
    ...options,
    join(folder, file),
  ];
  try {
    execFileSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
    return [];
  } catch (error) {
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
    return output.split('\n').filter((line) => line.includes('error TS'));
  }
}

test('given an empty folder, when the tarball is installed without a network, then the package comes alone and says what it is', async () => {
  expect(await readdir(join(folder, 'node_modules'))).toEqual(['.package-lock.json', '@originator']);
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ type: 'module', sideEffects: false, engines: { node: '>=20' } });
  expect(Object.keys(manifest).filter((name) => /dependencies$/i.test(name))).toEqual([]);
  expect(await readdir(installed)).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'index.d.ts', 'index.js', 'index.js.map']),
  );
  const contract = manifest.exports['./schema.graphql'];
  expect(await readFile(join(installed, contract), 'utf8')).toContain('type Query {');
  const { sources, sourcesContent } = JSON.parse(await readFile(join(installed, 'index.js.map'), 'utf8'));
  expect(sources.length).toBeGreaterThan(5);
  expect(sourcesContent).toHaveLength(sources.length);
});

test('given a front end with the types of a browser, when it uses the package, then calls and results are typed', async () => {
  await writeFile(
    join(folder, 'front-end.ts'),
    `import { createClient, OriginatorError, TenantDraftDocument } from '@originator/client';
     const client = createClient({ url: '/graphql', token: async () => 'a.b.c' });
     const { tenant } = await client.query(TenantDraftDocument);
     export const revision: number | undefined = tenant?.draft?.revision;
     export const wrong: string | undefined = tenant?.draft?.revision;
     const saved = await client.saveTwilioAccount({ baseVersion: 0 });
     if (saved.__typename === 'OutOfDate') console.log(saved.currentConfiguration.version);
     export const code = new OriginatorError('A', 'b').code;
     await client.saveTwilioAccount({});
     const log = await client.auditLog({ first: 10 });
     for (const { node } of log?.auditLog?.edges ?? []) {
       if (node.kind === 'CONFIGURATION_SAVED') console.log(node.id, node.before.version, node.after.accountSid);
       if (node.kind === 'CONSENT_GIVEN') console.log(node.after.ip satisfies string | { commitment: string } | null);
       if (node.kind === 'CONSENT_GIVEN') console.log(node.before.consentId);
     }
     const evidence = await client.consentEvidence({ id: 'a' });
     if (evidence?.auditEntry?.kind === 'CONSENT_GIVEN') console.log(evidence.auditEntry.after.ip, evidence.text.body);
     const platform = await client.platformLog({ first: 10 });
     for (const { node } of platform?.auditLog.edges ?? []) console.log(node.id, node.actor.subject);
     for await (const { status } of client.verificationStatus({ id: 'a' })) if (status === 'NEVER') break;`,
  );
  for (const resolution of [
    ['--module', 'nodenext'],
    ['--module', 'esnext', '--moduleResolution', 'bundler'],
  ]) {
    const found = typesOf('front-end.ts', ...resolution);
    const places = found.map((line) =>
      /front-end\.ts\((\d+),\d+\): error (TS\d+)/.exec(line)?.slice(1).join(' '),
    );
    expect(places, found.join('\n')).toEqual(['5 TS2322', '9 TS2741', '14 TS18047', '20 TS2367']);
  }
});

test('given a page, when it is bundled with the client, then its script is small and loads WebSockets only on demand', async () => {
  const outputs = await bundlePage(
    folder,
    `import { createClient } from '@originator/client';
     globalThis.client = createClient({ url: '/graphql', token: 'a.b.c' });`,
  );
  const scripts = outputs.filter((one) => one.type === 'chunk');
  const [entry] = scripts.filter(({ isEntry }) => isEntry);
  expect(gzipSync(entry?.code ?? '').length).toBeLessThan(15 * KILOBYTE);
  expect(entry?.code).toContain('text/event-stream');
  expect(entry?.code).not.toContain('graphql-transport-ws');
  expect(scripts.filter(({ code }) => code.includes('graphql-transport-ws'))).toHaveLength(1);
});

test('given the operations of the contract, then each is a method of the client, and asks for that very operation by its id', async () => {
  const folderOfOperations = join(REPOSITORY, 'schema/operations');
  const files = await readdir(folderOfOperations);
  const texts = await Promise.all(files.map((name) => readFile(join(folderOfOperations, name), 'utf8')));
  const names = texts.flatMap((text) =>
    parse(text).definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION && one.name !== undefined ? [one.name.value] : [],
    ),
  );
  expect(names.length).toBeGreaterThan(30);
  const documents = JSON.parse(await readFile(join(REPOSITORY, 'schema/documents.json'), 'utf8'));
  const contract = await import(pathToFileURL(join(installed, 'index.js')).href);
  const sent: string[] = [];
  const client = contract.createClient({
    url: 'http://localhost/graphql',
    token: 'a.b.c',
    fetch: async (_: string, init: { readonly body: string }) => {
      const { documentId, query } = JSON.parse(init.body);
      expect(query).toBe(undefined);
      const { definitions } = parse(documents[documentId]);
      const [operation] = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
      sent.push(operation?.name?.value ?? '');
      return Response.json({ data: {} });
    },
  });
  for (const name of names) {
    const method = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    expect(client[method], method).toBeTypeOf('function');
    expect(contract.operationNameOf(contract[`${name}Document`])).toBe(name);
    const called = client[method]({});
    await (Symbol.asyncIterator in called ? called.next() : called);
  }
  expect(sent).toEqual(names);
});
