import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { REPOSITORY } from '../../support/processes/built-program.ts';

const DOCUMENTS: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(REPOSITORY, 'src/console/generated/persisted-documents.json'), 'utf8'),
);

/** The name of the operation that a request of the console asks for. */
function operationIn(route: Route): string | undefined {
  const { documentId }: { readonly documentId?: string } = route.request().postDataJSON() ?? {};
  return /\b(?:query|mutation|subscription) (\w+)/.exec(DOCUMENTS[documentId ?? ''] ?? '')?.[1];
}

/** Answers an operation of the console in place of the server, from now on. */
async function answer(page: Page, operation: string, handle: (route: Route) => unknown): Promise<void> {
  if (!Object.values(DOCUMENTS).some((document) => new RegExp(`\\b${operation}\\b`).test(document)))
    throw new Error(`The console has no operation ${operation}.`);
  await page.route('**/graphql', async (route) => {
    if (operationIn(route) === operation) await handle(route);
    else await route.fallback();
  });
}

/** Lets an operation wait for its answer for ever. */
export const hold = (page: Page, operation: string) => answer(page, operation, () => undefined);

/** Lets a test cut the event streams of a page, and keep new ones from beginning, as a lost network does. */
export const STREAMS_THAT_CAN_BE_CUT = `{
  const { fetch } = window;
  let cut = new AbortController();
  let isDown = false;
  window.cutStreams = (down) => {
    isDown = down;
    if (down) cut.abort();
    else cut = new AbortController();
  };
  window.fetch = (url, init = {}) => {
    if (!new Headers(init.headers).get('accept')?.includes('text/event-stream')) return fetch(url, init);
    if (isDown) return Promise.reject(new TypeError('The network is down.'));
    const signals = [cut.signal, init.signal].filter(Boolean);
    return fetch(url, { ...init, signal: AbortSignal.any(signals) });
  };
}`;

/** Lets the page's event streams tell once that three events before were left out, as the server does when it must. */
export const STREAMS_THAT_MISS = `{
  const { fetch } = window;
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  let isTold = false;
  const tell = (chunk, stream) => {
    const text = decoder.decode(chunk);
    const told = isTold ? text : text.replace(/"missed":0/, '"missed":3');
    isTold ||= told !== text;
    stream.enqueue(encoder.encode(told));
  };
  window.fetch = async (url, init = {}) => {
    const answer = await fetch(url, init);
    const isStream = answer.headers.get('content-type')?.includes('text/event-stream');
    return isStream ? new Response(answer.body.pipeThrough(new TransformStream({ transform: tell })), answer) : answer;
  };
}`;
