import { readFile } from 'node:fs/promises';
import { answerCall, type CommandLine, type CommandOutput, WrongCall } from '../app/command-line.ts';
import type { ConfigReader } from '../app/config.ts';
import { LEDGER_NEEDS } from '../app/production-settings.ts';
import { countOtherConnections } from '../database/availability.ts';
import { configuredMigration, migrate } from '../database/migrate/migrate.ts';
import { fileTrouble } from '../kernel/setting-file.ts';
import { textTable } from '../kernel/text-table.ts';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import { type ContinuedLog, type EpochStart, planEpoch, startEpoch } from '../ledger/seal/epoch.ts';
import { readHeadMemory } from '../ledger/seal/read-head-memory.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import { readCheckpointLine } from '../ledger/verify/export-lines.ts';
import { withDatabase } from './checked-database.ts';

interface Asked {
  readonly files: readonly string[];
  readonly yes: boolean;
}

const OPTIONS = { checkpoint: { type: 'string', multiple: true }, yes: { type: 'boolean' } } as const;

const AUDIT_EPOCH: CommandLine<typeof OPTIONS, Asked> = {
  usage: `Starts a new epoch of the audit ledger: for an operator who has restored the database from a backup.

What was sealed after the backup was made is lost with the database, while checkpoints of it may be in other hands. If logs
simply went on, they would say something else than those: a fork, which auditors find. In a new epoch every log goes on in
a tree of its own instead, and its first entry names the last checkpoint that is known of the log.

No server may run between the restore and this command.

  npm run audit:epoch                                       says what it would do
  npm run audit:epoch -- --yes                              does it
  npm run audit:epoch -- --checkpoint kept/acme.note --yes  goes on from a checkpoint that was kept elsewhere, where it is
                                                            later than what the backup holds; any number of files

What the servers on this machine have signed is known from LEDGER_MEMORY_FILE, or the data folder. Beside that:
name the last checkpoint that anybody kept of each log, or the new epoch admits less than was published. Where an epoch was
started since the backup was made, name a checkpoint of it too, so that its number is not given again.

Ends with 0 when it is done or would be, with 1 when it cannot be, with 2 when it could not be asked that way.
`,
  options: OPTIONS,
  takesWords: true,
  read({ checkpoint = [], yes = false }, words) {
    // A shell that has expanded a pattern names the first file after the option and the others behind it.
    if (checkpoint.length === 0 && words.length > 0)
      return new WrongCall([`Unexpected argument '${words[0]}': name checkpoints after --checkpoint.`]);
    return { files: [...checkpoint, ...words], yes };
  },
};

/** A kept checkpoint is a signed note, or the last line of an export. */
async function readNote(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UnusableFileError(`${path} cannot be read: ${fileTrouble('read', error)}.`);
  });
  const line = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  return readCheckpointLine(line) ?? bytes.toString();
}

/**
 * Does what the command line asks for and tells of it; returns the exit code.
 *
 * @throws UnfitCheckpointError and UnusableFileError, whose messages are for whoever has asked
 */
export function auditEpoch(
  argv: readonly string[],
  readConfig: ConfigReader,
  out: CommandOutput,
): Promise<number> {
  return answerCall(AUDIT_EPOCH, argv, out, (asked) => begin(asked, readConfig, out));
}

async function begin(asked: Asked, readConfig: ConfigReader, out: CommandOutput): Promise<number> {
  const notes = await Promise.all(asked.files.map(readNote));
  const config = readConfig(['database', ...LEDGER_NEEDS]);
  const keys = await readLedgerKeys(config.ledger, config.dataDir);
  const memory = await readHeadMemory(config, () => {});
  return withDatabase(config, async (database, url) => {
    const others = await countOtherConnections(database);
    if (others > 0) {
      out.stderr(
        `A server is using this database (${others} connections). Stop it. If it has run since the restore, restore ` +
          'the backup again first: what it has sealed may contradict checkpoints that were published.\n',
      );
      return 1;
    }
    if (!asked.yes) {
      out.stdout(`${described(await planEpoch({ database, keys, memory }, notes), 'would be')}\n`);
      out.stdout('Nothing was changed: --yes starts it.\n');
      return 0;
    }
    // A backup may be of an earlier version, and its partitions may end before this month.
    await migrate(configuredMigration(config.database, url));
    out.stdout(`${described(await startEpoch({ database, keys, memory }, notes), 'is')}\n`);
    return 0;
  });
}

function described({ epoch, logs }: EpochStart, is: string): string {
  const count = logs.length === 1 ? '1 log goes on' : `${logs.length} logs go on`;
  const head = `Epoch ${epoch} ${is} started. ${count} in it, from the last checkpoint that is known:`;
  const rows = logs.map(({ tenant, last, stored }) => [
    tenant,
    String(last.epoch),
    last.size.toLocaleString('en-US'),
    originOfKnowledge({ last, stored }),
  ]);
  return `${head}\n\n${textTable(['log', 'epoch', 'entries', 'known from'], rows)}\n`;
}

function originOfKnowledge({ last, stored }: Omit<ContinuedLog, 'tenant'>): string {
  if (stored?.note === last.note) return 'the database';
  return stored === null
    ? 'what was given or is remembered; the database holds nothing of it'
    : `what was given or is remembered; the database ends at ${stored.size.toLocaleString('en-US')} of epoch ${stored.epoch}`;
}
