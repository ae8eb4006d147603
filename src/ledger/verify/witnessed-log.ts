import { type CheckedHostProof, type HostProof, verifyHostProof } from '../host/host-proof-rules.ts';
import { type Checkpoint, parseOrigin } from '../tree/checkpoint.ts';
import type { VerifierKey } from '../tree/signed-note.ts';
import { splitNote, witnessedBy } from '../witness/cosignature-rules.ts';
import { isPolicyOf, type WitnessPolicy } from '../witness/policy-rules.ts';
import { type Doubt, doubt, unsignedDoubt, type Verdict } from './verdict.ts';

/** The keys and the witnesses that a reader trusts. */
interface Trust {
  readonly keys: readonly VerifierKey[];
  readonly policy?: WitnessPolicy | undefined;
}

/** The host log and the witnesses as evidence shows them, and the doubts about that. */
export interface WitnessedLog extends Pick<Verdict, 'hostLog' | 'witnesses'> {
  readonly hostDoubts: readonly Doubt[];
}

type ProvedHostProof = Extract<CheckedHostProof, { ok: true }>;

/** Checks the proof that the host log holds the log of this checkpoint, and who has witnessed that (A7). */
export function checkWitnesses(
  proof: HostProof | undefined,
  log: Checkpoint | undefined,
  { keys, policy }: Trust,
): WitnessedLog {
  const unwitnessed = policy === undefined ? null : { by: [], of: policy.witnesses.length, isQuorum: false };
  const nothing = { hostLog: null, witnesses: unwitnessed };
  if (log === undefined) return { ...nothing, hostDoubts: [] };
  if (proof === undefined) {
    const host = parseOrigin(log.origin)?.host ?? '';
    const isOfHost = policy === undefined || isPolicyOf(policy, host, keys);
    return { ...nothing, hostDoubts: isOfHost ? [] : [otherLogDoubt(`the host log of ${host}`)] };
  }
  const checked = verifyHostProof(proof, log, keys);
  if (!checked.ok) return { ...nothing, hostDoubts: [faultDoubt(checked)] };
  const { origin, size: rounds } = checked.checkpoint;
  const hostLog = { origin, rounds, entries: checked.size };
  if (policy === undefined) return { hostLog, witnesses: null, hostDoubts: [] };
  return { hostLog, ...underPolicy(checked, policy) };
}

function otherLogDoubt(log: string, advice = ''): Doubt {
  return doubt('POLICY_OF_ANOTHER_LOG', `The policy names other logs than ${log}.${advice}`);
}

/** The advice about a policy that names the host log of another epoch by the same key; none about any other. */
function formerLog({ logs }: WitnessPolicy, { name, bytes, text }: VerifierKey): string {
  const host = parseOrigin(name)?.host;
  const former = logs.find(
    (log) => parseOrigin(log.name)?.host === host && Buffer.compare(log.bytes, bytes) === 0,
  );
  if (former === undefined) return '';
  return (
    ` It names ${former.name}, which is the same host log in another epoch: a restore gives it a new name. Ask the operator ` +
    `whether there was one; if so, the policy needs this line as well: log ${text}`
  );
}

function faultDoubt(fault: Extract<CheckedHostProof, { ok: false }>): Doubt {
  if (fault.reason === 'CHECKPOINT_UNSIGNED') {
    const { text } = unsignedDoubt('The checkpoint of the host log', fault.opened);
    return doubt('HOST_PROOF_INVALID', text);
  }
  return doubt(
    'HOST_PROOF_INVALID',
    `The proof that the host log contains this log is not valid: ${FAULTS[fault.reason]}.`,
  );
}

const FAULTS = {
  MALFORMED: 'it is malformed',
  OTHER_LOG: 'the host log is of another epoch',
  NOT_CONSISTENT: 'the checkpoint at the end does not begin with what the host log contains',
  NOT_IN_ROUND: 'the host log does not contain it',
} as const;

function underPolicy(
  { note, key, checkpoint }: ProvedHostProof,
  policy: WitnessPolicy,
): Pick<WitnessedLog, 'witnesses' | 'hostDoubts'> {
  const parts = splitNote(note);
  if (parts === undefined) throw new Error('a checkpoint that was opened is a note');
  const { by, of, isQuorum, isForged } = witnessedBy(parts, policy);
  const names = [...by].map(([name, seconds]) => ({ name, at: instantOf(seconds) }));
  const isOfLog =
    policy.logs.length === 0 ||
    policy.logs.some(({ name, keyId }) => name === key.name && keyId === key.keyId);
  const hostDoubts = [
    isForged
      ? doubt(
          'HOST_PROOF_INVALID',
          'A witness’s signature of the host log is not valid: it was altered or forged.',
        )
      : undefined,
    isOfLog
      ? undefined
      : otherLogDoubt(`${checkpoint.origin} with its key ${key.keyId}`, formerLog(policy, key)),
  ].filter((found) => found !== undefined);
  return { witnesses: { by: names, of, isQuorum: isQuorum && isOfLog && names.length > 0 }, hostDoubts };
}

/** The latest instant that can be written; a witness may state any time. */
const LATEST_SECONDS = 8_640_000_000_000;

function instantOf(seconds: number): string {
  return new Date(Math.min(seconds, LATEST_SECONDS) * 1_000).toISOString();
}
