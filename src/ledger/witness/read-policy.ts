import type { Database } from '../../database/client.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { isLoopback } from '../../kernel/loopback.ts';
import { readSettingFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { originOf } from '../tree/checkpoint.ts';
import { readEpoch, readHead } from '../tree/head-store.ts';
import type { LedgerKeys } from '../tree/ledger-keys.ts';
import { verifierKey } from '../tree/signed-note.ts';
import { isPolicyOf, parsePolicy, UnfitPolicyError, type WitnessPolicy } from './policy-rules.ts';

/**
 * The policy in the file that `WITNESS_POLICY` names. If it names logs, the host log as these keys sign it has to be one of
 * them. Each of its witnesses has to have an address, by which it is asked: of `https:`, or on this machine. Throws
 * `UnusableFileError`.
 */
export async function readPolicy(path: string, keys: LedgerKeys): Promise<WitnessPolicy> {
  const named = settingOf(path);
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

const settingOf = (path: string) => `WITNESS_POLICY: ${path}`;

/**
 * Refuses a policy in that file that names logs, and none of them is the host log of the present epoch: a new epoch has given that
 * another name and key, so that nobody with the policy would take what is witnessed from now on. Throws `UnusableFileError`.
 */
export async function refuseFormerPolicy(
  database: Database,
  { logs }: WitnessPolicy,
  { path, keys }: { readonly path: string; readonly keys: LedgerKeys },
): Promise<void> {
  if (logs.length === 0) return;
  const unit = database.read(HOST_LOG);
  const origin = await unit
    .run(async (tx) => {
      const epoch = await readEpoch(tx);
      return (await readHead(tx, epoch, HOST_LOG))?.origin ?? originOf(keys.host, HOST_LOG, epoch);
    })
    .finally(() => unit.close());
  const key = keys.signerOf(origin);
  if (logs.some(({ name, keyId }) => name === key.name && keyId === key.keyId)) return;
  throw new UnusableFileError(
    `${settingOf(path)} names an earlier host log of this server. After audit:epoch it is ${origin}. Put this line into the file in the place of ` +
      `the former one, give it to the witnesses and to your auditors, and start again:\nlog ${key.text}`,
  );
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
