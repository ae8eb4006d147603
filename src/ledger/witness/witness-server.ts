import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { TreeHead } from '../tree/merkle-rules.ts';
import { SIZE_CONTENT_TYPE } from './add-checkpoint-rules.ts';
import { cosignatureLine, cosignedBytes } from './cosignature-rules.ts';
import type { NoteKey } from './note-key-rules.ts';
import { decideCheckpoint, type OfferedHead, offeredOrigin, type WitnessDecision } from './witness-rules.ts';
import type { WitnessState } from './witness-state-file.ts';

/** The dependencies of a witness. */
export interface WitnessDeps {
  readonly key: NoteKey;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  /** The logs that it witnesses: their public keys, each named as its log. */
  readonly logs: readonly NoteKey[];
  readonly state: WitnessState;
  readonly onError: (error: unknown) => void;
}

/** Longer than any request: a proof has at most 63 lines, a checkpoint some hundred signatures. */
const LONGEST_REQUEST = 1_048_576;

/** A witness as a server, which is not listening yet: `POST /add-checkpoint` (c2sp.org/tlog-witness). */
export function createWitnessServer(deps: WitnessDeps): Server {
  const witness = new Witness(deps);
  return createServer((request, response) => {
    witness.answer(request, response).catch((error: unknown) => {
      deps.onError(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

/** A decision, with the line of the witness where it cosigns. */
type Decided = Exclude<WitnessDecision, { status: 200 }> | { readonly status: 200; readonly line: string };

class Witness {
  readonly #deps: WitnessDeps;
  /** The end of what goes on: decisions are made and kept one by one. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: WitnessDeps) {
    this.#deps = deps;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== '/add-checkpoint') return end(response, 404);
    if (request.method !== 'POST') return end(response, 405, '', { Allow: 'POST' });
    const body = await readText(request);
    if (body === undefined) return end(response, 413, '', { Connection: 'close' });
    const deciding = this.#turn.then(() => this.#decide(body));
    this.#turn = deciding.catch(() => undefined);
    const decision = await deciding;
    if (decision.status === 200) return end(response, 200, decision.line);
    if (decision.status !== 409 || decision.size === null) return end(response, decision.status);
    return end(response, 409, `${decision.size}\n`, { 'Content-Type': SIZE_CONTENT_TYPE });
  }

  async #decide(body: string): Promise<Decided> {
    const { logs, state } = this.#deps;
    const origin = offeredOrigin(body);
    const last: TreeHead | undefined = origin === undefined ? undefined : state.of(origin);
    const decision = decideCheckpoint(body, logs, last);
    if (decision.status !== 200) return decision;
    const { origin: log, size, root } = decision.head;
    await state.keep(log, { size, root });
    return { status: 200, line: this.#cosign(decision.head) };
  }

  #cosign({ text }: OfferedHead): string {
    const seconds = Math.floor(Date.now() / 1_000);
    return cosignatureLine(this.#deps.key, seconds, this.#deps.sign(cosignedBytes(text, seconds)));
  }
}

function end(
  response: ServerResponse,
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(body);
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LONGEST_REQUEST) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}
