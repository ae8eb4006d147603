import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import { refusal } from '../limits/refusal.ts';
import type { Route } from '../request/route.ts';

/** The route of the ledger's public keys, one per line, the current one first. */
export function auditKeysRoute({ all }: LedgerKeys): Route {
  const text = all.map((key) => `${key.text}\n`).join('');
  return {
    path: '/audit/keys',
    async handle(context) {
      const { request, response } = context;
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        const headers = { Allow: 'GET, HEAD, OPTIONS' };
        throw refusal('BAD_REQUEST', 'Use GET to request the keys.', { status: 405, headers });
      }
      const principal = await context.authorize();
      context.logFields = () => ({ tenant: principal.tenant, subject: principal.subject });
      response.writeHead(200, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      });
      response.end(text);
    },
  };
}
