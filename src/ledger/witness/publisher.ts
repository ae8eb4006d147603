import type { Database, Transaction } from '../../database/client.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import type { OutgoingProxies } from '../../kernel/outgoing-proxy-rules.ts';
import { readPublished } from '../host/host-log-store.ts';
import { type LedgerHead, readEpoch, readHead } from '../tree/head-store.ts';
import { proveConsistency } from '../tree/proofs.ts';
import { type NoteLine, splitNote, witnessedBy } from './cosignature-rules.ts';
import type { PolicyWitness, WitnessPolicy } from './policy-rules.ts';
import { claimPublishing, publish } from './publishing-store.ts';
import { askWitness } from './witness-client.ts';

/** The dependencies of publishing. */
export interface PublisherDeps {
  readonly database: Database;
  readonly policy: WitnessPolicy;
  readonly proxies: OutgoingProxies;
  /** Told of a witness, by its name in the policy, that did not cosign. */
  readonly onUnwitnessed: (witness: string, error: unknown) => void;
  /** In milliseconds, never set back. */
  readonly clock?: () => number;
}

/** The state of the newest published checkpoint, as this node knows it. */
export interface WitnessState {
  /** When enough witnesses last signed one, by the database's clock; null where they never did. */
  readonly witnessedAt: Date | null;
  /** True if nothing was sealed since that enough witnesses have not signed. */
  readonly isCurrent: boolean;
}

/** Publishes checkpoints of the host log with the lines of witnesses (A7). */
export interface Publisher {
  /** Publishes the newest checkpoint, once each witness was asked or is left alone; what they lack stops nothing. */
  run(): Promise<void>;
  /** `undefined` until the first run. */
  state(): WitnessState | undefined;
}

/** Longer than all that is done under it: one node asks at a time. */
const LEASE_MS = 30_000;
/** The time that a witness that did not cosign is left alone, at first and at most; each time twice as long. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/** A witness as this node has met it. */
interface Met {
  /** The size that it cosigned last. */
  size: number;
  pauseMs: number;
  until: number;
}

/** The head that is to be published, with the lines that it has, and since when enough witnesses have signed it. */
interface ClaimedHead extends LedgerHead {
  readonly signed: readonly NoteLine[];
  readonly witnessedAt: Date | null;
}

/** A publisher that has asked nobody yet. */
export function createPublisher(deps: PublisherDeps): Publisher {
  return new HostLogPublisher(deps);
}

class HostLogPublisher implements Publisher {
  readonly #deps: PublisherDeps;
  readonly #clock: () => number;
  readonly #met = new Map<string, Met>();
  #epoch = 0;
  #state: WitnessState | undefined;
  /** The lease that was taken last: where the answer to a commit was lost, it may still be there. */
  #lease = new Date(0);

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? (() => performance.now());
  }

  state(): WitnessState | undefined {
    return this.#state;
  }

  async run(): Promise<void> {
    const head = await this.#deps.database.system((tx) => this.#claim(tx));
    if (head === undefined) return;
    if (head.epoch !== this.#epoch) this.#met.clear();
    this.#epoch = head.epoch;
    const lines = await Promise.all(this.#deps.policy.witnesses.map((one) => this.#ask(one, head)));
    const kept = new Set([head.note, ...head.signed.map(({ text }) => text)]);
    for (const line of lines) if (line !== undefined) kept.add(line.text);
    const note = [...kept].join('');
    const parts = splitNote(note);
    const isWitnessed = parts !== undefined && witnessedBy(parts, this.#deps.policy).isQuorum;
    await this.#deps.database.system(async (tx) => {
      const { epoch, tree } = head;
      const witnessedAt = isWitnessed ? (head.witnessedAt ?? (await tx.now)) : null;
      await publish(tx, { epoch, size: tree.size, note, witnessedAt });
    });
  }

  /** The newest head, with the lines that it has already, where there is anything to ask, and no other node asks. */
  async #claim(tx: Transaction): Promise<ClaimedHead | undefined> {
    const epoch = await readEpoch(tx);
    const [head, published] = await Promise.all([readHead(tx, epoch, HOST_LOG), readPublished(tx, epoch)]);
    if (head === undefined) return undefined;
    const own = splitNote(head.note)?.text;
    const parts = published === undefined ? undefined : splitNote(published.note);
    const isSame = parts !== undefined && parts.text === own;
    const signed = isSame ? parts.lines.filter((line) => this.#isOfWitness(line)) : [];
    const isCurrent = published?.witnessedNote != null && splitNote(published.witnessedNote)?.text === own;
    this.#state = { witnessedAt: published?.witnessedAt ?? null, isCurrent };
    if (isSame && signed.length === this.#deps.policy.witnesses.length) return undefined;
    const leaseUntil = new Date((await tx.now).getTime() + LEASE_MS);
    if (!(await claimPublishing(tx, epoch, { leaseUntil, own: this.#lease }))) return undefined;
    this.#lease = leaseUntil;
    return { ...head, signed, witnessedAt: isCurrent ? published.witnessedAt : null };
  }

  #isOfWitness({ name, keyId }: NoteLine): boolean {
    return this.#deps.policy.witnesses.some(({ key }) => key.name === name && key.keyId === keyId);
  }

  async #ask({ name, key, url }: PolicyWitness, head: ClaimedHead): Promise<NoteLine | undefined> {
    const met = this.#met.get(name) ?? { size: 0, pauseMs: 0, until: 0 };
    const hasSigned = head.signed.some((line) => line.name === key.name && line.keyId === key.keyId);
    if (url === null || hasSigned || met.until > this.#clock()) return undefined;
    const { size } = head.tree;
    const offered = { size, note: head.note, prove: (from: number) => this.#prove(head, from) };
    try {
      const line = await askWitness({ key, url }, offered, met.size, this.#deps.proxies);
      this.#met.set(name, { size, pauseMs: 0, until: 0 });
      return line;
    } catch (error) {
      const pauseMs = Math.min(Math.max(FIRST_PAUSE_MS, 2 * met.pauseMs), LONGEST_PAUSE_MS);
      this.#met.set(name, { size: met.size, pauseMs, until: this.#clock() + pauseMs });
      this.#deps.onUnwitnessed(name, error);
      return undefined;
    }
  }

  async #prove(head: LedgerHead, from: number): Promise<readonly Buffer[]> {
    const unit = this.#deps.database.read(HOST_LOG);
    try {
      const to = head.tree.size;
      return (await unit.run((tx) => proveConsistency(tx, head, { from, to }))).hashes;
    } finally {
      await unit.close();
    }
  }
}
