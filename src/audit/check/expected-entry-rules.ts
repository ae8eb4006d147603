import canonicalize from 'canonicalize';
import { isCommitment } from '../../ledger/entries/commitment.ts';
import { withDisclosed } from '../../ledger/entries/disclosed-entry.ts';
import { jsonValue } from '../../ledger/entries/entry-form.ts';
import { membersOf } from './entry-check-rules.ts';

// What rows say is told by the checks a second time, apart from the code that writes entries: an error in that one would
// otherwise agree with itself.

/** A personal value is not disclosed: it was erased, and a row that tells it has null. */
function withoutCommitments(value: unknown): unknown {
  if (isCommitment(value)) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutCommitments);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutCommitments(inner)]));
}

/** The content of an entry as `TOLD` gives it. */
export function toldBy(text: string): Readonly<Record<string, unknown>> {
  const told = membersOf(jsonValue(text));
  if (!Array.isArray(told['disclosures'])) return told;
  const content = jsonValue(String(told['body']));
  return membersOf(withoutCommitments(withDisclosed(content, told['disclosures'])));
}

/** The one entry that an object has to have, and in what it does not say what it should. */
export function onlyEntry(
  bodies: readonly string[],
  expected: Readonly<Record<string, unknown>>,
): [entry: Readonly<Record<string, unknown>> | undefined, problems: string[]] {
  const [body, ...others] = bodies;
  if (body === undefined) return [undefined, ['has no entry']];
  if (others.length > 0) return [undefined, [`has ${bodies.length} entries`]];
  const entry = toldBy(body);
  return [entry, differing(expected, entry).map((name) => `differs from its entry in ${name}`)];
}

/** The members of `expected`, also within objects, that are others in `actual`. */
export function differing(expected: Readonly<Record<string, unknown>>, actual: unknown): readonly string[] {
  const told = membersOf(actual);
  // A person who was erased: an entry of form 1 names them still (A6).
  if (expected['kind'] === 'PERSON' && expected['subject'] === null)
    return differing({ kind: 'PERSON', authenticatedBy: expected['authenticatedBy'] }, actual);
  return Object.entries(expected).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null) return value === told[name] ? [] : [name];
    if (!Array.isArray(value))
      return differing(membersOf(value), told[name]).map((inner) => `${name}.${inner}`);
    return canonicalize(value) === canonicalize(told[name]) ? [] : [name];
  });
}

/** Those members of `expected` that the state of an entry has at all: entries of old have fewer. */
export function statedMembers(
  expected: Readonly<Record<string, unknown>>,
  state: unknown,
): Readonly<Record<string, unknown>> {
  const members = membersOf(state);
  return Object.fromEntries(Object.entries(expected).filter(([name]) => Object.hasOwn(members, name)));
}

/** The state after, of the first of these entries; nothing where it is none. */
export function afterOf([body]: readonly string[]): unknown {
  return body === undefined ? undefined : toldBy(body)['after'];
}

/** The instant that an entry says, or the text of another JSON member, in milliseconds; not a number where it is none. */
export function instantOf(text: unknown): number {
  return new Date(String(text)).getTime();
}
