import { HOST_LOG } from '../../kernel/brand.ts';
import { isLoopback } from '../../kernel/loopback.ts';
import { readSettingFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { originOf } from '../tree/checkpoint.ts';
import type { LedgerKeys } from '../tree/ledger-keys.ts';
import { verifierKey } from '../tree/signed-note.ts';
import { isPolicyOf, parsePolicy, UnfitPolicyError, type WitnessPolicy } from './policy-rules.ts';

/**
 * The policy in the file that `WITNESS_POLICY` names. If it names logs, the host log as these keys sign it has to be one of
 * them. Each of its witnesses has to have an address, by which it is asked: of `https:`, or on this machine. Throws
 * `UnusableFileError`.
 */
export async function readPolicy(path: string, keys: LedgerKeys): Promise<WitnessPolicy> {
  const named = `WITNESS_POLICY: ${path}`;
  const policy = policyIn(await readSettingFile(path, named), named);
  if (!isPolicyOfHost(policy, keys))
    throw new UnusableFileError(
      `${named} is for another log: this server signs ${keys.signerOf(originOf(keys.host, HOST_LOG, 1)).text}.`,
    );
  for (const { name, url } of policy.witnesses) {
    if (url === null) throw new UnusableFileError(`${named} has no address of the witness ${name}.`);
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
      throw new UnusableFileError(`${named} has an address of the witness ${name} that is not of https.`);
  }
  return policy;
}

/** True of every name that the host has had: a log goes on by the one that it began with. */
function isPolicyOfHost(policy: WitnessPolicy, { all, current }: LedgerKeys): boolean {
  return all.some(({ name }) => isPolicyOf(policy, name, [verifierKey(name, current.bytes)]));
}

function policyIn(text: string, named: string): WitnessPolicy {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof UnfitPolicyError)) throw error;
    throw new UnusableFileError(`${named} cannot be used: ${error.message}.`);
  }
}
