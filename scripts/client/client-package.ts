import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const server = z.looseObject({ version: z.string(), license: z.string() });

function description(): string {
  const { version, license } = server.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const manifest = {
    ...{ name: '@originator/client', version, license, type: 'module', sideEffects: false },
    description: 'Typed client of the GraphQL API of Originator, for browsers, workers and Node',
    engines: { node: '>=20' },
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './schema.graphql': './schema.graphql',
      './possible-types.json': './possible-types.json',
      './cache-keys.json': './cache-keys.json',
      './package.json': './package.json',
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Has bundlers leave out the documents that a page does not use. */
const WITHOUT_SIDE_EFFECTS: Plugin = {
  name: 'without-side-effects',
  setup({ onLoad }) {
    onLoad({ filter: /generated\/graphql\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/= (?=new TypedDocumentString)/g, '= /* @__PURE__ */ '),
      loader: 'ts',
    }));
  },
};

/** One module for what every page needs, and one more that is loaded with the first subscription over a WebSocket. */
async function writeModules(folder: string): Promise<void> {
  await build({
    ...{ absWorkingDir: ROOT, entryPoints: ['src/client/index.ts'], outdir: folder },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022' },
    ...{ sourcemap: true, chunkNames: 'web-socket-[hash]', legalComments: 'none', logLevel: 'warning' },
    plugins: [WITHOUT_SIDE_EFFECTS],
  });
}

/** The only type of a package that generated code imports, written out, so that types need no package either. */
const DECORATION = /^import type \{ DocumentTypeDecoration \} from '@graphql-typed-document-node\/core';$/m;
const WRITTEN_OUT = `/** Carries the types of a document's result and variables. */
interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}`;

function writeTypes(folder: string): void {
  execFileSync(
    process.execPath,
    [
      ...[join(ROOT, 'node_modules/typescript/bin/tsc'), '--ignoreConfig', 'src/client/index.ts'],
      ...['--declaration', '--emitDeclarationOnly', '--outDir', folder, '--rootDir', 'src/client'],
      ...['--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2022'],
      ...['--rewriteRelativeImportExtensions', '--skipLibCheck'],
      ...['--lib', 'es2023,dom,dom.iterable,dom.asynciterable', '--types', ''],
    ],
    { cwd: ROOT, stdio: 'inherit' },
  );
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8').replace(DECORATION, WRITTEN_OUT);
    writeFileSync(path, text.replaceAll(/(['"]\.{1,2}\/[\w./-]+)\.ts(['"])/g, '$1.js$2'));
  }
}

/** Other files of the package, and where they come from. */
const COPIED: Readonly<Record<string, string>> = {
  LICENSE: 'LICENSE',
  'LICENSE-graphql-ws': 'node_modules/graphql-ws/LICENSE.md',
  'README.md': 'docs/client.md',
  'schema.graphql': 'schema/schema.graphql',
  'possible-types.json': 'schema/possible-types.json',
  'cache-keys.json': 'schema/cache-keys.json',
};

/** Builds the package of the client in a folder, in place of what was there before. */
export async function buildClientPackage(folder: string): Promise<void> {
  const next = `${folder}.${process.pid}`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  await writeModules(next);
  writeTypes(next);
  for (const [name, source] of Object.entries(COPIED)) copyFileSync(join(ROOT, source), join(next, name));
  writeFileSync(join(next, 'package.json'), description());
  rmSync(folder, { recursive: true, force: true });
  renameSync(next, folder);
}

/** Files and folders that the package is made of. */
const SOURCES = ['src/client', 'scripts/client', 'package.json', 'docs/client.md', 'schema/schema.graphql'];

function lastChange(path: string): number {
  const paths = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path];
  return Math.max(...paths.map((one) => statSync(one).mtimeMs));
}

/** The folder of the package in `dist/`, built where it is older than its sources. */
export async function clientPackage(): Promise<string> {
  const folder = join(ROOT, 'dist/client-package');
  // Written last of all files of the package.
  const built = statSync(join(folder, 'package.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.some((path) => lastChange(join(ROOT, path)) > built)) await buildClientPackage(folder);
  return folder;
}

const packed = z.tuple([z.looseObject({ filename: z.string() })]);

/** Packs a package that was built into a folder; gives the path of the tarball. */
export function packClient(built: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const printed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder, built], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename }] = packed.parse(JSON.parse(printed));
  return join(folder, filename);
}
