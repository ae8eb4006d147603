import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readProcessConfig } from '../config.ts';
import { readLedgerKeys } from '../ledger/read-ledger-keys.ts';
import { LEDGER_NEEDS } from '../production-settings.ts';
import { runCommand } from './run-command.ts';

const USAGE = `Prints the public keys of the audit ledger, the present one first and those before it, a line each.

  npm run -s audit:key                         prints them
  npm run audit:key -- --out originator.pub    writes them into a new file
`;

async function run(): Promise<number> {
  let out: string | undefined;
  try {
    const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    out = values.out;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  const { ledger, dataDir } = readProcessConfig(LEDGER_NEEDS);
  const { all } = await readLedgerKeys(ledger, dataDir);
  const text = all.map((key) => `${key.text}\n`).join('');
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text, { flag: 'wx' });
  return 0;
}

await runCommand(run);
