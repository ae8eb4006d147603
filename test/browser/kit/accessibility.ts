import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from './console-kit.ts';

/** WCAG 2.2, levels A and AA, by the names that axe has for their rules. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Where the library announces changes: it keeps each for some seconds, in which the element that was named may go. */
const ANNOUNCER = '[data-live-announcer]';

const SCRIPT = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails for each element of the page that violates WCAG 2.2 A or AA as far as axe-core can tell, and for what is cut off. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await settled(page);
  await page.evaluate(await SCRIPT);
  const { violations }: AxeResults = await page.evaluate(
    `axe.run({ exclude: ['${ANNOUNCER}'] }, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} } })`,
  );
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
  expect(told, `accessibility of ${state}`).toEqual([]);
  const overflow: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow, `pixels to scroll sideways in ${state} (WCAG 1.4.10)`).toBeLessThanOrEqual(0);
}
