import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerProcess } from '../support/processes/server-process.ts';

/** How long the thread that serves everybody may be busy with what one client has sent. */
const STANDSTILL_MS = 100;
/** A machine may be slow for once; input that is too much is so every time. */
const ATTEMPTS = 3;

/** What came of a request: a status, or the code with which a WebSocket was closed, and what was said. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Sends something and resolves with what came of it. */
export type Attempt = () => Promise<Reply>;

/** What is measured of a server process from outside. */
export class WatchedServer {
  readonly #server: ServerProcess;

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  /** Bytes that the process holds in memory. */
  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#server.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
  }

  /**
   * Expects an answer with data or with errors that have codes, and that the thread which serves everybody was not busy
   * with it for too long. What it has run counts, and not what a clock says, which also counts what others take.
   */
  async expectBearable(name: string, attempt: Attempt): Promise<void> {
    for (let attempts = 1; ; attempts += 1) {
      const before = await this.#busyMs();
      const { status, text } = await attempt();
      const busy = (await this.#busyMs()) - before;
      expect(status, `${name}: ${text.slice(0, 500)}`).not.toBe(500);
      expect(text, name).not.toContain('"INTERNAL"');
      if (busy <= STANDSTILL_MS) return;
      expect(attempts, `${name} took ${Math.round(busy)} ms`).toBeLessThan(ATTEMPTS);
    }
  }

  /** Sends a request over HTTP. */
  http(path: string, method: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#server.url}${path}`, { method, headers }, (response) => {
        replyOf(response).then(resolve, reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Opens a WebSocket, sends the messages one after the other's answer, and gives the last answer. */
  webSocket(messages: readonly string[]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${this.#server.endpoint.replace('http', 'ws')}`, 'graphql-transport-ws');
      const rest = [...messages];
      const next = (answer: string) => {
        const message = rest.shift();
        if (message === undefined) {
          resolve({ status: 0, text: answer });
          socket.terminate();
        } else {
          socket.send(message);
        }
      };
      socket.on('open', () => next(''));
      socket.on('message', (data) => next(String(data)));
      socket.on('close', (status, reason) => resolve({ status, text: String(reason) }));
      socket.on('error', reject);
    });
  }

  async #busyMs(): Promise<number> {
    const [nanoseconds] = (await readFile(`/proc/${this.#server.pid}/schedstat`, 'utf8')).split(' ');
    return Number(nanoseconds) / 1e6;
  }
}

/** A stream of events that has begun may go on for ever: that it has is all that is asked. */
async function replyOf(response: IncomingMessage): Promise<Reply> {
  const status = response.statusCode ?? 0;
  if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
    response.destroy();
    return { status, text: '' };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return { status, text: Buffer.concat(chunks).toString() };
}
