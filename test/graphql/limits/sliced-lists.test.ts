import { execute, parse } from 'graphql';
import { expect, it } from 'vitest';
import { AnswerBudget } from '../../../src/graphql/plugins/answer-budget.ts';
import { newBuilder } from '../test-builder.ts';

type Items = readonly { readonly number: number }[];

const items: Items = Array.from({ length: 350 }, (_, number) => ({ number }));

function schemaOf(field: string, value: Items | Promise<Items> | null) {
  const builder = newBuilder();
  const Item = builder
    .objectRef<Items[number]>('Item')
    .implement({ fields: (t) => ({ number: t.exposeInt('number') }) });
  builder.queryField(field, (t) => t.field({ type: [Item], access: 'EVERYBODY', resolve: () => value }));
  return builder.toSchema();
}

/** What is answered, and how often it was waited for a turn. */
async function ask(field: string, value: Items | Promise<Items> | null) {
  let turns = 0;
  const turn = async () => {
    turns += 1;
  };
  const document = parse(`{ ${field} { number } }`);
  const { data, errors } = await execute({
    schema: schemaOf(field, value),
    document,
    contextValue: { answer: new AnswerBudget(), turn },
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
