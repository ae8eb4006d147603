import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/http/limits/limits.ts';
import { hostLogRoute } from '../../src/http/routes/host-log-route.ts';
import { parseTilePath } from '../../src/ledger/host/tile-rules.ts';
import { openCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { EMPTY_TREE, extendTree, leafHash, rootOf } from '../../src/ledger/tree/merkle-rules.ts';
import { type LedgerSetup, startLedger } from '../ledger/ledger-setup.ts';
import { newScope } from '../support/journey.ts';
import { startTestServer } from './test-server.ts';

const ROUNDS = 300;

let setup: LedgerSetup;
beforeAll(async () => {
  setup = await startLedger();
  const scope = newScope();
  for (let round = 0; round < ROUNDS; round += 1) {
    await setup.add(scope, 1);
    await setup.sealAll();
  }
});
afterAll(() => setup.stop());

/** A server that serves the host log, to a client without a token. */
async function serve() {
  const { url } = await startTestServer({
    routes: [hostLogRoute({ database: setup.database, limits: DEFAULT_LIMITS })],
  });
  return (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, init);
}

type Get = Awaited<ReturnType<typeof serve>>;

async function bytes(get: Get, path: string): Promise<Buffer> {
  const response = await get(path);
  expect([path, response.status]).toEqual([path, 200]);
  return Buffer.from(await response.arrayBuffer());
}

/** The path of a tile or bundle, as a monitor makes it. */
const tilePath = (level: number | 'entries', index: number, width: number) =>
  `/log/tile/${level}/${String(index).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`;

/** All that a tree of that size has at a level, a tile after the other. */
async function wholeLevel(get: Get, level: number | 'entries', size: number): Promise<Buffer> {
  const tiles: Buffer[] = [];
  for (let index = 0; index * 256 < size; index += 1)
    tiles.push(await bytes(get, tilePath(level, index, Math.min(256, size - index * 256))));
  return Buffer.concat(tiles);
}

function bundled(bundle: Buffer): readonly Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length; ) {
    const length = bundle.readUInt16BE(at);
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}

test('a monitor without a token follows the host log, and comes to the root that is signed (A7)', async () => {
  const get = await serve();
  const response = await get('/log/checkpoint');
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('public, max-age=1');
  const opened = openCheckpoint(await response.text(), setup.keys.verifiersOf('ledger.test/log'));
  if (!opened.ok) throw new Error(opened.reason);
  const { size, root } = opened.checkpoint;
  expect(size).toBe(ROUNDS);
  const entries = bundled(await wholeLevel(get, 'entries', size));
  const hashes = await wholeLevel(get, 0, size);
  expect(Buffer.concat(entries.map(leafHash))).toEqual(hashes);
  expect(rootOf(extendTree(EMPTY_TREE, entries.map(leafHash)).tree)).toEqual(root);
  const above = await bytes(get, '/log/tile/1/000.p/1');
  expect(above).toEqual(rootOf(extendTree(EMPTY_TREE, entries.slice(0, 256).map(leafHash)).tree));
  const tile = await get('/log/tile/0/000');
  expect(tile.headers.get('content-type')).toBe('application/octet-stream');
  expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('what the host log does not have, or has under another address, is not found', async () => {
  const get = await serve();
  for (const path of [
    ...['/log/', '/log/checkpoint/', '/log/epoch-1/checkpoint', '/log/epoch-2/checkpoint'],
    ...['/log/tile/0/999', '/log/tile/0/0', '/log/tile/0/x000/000', '/log/tile/0/000.p/0'],
    ...['/log/tile/0/000.p/256', '/log/tile/0/001', '/log/tile/64/000', '/log/tile/00/000'],
    ...['/log/tile/entries/x001/x234/067', '/log/tile/2/000', '/log/tile/0/001.p/45'],
  ]) {
    const response = await get(path);
    expect([path, response.status]).toEqual([path, 404]);
    expect(response.headers.get('cache-control') ?? '').not.toContain('public');
  }
  expect((await get('/log/checkpoint', { method: 'POST' })).status).toBe(405);
});

test('the index of a tile has one form only', () => {
  expect(parseTilePath('tile/5/x001/x234/067')).toEqual({ level: 5, index: 1_234_067, width: 256 });
  expect(parseTilePath('tile/entries/000.p/112')).toEqual({ level: 'entries', index: 0, width: 112 });
  expect(parseTilePath('tile/0/x001/234/067')).toBeUndefined();
});
