import { writeFile } from 'node:fs/promises';
import { answerCall, type CommandLine, PROCESS_OUTPUT } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { LEDGER_NEEDS } from '../app/production-settings.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import { runCommand } from './run-command.ts';

const OPTIONS = { out: { type: 'string' } } as const;

const AUDIT_KEY: CommandLine<typeof OPTIONS, { readonly out: string | undefined }> = {
  usage: `Prints the public keys of the audit ledger, one per line: the current key first, then earlier ones.

  npm run -s audit:key                         prints them
  npm run audit:key -- --out originator.pub    writes them to a new file
`,
  options: OPTIONS,
  read: ({ out }) => ({ out }),
};

async function run({ out }: { readonly out: string | undefined }): Promise<number> {
  const { ledger, dataDir } = readProcessConfig(LEDGER_NEEDS);
  const { all } = await readLedgerKeys(ledger, dataDir);
  const text = all.map((key) => `${key.text}\n`).join('');
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text, { flag: 'wx' });
  return 0;
}

await runCommand(() => answerCall(AUDIT_KEY, process.argv.slice(2), PROCESS_OUTPUT, run));
