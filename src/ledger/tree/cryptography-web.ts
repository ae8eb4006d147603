import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type * as node from './cryptography.ts';

/**
 * The stand-in for `cryptography.ts` where there is no Node, as `package.json` says under `browser`. The browser's own
 * cryptography answers each call later, and an export takes millions of them.
 */

/** As on Node. */
export const sha256Binary: typeof node.sha256Binary = (bytes) => String.fromCharCode(...sha256(bytes));

/** As on Node: of the two readings of RFC 8032 the strict one. */
export const ed25519Check: typeof node.ed25519Check = (publicKey) => (text, signature) =>
  ed25519.verify(signature, text, publicKey, { zip215: false });

/** As on Node. */
export const ed25519Signer: typeof node.ed25519Signer = (seed) => ({
  publicKey: ed25519.getPublicKey(seed),
  sign: (text) => ed25519.sign(text, seed),
});
