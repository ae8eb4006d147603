import { expect } from 'vitest';
import { configureTenant } from '../../../src/dev/load/simulated-tenant.ts';
import { clientOf } from '../../support/processes/fault-fleet.ts';
import { newTenant, type OwnSystem } from '../../support/running-system.ts';

/** Recipients of the simulator: delivered, refused as unreachable, and answered by no account. */
const RECIPIENTS = ['+15005550100', '+15005550101', '+4915112345678'];

/** A tenant whose account is live, with the account as it is at Twilio. */
export interface ConfiguredTenant {
  readonly tenant: string;
  readonly account: { readonly sid: string; readonly authToken: string };
}

/** A tenant with an account of its own that is live, and with messages that were sent by it. */
export async function aConfiguredTenant(system: OwnSystem, messages = 12): Promise<ConfiguredTenant> {
  const tenant = newTenant();
  const { sid, authToken } = system.simulator.addAccount({ numbers: 12 });
  const account = { sid, authToken };
  await configureTenant(await clientOf(system, system.endpoint, tenant, 'admin'), account, 'DEFAULT_ACCOUNT');
  const dispatcher = await clientOf(system, system.endpoint, tenant, 'dispatcher');
  const items = Array.from({ length: messages }, (_, index) => ({
    idempotencyKey: `message-${index}`,
    channel: index % 4 === 3 ? ('VOICE' as const) : ('SMS' as const),
    to: RECIPIENTS[index % RECIPIENTS.length] ?? '',
    text: 'Your code is 493 816',
  }));
  if (messages > 0)
    expect(await dispatcher.dispatchBatch({ items })).toHaveProperty('items.length', messages);
  return { tenant, account };
}

/** The same, where the account does not matter. */
export async function aUsedTenant(system: OwnSystem, messages?: number): Promise<string> {
  return (await aConfiguredTenant(system, messages)).tenant;
}
