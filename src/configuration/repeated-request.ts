import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Actor, RecordedActor } from '../kernel/scope.ts';
import type { DraftReference } from './freshness-rules.ts';

/**
 * A digest that tells a request from every other of the same subject: SHA-256 in hexadecimal over what is asked for. It names the
 * version and the draft revision that it is based on, so that it can be done only once (S3).
 */
export function requestDigest<Input extends { readonly draft: DraftReference | null }>(
  verb: 'save' | 'remove' | 'select',
  { draft, ...input }: Input,
): string {
  const named = draft === null ? null : { id: draft.id, revision: draft.revision };
  return createHash('sha256')
    .update(String(canonicalize({ verb, draft: named, input })))
    .digest('hex');
}

/**
 * True if what there is was made by this very request: its answer was lost, and anyone who asks again is to be given what
 * came of it instead of a refusal (D15).
 */
export function isMadeBy(
  made: { readonly by: RecordedActor | null; readonly requestDigest: string | null },
  asked: { readonly by: Actor; readonly requestDigest: string },
): boolean {
  return (
    made.requestDigest === asked.requestDigest &&
    made.by?.subject === asked.by.subject &&
    made.by.kind === asked.by.kind
  );
}
