import { masterKeys } from '../app.ts';
import { readProcessConfig } from '../config.ts';
import { openDatabase } from '../database/client.ts';
import { rotateMasterKeys } from '../dispatch/key-rotation.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { runCommand } from './run-command.ts';

async function run(): Promise<number> {
  const config = readProcessConfig();
  if (config.database.url === null || config.masterKeys.length === 0) {
    process.stderr.write(
      'Set DATABASE_URL, and MASTER_KEYS with the new key first and the former ones behind it.\n',
    );
    return 2;
  }
  const keyRing = createKeyRing(await masterKeys(config));
  const database = openDatabase({ ...config.database, url: config.database.url, onConnectionLost: () => {} });
  try {
    const { credentials, recipients } = await rotateMasterKeys(database, keyRing);
    process.stdout.write(
      `${credentials} auth tokens and ${recipients} recipients are now under master key ${keyRing.current.id}.\n`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

await runCommand(run);
