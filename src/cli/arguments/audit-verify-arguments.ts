import { type CommandLine, WrongCall } from '../../app/command-line.ts';

/** The arguments of `audit:verify`. */
export interface VerifyArguments {
  readonly kind: 'export' | 'receipt';
  /** `-` for what comes in. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly since: readonly string[];
  readonly tenant: string | undefined;
  readonly whole: boolean;
  readonly keep: string | undefined;
  readonly json: boolean;
}

const USAGE = `Verifies an audit export or a consent receipt of Originator, offline: it needs the file and the public key, nothing else.

  npm run -s audit:verify -- export.ndjson --key originator.pub
  npm run -s audit:verify -- export.ndjson.gz --key originator.pub --since checkpoint.txt --keep newer.txt
  npm run -s audit:verify -- --receipt receipt.json --key originator.pub

  <file>            an export as NDJSON, compressed with gzip or not; - reads what comes in
  --receipt <file>  a consent receipt instead of an export
  --key <file>      the published keys, one a line; may be given several times
  --since <file>    a checkpoint that you kept, or an older export, or its last line; may be given several times
  --keep <file>     when the verdict is good, writes the checkpoint into this new file, for --since the next time
  --tenant <tenant> the tenant whose log it has to be
  --whole           a filtered export will not do
  --json            prints the verdict as one JSON object; the words go to standard error

Ends with 0 when there is no doubt at all, with 1 when there is one, with 2 when it could not be asked that way.`;

const OPTIONS = {
  receipt: { type: 'string' },
  key: { type: 'string', multiple: true },
  since: { type: 'string', multiple: true },
  keep: { type: 'string' },
  tenant: { type: 'string' },
  whole: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** How the command is called. */
export const AUDIT_VERIFY: CommandLine<typeof OPTIONS, VerifyArguments> = {
  usage: USAGE,
  options: OPTIONS,
  takesWords: true,
  read,
};

function read(
  values: Parameters<typeof AUDIT_VERIFY.read>[0],
  words: readonly string[],
): VerifyArguments | WrongCall {
  const files = [...words, ...(values.receipt === undefined ? [] : [values.receipt])];
  const [path] = files;
  const keys = values.key ?? [];
  const problems = [
    files.length === 1 ? undefined : 'Name one file: an export, or a receipt after --receipt.',
    keys.length > 0 ? undefined : '--key: name the file with the public key.',
    values.receipt !== undefined && (values.whole === true || values.keep !== undefined)
      ? '--whole and --keep are for exports.'
      : undefined,
  ].filter((problem) => problem !== undefined);
  if (path === undefined || problems.length > 0) return new WrongCall(problems);
  return {
    kind: values.receipt === undefined ? 'export' : 'receipt',
    path,
    keys,
    since: values.since ?? [],
    tenant: values.tenant,
    whole: values.whole === true,
    keep: values.keep,
    json: values.json === true,
  };
}
