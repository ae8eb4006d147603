import * as z from 'zod';
import type { Disclosure } from '../entries/commitment.ts';
import { disclosureForm } from '../entries/disclosure-rules.ts';
import { jsonValue, utf8Text } from '../entries/entry-form.ts';
import { type HostProof, hostProofForm } from '../host/host-proof-rules.ts';
import { decodeHash } from '../tree/signed-note.ts';

/**
 * The lines of an export beside its entries (docs/audit-format.md). Each has one form only, that in which
 * `JSON.stringify` writes it: a reader encodes what it has read again and compares, so that no byte can change unseen.
 */

/**
 * The line that ends every export, as it is published.
 */
export const checkpointLineForm = z
  .strictObject({
    checkpoint: z
      .string()
      .meta({ description: 'The signed checkpoint (C2SP signed note) that the export ends at.' }),
    hostProof: hostProofForm.optional(),
  })
  .meta({ title: 'Checkpoint line', description: 'The last line of every export.' });

/**
 * The line that follows each entry of a filtered export, as it is published.
 *
 * @internal
 */
export const proofLineForm = z
  .strictObject({
    leafIndex: z.int().min(0).meta({ description: 'The entry’s place in the log, counted from 0.' }),
    inclusionProof: z.array(z.string()).meta({
      description:
        'Hashes in base64, from the leaf’s sibling upwards (RFC 9162, section 2.1.3), for the checkpoint’s tree.',
    }),
  })
  .meta({ title: 'Proof line', description: 'Follows each entry of a filtered export.' });

/**
 * The line that follows an entry whose personal values are disclosed, as it is published.
 *
 * @internal
 */
export const disclosuresLineForm = z
  .strictObject({
    disclosures: z
      .array(disclosureForm)
      .meta({ description: 'The values behind commitments in the entry before it, paths ascending.' }),
  })
  .meta({ title: 'Line of disclosures', description: 'Follows an entry with personal values.' });

/** The beginning of lines that are not entries; the first member of an entry is `actor`. */
export const CHECKPOINT_LINE_START = Buffer.from('{"checkpoint":');
export const PROOF_LINE_START = Buffer.from('{"leafIndex":');
export const DISCLOSURES_LINE_START = Buffer.from('{"disclosures":');

/** The last line of an export: its checkpoint, and the proof that the host log holds the log, if there is one (A7). */
export type CheckpointLine = z.infer<typeof checkpointLineForm>;

/** The last line of an export, without its newline. */
export function checkpointLine(checkpoint: string, hostProof?: HostProof): string {
  return JSON.stringify({ checkpoint, hostProof });
}

/** The line after an entry of a filtered export, without its newline. */
export function proofLine(leafIndex: number, hashes: readonly Buffer[]): string {
  return JSON.stringify({ leafIndex, inclusionProof: hashes.map((hash) => hash.toString('base64')) });
}

/** The line after an entry whose personal values are disclosed, without its newline. */
export function disclosuresLine(disclosures: readonly Disclosure[]): string {
  const inOrder = disclosures.map((one) =>
    'value' in one
      ? { path: one.path, salt: one.salt, value: one.value }
      : { path: one.path, erasedBy: one.erasedBy },
  );
  return JSON.stringify({ disclosures: inOrder });
}

/** The disclosures of a line, `undefined` unless the line has exactly its form. */
export function readDisclosuresLine(line: Uint8Array): readonly Disclosure[] | undefined {
  const { text, value } = readLine(line, disclosuresLineForm);
  return value !== undefined && disclosuresLine(value.disclosures) === text ? value.disclosures : undefined;
}

/** Parses a checkpoint line; `undefined` unless the line has exactly its form. */
export function readCheckpointLine(line: Uint8Array): CheckpointLine | undefined {
  const { text, value } = readLine(line, checkpointLineForm);
  return value !== undefined && checkpointLine(value.checkpoint, value.hostProof) === text
    ? value
    : undefined;
}

/** The place of an entry, and its proof. */
export interface ProofLine {
  readonly leafIndex: number;
  readonly hashes: readonly Buffer[];
}

/** Parses a proof line; `undefined` unless the line has exactly its form. */
export function readProofLine(line: Uint8Array): ProofLine | undefined {
  const { text, value } = readLine(line, proofLineForm);
  if (value === undefined) return undefined;
  const hashes = value.inclusionProof.map(decodeHash).filter((hash) => hash !== undefined);
  return proofLine(value.leafIndex, hashes) === text ? { leafIndex: value.leafIndex, hashes } : undefined;
}

function readLine<T>(line: Uint8Array, form: z.ZodType<T>) {
  const text = utf8Text(line);
  return { text, value: text === undefined ? undefined : form.safeParse(jsonValue(text)).data };
}
