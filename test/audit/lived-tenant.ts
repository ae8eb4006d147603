import { type AuditCheck, checkAudit } from '../../src/audit/check/audit-check.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { aCustomTenant, anInput } from '../dispatch/dispatch-kit.ts';
import {
  consentTo,
  liveConfiguration,
  newAccount,
  newScope,
  saved,
  saveInput,
  verified,
} from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';

/** Settings under which nothing is sealed by itself, and a call that is not answered ends soon. */
export const CHECKED = {
  SEAL_POLL_MS: '60000',
  DISPATCH_BUDGET_MS: '1500',
  DISPATCH_FIRST_ATTEMPT_MS: '700',
};

export const check = (
  { database, ledgerKeys }: RunningServices,
  tenant: TenantId | null,
): Promise<AuditCheck> => checkAudit({ database, keys: ledgerKeys }, tenant);

/** The differences one per line, without identifiers. */
export const told = ({ differences }: AuditCheck) =>
  differences.map(({ place, what }) => `${place} ${what}`.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>'));

/**
 * A tenant with four versions, the first two of them with an account each, five consent records (a declined one among
 * them), two legal holds of which one was released, two stops of sending of which one ended, and three dispatches, one of which nobody knows the outcome of.
 */
export async function aLivedTenant(system: RunningServices): Promise<TenantId> {
  const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
  const { tenant } = scope;
  const admin = newScope({ tenant });
  const { dispatches, configurations, drafts } = system.services;
  await dispatches.dispatch(scope, anInput());
  account.suspend();
  await dispatches.dispatch(scope, anInput({ channel: 'VOICE' }));
  // Nobody knows what became of it.
  await dispatches.dispatch(scope, anInput({ to: '+15005000602' }));
  const draft = await verified(system, admin, newAccount(system));
  await drafts.decline(admin, { draft, consent: await consentTo(system, draft) });
  await saved(system, admin, newAccount(system));
  const { version } = await liveConfiguration(system, tenant);
  await configurations.remove(admin, { baseVersion: version });
  await configurations.save(admin, saveInput({ baseVersion: version + 1, fallbackMode: 'DISABLED' }));
  await holdsOf(system, tenant);
  await pausesOf(system, tenant);
  return tenant;
}

/** Stops sending to a country for good, and to another for a while. */
async function pausesOf({ services: { pauses } }: RunningServices, tenant: TenantId): Promise<void> {
  const admin = newScope({ tenant, subject: 'olga' });
  await pauses.pause(admin, { country: 'AQ', reason: 'An incident' });
  await pauses.pause(admin, { country: 'BV', reason: 'An incident' });
  await pauses.resume(admin, { country: 'BV', reason: 'It is over' });
}

/** Places a hold for the whole tenant, and one for a person in a span, which another person releases. */
async function holdsOf({ services: { holds } }: RunningServices, tenant: TenantId): Promise<void> {
  const [officer, other] = [newScope({ tenant, subject: 'officer' }), newScope({ tenant, subject: 'other' })];
  const asked = { subject: null, from: null, to: null, reason: 'A matter', reference: 'M-1' };
  await holds.place(officer, asked);
  const span = { from: new Date('2026-01-01'), to: new Date('2027-01-01') };
  const { id } = await holds.place(officer, { ...asked, ...span, subject: 'ann' });
  await holds.release(other, { id, reason: 'It has ended' });
}
