import { type App, type AppOverrides, startApp } from '../../src/app/app.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import type { TestSettings } from './test-settings.ts';
import { startTestSetup, type TestSetup } from './test-setup.ts';

export { newTenant, type TokenRequest } from './test-setup.ts';

/** The application with everything it stands on, all of it real: PostgreSQL, HTTP, and a Twilio stand-in over HTTP. */
export interface RunningSystem extends Omit<TestSetup, 'stop'> {
  readonly app: Pick<App, 'url' | 'port' | 'database'>;
  /** Where GraphQL is served. */
  readonly endpoint: string;
  /** Every line logged so far. */
  readonly logLines: readonly string[];
  /** Every statement sent to the database so far. */
  readonly statements: readonly string[];
}

/** One that a test file has started for itself. */
export interface OwnSystem extends RunningSystem {
  readonly app: App;
  stop(): Promise<void>;
}

/** Starts a system of the calling test file's own, which stops it when done. */
export async function startSystem(
  settings: TestSettings = {},
  overrides: AppOverrides = {},
): Promise<OwnSystem> {
  const setup = await startTestSetup(settings);
  const { config, databaseUrl, simulatorUrl } = setup;
  const logLines: string[] = [];
  const statements: string[] = [];
  const app = await startApp(
    {
      ...{ config, databaseUrl },
      twilioBaseUrl: simulatorUrl,
      log: createLogger({ level: 'debug', destination: { write: (line: string) => logLines.push(line) } }),
    },
    { onStatement: (text) => statements.push(text), ...overrides },
  );
  return {
    ...setup,
    ...{ app, logLines, statements },
    endpoint: `${app.url}/graphql`,
    async stop() {
      await app.stop();
      await setup.stop();
    },
  };
}

/** The tenant's audit entries in order, as the log keeps them. */
async function auditOf(system: Pick<TestSetup, 'rows'>, tenant: string): Promise<readonly AuditLine[]> {
  const rows = await system.rows('select body from audit_entry where tenant_id = $1 order by id', [tenant]);
  return rows.map((row): AuditLine => JSON.parse(String(row['body'])));
}

/** The kinds of the tenant's audit entries in order. */
export async function auditKindsOf(
  system: Pick<TestSetup, 'rows'>,
  tenant: string,
): Promise<readonly string[]> {
  return (await auditOf(system, tenant)).map(({ kind }) => kind);
}

/** An audit entry as a test reads it. */
export interface AuditLine {
  readonly kind: string;
  readonly object: string;
  readonly actor: { readonly kind: string; readonly subject: string };
  readonly requestId: string;
  readonly before: unknown;
  readonly after: unknown;
}
