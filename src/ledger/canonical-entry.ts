import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { newUuid, type Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { EntryBody, NewEntry } from './entry-kinds.ts';

/** An entry in the very bytes that are hashed and kept. */
export interface CanonicalEntry {
  readonly id: Uuid;
  /** Canonical JSON after RFC 8785. */
  readonly body: string;
  /** The Merkle tree leaf hash of the body's UTF-8 bytes (RFC 9162, section 2.1.1). */
  readonly leafHash: Buffer;
}

const LEAF_PREFIX = Buffer.from([0]);

/**
 * The leaf hash of an entry's stored text: SHA-256 over a zero byte and the text's UTF-8 bytes.
 *
 * @internal
 */
export function leafHash(body: string): Buffer {
  return createHash('sha256').update(LEAF_PREFIX).update(body, 'utf8').digest();
}

/** Completes an entry with who, when and in which request, and puts it into its canonical form. */
export function canonicalEntry(scope: RequestScope, at: Date, entry: NewEntry): CanonicalEntry {
  const id = newUuid(at);
  const { kind, subject, displayName, authenticatedBy } = scope.actor;
  const content: EntryBody = {
    v: 1,
    id,
    tenant: scope.tenant,
    at: at.toISOString(),
    kind: entry.kind,
    object: entry.object,
    actor: { kind, subject, displayName, authenticatedBy },
    requestId: scope.requestId,
    before: entry.before,
    after: entry.after,
  };
  const body = canonicalize(content);
  if (body === undefined) throw new Error(`audit entry ${entry.kind} has no canonical form`);
  return { id, body, leafHash: leafHash(body) };
}
