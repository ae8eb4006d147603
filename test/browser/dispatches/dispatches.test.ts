import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from '../../support/processes/fault-fleet.ts';
import { expectAccessible } from '../kit/accessibility.ts';
import { keptBy, settled, useConsole } from '../kit/console-kit.ts';
import { aUsedTenant } from '../kit/used-tenant.ts';

const { open, system } = useConsole();
const DELIVERED = '+15005550100';

/** A text that nobody else would write, to be looked for where it must not be. */
const SECRET_TEXT = 'Canary 8261 of the form';

let tenant: string;
beforeAll(async () => {
  tenant = await aUsedTenant(system());
});

/** Lets a test cut the event streams of a page, and keep new ones from beginning, as a lost network does. */
const STREAMS_THAT_CAN_BE_CUT = `{
  const { fetch } = window;
  let cut = new AbortController();
  let isDown = false;
  window.cutStreams = (down) => {
    isDown = down;
    if (down) cut.abort();
    else cut = new AbortController();
  };
  window.fetch = (url, init = {}) => {
    if (!new Headers(init.headers).get('accept')?.includes('text/event-stream')) return fetch(url, init);
    if (isDown) return Promise.reject(new TypeError('The network is down.'));
    const signals = [cut.signal, init.signal].filter(Boolean);
    return fetch(url, { ...init, signal: AbortSignal.any(signals) });
  };
}`;

const rows = (page: Page) => page.getByRole('table').getByRole('row');

async function send(key: string) {
  const dispatcher = await clientOf(system(), system().endpoint, tenant, 'dispatcher');
  await dispatcher.dispatch({ idempotencyKey: key, channel: 'SMS', to: DELIVERED, text: 'Your code is 1' });
}

describe('a record', () => {
  test('given it is chosen from the list, then its page tells who was tried, who pays and why, and can be linked to (B4)', async () => {
    const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'dispatches' });
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
    const told = page.getByRole('figure');
    await expect.poll(() => told.innerText()).toContain('The custom account was tried first');
    expect(await told.innerText()).toMatch(/is billed/);
    expect(await page.getByRole('img', { name: 'The decision as a picture' }).count()).toBe(1);
    for (const title of ['Attempts', 'Bill', 'Delivery', 'In force at that moment', 'Audit entries'])
      expect(await page.getByRole('heading', { name: title, exact: true }).count(), title).toBe(1);
    await screenshot('dispatch-explained');
    await expectAccessible(page, 'a record explained');
    await page.reload();
    await page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
  });

  test.each([
    ['dark on the smallest screen', { theme: 'dark', width: 320 }],
    ['light on the smallest screen', { theme: 'light', width: 320 }],
  ] as const)('given it is shown %s, then WCAG 2.2 A and AA hold', async (_, looks) => {
    const { page, screenshot } = await open({ role: 'auditor', tenant, path: 'dispatches', ...looks });
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
    await screenshot('dispatch-explained');
    await expectAccessible(page, 'a record explained');
  });

  test.each([
    'bm90aGluZw',
    Buffer.from('DispatchRecord:none:01a2209f-8735-7000-8013-68ea067d5dc5').toString('base64'),
  ])('given the id %s, which leads nowhere, then the page says so and leads back (X2)', async (id) => {
    const { page } = await open({
      role: 'auditor',
      tenant,
      path: `dispatches/${encodeURIComponent(id)}`,
    });
    await page.getByText('There is no such dispatch').waitFor();
    await page.getByRole('link', { name: 'All dispatches' }).click();
    await page.getByRole('table').waitFor();
  });
});

describe('the filters of the list', () => {
  test('given one is chosen, then it is in the address, and outlives a reload and the way to a record and back', async () => {
    const { page } = await open({ role: 'analyst', tenant, path: 'dispatches' });
    await page.getByRole('button', { name: /Channel/ }).click();
    await page.getByRole('option', { name: 'Voice', exact: true }).click();
    const onlyCalls = async () => {
      await expect.poll(() => new URL(page.url()).searchParams.get('channel')).toBe('VOICE');
      await expect
        .poll(async () => {
          await settled(page);
          const texts = await rows(page).allInnerTexts();
          return texts.length > 1 && texts.slice(1).every((text) => text.includes('Voice'));
        })
        .toBe(true);
    };
    await onlyCalls();
    await page.reload();
    await onlyCalls();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Decision', exact: true }).waitFor();
    await page.goBack();
    await onlyCalls();
  });

  test('given nothing matches, then the page says so, and clearing them brings all back', async () => {
    const { page, screenshot } = await open({ role: 'analyst', tenant, path: 'dispatches?country=AQ' });
    await page.getByText('No record matches these filters').waitFor();
    await screenshot('dispatches-no-match');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('table').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('given the address names a value that no filter has, then the page says that it is left out', async () => {
    const { page } = await open({ role: 'analyst', tenant, path: 'dispatches?channel=FAX' });
    await page.getByText('The address names values that no filter has').waitFor();
    expect(await rows(page).count()).toBeGreaterThan(1);
  });
});

describe('the live feed', () => {
  test('given a message is sent meanwhile, then it appears at the top; after a lost connection the page has caught up and says so', async () => {
    const { page, screenshot } = await open({ role: 'analyst', tenant, path: 'dispatches?live=on' });
    await page.addInitScript(STREAMS_THAT_CAN_BE_CUT);
    await page.reload();
    await page.getByText('Live: new records appear at the top.').waitFor();
    const before = await rows(page).count();
    await send('live-1');
    await rows(page).nth(1).getByText('New', { exact: true }).waitFor();
    expect(await rows(page).count()).toBe(before + 1);
    await screenshot('dispatches-live');
    await expectAccessible(page, 'the list followed live');
    await page.evaluate('cutStreams(true)');
    await page.getByText('The connection was lost.').waitFor();
    await screenshot('dispatches-live-lost');
    await send('live-2');
    const read = page.waitForRequest((request) =>
      `${decodeURIComponent(request.url())} ${request.postData() ?? ''}`.includes('"changedSince":"'),
    );
    await page.evaluate('cutStreams(false)');
    await read;
    await page.getByText('The connection is back').waitFor();
    await expect.poll(() => rows(page).count()).toBe(before + 2);
  });

  test('given the token has run out when it connects, then it connects again with the next one, and fails only if that is refused too', async () => {
    const refuse = ['401 (Unauthorized)', 'was answered 401'];
    const { page } = await open({ role: 'analyst', tenant, path: 'dispatches', expects: refuse });
    let refusals = 1;
    await page.route('**/graphql*', async (route) => {
      const isStream = route.request().headers()['accept']?.includes('text/event-stream') === true;
      if (!isStream || refusals === 0) return route.fallback();
      refusals -= 1;
      const extensions = { code: 'UNAUTHENTICATED' };
      const body = JSON.stringify({ errors: [{ message: 'The token has expired.', extensions }] });
      return route.fulfill({ status: 401, contentType: 'application/graphql-response+json', body });
    });
    await page.getByRole('button', { name: 'Follow live' }).click();
    await page.getByText('Live: new records appear at the top.').waitFor();
    expect(refusals).toBe(0);
    await page.getByRole('button', { name: 'Stop following' }).click();
    refusals = Number.POSITIVE_INFINITY;
    await page.getByRole('button', { name: 'Follow live' }).click();
    await page.getByText('The live feed failed').waitFor();
  });

  test('given it is paused, then what happens waits until it goes on', async () => {
    const { page } = await open({ role: 'analyst', tenant, path: 'dispatches?live=on' });
    await page.getByText('Live: new records appear at the top.').waitFor();
    const before = await rows(page).count();
    await page.getByRole('button', { name: 'Pause' }).click();
    await send('live-3');
    // Those that were sent before may go on changing.
    await page.getByText(/\d+ records? (is|are) waiting/).waitFor();
    expect(await rows(page).count()).toBe(before);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => rows(page).count()).toBe(before + 1);
  });
});

describe('the form that sends', () => {
  test('given a number and a text, then the preview says who would pay, the message is sent, and its text is nowhere (D12)', async () => {
    const { page, screenshot } = await open({ role: 'dispatcher', tenant, path: 'dispatches?view=send' });
    await page.getByLabel('To', { exact: true }).fill(DELIVERED);
    await page.getByText('The custom account sends it from').waitFor();
    await page.getByLabel('Text', { exact: true }).fill(SECRET_TEXT);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const link = page.getByRole('link', { name: 'Explain this dispatch in full' });
    await link.waitFor();
    await screenshot('dispatch-sent');
    await expectAccessible(page, 'a message that was sent');
    expect(await keptBy(page)).not.toContain(SECRET_TEXT);
    await link.click();
    await page.getByRole('heading', { name: 'Bill', exact: true }).waitFor();
  });

  test('given nothing was written, then the form says what is missing and sends nothing', async () => {
    const { page } = await open({ role: 'dispatcher', tenant, path: 'dispatches?view=send' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Write what is to be sent.').waitFor();
    await page.getByText('Write the whole number').waitFor();
  });
});
