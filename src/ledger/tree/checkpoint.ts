import type { TenantId } from '../../kernel/ids.ts';
import type { TreeHead } from './merkle-rules.ts';
import {
  decodeHash,
  type NoteFault,
  openNote,
  type SignerKey,
  signNote,
  type VerifierKey,
} from './signed-note.ts';

/** The size and root of a log, signed: the text of a signed note after C2SP (c2sp.org/tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

/** The name of a tenant's log in an epoch, as checkpoints give it: `<host>/<tenant>/<epoch>`. */
export function originOf(host: string, tenant: TenantId, epoch: number): string {
  return `${host}/${tenant}/${epoch}`;
}

/** The host, the tenant and the epoch of an origin; `undefined` when it is none of Originator's. */
export function parseOrigin(
  origin: string,
): { readonly host: string; readonly tenant: string; readonly epoch: number } | undefined {
  const [, host = '', tenant = '', epoch = ''] =
    /^([^\s+/]+)\/([A-Za-z0-9._$-]+)\/([1-9]\d{0,8})$/u.exec(origin) ?? [];
  return host === '' ? undefined : { host, tenant, epoch: Number(epoch) };
}

/** The checkpoint as a signed note. */
export function signCheckpoint({ origin, size, root }: Checkpoint, key: SignerKey): string {
  return signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, key);
}

/** The result of opening a checkpoint, in the words of verdicts. */
export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly key: VerifierKey }
  | ({ readonly ok: false } & (NoteFault | { readonly reason: 'FOREIGN_ORIGIN' }));

/**
 * The checkpoint that one of the keys has signed. A key signs the logs of the host that it is named after only, and
 * nothing but the three lines is accepted above the signatures.
 */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): OpenedCheckpoint {
  const opened = openNote(note, keys);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === undefined) return { ok: false, reason: 'MALFORMED' };
  const host = parseOrigin(checkpoint.origin)?.host;
  const key = opened.keys.find(({ name }) => name === host);
  return key === undefined ? { ok: false, reason: 'FOREIGN_ORIGIN' } : { ok: true, checkpoint, key };
}

/** The checkpoint in a note with any signature: for what was read from where it was kept. `undefined` when it is none. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const end = note.indexOf('\n\n');
  return end < 0 ? undefined : parseCheckpoint(note.slice(0, end + 1));
}

function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin = '', size = '', encoded = ''] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n$/u.exec(text) ?? [];
  const root = decodeHash(encoded);
  return root === undefined || !Number.isSafeInteger(Number(size))
    ? undefined
    : { origin, size: Number(size), root };
}
