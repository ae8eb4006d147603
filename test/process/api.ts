import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { expect } from 'vitest';
import { WebSocket } from 'ws';

/** How long something that has to happen may take on a busy machine, in milliseconds. */
export const PATIENCE = { timeout: 60_000, interval: 25 };

/** For tests that start processes, wait for leases or lose databases: how long they may take, in milliseconds. */
export const LONG = { timeout: 180_000 };

/** What came of a request, read as loosely as JSON is. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly codes: readonly unknown[];
}

/** Posts an operation. Rejects only when there is no answer at all. */
export async function ask(
  endpoint: string,
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.text();
  const { data = null, errors = [] }: AnswerBody = JSON.parse(body);
  return { status: response.status, body, data, codes: errors.map(({ extensions }) => extensions?.code) };
}

/** Begins to ask, and gives the way to leave before there is an answer. */
export function beginToAsk(endpoint: string, token: string, query: string): () => Promise<void> {
  return beginToFetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
}

/** The same of any request: it is left before its answer is whole. */
export function beginToFetch(url: string, request: RequestInit): () => Promise<void> {
  const leaving = new AbortController();
  const asking = fetch(url, { ...request, signal: leaving.signal }).then((response) => response.text());
  asking.catch(() => undefined);
  return async () => {
    leaving.abort();
    await expect(asking).rejects.toThrow();
  };
}

interface AnswerBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
}

/** Who asks, in the fewest words. */
export const VIEWER = '{ viewer { subject } }';

const VERIFY = `mutation ($input: VerifyTwilioAccountInput!) {
  verifyTwilioAccount(input: $input) {
    ... on VerifyTwilioAccountPayload { verification { id } }
    ... on Problem { code message }
  }
}`;

/** Begins to verify the account and gives the global id of the verification. */
export async function beginVerification(
  endpoint: string,
  token: string,
  account: { readonly sid: string; readonly authToken: string },
): Promise<string> {
  const answer = await ask(endpoint, token, VERIFY, {
    input: { accountSid: account.sid, authToken: account.authToken },
  });
  const id = /"verification":\{"id":"([^"]+)"/.exec(answer.body)?.[1];
  expect(id, answer.body).toBeDefined();
  return id ?? '';
}

/** How a subscription ended. */
export interface Ending {
  /** By the protocol's own word, and not by a lost connection. */
  readonly completed: boolean;
  /** The code with which a WebSocket was closed. */
  readonly closeCode: unknown;
}

/** A subscription to a verification's status, by a reference client. */
export interface Following {
  /** What was received so far: statuses, and the codes of errors. */
  readonly received: readonly string[];
  readonly ended: Promise<Ending>;
}

const STATUS = 'subscription ($id: ID!) { verificationStatus(id: $id) { status draft { revision } } }';

/** The ways to follow. */
export const TRANSPORTS = ['sse', 'websocket'] as const;

/** Follows a verification from now on. */
export function follow(
  transport: (typeof TRANSPORTS)[number],
  endpoint: string,
  token: string,
  id: string,
): Following {
  const received: string[] = [];
  const ended = new Promise<Ending>((resolve) => {
    const sink = {
      next: (result: unknown) => {
        const text = JSON.stringify(result);
        received.push(/"(?:status|code)":"(\w+)"/.exec(text)?.[1] ?? text);
      },
      error: (error: unknown) => resolve({ completed: false, closeCode: closeCodeOf(error) }),
      complete: () => resolve({ completed: true, closeCode: undefined }),
    };
    const request = { query: STATUS, variables: { id } };
    const headers = { authorization: `Bearer ${token}` };
    if (transport === 'sse') {
      createEventClient({ url: endpoint, retryAttempts: 0, headers }).subscribe(request, sink);
    } else {
      const url = endpoint.replace('http', 'ws');
      const options = { webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: headers };
      createSocketClient({ url, ...options }).subscribe(request, sink);
    }
  });
  return { received, ended };
}

function closeCodeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
