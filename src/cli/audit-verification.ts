import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { answerCall, BAD_USAGE, type CommandOutput } from '../app/command-line.ts';
import {
  type KeptCheckpoint,
  parsePolicy,
  parseVerifierKeys,
  readCheckpoint,
  readCheckpointLine,
  UnfitPolicyError,
  utf8Text,
  type Verdict,
  type VerifierKey,
  verdictText,
  verifyCertificate,
  verifyExport,
  verifyPack,
  verifyReceipt,
  type WitnessPolicy,
} from '../audit/verifier/verifier.ts';
import { auditVerifyCall, type VerifyArguments } from './arguments/audit-verify-arguments.ts';
import {
  canReadAgain,
  evidenceBytes,
  lastBytes,
  readSmallFile,
  UnusableEvidenceError,
  unusable,
  withPack,
} from './evidence-file.ts';

async function readKeys(path: string): Promise<readonly VerifierKey[]> {
  const keys = parseVerifierKeys(utf8Text(await readSmallFile(path)) ?? '');
  if (keys === undefined)
    throw new UnusableEvidenceError(`${path} is not a key file: each line must be a published key.`);
  return keys;
}

async function readPolicy(path: string): Promise<WitnessPolicy> {
  const text = utf8Text(await readSmallFile(path));
  try {
    if (text !== undefined) return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof UnfitPolicyError)) throw error;
    throw new UnusableEvidenceError(`${path} is not a policy: ${error.message}.`);
  }
  throw new UnusableEvidenceError(`${path} is not a policy: it is not UTF-8.`);
}

/** Longer than any checkpoint with the signatures of its witnesses, and the line that holds it. */
const LONGEST_CHECKPOINT_BYTES = 1_048_576;

/** A kept checkpoint is a signed note, or the last line of an export, whether the lines before it are still there or not. */
async function readKept(path: string): Promise<KeptCheckpoint> {
  const bytes = await lastBytes(path, LONGEST_CHECKPOINT_BYTES);
  const lines = bytes.subarray(0, bytes.at(-1) === 0x0a ? -1 : undefined);
  const lastLine = readCheckpointLine(lines.subarray(lines.lastIndexOf(0x0a) + 1));
  const note = lastLine?.checkpoint ?? utf8Text(bytes) ?? '';
  if (readCheckpoint(note) === undefined)
    throw new UnusableEvidenceError(
      `${path} is not a checkpoint: neither a signed note nor an export that ends with one.`,
    );
  return { name: basename(path), note };
}

async function verify(asked: VerifyArguments): Promise<Verdict> {
  const keys = (await Promise.all(asked.keys.map(readKeys))).flat();
  const kept = await Promise.all(asked.since.map(readKept));
  const policy = asked.policy === undefined ? undefined : await readPolicy(asked.policy);
  const { path, tenant } = asked;
  if (asked.kind !== 'export') {
    const verifyDocument = asked.kind === 'receipt' ? verifyReceipt : verifyCertificate;
    return verifyDocument(await readSmallFile(path), { keys, kept, policy, tenant });
  }
  if (asked.keep !== undefined && existsSync(asked.keep))
    throw new UnusableEvidenceError(`${asked.keep} already exists; --keep needs a new file.`);
  const check = { keys, kept, policy, tenant, mustBeWhole: asked.whole };
  const ofPack = await withPack(path, (file) => verifyPack(file, check));
  if (ofPack !== undefined) return ofPack;
  const reread = (await canReadAgain(path)) ? () => evidenceBytes(path) : undefined;
  return verifyExport(evidenceBytes(path), { ...check, reread });
}

async function keepCheckpoint(path: string, note: string): Promise<void> {
  try {
    await writeFile(path, note, { flag: 'wx' });
  } catch (error) {
    throw unusable(path, 'written', error);
  }
}

/** Does what the command line asks for and tells of it; returns the exit code. `command` is how it is called. */
export function auditVerify(
  argv: readonly string[],
  out: CommandOutput,
  command = 'npm run -s audit:verify --',
): Promise<number> {
  return answerCall(auditVerifyCall(command), argv, out, async (asked) => {
    try {
      return await answer(asked, out);
    } catch (error) {
      if (!(error instanceof UnusableEvidenceError)) throw error;
      out.stderr(`${error.message}\n`);
      return BAD_USAGE;
    }
  });
}

async function answer(asked: VerifyArguments, { stdout, stderr }: CommandOutput): Promise<number> {
  const verdict = await verify(asked);
  const { verified, checkpoint } = verdict;
  if (asked.keep !== undefined && verified && checkpoint !== null)
    await keepCheckpoint(asked.keep, checkpoint.note);
  const words = verdictText(asked.path === '-' ? 'standard input' : basename(asked.path), verdict);
  if (asked.json) stderr(words);
  stdout(asked.json ? `${JSON.stringify(verdict)}\n` : words);
  return verified ? 0 : 1;
}
