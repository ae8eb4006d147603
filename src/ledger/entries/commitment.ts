import * as z from 'zod';
import { sha256Binary } from '../tree/cryptography.ts';

/** The number of random bytes that a value is hashed with, so that nobody can confirm a guess of it. */
export const SALT_BYTES = 32;

/** The form of what stands in an entry for a personal value (A6). */
export const commitmentForm = z
  .strictObject({
    commitment: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .meta({
        description: 'SHA-256 over 32 bytes of salt and the canonical JSON of the value, in base64url.',
      }),
  })
  .meta({ description: 'A personal value, which is disclosed apart or has been erased.' });

/** A commitment, as an entry holds it. */
export type Commitment = z.infer<typeof commitmentForm>;

/** The beginning of a commitment in an entry, which no text within an entry can hold: its quotes would be escaped. */
export const COMMITMENT_START = '{"commitment":"';

/** The commitment to a value, of which the canonical JSON (RFC 8785) is given. */
export function commitmentTo(salt: Uint8Array, canonicalValue: string): Commitment {
  const digest = sha256Binary(Buffer.concat([salt, Buffer.from(canonicalValue)]));
  return { commitment: base64Url(Buffer.from(digest, 'latin1')) };
}

/** The bytes in base64url without padding. */
export function base64Url(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes of a text in base64url, `undefined` unless it is the one that they encode to. */
export function decodeBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  return base64Url(bytes) === text ? bytes : undefined;
}

/** True if a value in an entry is a commitment. */
export function isCommitment(value: unknown): value is Commitment {
  if (typeof value !== 'object' || value === null || !('commitment' in value)) return false;
  return commitmentForm.safeParse(value).success;
}

/** A value behind a commitment; the path is a JSON Pointer (RFC 6901) into its entry. */
export interface ShownDisclosure {
  readonly path: string;
  /** In base64url without padding. */
  readonly salt: string;
  readonly value: string | number | boolean | null;
}

/** A value without what proves it. */
export type DisclosedValue = Pick<ShownDisclosure, 'path' | 'value'>;

/** In place of a value that was erased: the entry of its erasure. */
export interface ErasedDisclosure {
  readonly path: string;
  readonly erasedBy: string;
}

/** A value behind a commitment, or who erased it. */
export type Disclosure = ShownDisclosure | ErasedDisclosure;
