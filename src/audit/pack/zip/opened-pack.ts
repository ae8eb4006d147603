import { utf8Text } from '../../../ledger/entries/entry-form.ts';
import { type PackFile, readZip, UnfitZipError, type ZipMember } from './directory.ts';
import { memberBytes, wholeMember } from './member-bytes.ts';

/** Longest member that is read as a whole. */
const LONGEST_MEMBER_BYTES = 64 * 1_024 * 1_024;

/** A pack whose directory was read. */
export class OpenedPack {
  readonly #file: PackFile;
  readonly #members: ReadonlyMap<string, ZipMember>;

  private constructor(file: PackFile, members: readonly ZipMember[]) {
    this.#file = file;
    this.#members = new Map(members.map((one) => [one.name, one]));
  }

  /** Throws `UnfitZipError`. */
  static async open(file: PackFile): Promise<OpenedPack> {
    return new OpenedPack(file, await readZip(file));
  }

  get names(): readonly string[] {
    return [...this.#members.keys()];
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** The bytes of a member. Throws `UnfitZipError` without one of the name. */
  bytesOf(name: string): AsyncIterable<Uint8Array> {
    return memberBytes(this.#file, this.#named(name));
  }

  /** The text of a member; `undefined` for one that is no text in UTF-8, or too long to be read as a whole. */
  async textOf(name: string): Promise<string | undefined> {
    const bytes = await wholeMember(this.#file, this.#named(name), LONGEST_MEMBER_BYTES);
    return bytes && utf8Text(bytes);
  }

  #named(name: string): ZipMember {
    const member = this.#members.get(name);
    if (member === undefined) throw new UnfitZipError(`has no member ${name}`);
    return member;
  }
}
