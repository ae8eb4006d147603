import { commandLine, FLAG, TEXT, WrongCall } from '../../app/command-line.ts';

/** The arguments of `audit:verify`. */
export interface VerifyArguments {
  readonly kind: 'export' | 'receipt' | 'certificate';
  /** `-` for standard input. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly since: readonly string[];
  readonly policy: string | undefined;
  readonly tenant: string | undefined;
  readonly whole: boolean;
  readonly keep: string | undefined;
  readonly json: boolean;
}

const usageOf = (
  command: string,
) => `Verifies an audit export, an evidence pack, a consent receipt or an erasure certificate of Originator, offline. Only the
file and the public key are needed.

  ${command} export.ndjson --key originator.pub
  ${command} export.ndjson.gz --key originator.pub --since checkpoint.txt --keep newer.txt
  ${command} pack.zip --key originator.pub
  ${command} --receipt receipt.json --key originator.pub

  <file>            an export as NDJSON, gzipped or not, - for standard input; or an evidence pack
  --receipt <file>  a consent receipt instead of an export
  --certificate <file>  an erasure certificate instead
  --key <file>      the published keys, one per line; can be repeated
  --since <file>    a checkpoint that you kept, an older export, or its last line; can be repeated
  --policy <file>   the witnesses that you trust and how many it takes (c2sp.org/tlog-policy)
  --keep <file>     a new file for the checkpoint if the verdict is VERIFIED; pass it with --since next time
  --tenant <tenant> the tenant whose log is required
  --whole           require a whole export, not a filtered one
  --json            print the verdict as a JSON object, and the text to standard error

Exit status: 0 if there is no doubt, 1 if there is one, 2 if the call is wrong or a file cannot be read.`;

const TEXTS = { type: 'string', multiple: true } as const;

/** The call of the command, of which the usage is told in these words. */
export const auditVerifyCall = (command: string) =>
  commandLine({
    usage: usageOf(command),
    options: {
      receipt: TEXT,
      certificate: TEXT,
      key: TEXTS,
      since: TEXTS,
      policy: TEXT,
      keep: TEXT,
      tenant: TEXT,
      whole: FLAG,
      json: FLAG,
    },
    takesWords: true,
    read(values, words): VerifyArguments | WrongCall {
      const { receipt, certificate } = values;
      const files = [...words, receipt, certificate].filter((file) => file !== undefined);
      const [path] = files;
      const { key: keys = [], since = [], policy, tenant, whole = false, keep, json = false } = values;
      const problems = [
        files.length === 1
          ? undefined
          : 'Name one file: an export, a pack, a receipt after --receipt, or a certificate after --certificate.',
        keys.length > 0 ? undefined : '--key: name the file with the public key.',
        words.length === 0 && (whole || keep !== undefined)
          ? '--whole and --keep are for exports and packs.'
          : undefined,
      ].filter((problem) => problem !== undefined);
      if (path === undefined || problems.length > 0) return new WrongCall(problems);
      const document = receipt === undefined ? 'certificate' : 'receipt';
      const kind = words.length > 0 ? 'export' : document;
      return { kind, path, keys, since, policy, tenant, whole, keep, json };
    },
  });
