import { startApp } from '../../src/app/app.ts';
import { OriginatorError } from '../../src/client/index.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import type { Commit } from '../support/database/commit-watch.ts';
import { type CommitProxy, startCommitProxy } from '../support/proxies/commit-proxy.ts';
import type { OwnSystem } from '../support/running-system.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { startTestSetup } from '../support/test-setup.ts';
import { UNAVAILABLE } from './commit-faults.ts';

/** A running system whose server reaches PostgreSQL through a proxy; the test itself looks past it. */
export interface ProxiedSystem extends OwnSystem {
  readonly proxy: CommitProxy;
}

/** Starts one of the calling test file's own, which stops it when done. */
export async function startProxiedSystem(settings: TestSettings = {}): Promise<ProxiedSystem> {
  const setup = await startTestSetup(settings);
  const proxy = await startCommitProxy(setup.databaseUrl);
  const logLines: string[] = [];
  const statements: string[] = [];
  const log = createLogger({ level: 'warn', destination: { write: (line: string) => logLines.push(line) } });
  const app = await startApp(
    { config: setup.config, databaseUrl: proxy.url, twilioBaseUrl: setup.simulatorUrl, log },
    { onStatement: (text) => statements.push(text) },
  );
  return {
    ...setup,
    ...{ app, proxy, logLines, statements, endpoint: `${app.url}/graphql` },
    async stop() {
      await app.stop();
      await proxy.close();
      await setup.stop();
    },
  };
}

/** The name of a typed answer; `UNAVAILABLE` for a 503, and nothing else that is no typed answer. */
export async function answerOf(asked: Promise<{ readonly __typename: string }>): Promise<string> {
  return asked.then(
    ({ __typename }) => __typename,
    (error: unknown) => {
      if (error instanceof OriginatorError && error.status === 503) return UNAVAILABLE;
      return String(error);
    },
  );
}

/** Whether the commit is of the tenant, or of work across tenants that changed something; sealing is apart from both. */
export function isOf(tenant: string, { role, statements, changed, ...commit }: Commit): boolean {
  if (commit.tenant === tenant) return true;
  return role === 'originator_system' && changed && !isSealing({ statements });
}

/** Whether the commit seals entries. */
export function isSealing({ statements }: Pick<Commit, 'statements'>): boolean {
  return statements.includes('ledger-insert-leaves');
}
