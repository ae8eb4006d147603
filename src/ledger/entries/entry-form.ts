import canonicalize from 'canonicalize';
import * as z from 'zod';
import { ACTOR_KINDS } from '../../kernel/vocabulary/actor.ts';
import { commitmentForm } from './commitment.ts';

/** The schema of an entry, with the descriptions of the published JSON Schema. */
const state = z.record(z.string(), z.unknown()).nullable();

const authenticatedBy = z.string().meta({ description: 'How the subject authenticated.' });
const SUBJECT = 'The token’s subject; for SYSTEM the name of the job.';
const DISPLAY_NAME = 'The display name of the subject at that time.';

const namedActor = z.strictObject({
  kind: z.enum(ACTOR_KINDS).meta({ description: 'A person, a service, or Originator itself.' }),
  subject: z.string().meta({ description: SUBJECT }),
  displayName: z.string().meta({ description: DISPLAY_NAME }),
  authenticatedBy,
});

/** A person stands in form 2 only as commitments (A6). */
const committedActor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('PERSON').meta({ description: 'A person.' }),
    subject: commitmentForm,
    displayName: commitmentForm,
    authenticatedBy,
  }),
  namedActor.extend({
    kind: z.enum(['SERVICE', 'SYSTEM']).meta({ description: 'A service, or Originator itself.' }),
  }),
]);

function formOf<V extends 1 | 2, A extends z.ZodType>(version: V, actor: A) {
  return z.strictObject({
    v: z.literal(version).meta({ description: 'Version of this form.' }),
    id: z
      .string()
      .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      .meta({
        description: 'UUID of version 7 (RFC 9562), lower case; its first 48 bits are the instant `at`.',
      }),
    tenant: z
      .string()
      .regex(/^(\$platform|[A-Za-z0-9._-]{1,64})$/)
      .meta({ description: 'The tenant whose log the entry is in; `$platform` for the platform’s own.' }),
    at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
      .meta({ description: 'When it happened, by the database’s clock: UTC, to the millisecond.' }),
    kind: z
      .string()
      .regex(/^[A-Z][A-Z_]*$/)
      .meta({ description: 'What happened.' }),
    object: z.string().meta({ description: 'The object that it happened to.' }),
    actor,
    requestId: z.string().meta({ description: 'The request in which it was done.' }),
    before: state.meta({ description: 'What was before; null where there was nothing.' }),
    after: state.meta({ description: 'What is after; null where there is nothing.' }),
  });
}

/** Every entry, in the form in which it is exported: exactly these members. Form 1 names persons, form 2 does not. */
export const entryForm = z
  .discriminatedUnion('v', [
    formOf(1, namedActor.meta({ description: 'The actor, as known at that time.' })),
    formOf(2, committedActor.meta({ description: 'The actor, as known at that time.' })),
  ])
  .meta({ title: 'Entry', description: 'One thing that happened. Its bytes are RFC 8785 canonical JSON.' });

/** An entry as an export holds it. */
export type ExportedEntry = z.infer<typeof entryForm>;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes in UTF-8, `undefined` when they are none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The value of a JSON text, `undefined` when it is none. */
export function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The entry of these bytes, in whatever order its members are; `undefined` when they are none. */
export function readEntry(bytes: Uint8Array): ExportedEntry | undefined {
  const text = utf8Text(bytes);
  const read = entryForm.safeParse(text === undefined ? undefined : jsonValue(text));
  return read.success ? read.data : undefined;
}

/** An entry as its bytes have it, or what in them cannot be as it was recorded; the sentence goes on from “The entry”. */
export type ExaminedEntry = { readonly entry: ExportedEntry } | { readonly fault: string };

/** Looks at an entry's bytes for whatever its form alone tells; a tenant of null is any. */
export function examineEntry(bytes: Uint8Array, tenant: string | null): ExaminedEntry {
  const text = utf8Text(bytes);
  if (text === undefined) return { fault: 'is not text in UTF-8' };
  const value = jsonValue(text);
  if (value === undefined) return { fault: 'is not JSON' };
  if (canonicalText(value) !== text) return { fault: 'is not in canonical form (RFC 8785)' };
  const { data: entry, error } = entryForm.safeParse(value);
  if (entry === undefined) {
    const [issue] = error.issues;
    return { fault: `is malformed: ${issue?.path.join('.') || 'it'}: ${issue?.message}` };
  }
  if (tenant !== null && entry.tenant !== tenant)
    return { fault: `belongs to ${entry.tenant}, not to ${tenant}` };
  const made = instantOf(entry.id);
  return made === entry.at ? { entry } : { fault: `has the time ${entry.at}, but its id says ${made}` };
}

/** `undefined` for a number that is beyond those of JSON in canonical form. */
function canonicalText(value: unknown): string | undefined {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
}

/** The instant in a UUID of version 7. */
export function instantOf(id: string): string {
  return new Date(Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16)).toISOString();
}

/**
 * The end of the line of every entry of the tenant, up to the number of its form: in canonical form its members are in
 * alphabetical order. No value can end like this, since a quote within one is escaped.
 */
export function entryEnding(tenant: string): Buffer {
  return Buffer.from(`,"tenant":${JSON.stringify(tenant)},"v":`);
}

const [ONE, TWO, BRACE] = Buffer.from('12}');

/** True if the bytes before `end` are these and the number of a form. */
export function endsWith(bytes: Buffer, start: number, end: number, ending: Buffer): boolean {
  const form = bytes[end - 2];
  if (bytes[end - 1] !== BRACE || (form !== ONE && form !== TWO)) return false;
  const from = end - 2 - ending.length;
  if (from < start) return false;
  for (let at = 0; at < ending.length; at += 1) if (bytes[from + at] !== ending[at]) return false;
  return true;
}
