import { masterKeys } from '../app.ts';
import { readProcessConfig } from '../config.ts';
import { rotateMasterKeys } from '../dispatch/key-rotation.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { withDatabase } from './checked-database.ts';
import { runCommand } from './run-command.ts';

async function run(): Promise<number> {
  const config = readProcessConfig(['database', 'masterKeys']);
  const keyRing = createKeyRing(await masterKeys(config));
  const { credentials, recipients } = await withDatabase(config, (database) =>
    rotateMasterKeys(database, keyRing),
  );
  process.stdout.write(
    `${credentials} auth tokens and ${recipients} recipients are now under master key ${keyRing.current.id}.\n`,
  );
  return 0;
}

await runCommand(run);
