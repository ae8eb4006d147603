import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnServices, startServices } from '../support/services.ts';
import { STEPS, Stage } from './pairs-stage.ts';
import { inWords, ROWS } from './pairs-table.ts';

// One connection is enough for everything: nothing waits for a second one while it holds the first.
let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ DATABASE_POOL_SIZE: '4' }, { work: false });
});
afterAll(() => system.stop());

test('the table has each ordered pair once', () => {
  const pairs = STEPS.flatMap((first) => STEPS.map((second) => `${first}, ${second}`));
  expect(ROWS.map(({ first, second }) => `${first}, ${second}`)).toEqual(pairs);
});

test.each(ROWS)('$first, then $second: $result (V6, V7, V8, V9, C5, S1, S3, S5, S10, A1)', async (row) => {
  const stage = new Stage(system);
  await stage.prepare([row.first, row.second]);
  await stage.logged();
  await stage.take(row.first);
  expect(inWords(await stage.logged())).toBe(row.loggedFirst);
  expect(await stage.take(row.second)).toBe(row.result);
  expect(inWords(await stage.logged())).toBe(row.loggedSecond);
  expect(await stage.afterwards()).toBe(row.afterwards);
  await stage.clear();
});
