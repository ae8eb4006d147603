import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { ROOT } from '../source-tree.ts';

/** The file that auditors download, and its SHA-256 in the form that `sha256sum -c` reads. */
const VERIFIER = 'verify.mjs';
/** The same for pages of a browser: a module that exports what `src/audit/verifier/verifier.ts` does. */
const WEB_VERIFIER = 'verify-web.mjs';

/** The part of zod that writes JSON Schemas, which every form of it brings along and no verifier calls. */
const WITHOUT_JSON_SCHEMAS: Plugin = {
  name: 'without-json-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ }, ({ path }) => {
      const names = readFileSync(path, 'utf8').matchAll(/^export (?:function|const) (\w+)/gm);
      return { contents: [...names].map(([, name]) => `export const ${name} = () => undefined;`).join('\n') };
    });
  },
};

/** zod with what the verifier calls of it, which is a third as large. */
const SMALL_ZOD: Plugin = {
  name: 'small-zod',
  setup({ onResolve }) {
    onResolve({ filter: /^zod$/ }, () => ({ path: join(ROOT, 'scripts/verifier/small-zod.ts') }));
  },
};

const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  write: false,
  logLevel: 'warning',
  legalComments: 'none',
  plugins: [WITHOUT_JSON_SCHEMAS, SMALL_ZOD],
  // A call of zod that the small one lacks must not wait for the one who verifies.
  logOverride: { 'import-is-undefined': 'error' },
};

const NOTICE =
  'The verifier of Originator, under the Apache License 2.0. It contains zod and canonicalize, both under their own licences (MIT, Apache 2.0).';

const TARGETS = {
  node: {
    entryPoints: ['src/cli/verify.ts'],
    platform: 'node',
    target: 'node20',
    banner: { js: `#!/usr/bin/env node\n// ${NOTICE}` },
  },
  /** What only Node has cannot be resolved here, so that the core can come to use nothing of it. */
  web: {
    entryPoints: ['src/audit/verifier/verifier.ts'],
    platform: 'browser',
    target: 'es2022',
    inject: ['scripts/verifier/web-buffer.ts'],
    // A page that allows no script made of text would report that zod tries to.
    banner: {
      js: `// ${NOTICE} Also noble-curves, noble-hashes and buffer (MIT).\n(globalThis.__zod_globalConfig ??= {}).jitless = true;`,
    },
  },
} as const satisfies Readonly<Record<string, BuildOptions>>;

/** The verifier as one file, for Node or for a browser; the same bytes from the same sources. As a script it is `verifier`. */
export async function bundleVerifier(
  target: keyof typeof TARGETS,
  format: 'esm' | 'iife' = 'esm',
): Promise<Uint8Array> {
  const { outputFiles = [] } = await build({ ...COMMON, ...TARGETS[target], format, globalName: 'verifier' });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no file');
  return file.contents;
}

/** Writes the verifier, its SHA-256 and the one for browsers into a folder; returns the SHA-256 in hexadecimal. */
export async function writeVerifier(folder: string): Promise<string> {
  const [program, web] = await Promise.all([bundleVerifier('node'), bundleVerifier('web')]);
  const digest = createHash('sha256').update(program).digest('hex');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, VERIFIER), program, { mode: 0o755 });
  writeFileSync(join(folder, `${VERIFIER}.sha256`), `${digest}  ${VERIFIER}\n`);
  writeFileSync(join(folder, WEB_VERIFIER), web);
  return digest;
}
