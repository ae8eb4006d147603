import { type Commitment, type DisclosedValue, type Disclosure, isCommitment } from './commitment.ts';
import { replacedAt } from './personal-members.ts';

/** A disclosure, or the value of one. */
type Told = Disclosure | DisclosedValue;

/** The content of an entry with the values that are disclosed in place of their commitments; others stay. */
export function withValues<T>(content: T, disclosures: readonly Told[]): T {
  return disclosures.reduce(
    (entry, disclosure) =>
      'value' in disclosure
        ? replacedAt(entry, disclosure.path.slice(1).split('/'), disclosure.value)
        : entry,
    content,
  );
}

/** The same, of which the actor is nobody where they are not disclosed: null. */
export function withDisclosed(content: unknown, disclosures: readonly Disclosure[]): unknown {
  if (typeof content !== 'object' || content === null || !('actor' in content)) return content;
  return { ...withValues(content, disclosures), actor: actorWith(content.actor, disclosures) };
}

/** The actor of an entry; null stands for what is not disclosed of a person. */
export function actorWith(actor: unknown, disclosures: readonly Told[]): unknown {
  const shown = withValues(actor, disclosuresWithin('actor', disclosures));
  if (typeof shown !== 'object' || shown === null) return shown;
  const known = Object.entries(shown).map(([name, value]) => [name, isCommitment(value) ? null : value]);
  return Object.fromEntries(known);
}

/** The disclosures that are of a member of the entry, with their paths from there. */
export function disclosuresWithin(member: string, disclosures: readonly Told[]): readonly Told[] {
  return disclosures
    .filter(({ path }) => path.startsWith(`/${member}/`))
    .map((disclosure) => ({ ...disclosure, path: disclosure.path.slice(member.length + 1) }));
}

/** A text as the entry has it, or as it is disclosed where that has its commitment; null where it is not. */
export function toldOf(
  disclosures: readonly Disclosure[],
  path: string,
  value: string | Commitment | null,
): string | null {
  if (value === null || typeof value === 'string') return value;
  const disclosure = disclosures.find((one) => one.path === path);
  return disclosure !== undefined && 'value' in disclosure ? String(disclosure.value) : null;
}
