/** The members of a closed list that has words, in their order. */
export function members<Value extends string>(words: Readonly<Record<Value, string>>): readonly Value[] {
  return Object.keys(words).filter((value): value is Value => Object.hasOwn(words, value));
}
