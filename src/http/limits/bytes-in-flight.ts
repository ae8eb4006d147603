import type { GraphQLError } from 'graphql';
import type { Claim, Place, Share } from '../../kernel/shares/share.ts';
import { noPlace } from './shares.ts';

/** The size of one place of the share, in bytes. */
const PIECE = 16 * 1024;
/** The fewest bytes that a chunk counts for, however few bytes came in it. */
const CHUNK = 512;

/**
 * The bytes of one request or message that are kept while the rest of it is on its way, and until it is answered. Those
 * that a small one has anyway are bounded by the number of connections; for more there is a share (X5).
 */
export class BytesInFlight {
  readonly #share: Share;
  readonly #claim: () => Claim;
  readonly #places: Place[] = [];
  #bytes = 0;

  constructor(share: Share, claim: () => Claim) {
    this.#share = share;
    this.#claim = claim;
  }

  /** Counts a chunk that has come. Gives the refusal of one that there is no place for. */
  add(chunk: Uint8Array): GraphQLError | undefined {
    this.#bytes += Math.max(chunk.length, CHUNK);
    const claim = this.#claim();
    while (this.#bytes > PIECE * (this.#places.length + 1)) {
      const place = this.#share.tryTake(claim);
      if (place === undefined) return noPlace(this.#share, claim, 'bytes in progress');
      this.#places.push(place);
    }
    return undefined;
  }

  /** Nothing of it is kept any more. */
  release(): void {
    this.#bytes = 0;
    for (const place of this.#places.splice(0)) place.release();
  }
}
