import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { OutgoingProxies } from '../../kernel/outgoing-proxy-rules.ts';
import type { Logger } from '../log/logging.ts';
import { fetchKeySet, readKeySet } from './key-set.ts';

/** The source of the keys that verify tokens. */
export type KeySource =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'file'; readonly path: string };

/** The intervals for refreshing keys, in milliseconds. */
export interface KeyRefresh {
  /** Between two readings of the source. */
  readonly everyMs: number;
  /** The time that keys are believed after the last reading that succeeded. */
  readonly staleMs: number;
  /** A key set this young answers for the issuer: what it lacks is no key. Nobody has it read more often than so. */
  readonly freshMs: number;
  /** The time that the issuer may take for one. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** The error of a token whose key cannot be checked at the moment, since the issuer's keys are not known yet. */
export class KeysUnknownError extends Error {
  override readonly name = 'KeysUnknownError';
}

/** The keys of the issuer, as far as they are known. No request ever waits for them. */
export interface SigningKeys {
  /** Rejects with a `KeysUnknownError` where only another reading could tell, which is under way then or comes soon. */
  readonly lookup: JWTVerifyGetKey;
  /** True if any token could be verified now. */
  areKnown(): boolean;
  /** Grows whenever a key has come or gone. */
  generation(): number;
  /** Ends the reading. */
  close(): void;
}

const FIRST_RETRY_MS = 500;

class RefreshedKeys implements SigningKeys {
  readonly #load: () => Promise<JSONWebKeySet>;
  readonly #refresh: KeyRefresh;
  #known: { readonly text: string; readonly lookup: JWTVerifyGetKey } | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #generation = 0;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(load: () => Promise<JSONWebKeySet>, refresh: KeyRefresh) {
    this.#load = load;
    this.#refresh = refresh;
  }

  readonly lookup: JWTVerifyGetKey = async (header, token) => {
    const known = this.areKnown() ? this.#known : undefined;
    if (known === undefined) throw new KeysUnknownError('no key of the issuer is known');
    try {
      return await known.lookup(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const now = performance.now();
      if (now - this.#readAt < this.#refresh.freshMs) throw error;
      // Anyone who makes up names of keys has them asked for this often and no more.
      if (now - this.#triedAt >= this.#refresh.freshMs) this.#schedule(0);
      throw new KeysUnknownError('the key is not known yet');
    }
  };

  areKnown(): boolean {
    return this.#known !== undefined && performance.now() - this.#readAt < this.#refresh.staleMs;
  }

  generation(): number {
    return this.#generation;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Reads once and rejects when that fails; otherwise goes on reading in the background. */
  async begin(): Promise<void> {
    await this.#read();
    this.#schedule(this.#refresh.everyMs);
  }

  /** Goes on reading in the background until there is something, and then to keep it up to date. */
  beginBehind(): void {
    this.#schedule(0);
  }

  async #read(): Promise<void> {
    this.#triedAt = performance.now();
    const keys = await this.#load();
    const text = JSON.stringify(keys);
    if (text !== this.#known?.text) {
      this.#known = { text, lookup: createLocalJWKSet(keys) };
      this.#generation += 1;
    }
    this.#readAt = performance.now();
  }

  #schedule(delayMs: number): void {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#readBehind(), delayMs);
    this.#timer.unref();
  }

  #readBehind(): void {
    const { everyMs, log } = this.#refresh;
    this.#triedAt = performance.now();
    this.#read().then(
      () => {
        if (this.#failures > 0) log.info('the keys of the token issuer are available again');
        this.#failures = 0;
        this.#schedule(everyMs);
      },
      (error: unknown) => {
        this.#failures += 1;
        log.warn({ err: error, known: this.areKnown() }, 'failed to read the keys of the token issuer');
        this.#schedule(Math.min(everyMs, FIRST_RETRY_MS * 2 ** Math.min(this.#failures - 1, 10)));
      },
    );
  }
}

/** The one key of an issuer that has no other, as in development. */
export function oneSigningKey(publicKey: CryptoKey): SigningKeys {
  return { lookup: async () => publicKey, areKnown: () => true, generation: () => 0, close: () => {} };
}

/**
 * The keys of a source. A file is read at once and must be right; an address is asked in the background, from now on
 * until there is an answer, so that a start does not wait for the issuer. Both are then read again and again.
 */
export async function createSigningKeys(
  source: KeySource,
  refresh: KeyRefresh,
  proxies: OutgoingProxies,
): Promise<SigningKeys> {
  if (source.kind === 'file') {
    const keys = new RefreshedKeys(() => readKeySet(source.path), refresh);
    await keys.begin();
    return keys;
  }
  const keys = new RefreshedKeys(() => fetchKeySet(source.url, proxies, refresh.timeoutMs), refresh);
  keys.beginBehind();
  return keys;
}
