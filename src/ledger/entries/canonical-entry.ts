import canonicalize from 'canonicalize';
import { newUuid, type Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';
import { leafHash } from '../tree/merkle-rules.ts';
import type { EntryBody, NewEntry } from './entry-kinds.ts';

/** An entry in the very bytes that are hashed and kept. */
export interface CanonicalEntry {
  readonly id: Uuid;
  readonly kind: EntryKind;
  readonly actorSubject: string;
  readonly object: string;
  /** Canonical JSON after RFC 8785. */
  readonly body: string;
  /** The Merkle tree leaf hash of the body's UTF-8 bytes (RFC 9162, section 2.1.1). */
  readonly leafHash: Buffer;
}

/** Completes an entry with who, when and in which request, and puts it into its canonical form. */
export function canonicalEntry(scope: RequestScope, at: Date, entry: NewEntry): CanonicalEntry {
  const id = newUuid(at);
  const { kind, object } = entry;
  const { kind: actorKind, subject, displayName, authenticatedBy } = scope.actor;
  const content: EntryBody = {
    v: 1,
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
  const body = canonicalize(content);
  if (body === undefined) throw new Error(`audit entry ${kind} has no canonical form`);
  return { id, kind, actorSubject: subject, object, body, leafHash: leafHash(Buffer.from(body)) };
}
