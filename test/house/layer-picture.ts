import { problemAt, type SourceFile } from '../../scripts/source-tree.ts';
import { importsOf } from './imports.ts';

/** Features may know each other as long as they form no cycle. */
const FEATURES = ['tenant', 'account', 'numbers', 'consent', 'configuration', 'dispatch', 'stats', 'audit'];

/**
 * The picture of docs/architecture.md, top row first. An import goes to a lower row; parts of one row do not know each
 * other, features apart.
 */
const ROWS: readonly (readonly string[])[] = [
  ['main.ts', 'cli', 'console'],
  ['dev/tour'],
  ['dev/load'],
  ['app/command-line.ts', 'app/development-banner.ts', 'app/simulator-address.ts', 'app/start-failure.ts'],
  ['app/app.ts'],
  ['app/development-pages.ts'],
  ['app/composition.ts', 'app/readiness.ts', 'app/server-files.ts'],
  ['app/ledger-jobs.ts', 'app/watches.ts'],
  ['app/background-errors.ts'],
  ['app/config.ts', 'dev/graphiql', 'dev/simulator', 'dev/embedded-postgres', 'client'],
  ['dev/sign-in'],
  [
    'app/configured-keys.ts',
    'app/configured-pools.ts',
    'app/configured-tokens.ts',
    'app/production-settings.ts',
    'app/setting-contradictions.ts',
    'app/setting-mistakes.ts',
  ],
  ['app/environment.ts'],
  ['http'],
  ['graphql'],
  FEATURES,
  ['ledger'],
  ['database', 'twilio', 'secrets'],
  ['kernel'],
];

/** Parts that stand apart, and the little that they may know of the rest. */
const APART: Readonly<Record<string, readonly string[]>> = {
  'app/config.ts': [
    'src/app/configured-keys.ts',
    'src/app/configured-pools.ts',
    'src/app/configured-tokens.ts',
    'src/app/environment.ts',
    'src/app/production-settings.ts',
    'src/app/setting-contradictions.ts',
    'src/app/setting-mistakes.ts',
    'src/database/connection/connection-url-rules.ts',
    'src/database/connection/pool-rules.ts',
    'src/http/limits/limits.ts',
    'src/http/log/logging.ts',
    'src/kernel/',
    'src/ledger/tree/signed-note.ts',
    'src/secrets/',
  ],
  'app/configured-keys.ts': ['src/app/environment.ts', 'src/ledger/tree/signed-note.ts', 'src/secrets/'],
  'app/production-settings.ts': [
    'src/app/environment.ts',
    'src/database/connection/connection-url-rules.ts',
    'src/kernel/loopback.ts',
    'src/ledger/tree/signed-note.ts',
    'src/secrets/',
  ],
  'app/setting-contradictions.ts': [
    'src/app/environment.ts',
    'src/app/production-settings.ts',
    'src/kernel/loopback.ts',
    'src/kernel/shares/share-rules.ts',
  ],
  'app/setting-mistakes.ts': ['src/app/environment.ts'],
  'app/configured-pools.ts': [
    'src/app/environment.ts',
    'src/database/connection/pool-rules.ts',
    'src/http/limits/limits.ts',
    'src/kernel/shares/share-rules.ts',
  ],
  'app/configured-tokens.ts': ['src/app/environment.ts', 'src/http/auth/claims.ts'],
  'app/environment.ts': [
    'src/database/connection/connection-url-rules.ts',
    'src/http/auth/step-up-setting.ts',
    'src/http/limits/limits.ts',
    'src/http/log/logging.ts',
    'src/kernel/shares/share-rules.ts',
  ],
  'dev/simulator': ['src/kernel/'],
  'dev/embedded-postgres': ['src/database/', 'src/kernel/'],
  client: ['src/kernel/'],
  // Everything else it learns from the API, by the package that others install too.
  console: ['src/ledger/verify/'],
};

/** Packages that only some files may know. */
const CONFINED: Readonly<Record<string, RegExp>> = {
  'drizzle-orm': /^src\/database\/|-store\.ts$/,
  'drizzle-zod': /^src\/database\/rows\.ts$/,
  twilio: /^src\/twilio\//,
};

/**
 * The part of the picture that a path below src/ belongs to: a folder, or a file that lies directly in src/. The files
 * of `app/` and the folders of `dev/` are parts of their own.
 */
export function partOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  return first === 'app' || first === 'dev' ? `${first}/${second}` : first;
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
