import type { HostProof } from '../../../../src/ledger/host/host-proof-rules.ts';
import { readCheckpoint, signCheckpoint } from '../../../../src/ledger/tree/checkpoint.ts';
import { ed25519Signer } from '../../../../src/ledger/tree/cryptography.ts';
import {
  EMPTY_TREE,
  extendTree,
  leafHash,
  rootOf,
  sha256,
} from '../../../../src/ledger/tree/merkle-rules.ts';
import { inclusionWithin, roundOf } from '../../../../src/ledger/tree/round-rules.ts';
import {
  cosignatureLine,
  cosignedBytes,
  splitNote,
} from '../../../../src/ledger/witness/cosignature-rules.ts';
import { COSIGNATURE, noteKeyId, noteKeyText } from '../../../../src/ledger/witness/note-key-rules.ts';
import { countedKey, countedSeed, type ExampleLog, HOST_KEY } from './example-log.ts';

const HOST_LOG_KEY = countedKey(`${HOST_KEY.name}/log`, 0);
/** 2026-05-01T10:01:00Z. */
const COSIGNED_AT = 1_777_629_660;

/** A witness of the examples, whose seed counts up from a byte. */
function witness(name: string, from: number) {
  const { publicKey: bytes, sign } = ed25519Signer(countedSeed(from));
  return { key: { name, type: COSIGNATURE, bytes, keyId: noteKeyId(name, COSIGNATURE, bytes) }, sign };
}

const [SEEING, ABSENT] = [witness('witness.example/w1', 160), witness('witness.example/w2', 192)];

function policy(logKey: string, quorum: string): string {
  const keys = [SEEING, ABSENT].map(({ key }, index) => `witness w${index + 1} ${noteKeyText(key)}\n`);
  return `log ${logKey}\n${keys.join('')}${quorum}\n`;
}

const ANY = 'group either any w1 w2\nquorum either';

/** The policies that examples are verified with, by their files. */
export const POLICIES: Readonly<Record<string, string>> = {
  'policy.txt': policy(HOST_LOG_KEY.text, ANY),
  'policy-both.txt': policy(HOST_LOG_KEY.text, 'group both all w1 w2\nquorum both'),
  'policy-other-log.txt': policy(countedKey('other.example/log', 96).text, ANY),
};

/** The head of a log that another tenant might have. */
function otherHead(number: number) {
  const [opening, root] = [sha256(Buffer.from(`opening ${number}`)), sha256(Buffer.from(`root ${number}`))];
  return { opening, root, origin: `${HOST_KEY.name}/tenant-${number}/1`, size: number };
}

/** The proof that the host log holds the first entries of a log, in the second of its rounds; one of two witnesses signed it. */
export function hostProofOf(log: ExampleLog, size = log.entries.length): HostProof {
  const origin = readCheckpoint(log.note())?.origin ?? '';
  const head = { opening: sha256(Buffer.from(`opening of ${origin}`)), origin, size, root: log.root(size) };
  const [before, round] = [roundOf([otherHead(1)]), roundOf([otherHead(2), head, otherHead(3)])];
  const rounds = [before, round].map(({ root }) => leafHash(root));
  const root = rootOf(extendTree(EMPTY_TREE, rounds).tree);
  const note = signCheckpoint({ origin: HOST_LOG_KEY.name, size: rounds.length, root }, HOST_LOG_KEY);
  const signed = SEEING.sign(cosignedBytes(splitNote(note)?.text ?? '', COSIGNED_AT));
  const headIndex = round.heads.indexOf(head);
  return {
    opening: head.opening.toString('base64'),
    size,
    root: head.root.toString('base64'),
    consistencyProof: inBase64(log.consistencyProof(size)),
    headIndex,
    headProof: inBase64(inclusionWithin(round.leafHashes, headIndex)),
    round: 1,
    roundProof: inBase64(inclusionWithin(rounds, 1)),
    checkpoint: note + cosignatureLine(SEEING.key, COSIGNED_AT, signed),
  };
}

function inBase64(hashes: readonly Buffer[]): string[] {
  return hashes.map((hash) => hash.toString('base64'));
}
