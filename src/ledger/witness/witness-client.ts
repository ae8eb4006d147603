import type { Dispatcher } from 'undici';
import { type OutgoingProxies, proxyAgentOptions } from '../../kernel/outgoing-proxy-rules.ts';
import { addCheckpointBody, readSize, SIZE_CONTENT_TYPE } from './add-checkpoint-rules.ts';
import { cosignedAt, type NoteLine, splitLines, splitNote } from './cosignature-rules.ts';
import { COSIGNATURE, type NoteKey } from './note-key-rules.ts';

/** A witness that can be asked. */
export interface AskedWitness {
  readonly key: NoteKey;
  readonly url: string;
}

/** A checkpoint that is to be cosigned, and the proofs that lead to it. */
export interface OfferedCheckpoint {
  readonly size: number;
  readonly note: string;
  /** The consistency proof from a size of at least 1 and below. */
  prove(from: number): Promise<readonly Buffer[]>;
}

/** The time that a witness may take for all that it is asked about one checkpoint, in milliseconds. */
const WITNESS_MS = 10_000;
/** Longer than any answer of a witness. */
const LONGEST_ANSWER = 65_536;
/** A witness that another node has asked meanwhile is asked again, but not for ever. */
const MOST_REQUESTS = 3;

/** A witness that did not cosign; the message says why. */
class UnwitnessedError extends Error {
  override readonly name = 'UnwitnessedError';
}

/**
 * Asks a witness to cosign a checkpoint, beginning with the size that it is thought to have; where it says that it has
 * another, from that one. Gives its line, checked where its kind is known.
 */
export async function askWitness(
  witness: AskedWitness,
  offered: OfferedCheckpoint,
  oldSize: number,
  proxies: OutgoingProxies,
): Promise<NoteLine> {
  const url = new URL(`${witness.url}/add-checkpoint`);
  const undici = await import('undici');
  const options = proxyAgentOptions(proxies, url);
  const agent = options === null ? new undici.Agent() : new undici.EnvHttpProxyAgent({ ...options });
  const signal = AbortSignal.timeout(WITNESS_MS);
  const post = (body: string) => send(undici, url, { agent, signal, body });
  try {
    let from = Math.min(oldSize, offered.size);
    for (let request = 0; request < MOST_REQUESTS; request += 1) {
      const proof = from === 0 || from === offered.size ? [] : await offered.prove(from);
      const answer = await post(addCheckpointBody({ oldSize: from, proof, note: offered.note }));
      if (answer.status === 200) return cosignatureIn(answer.body, offered.note, witness.key);
      from = sizeAfterConflict(answer, offered.size);
    }
    throw new UnwitnessedError('it names another size each time');
  } finally {
    await agent.destroy();
  }
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function send(
  undici: typeof import('undici'),
  url: URL,
  {
    agent,
    signal,
    body: sent,
  }: { readonly agent: Dispatcher; readonly signal: AbortSignal; readonly body: string },
): Promise<Answer> {
  const { statusCode, headers, body } = await undici.request(url, {
    method: 'POST',
    dispatcher: agent,
    signal,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: sent,
  });
  // A body that is given up tells so by an error of its own, which would end the process.
  body.on('error', () => undefined);
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > LONGEST_ANSWER) throw new UnwitnessedError('its answer does not end');
  }
  return { status: statusCode, type: String(headers['content-type'] ?? ''), body: text };
}

/** The size from which the witness is to be asked again. */
function sizeAfterConflict({ status, type, body }: Answer, size: number): number {
  if (status !== 409) throw new UnwitnessedError(`it answered ${status}`);
  const known = type.split(';', 1)[0]?.trim() === SIZE_CONTENT_TYPE ? readSize(body) : undefined;
  if (known === undefined) throw new UnwitnessedError('it has cosigned another history');
  if (known > size)
    throw new UnwitnessedError(`it has cosigned ${known} rounds, of which ${size} are offered`);
  return known;
}

function cosignatureIn(body: string, note: string, key: NoteKey): NoteLine {
  const line = splitLines(body)?.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
  if (line === undefined) throw new UnwitnessedError('its answer has no line of its key');
  const text = splitNote(note)?.text ?? '';
  if (key.type === COSIGNATURE && cosignedAt(text, line, key) === undefined)
    throw new UnwitnessedError('its cosignature is not valid');
  return line;
}
