import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { ROOT } from './source-tree.ts';

/** It asks about what might have been renamed, and nobody is there to answer. */
const GENERATE_TIMEOUT_MS = 60_000;

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** Migrations that the journal does not name, and names in it without a migration. */
export function journalProblems(tags: readonly string[], files: readonly string[]): string[] {
  const scripts = files.filter((file) => file.endsWith('.sql')).map((file) => file.replace(/\.sql$/, ''));
  return [
    ...scripts.filter((tag) => !tags.includes(tag)).map((tag) => `the journal does not name ${tag}.sql`),
    ...tags.filter((tag) => !scripts.includes(tag)).map((tag) => `${tag}.sql is missing`),
  ];
}

/** What `drizzle-kit generate` would add, tried on a copy: nothing when the tables are as the migrations leave them. */
function driftOf(tables: string, migrations: string): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'originator-migrations-'));
  try {
    cpSync(migrations, copy, { recursive: true });
    const kit = join(ROOT, 'node_modules/.bin/drizzle-kit');
    const flags = [
      '--dialect',
      'postgresql',
      '--schema',
      tables,
      '--out',
      relative(ROOT, copy),
      '--name',
      'drift',
    ];
    const run = spawnSync(kit, ['generate', ...flags], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: GENERATE_TIMEOUT_MS,
    });
    if (/No schema changes/.test(run.stdout)) {
      return [];
    }
    const added = readdirSync(copy).find((file) => /_drift\.sql$/.test(file));
    const what = added === undefined ? `${run.stdout}${run.stderr}` : readFileSync(join(copy, added), 'utf8');
    return ['the tables are not as the migrations leave them; make a migration for:', what.trim()];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Differences between the tables, the migrations and their journal. */
export function migrationProblems(
  tables = 'src/database/tables.ts',
  migrations = join(ROOT, 'migrations'),
): string[] {
  const journal = journalSchema.parse(
    JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8')),
  );
  return [
    ...journalProblems(
      journal.entries.map((entry) => entry.tag),
      readdirSync(migrations),
    ),
    ...driftOf(tables, migrations),
  ];
}
