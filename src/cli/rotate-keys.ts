import { answerCall, commandLine, TEXT } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { masterKeys } from '../app/server-files.ts';
import { checkKeys, retireMasterKey } from '../dispatch/upkeep/key-checks.ts';
import { rotateMasterKeys } from '../dispatch/upkeep/key-rotation.ts';
import { readKeyFile } from '../secrets/key-file.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { withDatabase } from './checked-database.ts';
import { runCommand } from './run-command.ts';

const ROTATE_KEYS = commandLine({
  usage: `Encrypts auth tokens and recipients with the first key of MASTER_KEYS. Servers can keep running.

  npm run rotate-keys                       re-encrypts everything that another key encrypts
  npm run rotate-keys -- --retire old-key   retires the key with that name, if no node has it first and nothing is
                                            encrypted with it; only then remove it from MASTER_KEYS
`,
  options: { retire: TEXT },
  read: ({ retire: retired }) => ({ retired }),
});

async function rotate(): Promise<number> {
  const config = readProcessConfig(['database', 'masterKeys']);
  const keyRing = createKeyRing(await masterKeys(config, readKeyFile));
  const { credentials, recipients } = await withDatabase(config, async (database) => {
    await checkKeys(database, { keyRing, lookupKey: null });
    return rotateMasterKeys(database, keyRing);
  });
  process.stdout.write(
    `${credentials} auth tokens and ${recipients} recipients are now under master key ${keyRing.current.id}.\n`,
  );
  return 0;
}

async function retire(id: string): Promise<number> {
  const config = readProcessConfig(['database', 'masterKeys']);
  if ((await masterKeys(config, readKeyFile))[0].id === id) {
    process.stderr.write(`The key ${id} is the first of MASTER_KEYS. Put another key before it first.\n`);
    return 1;
  }
  const retirement = await withDatabase(config, (database) => retireMasterKey(database, id));
  if (retirement === 'RETIRED') {
    process.stdout.write(`The key ${id} is retired. Remove it from MASTER_KEYS.\n`);
    return 0;
  }
  process.stderr.write(
    retirement === 'IN_USE'
      ? `The key ${id} still encrypts something. Run npm run rotate-keys with this key after the first one, then retire it again.\n`
      : `This database has no key ${id} to retire.\n`,
  );
  return 1;
}

await runCommand((argv, out) =>
  answerCall(ROTATE_KEYS, argv, out, ({ retired }) => (retired === undefined ? rotate() : retire(retired))),
);
