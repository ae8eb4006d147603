import { expect, test } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { configureTenant } from '../../src/dev/load/simulated-tenant.ts';
import { auditKindsOf, newTenant } from '../support/running-system.ts';
import { expectAccessible } from './accessibility.ts';
import { useConsole } from './console-kit.ts';

const { open, system } = useConsole();

test('given two admins at one tenant, when the other saves meanwhile, then the first sees who and what, and loses nothing (S7)', async () => {
  const { simulator, endpoint, token } = system();
  const tenant = newTenant();
  const other = createClient({
    url: endpoint,
    token: await token({ tenant, subject: 'bea', displayName: 'Bea Other' }),
  });
  await configureTenant(other, simulator.addAccount({ numbers: 3 }), 'DISABLED');
  const { page, screenshot } = await open({ role: 'admin', tenant, path: 'account' });
  await page.getByText('Version 1 is live').first().waitFor();
  await page.getByText('Voice', { exact: true }).first().click();

  const saved = await other.saveTwilioAccount({ baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT' });
  expect(saved).toMatchObject({ configuration: { version: 2 } });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Bea Other saved version 2 meanwhile').waitFor();
  await screenshot('account-saved-meanwhile');
  await expectAccessible(page, 'a save meanwhile');
  expect(await page.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);

  await page.getByRole('button', { name: 'Go on with my changes' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Version 3 is live').first().waitFor();
  const configuration = await other.tenantConfiguration();
  expect(configuration?.configuration).toMatchObject({
    version: 3,
    channels: ['SMS'],
    fallbackPolicy: { mode: 'DEFAULT_ACCOUNT' },
  });
  expect(await auditKindsOf(system(), tenant)).toContain('CHANNELS_CHANGED');
});
