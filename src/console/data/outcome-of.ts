/** The answer of a mutation: its payload, or the refusal. */
export function outcomeOf<Answer extends { readonly __typename: string }, Done extends Answer['__typename']>(
  answer: Answer | null | undefined,
  done: Done,
): {
  readonly payload: Extract<Answer, { readonly __typename: Done }> | null;
  readonly problem: Exclude<Answer, { readonly __typename: Done }> | null;
} {
  const isDone = (one: Answer): one is Extract<Answer, { readonly __typename: Done }> =>
    one.__typename === done;
  const isProblem = (one: Answer): one is Exclude<Answer, { readonly __typename: Done }> => !isDone(one);
  if (answer === null || answer === undefined) return { payload: null, problem: null };
  return isDone(answer)
    ? { payload: answer, problem: null }
    : { payload: null, problem: isProblem(answer) ? answer : null };
}
