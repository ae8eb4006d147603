import type { Page } from 'playwright-core';
import type { OwnSystem } from '../../support/running-system.ts';

/** SID and token as a person has them. */
interface Credentials {
  readonly sid: string;
  readonly authToken: string;
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export const choose = (page: Page, label: string) =>
  page.locator('label', { hasText: label }).first().click();

/** Types SID and token and has them verified; the SID only where it can be typed. */
export async function verify(page: Page, { sid, authToken }: Credentials): Promise<void> {
  const field = page.getByLabel('Twilio account SID');
  await field.waitFor();
  if (await field.isEnabled()) await field.fill(sid);
  await page.getByLabel('Twilio auth token').fill(authToken);
  await button(page, 'Verify').click();
}

/** Selects every number, and waits until the draft has them. */
export async function selectAll(page: Page): Promise<void> {
  await button(page, 'Select all').click();
  await page.getByText('The selection is kept in the draft').waitFor();
}

/** Comes to a draft of a new account, of whose numbers three can be selected, as they then are. */
export async function draft(
  page: Page,
  { system }: { readonly system: OwnSystem },
  authToken?: string,
): Promise<Credentials> {
  const numbers = [
    {},
    {},
    {},
    { voice: false },
    { voice: false },
    { sms: false },
    { sms: false, voice: false },
  ];
  const account = system.simulator.addAccount({ numbers, ...(authToken === undefined ? {} : { authToken }) });
  await choose(page, 'Custom');
  await verify(page, account);
  await selectAll(page);
  return account;
}
