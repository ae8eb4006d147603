import { buildSchema, execute, parse } from 'graphql';
import { expect, it } from 'vitest';
import { sliceLists } from '../../../src/graphql/plugins/sliced-lists.ts';

const schema = sliceLists(
  buildSchema('type Query { items: [Item!]! laterItems: [Item!] none: [Item!] } type Item { number: Int! }'),
);
const items = Array.from({ length: 350 }, (_, number) => ({ number }));

/** What is answered, and how often it was waited for a turn. */
async function ask(field: string, value: unknown) {
  let turns = 0;
  const turn = async () => {
    turns += 1;
  };
  const document = parse(`{ ${field} { number } }`);
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: { [field]: value },
    contextValue: { turn },
  });
  expect(errors).toBeUndefined();
  return { list: JSON.parse(JSON.stringify(data?.[field])), turns };
}

it.each([
  ['items', items],
  ['laterItems', Promise.resolve(items)],
])(
  'given a long list as %s, then it is whole and in order, and others have their turns within (X5)',
  async (field, value) => {
    expect(await ask(field, value)).toEqual({ list: items, turns: 3 });
  },
);

it.each([
  ['items', items.slice(0, 100)],
  ['items', []],
  ['none', null],
])('given a page or less as %s, then it is completed in one go', async (field, value) => {
  expect(await ask(field, value)).toEqual({ list: value, turns: 0 });
});
