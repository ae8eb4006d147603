import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { answerCall, type CommandOutput } from '../../app/command-line.ts';
import { readSettingFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { ed25519Signer } from '../../ledger/tree/cryptography.ts';
import { decodeBase64 } from '../../ledger/tree/signed-note.ts';
import { COSIGNATURE, type NoteKey, noteKeyId, noteKeyText } from '../../ledger/witness/note-key-rules.ts';
import { createWitnessServer } from '../../ledger/witness/witness-server.ts';
import { openWitnessState } from '../../ledger/witness/witness-state-file.ts';
import { WITNESS, type WitnessArguments } from '../arguments/witness-arguments.ts';
import { runCommand } from '../run-command.ts';

const SEED_BYTES = 32;

/** The key of a witness, and how it signs. */
interface WitnessKey {
  readonly key: NoteKey;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

function witnessKey(name: string, seed: Uint8Array): WitnessKey {
  const { publicKey: bytes, sign } = ed25519Signer(seed);
  return { key: { name, type: COSIGNATURE, bytes, keyId: noteKeyId(name, COSIGNATURE, bytes) }, sign };
}

/** A key file has one line: the name and the seed in base64. */
async function readWitnessKey(path: string): Promise<WitnessKey> {
  const [name = '', encoded = '', ...rest] = (await readSettingFile(path, `--key: ${path}`))
    .trim()
    .split(' ');
  const seed = decodeBase64(encoded);
  if (seed?.length !== SEED_BYTES || name === '' || rest.length > 0)
    throw new UnusableFileError(`--key: ${path} is not the key of a witness.`);
  return witnessKey(name, seed);
}

async function make(
  name: string,
  { key, state }: WitnessArguments,
  { stdout }: CommandOutput,
): Promise<number> {
  const seed = randomBytes(SEED_BYTES);
  await writeFile(state, '{}\n', { flag: 'wx', mode: 0o600 });
  await writeFile(key, `${name} ${seed.toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  stdout(`${noteKeyText(witnessKey(name, seed).key)}\n`);
  return 0;
}

async function serve(asked: WitnessArguments, { stdout, stderr }: CommandOutput): Promise<number> {
  const { key, sign } = await readWitnessKey(asked.key);
  const server = createWitnessServer({
    key,
    sign,
    logs: asked.logs,
    state: await openWitnessState(asked.state),
    onError: (error) => stderr(`${String(error)}\n`),
  });
  server.listen(asked.port, asked.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : asked.port;
  stdout(`${noteKeyText(key)} listens on http://${asked.host}:${port}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
  await once(server, 'close');
  return 0;
}

await runCommand((argv, output) =>
  answerCall(WITNESS, argv, output, (asked) =>
    asked.make === null ? serve(asked, output) : make(asked.make, asked, output),
  ),
);
