import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { AnswerBudget } from '../../../src/graphql/plugins/answer-budget.ts';
import { newBuilder } from '../test-builder.ts';

function ask(query: string, megabytes: number) {
  const text = async () => 'x'.repeat(1024 * 1024);
  const builder = newBuilder();
  builder.queryField('text', (t) => t.string({ access: 'EVERYBODY', resolve: text }));
  builder.queryField('texts', (t) =>
    t.stringList({
      access: 'EVERYBODY',
      resolve: () => Promise.all(Array.from({ length: megabytes }, text)),
    }),
  );
  const contextValue = { answer: new AnswerBudget(), turn: () => Promise.resolve() };
  return execute({ schema: builder.toSchema(), document: parse(query), contextValue });
}

test('given an answer of as many bytes as it may have, then it is given (X5)', async () => {
  const { data, errors } = await ask('{ texts }', 7);
  expect(errors).toBeUndefined();
  expect(data?.['texts']).toHaveLength(7);
});

test('given one list of more, or many fields of more together, then the limit is named and the rest left out (X5)', async () => {
  const fields = Array.from({ length: 12 }, (_, n) => `t${n}: text`).join(' ');
  for (const query of ['{ texts }', `{ ${fields} }`]) {
    const { data, errors = [] } = await ask(query, 9);
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]?.extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit: 'answerBytes',
      maximum: 8 * 1024 * 1024,
    });
    expect(JSON.stringify(data).length).toBeLessThanOrEqual(8 * 1024 * 1024);
  }
});
