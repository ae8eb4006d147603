import { commandLine, TEXT, WrongCall } from '../../app/command-line.ts';
import { type NoteKey, parseNoteKey } from '../../ledger/witness/note-key-rules.ts';

/** The arguments of the command line. */
export interface WitnessArguments {
  readonly key: string;
  readonly state: string;
  /** The name by which a new key and an empty state are made; null to use those that there are. */
  readonly make: string | null;
  readonly logs: readonly NoteKey[];
  readonly host: string;
  readonly port: number;
}

/** The call of the command. */
export const WITNESS = commandLine({
  usage: `Runs a witness of host logs (c2sp.org/tlog-witness): it cosigns checkpoints of logs that it has
seen grow, and never two histories.

  npm run witness -- --new witness.example/w1 --key w1.key --state w1.state   makes a key and an empty state,
                                                                              and prints the public key
  npm run witness -- --key w1.key --state w1.state --log <public key>         answers POST /add-checkpoint

  --log <key>      the public key of a host log, named as the log: <host>/log+<key id>+<base64>; once for each log
  --port <port>    the port to listen on (default 7070; 0 for any)
  --host <host>    the address to listen on (default 127.0.0.1)

Never run two witnesses with one key, and never put back an older state: keep the state on a disk that is not rolled back. A
second process on this machine with the same state refuses to start.
`,
  options: {
    key: TEXT,
    state: TEXT,
    new: TEXT,
    log: { type: 'string', multiple: true },
    host: TEXT,
    port: TEXT,
  },
  read({ key, state, new: make, log = [], host = '127.0.0.1', port = '7070' }): WitnessArguments | WrongCall {
    const logs = log.map(parseNoteKey);
    const known = logs.filter((one) => one !== undefined);
    if (key === undefined || state === undefined)
      return new WrongCall(['--key and --state must name a file each.']);
    if (known.length < logs.length) return new WrongCall(['--log: must be a public key as it is published.']);
    if (make === undefined && known.length === 0)
      return new WrongCall(['--log: must name a log that is witnessed.']);
    if (make !== undefined && !/^[^\s+]+$/u.test(make))
      return new WrongCall(['--new: must be a name without spaces and +.']);
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      return new WrongCall(['--port: must be a whole number from 0 to 65535.']);
    return { key, state, make: make ?? null, logs: known, host, port: Number(port) };
  },
});
