import type { NodePlace } from '../tree/merkle-rules.ts';

/** The number of hashes, or of entries, that a full tile has (c2sp.org/tlog-tiles). */
const TILE_WIDTH = 256;
/** A tile spans this many levels of the tree. */
const TILE_HEIGHT = 8;

/** A tile of hashes at a level, or a bundle of entries. */
export interface TilePlace {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

const TILE = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The tile that a path below the prefix of a log names; `undefined` when it is none in its only form. */
export function parseTilePath(path: string): TilePlace | undefined {
  const [, level = '', encoded = '', width = String(TILE_WIDTH)] = TILE.exec(path) ?? [];
  const isPartial = path.includes('.p/');
  const index = Number(encoded.replaceAll(/[x/]/g, ''));
  if (encoded === '' || encoded !== encodedIndex(index)) return undefined;
  if (Number(width) > (isPartial ? TILE_WIDTH - 1 : TILE_WIDTH)) return undefined;
  if (level === 'entries') return { level, index, width: Number(width) };
  return Number(level) > 63 ? undefined : { level: Number(level), index, width: Number(width) };
}

/** The index in groups of three digits, all but the last after an `x`. */
function encodedIndex(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** True if a tree of that size has all that the tile holds. */
export function isWithinTree({ level, index, width }: TilePlace, size: number): boolean {
  const leaves = level === 'entries' ? 1 : 2 ** (TILE_HEIGHT * level);
  return (index * TILE_WIDTH + width) * leaves <= size;
}

/** The first entry of a bundle. */
export function firstEntry({ index }: Pick<TilePlace, 'index'>): number {
  return index * TILE_WIDTH;
}

/** The places in the tree of a tile's hashes, in their order. */
export function tileNodes(level: number, index: number, width: number): readonly NodePlace[] {
  return Array.from({ length: width }, (_, at) => ({
    level: TILE_HEIGHT * level,
    index: index * TILE_WIDTH + at,
  }));
}

/** A bundle of entries: each after its length in two bytes. */
export function entryBundle(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}
