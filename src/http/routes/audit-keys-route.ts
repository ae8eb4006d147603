import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import { allowMethods, type Route } from '../request/route.ts';

/**
 * The route of the ledger's public keys, one per line, the current one first. They need no token, since those who check a
 * receipt or an export rarely have one.
 */
export function auditKeysRoute({ all }: LedgerKeys): Route {
  const text = all.map((key) => `${key.text}\n`).join('');
  return {
    path: '/audit/keys',
    async handle(context) {
      const { response } = context;
      allowMethods(context, ['GET', 'HEAD'], 'Use GET to request the keys.');
      await context.turn();
      response.writeHead(200, {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
        'Cache-Control': 'public, max-age=60',
      });
      response.end(text);
    },
  };
}
