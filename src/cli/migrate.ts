import { answerCall, BAD_USAGE, commandLine, FLAG } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import type { DatabaseAddress } from '../database/connection/connection-settings.ts';
import { configuredMigration, loginOf, migrate } from '../database/migrate/migrate.ts';
import { loginStatements, roleStatements } from '../database/roles.ts';
import { runCommand } from './run-command.ts';

const MIGRATE = commandLine({
  usage: `Migrates the database of DATABASE_URL to the current schema.

  npm run migrate                      migrates, with the login of MIGRATION_DATABASE_URL if that is set
  npm run migrate -- --print-roles     prints the statements for an administrator to create the logins and roles
`,
  options: { 'print-roles': FLAG },
  read: ({ 'print-roles': printsRoles = false }) => ({ printsRoles }),
});

async function run({ printsRoles }: { readonly printsRoles: boolean }): Promise<number> {
  const { database } = readProcessConfig(['database']);
  if (database.url === null) {
    process.stderr.write('Set DATABASE_URL. (The embedded server migrates itself when it starts.)\n');
    return BAD_USAGE;
  }
  const { serving, ...owner } = configuredMigration(database, database.url);
  if (printsRoles) {
    const named = await Promise.all([owner, ...(serving === undefined ? [] : [serving])].map(nameOf));
    const logins = [...new Set(named)];
    const statements = [...loginStatements(logins), ...roleStatements(logins)];
    process.stdout.write(statements.map((statement) => `${statement};\n`).join(''));
    return 0;
  }
  await migrate(configuredMigration(database, database.url));
  process.stdout.write('The database is up to date.\n');
  return 0;
}

/** The login in the URL, which need not be there yet; the one that the server names where the URL has none. */
async function nameOf(address: DatabaseAddress): Promise<string> {
  return decodeURIComponent(new URL(address.url).username) || (await loginOf(address));
}

await runCommand((argv, out) => answerCall(MIGRATE, argv, out, run));
