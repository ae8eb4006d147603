import { expectAccessible } from './accessibility.ts';
import { type Looks, type OpenConsole, settled } from './console-kit.ts';

/**
 * Everything that a state has to look well in. What only depends on the markup is looked at in each of the two layouts, of which
 * pictures are taken for people, one in each theme; `PICTURES=all` takes them of all.
 */
const LOOKS: readonly (readonly [name: string, looks: Required<Looks>, rules: 'all' | 'of looks'])[] = [
  ['light on a desk', { theme: 'light', width: 1280, zoom: 1 }, 'all'],
  ['dark on a desk', { theme: 'dark', width: 1280, zoom: 1 }, 'of looks'],
  ['at twice the size', { theme: 'light', width: 1280, zoom: 2 }, 'of looks'],
  ['light on the smallest screen', { theme: 'light', width: 320, zoom: 1 }, 'of looks'],
  ['dark on the smallest screen', { theme: 'dark', width: 320, zoom: 1 }, 'all'],
];

/** Looks at a state in every way, without leaving it. */
export async function inEveryLook({ page, look, screenshot }: OpenConsole, name: string): Promise<void> {
  for (const [way, looks, rules] of LOOKS) {
    await look(looks);
    await settled(page);
    if (rules === 'all' || process.env['PICTURES'] === 'all') await screenshot(name);
    await expectAccessible(page, `${name}, ${way}`, rules);
  }
}
