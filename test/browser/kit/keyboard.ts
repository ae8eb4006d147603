import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More stops than any page has on the way to one of its elements. */
const MOST_STOPS = 120;

/** Whether the keyboard is at an element. */
function hasFocus(element: Locator): Promise<boolean> {
  return element.first().evaluate((node) => node.matches(':focus'));
}

/** Goes to an element by the tabulator key alone, and sees at each stop that the focus is visible (WCAG 2.4.7). */
export async function tabTo(page: Page, element: Locator, backwards = false): Promise<void> {
  await element.first().waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await hasFocus(element)) return;
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
    const unseen: string = await page.evaluate(`(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return '';
      const seen = [at, at.parentElement, at.closest('label')].some((one) => {
        if (one === null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      });
      return seen ? '' : at.outerHTML.slice(0, 200);
    })()`);
    expect(unseen, 'the element that has the focus without showing it').toBe('');
  }
  const at: string = await page.evaluate('document.activeElement.outerHTML.slice(0, 300)');
  throw new Error(`the tabulator key does not lead to ${element.toString()}, but ends at ${at}`);
}
