import { writeFile } from 'node:fs/promises';
import { answerCall, commandLine, TEXT } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { LEDGER_NEEDS } from '../app/production-settings.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import { runCommand } from './run-command.ts';

const AUDIT_KEY = commandLine({
  usage: `Prints the public keys of the audit ledger, one per line: the current key first, then earlier ones.

  npm run -s audit:key                         prints them
  npm run audit:key -- --out originator.pub    writes them to a new file
`,
  options: { out: TEXT },
  read: ({ out }) => ({ out }),
});

await runCommand((argv, output) =>
  answerCall(AUDIT_KEY, argv, output, async ({ out }) => {
    const { ledger, dataDir } = readProcessConfig(LEDGER_NEEDS);
    const { all } = await readLedgerKeys(ledger, dataDir);
    const text = all.map((key) => `${key.text}\n`).join('');
    if (out === undefined) output.stdout(text);
    else await writeFile(out, text, { flag: 'wx' });
    return 0;
  }),
);
