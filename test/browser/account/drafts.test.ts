import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { auditKindsOf, newTenant } from '../../support/running-system.ts';
import { button, choose, draft, selectAsAnother } from '../kit/account-page.ts';
import { hold } from '../kit/answers.ts';
import { useConsole } from '../kit/console-kit.ts';
import { aSecret, watchSecrets } from '../kit/secrets.ts';

const { open, system } = useConsole();

async function openAccount(tenant: string, before?: (page: Page) => Promise<unknown>) {
  const { page } = await open({ role: 'admin', tenant, path: 'account', before });
  return { page, secrets: watchSecrets(page, system()) };
}

describe('a draft', () => {
  test('given its consent is declined, then nothing goes live, the draft stays, and the decision is recorded (C5)', async () => {
    const tenant = newTenant();
    const { page, secrets } = await openAccount(tenant);
    const account = await draft(page, { system: system() }, aSecret());
    await button(page, 'Save').click();
    await page
      .getByRole('alertdialog', { name: 'Legal consent' })
      .getByRole('button', { name: 'Decline' })
      .click();
    await page.getByText('You declined. Nothing has changed, and your decision is recorded.').waitFor();
    const kinds = await auditKindsOf(system(), tenant);
    expect(kinds).toContain('CONSENT_DECLINED');
    expect(kinds).not.toContain('CONFIGURATION_SAVED');
    await page.reload();
    await page.getByText('3 of 3 selected').waitFor();
    await page.getByText('Nothing saved yet').waitFor();
    await button(page, 'Save').click();
    await button(page, 'I consent, save').click();
    await page.getByText('Saved. Version 1 is live.').waitFor();
    await secrets.expectNoTrace(account.authToken);
  });

  test('given numbers that cannot do both SMS and voice, then they are filtered out, each under its reason (N2)', async () => {
    const { page } = await openAccount(newTenant());
    const { sid } = await draft(page, { system: system() });
    await page.getByText('3 of 3 selected').waitFor();
    await page.getByText('4 numbers are filtered out, for want of SMS or voice').click();
    const [, , , onlySms, , onlyVoice, neither] = system().simulator.account(sid).phoneNumbers;
    for (const [reason, number] of [
      ['2 can send SMS, and cannot place calls', onlySms],
      ['1 can place calls, and cannot send SMS', onlyVoice],
      ['1 can do neither SMS nor calls', neither],
    ]) {
      const heading = page.getByRole('heading', { name: reason ?? '' });
      await heading.waitFor();
      const digits = (await heading.locator('xpath=..').innerText())
        .replaceAll(/[^\d+]/g, ' ')
        .replaceAll(/ (?=\d)/g, '');
      expect(digits, reason).toContain(number);
    }
  });

  test('given another admin has changed it, then the selection made here is not sent over it, its author is named, and one chooses whose goes on (S3)', async () => {
    const tenant = newTenant();
    const { page } = await openAccount(tenant);
    await draft(page, { system: system() });
    const rows = page.getByRole('option');
    // Nothing is learned by reading again: what the refusal tells is enough.
    await hold(page, 'AccountState');
    await selectAsAnother({ system: system(), tenant }, 1);
    await rows.nth(1).click();
    await page.getByText('Ann Admin changed the draft meanwhile').waitFor();
    await button(page, 'Go on with my changes').click();
    await page.getByText('The selection is kept in the draft').waitFor();
    await page.getByText('2 of 3 selected').waitFor();
    await page.unrouteAll();
    await page.reload();
    await page.getByText('2 of 3 selected').waitFor();

    await hold(page, 'AccountState');
    await selectAsAnother({ system: system(), tenant }, 1);
    await rows.nth(1).click();
    await page.getByText('Ann Admin changed the draft meanwhile').waitFor();
    await button(page, 'Take over theirs').click();
    await page.getByText('1 of 3 selected').waitFor();
  });

  test('given another admin has begun one, then a page on which nobody does anything shows it, and who did, within half a minute (S3)', async () => {
    const tenant = newTenant();
    const [{ page: ann }, { page: bob }] = [
      await openAccount(tenant),
      await openAccount(tenant, (page) => page.clock.install()),
    ];
    await draft(ann, { system: system() });
    await choose(bob, 'Custom');
    expect(await bob.getByText('Draft, not live yet').count()).toBe(0);
    await bob.clock.fastForward(30_000);
    await bob.getByText('Draft, not live yet').waitFor();
    await bob.getByText('Changed last by Development admin').waitFor();
    await bob.getByText('3 of 3 selected').waitFor();
  });
});
