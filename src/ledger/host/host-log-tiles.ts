import type { Database } from '../../database/client.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import type { OperationLimits } from '../../kernel/operation-limits.ts';
import { readHead } from '../tree/head-store.ts';
import { findSubtrees, placeKey } from '../tree/proof-store.ts';
import { publishedCheckpoint, readRounds } from './host-log-store.ts';
import { entryBundle, firstEntry, isWithinTree, type TilePlace, tileNodes } from './tile-rules.ts';

/** Reads the host log as everybody may (A7, c2sp.org/tlog-tiles). */
export interface HostLogTiles {
  /** The newest published checkpoint of an epoch, with the lines of its witnesses; `undefined` where there is none. */
  checkpoint(epoch: number, limits: OperationLimits): Promise<string | undefined>;
  /** A tile or a bundle of entries; `undefined` where the log does not reach so far. */
  tile(epoch: number, place: TilePlace, limits: OperationLimits): Promise<Buffer | undefined>;
}

/** The reader on its database. */
export function createHostLogTiles({ database }: { readonly database: Database }): HostLogTiles {
  return {
    async checkpoint(epoch, limits) {
      const unit = database.read(HOST_LOG, limits);
      try {
        return await unit.run((tx) => publishedCheckpoint(tx, epoch));
      } finally {
        await unit.close();
      }
    },
    async tile(epoch, place, limits) {
      const { level, index, width } = place;
      const unit = database.read(HOST_LOG, limits);
      try {
        return await unit.run(async (tx) => {
          const head = await readHead(tx, epoch);
          if (head === undefined || !isWithinTree(place, head.tree.size)) return undefined;
          if (level === 'entries') return entryBundle(await readRounds(tx, epoch, firstEntry(place), width));
          const places = tileNodes(level, index, width);
          const found = await findSubtrees(tx, epoch, places);
          const hashes = places.flatMap((one) => found.get(placeKey(one)) ?? []);
          if (hashes.length < width) throw new Error(`the host log lacks hashes of tile ${level}/${index}`);
          return Buffer.concat(hashes);
        });
      } finally {
        await unit.close();
      }
    },
  };
}
