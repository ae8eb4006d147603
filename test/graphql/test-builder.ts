import SchemaBuilder from '@pothos/core';
import { ACCESS } from '../../src/graphql/plugins/access-guard.ts';
import { ANSWER_BUDGET, type AnswerBudget } from '../../src/graphql/plugins/answer-budget.ts';
import { SLICED_LISTS } from '../../src/graphql/plugins/sliced-lists.ts';
import { PLATFORM_TENANT } from '../../src/kernel/ids.ts';
import { principal } from './api-kit.ts';

/** What a small schema is asked with. */
export interface Asked {
  readonly answer: AnswerBudget;
  readonly turn: () => Promise<void>;
}

/** A builder with our own plugins, for a small schema. */
export function newBuilder() {
  const builder = new SchemaBuilder<{
    Context: Asked;
    Root: Readonly<Record<string, unknown>>;
    DefaultFieldNullability: true;
  }>({
    plugins: [SLICED_LISTS, ANSWER_BUDGET, ACCESS],
    access: { principalOf: () => principal('analyst', PLATFORM_TENANT) },
    answerBudget: { budgetOf: ({ answer }) => answer },
    slicedLists: { takeTurn: ({ turn }) => turn() },
  });
  builder.queryType({});
  return builder;
}
