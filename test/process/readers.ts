import { expect } from 'vitest';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import type { ServerProcess } from '../support/processes/server-process.ts';
import { newTenant, type TestSetup } from '../support/test-setup.ts';
import { beginToFetch, beginVerification, PATIENCE } from './api.ts';

/** A tenant with a draft, all of whose log is sealed. */
export interface Reader {
  readonly tenant: string;
  /** Of its admin. */
  readonly token: string;
  /** The global id. */
  readonly verification: string;
}

/** Makes one by what a server does. */
export async function newReader(setup: TestSetup, { endpoint }: ServerProcess): Promise<Reader> {
  const tenant = newTenant();
  const token = await setup.token({ tenant });
  const [account] = SIMULATED_ACCOUNTS.filter(({ key }) => key === 'fine');
  if (account === undefined) throw new Error('the simulator has no account in good order');
  const verification = await beginVerification(endpoint, token, account);
  const sealed = () =>
    setup.rows(
      `select from tenant where tenant_id = $1 and exists (select from ledger_leaf l where l.tenant_id = $1)
        and exists (select from configuration_draft d where d.tenant_id = $1)
        and not exists (select from ledger_queue q where q.tenant_id = $1)`,
      [tenant],
    );
  await expect.poll(async () => (await sealed()).length, PATIENCE).toBe(1);
  return { tenant, token, verification };
}

/** Begins an export of its log, and gives the way to leave it. */
export async function beginToExport(
  setup: TestSetup,
  { url }: ServerProcess,
  { tenant }: Reader,
  parameters: string,
): Promise<() => Promise<void>> {
  const token = await setup.token({ tenant, role: 'auditor' });
  return beginToFetch(`${url}/audit/export?${parameters}`, { headers: { authorization: `Bearer ${token}` } });
}
