import type { ServerResponse } from 'node:http';
import { loadDevelopmentPart, MissingPartError } from '../kernel/development-part.ts';
import { refusal } from './refusal.ts';

/** The page carries all that it needs, so that it works without a network, and is told to load nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  'worker-src blob:',
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Sends the GraphiQL page. It holds no token: whoever uses it puts one under "Headers". Refuses where it is
 * not installed.
 */
export async function sendGraphiql(response: ServerResponse): Promise<void> {
  // The page is large, and most processes never show it.
  const { renderGraphiQL } = await loadDevelopmentPart(
    'GraphiQL',
    () => import('@graphql-yoga/render-graphiql'),
  ).catch((error: unknown) => {
    if (!(error instanceof MissingPartError)) throw error;
    throw refusal('NOT_FOUND', error.message, { status: 404 });
  });
  const page = renderGraphiQL({
    title: 'Originator',
    headers: JSON.stringify({ Authorization: 'Bearer ' }),
    defaultQuery: '{\n  viewer {\n    __typename\n  }\n}\n',
    subscriptionsProtocol: 'SSE',
  });
  response.setHeader('Content-Security-Policy', POLICY);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(page);
}
