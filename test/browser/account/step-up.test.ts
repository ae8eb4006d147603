import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { useConsole } from '../kit/console-kit.ts';
import { signInAs, startIssuer } from '../session/issuer.ts';

const LEVEL = 'urn:originator:strong';

const issuer = await startIssuer();
const atIssuer = useConsole({
  ...{ ORIGINATOR_MODE: 'production', TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: 'https://originator.test/api' },
  ...{ JWKS_URL: `${issuer}/jwks`, JWKS_FILE: '', CONSOLE_CLIENT_ID: 'console' },
  CONSOLE_AUDIENCE_PARAMETER: 'resource',
  STEP_UP: JSON.stringify({ levels: [LEVEL], maxAgeSeconds: 600 }),
});
const inDevelopment = useConsole({
  STEP_UP: JSON.stringify({ levels: [LEVEL], methods: ['otp'], maxAgeSeconds: 600 }),
});

async function windowOf(page: Page, button: string): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: button, exact: true }).first().click();
  return opened;
}

const choose = (page: Page, label: string) => page.locator('label', { hasText: label }).first().click();

/** Types two choices and asks to save them, which takes another sign-in. */
async function typeAndSave(page: Page) {
  await choose(page, 'Voice');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Sign in again to do this').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);
}

describe('a save that takes a stronger sign-in', () => {
  test('given a person of an issuer, when they sign in again in the other window, then it is asked for what is wanted, and the save is done with what they typed (X7)', async () => {
    const { page, screenshot } = await atIssuer.open({ role: 'admin', path: 'account' });
    const login = `admin.${newTenant()}`;
    await signInAs(await windowOf(page, 'Sign in'), login);
    await page.getByText('Nothing saved yet').waitFor();
    await typeAndSave(page);
    await screenshot('step-up');
    await expectAccessible(page, 'another sign-in is wanted');
    const other = await windowOf(page, 'Sign in again');
    await other.getByPlaceholder('Enter any login').waitFor();
    await signInAs(other, login);
    await page.getByText('Saved. Version 1 is live.').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);
  });

  test('given a development, when a fresh token is asked for, then the save is done; when it is left undone, then what was typed stays (X7)', async () => {
    const { page } = await inDevelopment.open({ role: 'admin', tenant: newTenant(), path: 'account' });
    await typeAndSave(page);
    await page.getByRole('button', { name: 'Leave it undone' }).click();
    await page.getByText('Authenticate more strongly to do this.').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Voice' }).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: 'Get a fresh token' }).click();
    await page.getByText('Saved. Version 1 is live.').waitFor();
  });
});
