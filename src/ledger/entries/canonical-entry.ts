import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { newUuid, type Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';
import { leafHash } from '../tree/merkle-rules.ts';
import { commitmentTo, SALT_BYTES } from './commitment.ts';
import type { EntryBody, NewEntry } from './entry-kinds.ts';
import { type NamedPerson, personalValues, replacedAt } from './personal-members.ts';

/** An entry in the very bytes that are hashed and kept. */
export interface CanonicalEntry {
  readonly id: Uuid;
  readonly kind: EntryKind;
  /** Null where it is a person's. */
  readonly actorSubject: string | null;
  readonly object: string;
  /** Canonical JSON after RFC 8785. */
  readonly body: string;
  /** The Merkle tree leaf hash of the body's UTF-8 bytes (RFC 9162, section 2.1.1). */
  readonly leafHash: Buffer;
  /** The values behind its commitments, in the order of their paths. */
  readonly disclosures: readonly NewDisclosure[];
}

/** A personal value that is kept beside its entry. */
export interface NewDisclosure {
  readonly path: string;
  readonly salt: Buffer;
  /** Canonical JSON. */
  readonly value: string;
  readonly person: NamedPerson;
}

/**
 * Completes an entry with who, when and in which request, puts commitments in place of what is personal (A6), and gives it
 * its canonical form.
 */
export function canonicalEntry(scope: RequestScope, at: Date, entry: NewEntry): CanonicalEntry {
  const id = newUuid(at);
  const { kind, object } = entry;
  const { kind: actorKind, subject, displayName, authenticatedBy } = scope.actor;
  const plain: EntryBody = {
    v: 2,
    id,
    tenant: scope.tenant,
    at: at.toISOString(),
    kind,
    object,
    actor: { kind: actorKind, subject, displayName, authenticatedBy },
    requestId: scope.requestId,
    before: entry.before,
    after: entry.after,
  };
  const { content, disclosures } = committed(plain);
  const body = canonicalText(content);
  return {
    id,
    kind,
    actorSubject: actorKind === 'PERSON' ? null : subject,
    object,
    body,
    leafHash: leafHash(Buffer.from(body)),
    disclosures,
  };
}

function committed(plain: EntryBody): {
  readonly content: EntryBody;
  readonly disclosures: readonly NewDisclosure[];
} {
  const disclosures: NewDisclosure[] = [];
  let content = plain;
  for (const { path, value, person } of personalValues(plain)) {
    const salt = randomBytes(SALT_BYTES);
    const text = canonicalText(value);
    content = replacedAt(content, path, { ...commitmentTo(salt, text) });
    disclosures.push({ path: `/${path.join('/')}`, salt, value: text, person });
  }
  return { content, disclosures };
}

function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('an audit entry has no canonical form');
  return text;
}
