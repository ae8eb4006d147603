import { COMMITMENT_START } from '../entries/commitment.ts';
import { disclosureFault } from '../entries/disclosure-rules.ts';
import { jsonValue, readEntry, utf8Text } from '../entries/entry-form.ts';
import { readDisclosuresLine } from './export-lines.ts';
import { type Doubt, doubt, type PersonalValues } from './verdict.ts';

const COMMITMENT_LENGTH = COMMITMENT_START.length + 43;
/** The end of a commitment: `"}`. */
const [QUOTE, BRACE] = [0x22, 0x7d];
/** So much is searched at once: small enough for the memory of what lives briefly. */
const SEARCHED_BYTES = 16_384;
const ERASURE = Buffer.from('"kind":"PERSON_ERASED"');
/** So many erasures at most are waited for at once, since all of them are held. */
const MOST_ERASURES = 200_000;

/** Follows, line by line, what an export discloses of the personal values in its entries, and counts them. */
export class DisclosedValues {
  /** The bytes that are searched, from one place to another; as text; and where in it the next commitment begins. */
  #searched: Buffer | undefined;
  #from = 0;
  #to = 0;
  #text = '';
  #next = 0;
  #shown = 0;
  #withheld = 0;
  #erased = 0;
  /** The number of commitments in the entry that was read last, as long as its disclosures may follow. */
  #open = 0;
  /** The erasures that are referred to and have not come yet, with the first line that does. */
  readonly #awaited = new Map<string, number>();
  #fault: Doubt | undefined;

  /** Goes on with an entry, whose bytes lie from `start` to before `end`. */
  takeEntry(bytes: Buffer, start: number, end: number): void {
    this.#open = this.#commitmentsIn(bytes, start, end);
    this.#withheld += this.#open;
    if (this.#awaited.size === 0) return;
    const entry = bytes.subarray(start, end);
    if (!entry.includes(ERASURE)) return;
    const read = readEntry(entry);
    if (read?.kind === 'PERSON_ERASED') this.#awaited.delete(read.id);
  }

  /** Goes on with a line that is neither an entry nor a disclosure. */
  takeOther(): void {
    this.#open = 0;
  }

  /** Goes on with a line of disclosures, which are of the last entry. */
  takeDisclosures(bytes: Buffer, line: number, entry: Buffer | undefined): void {
    const of = this.#open;
    this.#open = 0;
    const disclosures = readDisclosuresLine(bytes);
    if (disclosures === undefined || entry === undefined || of === 0) {
      const why =
        disclosures === undefined ? 'is malformed' : 'does not follow an entry with personal values';
      this.#fault ??= doubt('DISCLOSURE_DIFFERS', `The line of disclosures ${line} ${why}.`, line);
      return;
    }
    const text = utf8Text(entry) ?? '';
    const fault = disclosureFault(jsonValue(text), disclosures);
    if (fault !== undefined)
      this.#fault ??= doubt('DISCLOSURE_DIFFERS', `On line ${line}, the disclosure of ${fault}.`, line);
    for (const one of disclosures) {
      if ('value' in one) this.#shown += 1;
      else {
        this.#erased += 1;
        this.#await(one.erasedBy, line);
      }
    }
    this.#withheld -= disclosures.length;
  }

  #await(erasure: string, line: number): void {
    if (this.#awaited.has(erasure)) return;
    if (this.#awaited.size < MOST_ERASURES) this.#awaited.set(erasure, line);
    else this.#fault ??= doubt('DISCLOSURE_DIFFERS', 'More erasures are referred to than can be.', line);
  }

  #commitmentsIn(bytes: Buffer, start: number, end: number): number {
    if (bytes !== this.#searched || start < this.#from || end > this.#to) this.#look(bytes, start, end);
    const [text, first, last] = [this.#text, start - this.#from, end - this.#from];
    let count = 0;
    let next = this.#next < first ? placeOf(text, first) : this.#next;
    while (next < last) {
      const close = next + COMMITMENT_LENGTH;
      if (text.charCodeAt(close) === QUOTE && text.charCodeAt(close + 1) === BRACE) count += 1;
      next = placeOf(text, close);
    }
    this.#next = next;
    return count;
  }

  /** Takes the bytes from there on as text, in which a search takes a tenth of the time. */
  #look(bytes: Buffer, start: number, end: number): void {
    this.#searched = bytes;
    this.#from = start;
    this.#to = Math.min(bytes.length, Math.max(end, start + SEARCHED_BYTES));
    this.#text = bytes.toString('latin1', this.#from, this.#to);
    this.#next = placeOf(this.#text, 0);
  }

  /** The result, once all lines were read. */
  finish(): PersonalValues {
    return { shown: this.#shown, withheld: this.#withheld, erased: this.#erased };
  }

  /** The doubt about the disclosures; of a whole export every erasure must follow what it erased. */
  fault(isWhole: boolean): Doubt | undefined {
    const [awaited] = this.#awaited;
    if (this.#fault !== undefined || awaited === undefined || !isWhole) return this.#fault;
    const [id, line] = awaited;
    const text = `Line ${line} says that a value was erased by the entry ${id}, but no such entry follows.`;
    return doubt('DISCLOSURE_DIFFERS', text, line);
  }
}

/** The place of the next commitment in the text, its end if there is none. */
function placeOf(text: string, from: number): number {
  const at = text.indexOf(COMMITMENT_START, from);
  return at < 0 ? text.length : at;
}
