import canonicalize from 'canonicalize';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';
import type { Disclosure } from '../../ledger/entries/commitment.ts';
import { commitmentsIn, disclosureFault } from '../../ledger/entries/disclosure-rules.ts';
import { jsonValue } from '../../ledger/entries/entry-form.ts';
import type { StoredDisclosure } from './entry-check-store.ts';

const ERASURE: EntryKind = 'PERSON_ERASED';

/** Everything in which what is kept beside an entry is not what the entry commits to (A6). */
export function disclosureProblems(body: string, stored: readonly StoredDisclosure[]): readonly string[] {
  if (stored.length === 0 && !body.includes('{"commitment":"')) return [];
  const content = jsonValue(body);
  const problems: string[] = [];
  const kept = new Set(stored.map(({ path }) => path));
  for (const path of commitmentsIn(content).keys())
    if (!kept.has(path)) problems.push(`has lost the value of ${path}, which was not erased`);
  const fault = disclosureFault(content, stored.map(toDisclosure));
  if (fault !== undefined) problems.push(`has a disclosure that is wrong: the one of ${fault}`);
  const byPath = new Map(stored.map((disclosure) => [disclosure.path, disclosure]));
  for (const disclosure of stored)
    if (!isOfItsPerson(disclosure, byPath.get('/actor/subject')))
      problems.push(`has a disclosure of ${disclosure.path} that is kept for another person`);
  return problems;
}

function toDisclosure({ path, salt, value, erasedBy }: StoredDisclosure): Disclosure {
  if (salt !== null && value !== null) {
    const shown = jsonValue(value);
    return {
      path,
      salt: salt.toString('base64url'),
      value: canonicalize(shown) === value ? String(shown) : null,
    };
  }
  return { path, erasedBy: erasedBy ?? '' };
}

/** A name is its own person's, an address that of the actor; what was erased is nobody's, and an entry says that it was. */
function isOfItsPerson(disclosure: StoredDisclosure, ofActor: StoredDisclosure | undefined): boolean {
  const { path, value, subject, displayName, erasedBy, erasedWith } = disclosure;
  if (erasedBy !== null) return erasedWith === ERASURE;
  if (value === null || subject === null) return false;
  const told = jsonValue(value);
  if (path.endsWith('/displayName')) return told === displayName;
  if (path.endsWith('/ip') || path.endsWith('/userAgent'))
    return subject === ofActor?.subject && displayName === ofActor.displayName;
  return told === subject;
}
