import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';

/** All the cryptography that evidence rests on, in one place: verifying takes nothing else of Node. */

/** SHA-256 of bytes, as a string of one character per byte: the quickest form in which Node gives a digest. */
export function sha256Binary(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'binary');
}

/** True if the signature of a text is that of a certain key. */
export type SignatureCheck = (text: Uint8Array, signature: Uint8Array) => boolean;

/** The prefix of the raw key in its DER form (RFC 8410). */
const PRIVATE_KEY_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** The check of signatures by the Ed25519 key of these 32 bytes (RFC 8032). */
export function ed25519Check(publicKey: Uint8Array): SignatureCheck {
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_KEY_DER, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return (text, signature) => verify(null, text, key, signature);
}

/** The Ed25519 key pair of a seed of 32 bytes: its public half, and how it signs. */
export function ed25519Signer(seed: Uint8Array): {
  readonly publicKey: Uint8Array;
  readonly sign: (text: Uint8Array) => Uint8Array;
} {
  const key = createPrivateKey({
    key: Buffer.concat([PRIVATE_KEY_DER, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { publicKey: der.subarray(PUBLIC_KEY_DER.length), sign: (text) => sign(null, text, key) };
}
