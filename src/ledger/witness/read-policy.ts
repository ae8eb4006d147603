import { isLoopback } from '../../kernel/loopback.ts';
import { readSettingFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { parsePolicy, UnfitPolicyError, type WitnessPolicy } from './policy-rules.ts';

/**
 * The policy in the file that `WITNESS_POLICY` names. Each of its witnesses has to have an address, by which it is asked:
 * of `https:`, or on this machine. Throws `UnusableFileError`.
 */
export async function readPolicy(path: string): Promise<WitnessPolicy> {
  const named = `WITNESS_POLICY: ${path}`;
  const policy = policyIn(await readSettingFile(path, named), named);
  for (const { name, url } of policy.witnesses) {
    if (url === null) throw new UnusableFileError(`${named} has no address of the witness ${name}.`);
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
      throw new UnusableFileError(`${named} has an address of the witness ${name} that is not of https.`);
  }
  return policy;
}

function policyIn(text: string, named: string): WitnessPolicy {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof UnfitPolicyError)) throw error;
    throw new UnusableFileError(`${named} cannot be used: ${error.message}.`);
  }
}
