/** How many rules of each letter are built, counted from the first; those after them are planned. */
const BUILT_UP_TO: Readonly<Record<string, number>> = {
  V: 10,
  N: 7,
  C: 8,
  S: 12,
  D: 16,
  B: 5,
  A: 8,
  X: 7,
  G: 4,
};

/** The rules that are built: each of them must be cited by a test. */
export const BUILT: ReadonlySet<string> = new Set(
  Object.entries(BUILT_UP_TO).flatMap(([letter, last]) =>
    Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
  ),
);
