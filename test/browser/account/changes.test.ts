import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { clientOf } from '../../support/processes/fault-fleet.ts';
import { auditKindsOf, newTenant } from '../../support/running-system.ts';
import { button, choose, selectAll, verify } from '../kit/account-page.ts';
import { useConsole } from '../kit/console-kit.ts';
import { aSecret, watchSecrets } from '../kit/secrets.ts';
import { aConfiguredTenant } from '../kit/used-tenant.ts';

const { open, system } = useConsole();

async function openAccount(tenant: string) {
  const { page } = await open({ role: 'admin', tenant, path: 'account' });
  return { page, secrets: watchSecrets(page, system()) };
}

/** The entries of the tenant's log since there were so many. */
const kindsSince = async (tenant: string, before: number) =>
  (await auditKindsOf(system(), tenant)).slice(before);

const dialogOf = (page: Page, name: string) => page.getByRole('alertdialog', { name });

describe('an account that is live', () => {
  test('given its token is rejected, then a warning says what to do, and doing it switches tokens and clears the warning, with no secret left (S6, S11, X4)', async () => {
    const { tenant, account } = await aConfiguredTenant(system(), 0);
    const token = system().simulator.account(account.sid).rotateToken(aSecret());
    const dispatcher = await clientOf(system(), system().endpoint, tenant, 'dispatcher');
    await dispatcher.dispatch({ idempotencyKey: 'one', channel: 'SMS', to: '+15005550100', text: 'Code 1' });
    const { page, secrets } = await openAccount(tenant);
    await page
      .getByText('Copy the present auth token from the Twilio console and rotate the token here')
      .waitFor();
    const before = (await auditKindsOf(system(), tenant)).length;
    await button(page, 'Rotate the token').click();
    const sid = page.getByLabel('Twilio account SID');
    expect([await sid.inputValue(), await sid.isDisabled()]).toEqual([account.sid, true]);
    await verify(page, { sid: account.sid, authToken: token });
    await page.getByText('Draft, not live yet').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Saved. Version 2 is live.').waitFor();
    await expect.poll(() => page.getByText('rotate the token here').count(), { timeout: 30_000 }).toBe(0);
    await secrets.expectNoTrace(token, account.authToken);
    const kinds = await kindsSince(tenant, before);
    expect(kinds).toEqual(expect.arrayContaining(['TOKEN_ROTATED', 'WARNING_CLEARED']));
    expect(kinds).not.toContain('CONSENT_GIVEN');
    await page.getByRole('tab', { name: 'Version history' }).click();
    const newest = page.getByRole('article', { name: 'Version 2' });
    await newest.getByRole('row', { name: 'Credential set' }).waitFor();
  });

  test('given another account is chosen, then the present one stays live until the save, for which consent is asked again (S4, C1, X4)', async () => {
    const { tenant, account } = await aConfiguredTenant(system(), 0);
    const other = system().simulator.addAccount({ numbers: 2, authToken: aSecret() });
    const { page, secrets } = await openAccount(tenant);
    const before = (await auditKindsOf(system(), tenant)).length;
    await button(page, 'Change account').click();
    await verify(page, other);
    await page.getByText('Draft, not live yet').waitFor();
    await page.getByText('Version 1 is live').waitFor();
    await selectAll(page);
    await button(page, 'Save').click();
    await dialogOf(page, 'Legal consent').getByText(other.sid).waitFor();
    await button(page, 'I consent, save').click();
    await page.getByText('Saved. Version 2 is live.').waitFor();
    await page.getByText(other.sid).first().waitFor();
    expect(await page.getByText(account.sid).count()).toBe(0);
    await secrets.expectNoTrace(other.authToken);
    expect(await kindsSince(tenant, before)).toEqual(
      expect.arrayContaining(['CONSENT_GIVEN', 'CONSENT_ENDED', 'CONFIGURATION_SAVED']),
    );
  });

  test('given the default account is chosen, then it is removed only after a confirmation, and its consent ends (S5)', async () => {
    const { tenant, account } = await aConfiguredTenant(system(), 0);
    const { page, secrets } = await openAccount(tenant);
    const before = (await auditKindsOf(system(), tenant)).length;
    await choose(page, 'Default');
    await page.getByText('Saving removes your custom account').waitFor();
    await button(page, 'Save').click();
    const dialog = dialogOf(page, 'Back to the default account?');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await kindsSince(tenant, before)).toEqual([]);
    await button(page, 'Save').click();
    await dialog.getByRole('button', { name: 'Remove the custom account' }).click();
    await page.getByText('Saved. Version 2 is live.').waitFor();
    expect(await page.getByRole('radio', { name: /^Default/ }).isChecked()).toBe(true);
    expect(await page.getByText(account.sid).count()).toBe(0);
    expect(await kindsSince(tenant, before)).toEqual(
      expect.arrayContaining(['ACCOUNT_REMOVED', 'CONSENT_ENDED']),
    );
    await secrets.expectNoTrace(account.authToken);
  });
});

describe('an API key', () => {
  test('given it is chosen in place of the token, then its faults are told before any request, a reload keeps all but its secret, and the account goes live with it (V2, V4, V7, S6, X4)', async () => {
    const tenant = newTenant();
    const apiKey = { sid: `SK${randomBytes(16).toString('hex')}`, secret: aSecret() };
    const keys = [{ ...apiKey, allowed: ['NUMBERS', 'MESSAGES'] as const }];
    const account = system().simulator.addAccount({ numbers: 2, authToken: aSecret(), apiKeys: keys });
    const { page, secrets } = await openAccount(tenant);
    const secret = page.getByLabel('Secret of the API key');
    const keySid = page.getByLabel('SID of the API key');
    await choose(page, 'Custom');
    await choose(page, 'API key');
    await page.getByLabel('Twilio account SID').fill(account.sid);
    await keySid.fill('SK1');
    const asked = system().logLines.length;
    await button(page, 'Verify').click();
    await page
      .getByText('The SID of a Twilio API key must be SK followed by 32 hexadecimal digits')
      .waitFor();
    await page.getByText('Twilio API key secret is required').waitFor();
    expect(system().logLines.slice(asked).join()).not.toContain('VerifyAccount');

    await keySid.fill(apiKey.sid);
    await secret.fill(apiKey.secret);
    await page.reload();
    await expect.poll(() => keySid.inputValue()).toBe(apiKey.sid);
    expect(await secret.inputValue()).toBe('');
    const wrong = aSecret();
    await secret.fill(wrong);
    await button(page, 'Verify').click();
    await page.getByText('The account was not verified').waitFor();
    await secret.fill(apiKey.secret);
    await button(page, 'Verify').click();
    await page.getByText('Draft, not live yet').waitFor();
    await page.getByText('API key set', { exact: true }).waitFor();
    // Neither name nor type of the account.
    expect(await page.getByText('Not known: the API key may not read it').count()).toBe(2);
    await selectAll(page);
    await button(page, 'Save').click();
    await button(page, 'I consent, save').click();
    await page.getByText('Saved. Version 1 is live.').waitFor();

    await button(page, 'Replace the key').click();
    expect(await page.getByRole('radio', { name: 'API key' }).isChecked()).toBe(true);
    await choose(page, 'Auth token');
    await verify(page, account);
    await page.getByText('Draft, not live yet').waitFor();
    await button(page, 'Save').click();
    await page.getByText('Saved. Version 2 is live.').waitFor();
    await button(page, 'Rotate the token').waitFor();
    await secrets.expectNoTrace(wrong, apiKey.secret, account.authToken);
    expect(await auditKindsOf(system(), tenant)).toEqual(
      expect.arrayContaining(['CONSENT_GIVEN', 'CONFIGURATION_SAVED', 'TOKEN_ROTATED']),
    );
  });
});
