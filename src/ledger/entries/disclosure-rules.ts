import canonicalize from 'canonicalize';
import * as z from 'zod';
import { commitmentTo, type Disclosure, decodeBase64Url, isCommitment, SALT_BYTES } from './commitment.ts';

const path = z
  .string()
  .startsWith('/')
  .meta({ description: 'Where in the entry the value belongs: a JSON Pointer (RFC 6901).' });

/** The form of a disclosure, as exports and receipts have it. */
export const disclosureForm = z.union([
  z.strictObject({
    path,
    salt: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .meta({ description: 'The 32 bytes that the value was hashed with, in base64url without padding.' }),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({ description: 'The value.' }),
  }),
  z.strictObject({
    path,
    erasedBy: z
      .string()
      .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      .meta({ description: 'The id of the entry of the erasure.' }),
  }),
]);

/** The commitments in an entry by their paths, which are ascending. */
export function commitmentsIn(content: unknown): ReadonlyMap<string, string> {
  const found: (readonly [string, string])[] = [];
  collect(content, '', found);
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Verifying asks for this once for each entry with disclosures, so it takes no more than it must. */
function collect(value: unknown, at: string, found: (readonly [string, string])[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isCommitment(value)) found.push([at, value.commitment]);
  else for (const [name, inner] of Object.entries(value)) collect(inner, `${at}/${escaped(name)}`, found);
}

/** The name as JSON Pointers have it (RFC 6901). */
function escaped(name: string): string {
  return /[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name;
}

/**
 * The fault in what is told of an entry's commitments; the sentence goes on from “The disclosure of …”. `undefined` when
 * each value is the one that was committed to; of some nothing need be told.
 */
export function disclosureFault(content: unknown, disclosures: readonly Disclosure[]): string | undefined {
  const commitments = commitmentsIn(content);
  let last = '';
  for (const disclosure of disclosures) {
    if (disclosure.path <= last) return `${disclosure.path} is out of order, or appears twice`;
    last = disclosure.path;
    const committed = commitments.get(disclosure.path);
    if (committed === undefined) return `${disclosure.path} is of no commitment in the entry`;
    if ('value' in disclosure && !proves(disclosure, committed))
      return `${disclosure.path} is not what the entry commits to`;
  }
  return undefined;
}

function proves(
  { salt: text, value }: { readonly salt: string; readonly value: unknown },
  committed: string,
): boolean {
  const salt = decodeBase64Url(text);
  const canonical = canonicalize(value);
  if (salt?.length !== SALT_BYTES || canonical === undefined) return false;
  return commitmentTo(salt, canonical).commitment === committed;
}
