import { type Checkpoint, type OpenedCheckpoint, openCheckpoint, parseOrigin } from '../tree/checkpoint.ts';
import type { VerifierKey } from '../tree/signed-note.ts';

/** The reasons not to rely on evidence, for programs that read verdicts. */
export type DoubtCode =
  | 'NOT_AN_EXPORT'
  | 'NOT_A_RECEIPT'
  | 'RECEIPT_DIFFERS'
  | 'NOT_A_CERTIFICATE'
  | 'CERTIFICATE_DIFFERS'
  | 'NOT_A_PACK'
  | 'PACK_DIFFERS'
  | 'DAMAGED'
  | 'CHECKPOINT_MISSING'
  | 'CHECKPOINT_UNSIGNED'
  | 'ENTRIES_DIFFER'
  | 'ENTRY_UNPROVEN'
  | 'DISCLOSURE_DIFFERS'
  | 'HOST_PROOF_INVALID'
  | 'POLICY_OF_ANOTHER_LOG'
  | 'OTHER_TENANT'
  | 'NOT_WHOLE'
  | 'EPOCH_START'
  | 'KEPT_UNSIGNED'
  | 'KEPT_OF_ANOTHER_LOG'
  | 'ROLLED_BACK'
  | 'REWRITTEN'
  | 'NOT_COMPARABLE';

/** One reason to doubt. */
export interface Doubt {
  readonly code: DoubtCode;
  /** In whole sentences, for somebody who knows nothing of trees. */
  readonly text: string;
  /** The lines of the file, counted from 1, among which the first bad one is; the same twice where it is known. */
  readonly lines: { readonly first: number; readonly last: number } | null;
}

/** A doubt about a line of the file, or about the file as such. */
export function doubt(code: DoubtCode, text: string, line?: number): Doubt {
  return { code, text, lines: line === undefined ? null : { first: line, last: line } };
}

/** The result of the comparison with a checkpoint that was kept. */
export interface KeptFinding {
  /** The caller's name for it: the name of its file. */
  readonly name: string;
  readonly origin: string;
  readonly size: number;
  /** `BEGINS_WITH`: the log begins with exactly these entries; `NAMED`: it goes on, in another epoch, from that one or later. */
  readonly finding: 'BEGINS_WITH' | 'NAMED' | 'DOUBTFUL';
  readonly text: string;
}

/** The numbers of personal values of which the entries hold commitments only (A6). */
export interface PersonalValues {
  /** Disclosed, and shown to be those that the entries commit to. */
  readonly shown: number;
  /** Not disclosed. */
  readonly withheld: number;
  /** Erased for good. */
  readonly erased: number;
}

/** None. */
export const NO_VALUES: PersonalValues = { shown: 0, withheld: 0, erased: 0 };

/** The part of a log that the host log holds (A7). */
export interface HostLogFinding {
  readonly origin: string;
  /** The number of rounds up to the checkpoint of the host log. */
  readonly rounds: number;
  /** The number of entries of the log, from its first, that the host log holds. */
  readonly entries: number;
}

/** The witnesses that signed the host log (A7). */
export interface WitnessFinding {
  /** Those that did, by their names in the policy, and when. */
  readonly by: readonly { readonly name: string; readonly at: string }[];
  /** The number of witnesses that the policy has. */
  readonly of: number;
  /** True if those are enough by the policy, and at least one. */
  readonly isQuorum: boolean;
}

/**
 * The strength of evidence, ascending: the signature of the host alone, a checkpoint that the reader kept, and witnesses who
 * have seen one history only, as many as the reader's policy wants.
 */
export type Assurance = 'SIGNED' | 'KEPT_CHECKPOINT' | 'WITNESSED';

/** The result of verifying. */
export interface Verdict {
  /** True if there is no doubt at all. */
  readonly verified: boolean;
  /** `UNKNOWN` for a file that does not end as one of them does. */
  readonly evidence: 'WHOLE_EXPORT' | 'FILTERED_EXPORT' | 'RECEIPT' | 'CERTIFICATE' | 'PACK' | 'UNKNOWN';
  readonly log: {
    readonly origin: string;
    readonly host: string;
    readonly tenant: string;
    readonly epoch: number;
  } | null;
  /** The checkpoint that the evidence ends at; null unless one of the keys has signed it. */
  readonly checkpoint: {
    readonly size: number;
    /** In base64. */
    readonly root: string;
    readonly keyId: string;
    readonly note: string;
  } | null;
  /** The number of entries that the evidence holds. */
  readonly entries: number;
  /** When the first and the last of them happened, as they say; null where that cannot be read. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Of the personal values in the entries, or of those that a certificate names. */
  readonly values: PersonalValues;
  readonly kept: readonly KeptFinding[];
  /** The host log that holds the log, as the evidence proves; null without such a proof. */
  readonly hostLog: HostLogFinding | null;
  /** The witnesses of that host log, by the policy that was given; null without a policy. */
  readonly witnesses: WitnessFinding | null;
  /** The strongest reason to believe that the history is the original one; null unless verified. */
  readonly assurance: Assurance | null;
  /** The span that a pack is of, and what it has of that; null of other evidence. */
  readonly pack: {
    readonly from: string;
    readonly to: string;
    /** The number of entries in it. */
    readonly entries: number;
    readonly receipts: number;
    readonly certificates: number;
  } | null;
  readonly doubts: readonly Doubt[];
  /** The statements of a verified verdict: what it shows and what it does not, each in a sentence or two. */
  readonly shows: readonly string[];
  readonly doesNotShow: readonly string[];
}

/** True for evidence of one entry, of which a host proof covers the entry and not a part of the file. */
export function isDocument(evidence: Verdict['evidence']): boolean {
  return evidence === 'RECEIPT' || evidence === 'CERTIFICATE';
}

/** The log and the checkpoint of a verdict. */
export function verdictHead(
  note: string | undefined,
  opened: OpenedCheckpoint | undefined,
): Pick<Verdict, 'log' | 'checkpoint'> {
  if (note === undefined || opened?.ok !== true) return { log: null, checkpoint: null };
  const { origin, size, root } = opened.checkpoint;
  const parts = parseOrigin(origin);
  return {
    log: parts === undefined ? null : { origin, host: parts.host, tenant: parts.tenant, epoch: parts.epoch },
    checkpoint: { size, root: root.toString('base64'), keyId: opened.key.keyId, note },
  };
}

/** The reason why a checkpoint is not valid, to follow a colon. */
function whyUnsigned(opened: Extract<OpenedCheckpoint, { ok: false }>): string {
  switch (opened.reason) {
    case 'MALFORMED':
      return 'it is malformed';
    case 'UNKNOWN_KEY':
      return `it is signed with the key ${opened.signers.join(' and ')}, which is none of those that you gave`;
    case 'BAD_SIGNATURE':
      return 'its signature is not valid: it was altered or forged';
    case 'FOREIGN_ORIGIN':
      return 'it names a host other than that of the key that signed it';
  }
}

const OTHER_KEY =
  'If you gave the wrong key file, give the right one. If the service has a new key, get it from those who gave you the first, not from those who gave you this file, and put both into one file: the published keys contain the earlier ones. If nobody whom you trust knows that key, somebody else signed this.';

/** The doubt about a checkpoint that is not valid, with what to do about a key that was not given. */
export function unsignedDoubt(what: string, opened: Extract<OpenedCheckpoint, { ok: false }>): Doubt {
  const advice = opened.reason === 'UNKNOWN_KEY' ? ` ${OTHER_KEY}` : '';
  return doubt('CHECKPOINT_UNSIGNED', `${what} is not valid: ${whyUnsigned(opened)}.${advice}`);
}

/** A checkpoint that one of the keys has signed, or the reason why it is not valid. */
export function signedCheckpoint(
  note: string,
  keys: readonly VerifierKey[],
): { readonly checkpoint: Checkpoint } | { readonly why: string } {
  const opened = openCheckpoint(note, keys);
  return opened.ok ? { checkpoint: opened.checkpoint } : { why: whyUnsigned(opened) };
}

/** A number of things in words: `1,234 entries`, `1 entry`. */
export function counted(count: number, one: string, several: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : several}`;
}

/** A number of entries in words. */
export function entriesInWords(count: number): string {
  return counted(count, 'entry', 'entries');
}
