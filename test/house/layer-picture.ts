import { problemAt, type SourceFile } from '../../scripts/source-tree.ts';
import { importsOf } from './imports.ts';

/** Features may know each other as long as they form no cycle. */
const FEATURES = [
  'account',
  'organization-number',
  'consent',
  'fallback-policy',
  'configuration',
  'dispatch',
  'stats',
  'audit',
];

/**
 * The picture of docs/architecture.md, top row first. An import goes to a lower row; parts of one row do not know each
 * other, features apart.
 */
const ROWS: readonly (readonly string[])[] = [
  ['main.ts', 'cli'],
  ['command-line.ts', 'development-banner.ts', 'simulator-address.ts', 'start-failure.ts'],
  ['app.ts'],
  ['development-graphiql.ts'],
  ['composition.ts', 'readiness.ts', 'server-files.ts'],
  ['config.ts', 'graphiql', 'simulator', 'client'],
  [
    'configured-keys.ts',
    'configured-pools.ts',
    'configured-tokens.ts',
    'production-settings.ts',
    'setting-contradictions.ts',
    'setting-mistakes.ts',
  ],
  ['environment.ts'],
  ['server'],
  ['graphql'],
  FEATURES,
  ['ledger'],
  ['database', 'twilio', 'secrets'],
  ['kernel'],
];

/** Parts that stand apart, and the little that they may know of the rest. */
const APART: Readonly<Record<string, readonly string[]>> = {
  'config.ts': [
    'src/configured-keys.ts',
    'src/configured-pools.ts',
    'src/configured-tokens.ts',
    'src/database/connection-url-rules.ts',
    'src/database/pool-rules.ts',
    'src/environment.ts',
    'src/kernel/',
    'src/ledger/signed-note.ts',
    'src/production-settings.ts',
    'src/secrets/',
    'src/server/logging.ts',
    'src/server/limits.ts',
    'src/setting-contradictions.ts',
    'src/setting-mistakes.ts',
  ],
  'configured-keys.ts': ['src/environment.ts', 'src/ledger/signed-note.ts', 'src/secrets/'],
  'production-settings.ts': [
    'src/database/connection-url-rules.ts',
    'src/environment.ts',
    'src/kernel/loopback.ts',
    'src/ledger/signed-note.ts',
    'src/secrets/',
  ],
  'setting-contradictions.ts': [
    'src/environment.ts',
    'src/kernel/share-rules.ts',
    'src/production-settings.ts',
  ],
  'setting-mistakes.ts': ['src/environment.ts'],
  'configured-pools.ts': [
    'src/database/pool-rules.ts',
    'src/environment.ts',
    'src/kernel/share-rules.ts',
    'src/server/limits.ts',
  ],
  'configured-tokens.ts': ['src/environment.ts', 'src/server/claims.ts'],
  'environment.ts': [
    'src/database/connection-url-rules.ts',
    'src/kernel/share-rules.ts',
    'src/server/limits.ts',
    'src/server/logging.ts',
  ],
  simulator: ['src/kernel/'],
  client: ['src/kernel/'],
};

/** Packages that only some files may know. */
const CONFINED: Readonly<Record<string, RegExp>> = {
  'drizzle-orm': /^src\/database\/|-store\.ts$/,
  twilio: /^src\/twilio\//,
};

/** The part of the picture that a path below src/ belongs to: a folder, or a file that lies directly in src/. */
export function partOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function rowOf(part: string): number {
  return ROWS.findIndex((row) => row.includes(part));
}

function objection(from: string, target: string): string | undefined {
  const part = partOf(from);
  const targetPart = partOf(target);
  if (part === targetPart) {
    return undefined;
  }
  if (!target.startsWith('src/')) {
    return 'which is not part of the program';
  }
  const allowed = APART[part];
  if (allowed !== undefined) {
    return allowed.some((prefix) => target.startsWith(prefix))
      ? undefined
      : `which ${part} stands apart from`;
  }
  const below = rowOf(targetPart) - rowOf(part);
  if (below > 0 || (below === 0 && FEATURES.includes(part))) {
    return undefined;
  }
  return below === 0 ? 'which lies beside it' : 'which lies above it';
}

/** Files in no known part, and imports that do not go down the picture. */
export function upwardImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    if (rowOf(partOf(file.path)) < 0) {
      return [`${file.path} belongs to no part of the picture`];
    }
    return importsOf(file)
      .filter((one) => one.ours)
      .flatMap((one) => {
        const why = objection(file.path, one.target);
        return why === undefined ? [] : [problemAt(file, one.node, `imports ${one.target}, ${why}`)];
      });
  });
}

/** Imports of a package outside the files that may know it. */
export function strayPackages(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((one) => {
      const name = Object.keys(CONFINED).find(
        (known) => one.target === known || one.target.startsWith(`${known}/`),
      );
      const place = name === undefined ? undefined : CONFINED[name];
      return one.ours || place === undefined || place.test(file.path)
        ? []
        : [problemAt(file, one.node, `imports ${one.target}, which only ${place.source} may`)];
    }),
  );
}
