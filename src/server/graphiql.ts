import type { ServerResponse } from 'node:http';
import { renderGraphiQL } from 'graphql-yoga';

// Yoga's page loads its script from a public host of npm packages and needs the network of the browser for it; the
// page says so while it waits.
const SCRIPTS = 'https://unpkg.com';
const POLICY = [
  "default-src 'none'",
  `script-src 'unsafe-inline' 'unsafe-eval' blob: ${SCRIPTS}`,
  `style-src 'unsafe-inline' ${SCRIPTS}`,
  `font-src data: ${SCRIPTS}`,
  `img-src data: ${SCRIPTS}`,
  `worker-src blob: ${SCRIPTS}`,
  `connect-src 'self' ${SCRIPTS}`,
  "frame-ancestors 'none'",
].join('; ');

/** Sends the GraphiQL page. It holds no token: whoever uses it puts one under "Headers". */
export function sendGraphiql(response: ServerResponse): void {
  const page = renderGraphiQL({
    title: `Originator (needs ${SCRIPTS})`,
    headers: JSON.stringify({ Authorization: 'Bearer ' }),
    defaultQuery: '{\n  viewer {\n    __typename\n  }\n}\n',
    subscriptionsProtocol: 'SSE',
  });
  response.setHeader('Content-Security-Policy', POLICY);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(page);
}
