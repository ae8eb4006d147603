import { readFile } from 'node:fs/promises';
import { answerCall, type CommandOutput, commandLine, FLAG, WrongCall } from '../app/command-line.ts';
import type { ConfigReader } from '../app/config.ts';
import { LEDGER_NEEDS } from '../app/production-settings.ts';
import { countOtherConnections } from '../database/availability.ts';
import { configuredMigration, migrate } from '../database/migrate/migrate.ts';
import { HOST_LOG } from '../kernel/brand.ts';
import { fileTrouble } from '../kernel/setting-file.ts';
import { textTable } from '../kernel/text-table.ts';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import { type ContinuedLog, type EpochStart, planEpoch, startEpoch } from '../ledger/seal/epoch.ts';
import { readHeadMemory } from '../ledger/seal/read-head-memory.ts';
import { originOf } from '../ledger/tree/checkpoint.ts';
import { readLedgerKeys } from '../ledger/tree/read-ledger-keys.ts';
import { readCheckpointLine } from '../ledger/verify/export-lines.ts';
import { withDatabase } from './checked-database.ts';

interface EpochArguments {
  readonly files: readonly string[];
  readonly yes: boolean;
}

const AUDIT_EPOCH = commandLine({
  usage: `Starts a new epoch of the audit ledger: for an operator who has restored the database from a backup.

Entries that were sealed after the backup are lost, but their checkpoints may have been published. If the logs were simply
continued, they would contradict those checkpoints: a fork, which auditors detect. In a new epoch every log continues in a
new tree instead, and its first entry names the last known checkpoint of the log.

Do not start a server between the restore and this command.

  npm run audit:epoch                                       shows what it would do
  npm run audit:epoch -- --yes                              does it
  npm run audit:epoch -- --checkpoint kept/acme.note --yes  continues from a checkpoint that was kept elsewhere, if it is
                                                            later than the backup; any number of files

The checkpoints that servers on this machine have signed are read from LEDGER_MEMORY_FILE, or from the data folder. For each
log, also name the last checkpoint that anyone kept; otherwise the new epoch misses entries that were published. If an epoch
was started after the backup, name a checkpoint of it too, so that its number is not used again.

Exit status: 0 if it was done or can be done, 1 if it cannot, 2 if the call or a setting is wrong.
`,
  options: { checkpoint: { type: 'string', multiple: true }, yes: FLAG },
  takesWords: true,
  read({ checkpoint = [], yes = false }, words): EpochArguments | WrongCall {
    // A shell that has expanded a pattern names the first file after the option and the others behind it.
    if (checkpoint.length === 0 && words.length > 0)
      return new WrongCall([`Unexpected argument '${words[0]}': name checkpoints after --checkpoint.`]);
    return { files: [...checkpoint, ...words], yes };
  },
});

/** A kept checkpoint is a signed note, or the last line of an export. */
async function readNote(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UnusableFileError(`${path} cannot be read: ${fileTrouble('read', error)}.`);
  });
  const line = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  return readCheckpointLine(line)?.checkpoint ?? bytes.toString();
}

/**
 * Does what the command line asks for and tells of it; returns the exit code.
 *
 * @throws UnfitCheckpointError and UnusableFileError, whose messages are for the operator
 */
export function auditEpoch(
  argv: readonly string[],
  readConfig: ConfigReader,
  out: CommandOutput,
): Promise<number> {
  return answerCall(AUDIT_EPOCH, argv, out, (given) => begin(given, readConfig, out));
}

async function begin(given: EpochArguments, readConfig: ConfigReader, out: CommandOutput): Promise<number> {
  const notes = await Promise.all(given.files.map(readNote));
  const config = readConfig(['database', ...LEDGER_NEEDS]);
  const keys = await readLedgerKeys(config.ledger, config.dataDir);
  const memory = await readHeadMemory(config, () => {});
  return withDatabase(config, async (database, url) => {
    const others = await countOtherConnections(database);
    if (others > 0) {
      out.stderr(
        `A server is using this database (${others} connections). Stop it. If it has run since the restore, restore ` +
          'the backup again first: what it has sealed may contradict published checkpoints.\n',
      );
      return 1;
    }
    if (!given.yes) {
      out.stdout(`${described(await planEpoch({ database, keys, memory }, notes), 'would be')}\n`);
      out.stdout('Nothing was changed. Add --yes to start the epoch.\n');
      return 0;
    }
    // A backup may be of an earlier version, and its partitions may end before this month.
    await migrate(configuredMigration(config.database, url));
    const start = await startEpoch({ database, keys, memory }, notes);
    const { text } = keys.signerOf(originOf(keys.host, HOST_LOG, start.epoch));
    out.stdout(`${described(start, 'is')}\n`);
    out.stdout(
      `The host log has another name from now on. Witnesses and auditors need its key, and the file of WITNESS_POLICY this line\n` +
        `in the place of the former one, if it has log lines:\nlog ${text}\n`,
    );
    return 0;
  });
}

function described({ epoch, logs }: EpochStart, is: string): string {
  const count = logs.length === 1 ? '1 log continues' : `${logs.length} logs continue`;
  const head = `Epoch ${epoch} ${is} started. ${count} in it, from the last known checkpoint:`;
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
    ? 'a given or remembered checkpoint; the database has nothing of this log'
    : `a given or remembered checkpoint; the database ends at entry ${stored.size.toLocaleString('en-US')} of epoch ${stored.epoch}`;
}
