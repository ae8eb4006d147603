import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KILOBYTE = 1024;

let folder: string;
beforeAll(async () => {
  // Below the project, so that the packages it needs are found as they are by a front end.
  folder = await mkdtemp(join(ROOT, 'node_modules/.client-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function compile(...options: readonly string[]): string {
  try {
    return execFileSync(join(ROOT, 'node_modules/.bin/tsc'), options, { cwd: ROOT, encoding: 'utf8' });
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}

test('given a browser, when the client is bundled for it, then it needs nothing of Node and is small', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(ROOT, 'src/client/index.ts')],
    ...{ bundle: true, splitting: true, minify: true, write: false, metafile: true },
    platform: 'browser',
    format: 'esm',
    outdir: folder,
  });
  const entry = outputFiles.find(({ path }) => path.endsWith('index.js'));
  expect(entry?.contents.length).toBeLessThan(60 * KILOBYTE);
  expect(entry?.text).not.toContain('graphql-transport-ws');
  const foreign = Object.keys(metafile.inputs).filter((path) => !path.includes('src/client/'));
  expect(foreign.every((path) => path.includes('node_modules/graphql-ws/'))).toBe(true);
});

test('given a front end with the types of a browser, when it uses the built package, then calls and results are typed', async () => {
  const config = {
    extends: join(ROOT, 'tsconfig.build.json'),
    compilerOptions: {
      ...{
        rootDir: join(ROOT, 'src'),
        outDir: join(folder, 'dist'),
        incremental: false,
        tsBuildInfoFile: null,
      },
      ...{ types: [], lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'] },
    },
    include: [join(ROOT, 'src/client')],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  expect(compile('-p', join(folder, 'tsconfig.json'))).toBe('');
  const { exports: entries } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'originator', type: 'module', exports: entries }),
  );
  await writeFile(
    join(folder, 'front-end.ts'),
    `import { createClient, OriginatorError, TenantDraftDocument } from 'originator/client';
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
     }`,
  );
  const found = compile(
    ...['--ignoreConfig', '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'],
    ...['--lib', 'es2022,dom', '--types', '', join(folder, 'front-end.ts')],
  );
  const places = [...found.matchAll(/front-end\.ts\((?<line>\d+),\d+\): error (?<code>TS\d+)/g)];
  expect(places.map(({ groups }) => `${groups?.['line']} ${groups?.['code']}`)).toEqual([
    '5 TS2322',
    '9 TS2741',
    '14 TS18047',
  ]);
  expect(
    found
      .trim()
      .split('\n')
      .filter((line) => line.includes('error TS')),
  ).toHaveLength(3);
});

test('given the installed package, when the contract is asked for, then it is there', async () => {
  const { exports: entries } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  expect(await readFile(join(ROOT, entries['./schema.graphql']), 'utf8')).toContain('type Query {');
});
