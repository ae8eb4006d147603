import canonicalize from 'canonicalize';
import { newUuid, type Uuid } from '../../../src/kernel/ids.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { NewEntry } from '../../../src/ledger/entries/entry-kinds.ts';
import { leafHash } from '../../../src/ledger/tree/merkle-rules.ts';

/** An entry as earlier versions recorded it: with persons named in the very bytes that are hashed. */
export function entryOfFirstForm(
  { tenant, actor, requestId }: RequestScope,
  at: Date,
  entry: NewEntry,
): { readonly id: Uuid; readonly body: string; readonly leafHash: Buffer } {
  const id = newUuid(at);
  const body = String(canonicalize({ v: 1, id, tenant, at: at.toISOString(), actor, requestId, ...entry }));
  return { id, body, leafHash: leafHash(Buffer.from(body)) };
}
