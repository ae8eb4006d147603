import { writeFile } from 'node:fs/promises';
import { answerCall, commandLine, FLAG, TEXT, WrongCall } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { LEDGER_NEEDS } from '../app/production-settings.ts';
import { HOST_LOG } from '../kernel/brand.ts';
import { originOf } from '../ledger/tree/checkpoint.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import { makeKeyFile, readKeyFile } from '../secrets/key-file.ts';
import { runCommand } from './run-command.ts';

const AUDIT_KEY = commandLine({
  usage: `Prints the public keys of the audit ledger, one per line: the current key first, then earlier ones.

  npm run -s audit:key                         prints them
  npm run -s audit:key -- --make               in development makes the key first where there is none, as npm start does
  npm run audit:key -- --out originator.pub    writes them to a new file
  npm run -s audit:key -- --host-log           the current key as that of the host log, for witnesses
  npm run -s audit:key -- --host-log --epoch 2 the same after a restore, in a later epoch
`,
  options: { out: TEXT, 'host-log': FLAG, epoch: TEXT, make: FLAG },
  read({ out, 'host-log': ofHostLog = false, epoch = '1', make = false }) {
    if (!/^[1-9]\d{0,8}$/.test(epoch)) return new WrongCall(['--epoch: must be a whole number from 1.']);
    return { out, ofHostLog, epoch: Number(epoch), keyFile: make ? makeKeyFile : readKeyFile };
  },
});

await runCommand((argv, output) =>
  answerCall(AUDIT_KEY, argv, output, async ({ out, ofHostLog, epoch, keyFile }) => {
    const { ledger, dataDir } = readProcessConfig(LEDGER_NEEDS);
    const keys = await readLedgerKeys(ledger, dataDir, keyFile);
    const ofHost = keys.signerOf(originOf(keys.host, HOST_LOG, epoch));
    const text = (ofHostLog ? [ofHost] : keys.all).map((key) => `${key.text}\n`).join('');
    if (out === undefined) output.stdout(text);
    else await writeFile(out, text, { flag: 'wx' });
    return 0;
  }),
);
