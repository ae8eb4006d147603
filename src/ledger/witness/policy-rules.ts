import { hostLogKeys } from '../host/host-proof-rules.ts';
import { parseOrigin } from '../tree/checkpoint.ts';
import type { VerifierKey } from '../tree/signed-note.ts';
import { type NoteKey, parseNoteKey } from './note-key-rules.ts';

/** A witness of a policy. */
export interface PolicyWitness {
  /** Its name in the policy, which means nothing elsewhere. */
  readonly name: string;
  readonly key: NoteKey;
  /** Its submission prefix, without a slash at its end, at which it is asked; null where the policy does not say. */
  readonly url: string | null;
}

/** A witness by its name, or so many of several. */
export type Quorum =
  | { readonly kind: 'witness'; readonly name: string }
  | { readonly kind: 'group'; readonly least: number; readonly members: readonly Quorum[] };

/** The logs and witnesses that are trusted, and how many of them it takes (c2sp.org/tlog-policy). */
export interface WitnessPolicy {
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly PolicyWitness[];
  /** null for `quorum none`: it takes no witness. */
  readonly quorum: Quorum | null;
}

/** A policy file that cannot be used; the message names the line. */
export class UnfitPolicyError extends Error {
  override readonly name = 'UnfitPolicyError';
}

/** More lines of a kind than this no policy has. */
const MOST = 256;

/** Reads a policy file. Throws `UnfitPolicyError`. */
export function parsePolicy(text: string): WitnessPolicy {
  const reading = new PolicyReading();
  for (const [index, line] of text.split('\n').entries()) {
    if (/\p{Cc}/u.test(line.replaceAll('\t', ''))) reading.refuse(index, 'has a control character');
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length > 0 && words[0]?.startsWith('#') !== true) reading.take(index, words);
  }
  return reading.finish();
}

class PolicyReading {
  readonly #logs: NoteKey[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #defined = new Map<string, Quorum>();
  readonly #used = new Set<string>();
  #quorum: Quorum | null | undefined;

  refuse(index: number, why: string): never {
    throw new UnfitPolicyError(`line ${index + 1} ${why}`);
  }

  take(index: number, [kind = '', ...rest]: readonly string[]): void {
    if (kind === 'log') this.#takeLog(index, rest);
    else if (kind === 'witness') this.#takeWitness(index, rest);
    else if (kind === 'group') this.#takeGroup(index, rest);
    else if (kind === 'quorum') this.#takeQuorum(index, rest);
    else this.refuse(index, 'begins with none of log, witness, group and quorum');
  }

  finish(): WitnessPolicy {
    if (this.#quorum === undefined) throw new UnfitPolicyError('it has no quorum line');
    if (this.#defined.size > MOST || this.#logs.length > MOST)
      throw new UnfitPolicyError(`it has more than ${MOST} logs, or witnesses and groups`);
    return { logs: this.#logs, witnesses: this.#witnesses, quorum: this.#quorum };
  }

  #takeLog(index: number, [text = '', url, ...rest]: readonly string[]): void {
    if (rest.length > 0) this.refuse(index, 'has more than a key and an address');
    this.#logs.push(this.#keyOf(index, text, url, this.#logs));
  }

  #takeWitness(index: number, [name = '', text = '', url, ...rest]: readonly string[]): void {
    if (rest.length > 0) this.refuse(index, 'has more than a name, a key and an address');
    const known = this.#witnesses.map(({ key }) => key);
    const key = this.#keyOf(index, text, url, known);
    this.#define(index, name, { kind: 'witness', name });
    this.#witnesses.push({ name, key, url: url === undefined ? null : url.replace(/\/+$/, '') });
  }

  #keyOf(index: number, text: string, url: string | undefined, known: readonly NoteKey[]): NoteKey {
    const key = parseNoteKey(text);
    if (key === undefined) return this.refuse(index, 'has no public key as they are published');
    if (known.some(({ bytes }) => Buffer.compare(bytes, key.bytes) === 0))
      this.refuse(index, 'has a public key that another line has');
    if (url !== undefined && !URL.canParse(url)) this.refuse(index, 'has an address that is none');
    return key;
  }

  #takeGroup(index: number, [name = '', least = '', ...names]: readonly string[]): void {
    if (names.length === 0) this.refuse(index, 'names no member');
    const members = names.map((member) => this.#use(index, member));
    const count = least === 'all' ? members.length : least === 'any' ? 1 : Number(least);
    const isCount = least === 'all' || least === 'any' || /^[1-9]\d{0,3}$/.test(least);
    if (!isCount || count > members.length)
      this.refuse(index, 'has a threshold that is none of all, any, and a number up to that of its members');
    this.#define(index, name, { kind: 'group', least: count, members });
  }

  #takeQuorum(index: number, [name = '', ...rest]: readonly string[]): void {
    if (this.#quorum !== undefined) this.refuse(index, 'is a second quorum');
    if (name === '' || rest.length > 0) this.refuse(index, 'must have one name');
    this.#quorum = name === 'none' ? null : this.#use(index, name);
  }

  #define(index: number, name: string, quorum: Quorum): void {
    if (name === 'none' || this.#defined.has(name)) this.refuse(index, `defines ${name} again`);
    this.#defined.set(name, quorum);
  }

  /** Each name counts in one place only, so that no witness counts twice. */
  #use(index: number, name: string): Quorum {
    const quorum = this.#defined.get(name);
    if (quorum === undefined) return this.refuse(index, `names ${name}, which no line before it defines`);
    if (this.#used.has(name)) this.refuse(index, `names ${name} a second time`);
    this.#used.add(name);
    return quorum;
  }
}

/** True if the policy is for any log, or for the host log of this host, signed by one of these keys, in whatever epoch. */
export function isPolicyOf({ logs }: WitnessPolicy, host: string, keys: readonly VerifierKey[]): boolean {
  const isOfHost = ({ name, keyId }: NoteKey) =>
    parseOrigin(name)?.host === host && hostLogKeys(keys, name).some((key) => key.keyId === keyId);
  return logs.length === 0 || logs.some(isOfHost);
}

/** True if these witnesses, by their names in the policy, are enough. */
export function isQuorum(quorum: Quorum | null, signed: ReadonlySet<string>): boolean {
  if (quorum === null) return true;
  if (quorum.kind === 'witness') return signed.has(quorum.name);
  return quorum.members.filter((member) => isQuorum(member, signed)).length >= quorum.least;
}
