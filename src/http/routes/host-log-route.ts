import type { Database } from '../../database/client.ts';
import { beginLimits, type OperationLimits } from '../../kernel/operation-limits.ts';
import { createHostLogTiles, type HostLogTiles } from '../../ledger/host/host-log-tiles.ts';
import { parseTilePath } from '../../ledger/host/tile-rules.ts';
import type { Limits } from '../limits/limits.ts';
import { refusal } from '../limits/refusal.ts';
import { allowMethods, type Route } from '../request/route.ts';

/** A checkpoint is soon another one; a tile never changes. */
const CHECKPOINT = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'public, max-age=1',
} as const;
const TILE = {
  'Content-Type': 'application/octet-stream',
  'Cache-Control': 'public, max-age=31536000, immutable',
} as const;

interface Found {
  readonly body: string | Buffer;
  readonly headers: typeof CHECKPOINT | typeof TILE;
}

/** The dependencies of the route. */
interface HostLogRouteDeps {
  readonly database: Database;
  readonly limits: Pick<Limits, 'operationTime'>;
}

/** The host log, which everybody may read without a token (A7, c2sp.org/tlog-tiles). */
export function hostLogRoute({ database, limits }: HostLogRouteDeps): Route {
  const tiles = createHostLogTiles({ database });
  return {
    path: '/log/',
    async handle(context) {
      const { response, target } = context;
      allowMethods(context, ['GET', 'HEAD'], 'Use GET to request the host log.');
      await context.turn();
      const found = await find(tiles, target.path, beginLimits(limits.operationTime));
      if (found === undefined)
        throw refusal('NOT_FOUND', 'The host log has nothing at this address.', { status: 404 });
      response.writeHead(200, { ...found.headers, 'Content-Length': Buffer.byteLength(found.body) });
      response.end(found.body);
    },
  };
}

/** Each epoch has a log of its own, and so a prefix: that of the first is `/log`. */
async function find(tiles: HostLogTiles, text: string, limits: OperationLimits): Promise<Found | undefined> {
  const [, later, path = ''] = /^\/log\/(?:epoch-([1-9]\d{0,8})\/)?(.+)$/.exec(text) ?? [];
  if (path === '' || later === '1') return undefined;
  const epoch = Number(later ?? 1);
  if (path === 'checkpoint') {
    const note = await tiles.checkpoint(epoch, limits);
    return note === undefined ? undefined : { body: note, headers: CHECKPOINT };
  }
  const place = parseTilePath(path);
  const tile = place && (await tiles.tile(epoch, place, limits));
  return tile && { body: tile, headers: TILE };
}
