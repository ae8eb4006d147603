import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';

test('decision records are numbered one after the other, each number once', async () => {
  const names = await readdir(new URL('../../docs/decisions/', import.meta.url));
  const numbers = names
    .map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]))
    .toSorted((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
