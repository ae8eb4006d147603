import { auditText } from '../../../text/en/audit.ts';
import type { DifferenceRow } from '../../../ui/show/difference.tsx';

const { member: words } = auditText.entry;

/** The members of a state that differ from the other one, by their path, each in words. */
export function differenceOf(before: unknown, after: unknown): readonly DifferenceRow[] {
  const [old, now] = [new Map(membersOf(before)), new Map(membersOf(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((row) => row.before !== row.after);
}

/** The members of a state with values that a person can read; what is null is left out. */
function* membersOf(value: unknown, path = ''): Generator<readonly [string, string]> {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') yield [path, inWords(value)];
  else if ('commitment' in value && Object.keys(value).length === 1) yield [path, words.withheld];
  else if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    yield [path, value.length === 0 ? words.empty : value.map(inWords).join(', ')];
  else
    for (const [name, member] of Object.entries(value))
      yield* membersOf(member, path === '' ? name : `${path}.${name}`);
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  return value === '' ? words.empty : String(value);
}
