/**
 * Says of a list without page arguments how many items it has at most, or, where something else bounds them together,
 * what one counts for: what an operation costs is reckoned by it before anything is read.
 */
export function listOf(length: number) {
  return { listLength: length };
}
