import { HOST_LOG } from '../../kernel/brand.ts';
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

/**
 * The name of a log in an epoch, as checkpoints give it: `<host>/<tenant>/<epoch>`. That of the host log is where it is
 * served, `<host>/log`, and `<host>/log/epoch-<epoch>` from the second epoch on.
 */
export function originOf(host: string, tenant: TenantId, epoch: number): string {
  if (tenant === HOST_LOG) return epoch === 1 ? `${host}/log` : `${host}/log/epoch-${epoch}`;
  return `${host}/${tenant}/${epoch}`;
}

/** The parts of an origin of Originator's. */
export interface NamedLog {
  readonly host: string;
  readonly tenant: string;
  readonly epoch: number;
  /** The name of the key that signs the log: its host, or the origin itself of the host log. */
  readonly keyName: string;
}

/** The parts of an origin; `undefined` when it is none of Originator's. */
export function parseOrigin(origin: string): NamedLog | undefined {
  const [, host = '', tenant = '', epoch = ''] =
    /^([^\s+/]+)\/([A-Za-z0-9._$-]+)\/([1-9]\d{0,8})$/u.exec(origin) ?? [];
  if (host !== '') return { host, tenant, epoch: Number(epoch), keyName: host };
  const [, ofHost = '', later = '1'] = /^([^\s+/]+)\/log(?:\/epoch-([1-9]\d{0,8}))?$/u.exec(origin) ?? [];
  if (origin !== originOf(ofHost, HOST_LOG, Number(later)) || ofHost === '') return undefined;
  return { host: ofHost, tenant: HOST_LOG, epoch: Number(later), keyName: origin };
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
  const keyName = parseOrigin(checkpoint.origin)?.keyName;
  const key = opened.keys.find(({ name }) => name === keyName);
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
