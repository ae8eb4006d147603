import { buildSchema, execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { AnswerBudget, budgetAnswers } from '../../../src/graphql/plugins/answer-budget.ts';

const schema = budgetAnswers(buildSchema('type Query { texts: [String!] text: String }'));

function ask(query: string, megabytes: number) {
  const text = async () => 'x'.repeat(1024 * 1024);
  const rootValue = { text, texts: async () => Promise.all(Array.from({ length: megabytes }, text)) };
  return execute({ schema, document: parse(query), rootValue, contextValue: { answer: new AnswerBudget() } });
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
