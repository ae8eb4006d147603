import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { newTenant } from '../../support/running-system.ts';
import { useConsole } from '../kit/console-kit.ts';
import { consentIn, signInAs, startIssuer } from './issuer.ts';

const issuer = await startIssuer();
const { open, system } = useConsole({
  ...{ ORIGINATOR_MODE: 'production', TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: 'https://originator.test/api' },
  ...{ JWKS_URL: `${issuer}/jwks`, JWKS_FILE: '', CONSOLE_CLIENT_ID: 'console' },
  CONSOLE_AUDIENCE_PARAMETER: 'resource',
});

/** Opens the window of the issuer by the button with this name. */
async function issuerFrom(page: Page, name: string): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name, exact: true }).click();
  return opened;
}

/** Opens the console signed out; the role of a development means nothing here. */
const visit = (path: string, expects: readonly string[] = []) => open({ role: 'admin', path, expects });

async function signedIn(login: string, path: string) {
  const { page, context, screenshot } = await visit(path);
  await signInAs(await issuerFrom(page, 'Sign in'), login);
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  return { page, context, screenshot };
}

describe('given an issuer of OpenID Connect', () => {
  test('when a person signs in, then they are where they wanted to be, and nothing of it is in an address, storage or log (X1)', async () => {
    const opened = await visit('audit?kind=none');
    const { page, context, screenshot } = opened;
    await screenshot('sign-in');
    const secrets: string[] = [];
    const addresses: string[] = [];
    context.on('request', (request) => {
      addresses.push(request.url());
      const sent = new URLSearchParams(request.postData() ?? '');
      for (const name of ['code', 'code_verifier']) secrets.push(...sent.getAll(name));
      const [, bearer] = /^Bearer (.+)$/.exec(request.headers()['authorization'] ?? '') ?? [];
      if (bearer !== undefined) secrets.push(bearer);
    });
    const tenant = newTenant();
    await signInAs(await issuerFrom(page, 'Sign in'), `auditor.${tenant}`);
    await page.getByText('Person auditor').waitFor();
    await page.getByRole('link', { name: 'Audit' }).waitFor();
    expect(page.url()).toMatch(/\/console\/audit\?kind=none$/);
    await screenshot('signed-in');
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    const html = await page.content();
    for (const secret of secrets) {
      expect(kept + html + addresses.join(' ')).not.toContain(secret);
      expect(system().logLines.join('\n')).not.toContain(secret);
    }
  });

  test('when they sign out, then they are so at the issuer too, and the console forgets them', async () => {
    const { page } = await signedIn(`auditor.${newTenant()}`, '');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Originator' }).waitFor();
    const other = await issuerFrom(page, 'Sign in');
    await other.getByPlaceholder('Enter any login').waitFor();
  });

  test('when the person cancels, then the page says so, and they can begin once more', async () => {
    const { page, screenshot } = await visit('');
    const other = await issuerFrom(page, 'Sign in');
    await screenshot('sign-in-waiting');
    await other.getByRole('link', { name: 'Cancel' }).click();
    await page.getByText('The sign-in was not completed').waitFor();
    await screenshot('sign-in-denied');
    await signInAs(await issuerFrom(page, 'Sign in'), `auditor.${newTenant()}`);
    await page.getByText('Person auditor').waitFor();
  });

  test('when it cannot be reached, then the page says what to do', async () => {
    const { page, context } = await visit('', ['openid-configuration', 'ERR_FAILED']);
    await context.route('**/.well-known/openid-configuration', (route) => route.abort());
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The sign-in cannot be reached').waitFor();
    await context.unroute('**/.well-known/openid-configuration');
    await signInAs(await issuerFrom(page, 'Sign in'), `auditor.${newTenant()}`);
    await page.getByText('Person auditor').waitFor();
  });

  test('when an answer was made for another attempt, then it is not taken (X1)', async () => {
    const { page, context } = await visit('');
    await context.route(
      '**/auth?*',
      async (route) => {
        const address = new URL(route.request().url());
        address.searchParams.set('nonce', 'of-another');
        await route.fulfill({
          status: 302,
          headers: { location: address.href.replace('/auth?', '/auth?&') },
        });
      },
      { times: 1 },
    );
    const other = await issuerFrom(page, 'Sign in');
    const forged = await context.newPage();
    await forged.goto(`${system().app.url}/console/sign-in#state=forged&code=forged&iss=${issuer}`);
    await forged.getByText('You can close this window').waitFor();
    expect(await page.getByText('Waiting for the other window').count()).toBe(1);
    await signInAs(other, `auditor.${newTenant()}`);
    await page.getByText('The answer of the sign-in cannot be trusted').waitFor();
    expect(await page.getByText('Person auditor').count()).toBe(0);
  });

  test.each([
    ['auditor.acme.elsewhere', "The token's audience is not https://originator.test/api."],
    ['visitor.acme', 'You have no role here'],
  ])(
    'when %s signs in, then the page says why nothing is open, and somebody else can (X1)',
    async (login, said) => {
      const { page, screenshot } = await visit('', ['401']);
      await signInAs(await issuerFrom(page, 'Sign in'), login);
      await page.getByText(said).waitFor();
      await screenshot(`sign-in-${login}`);
      await signInAs(await issuerFrom(page, 'Sign in as somebody else'), `auditor.${newTenant()}`);
      await page.getByRole('link', { name: 'Audit' }).waitFor();
    },
  );
});

describe('given a token that is about to expire', () => {
  test('when the issuer renews it, then the person notices nothing', async () => {
    const { page, context } = await visit('');
    await page.clock.install();
    await signInAs(await issuerFrom(page, 'Sign in'), `auditor.${newTenant()}`);
    await page.getByRole('link', { name: 'Audit' }).waitFor();
    const renewed = context.waitForEvent('request', (request) =>
      (request.postData() ?? '').includes('grant_type=refresh_token'),
    );
    await page.clock.fastForward('01:00:00');
    // A window that is looked at again reads again what has become old.
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await renewed;
    expect(await page.getByText('Your sign-in has ended').count()).toBe(0);
  });

  test('when the issuer does not, then they sign in again where they are, and what they typed stays', async () => {
    const { page, screenshot } = await visit('account');
    await page.clock.install();
    await signInAs(await issuerFrom(page, 'Sign in'), 'platform-auditor..unrenewed');
    const field = page.getByRole('textbox', { name: 'Tenant' });
    await field.fill('half-typ');
    await page.clock.fastForward('01:00:00');
    await page.getByText('Your sign-in has ended').waitFor();
    // It stands below the header, over the whole width, and leaves the header as it was.
    expect(await page.locator('header').getByText('Your sign-in has ended').count()).toBe(0);
    await screenshot('sign-in-ended');
    const other = await issuerFrom(page, 'Sign in again');
    await consentIn(other);
    await page.getByText('Your sign-in has ended').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('half-typ');
  });
});
