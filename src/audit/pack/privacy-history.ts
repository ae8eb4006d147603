import type { PackSpan } from './pack-form.ts';
import type { ErasureRow, HoldRow } from './summary-form.ts';
import { actorOf, BoundedList, member, type ToldEntry, textIn, toldAt } from './told-entry.ts';

/** Follows what was done about persons' data: legal holds that stood within a span, and erasures in it. */
export class PrivacyHistory {
  readonly #span: PackSpan;
  readonly #holds = new Map<string, { readonly row: HoldRow; readonly entry: ToldEntry }>();
  readonly #erasures = new BoundedList<ErasureRow>();
  readonly #certified: ToldEntry[] = [];

  constructor(span: PackSpan) {
    this.#span = span;
  }

  /** Goes on with an entry of any kind. */
  take(entry: ToldEntry): void {
    const { kind, at } = entry;
    if (at >= this.#span.to) return;
    if (kind === 'LEGAL_HOLD_PLACED') this.#place(entry);
    if (kind === 'LEGAL_HOLD_RELEASED') this.#release(entry);
    if (kind === 'PERSON_ERASED' && at >= this.#span.from) this.#erase(entry);
  }

  #place(entry: ToldEntry): void {
    const { id, at, after } = entry;
    const holdId = textIn(after, 'holdId');
    const row = {
      entry: id,
      holdId,
      placedAt: at,
      placedBy: actorOf(entry),
      subject: toldAt(entry, '/after/subject', member(after, 'subject')),
      from: textIn(after, 'from'),
      to: textIn(after, 'to'),
      reason: textIn(after, 'reason'),
      reference: textIn(after, 'reference'),
      released: null,
    };
    this.#holds.set(holdId ?? id, { row, entry });
  }

  #release(entry: ToldEntry): void {
    const { id, at, before, after } = entry;
    const holdId = textIn(before, 'holdId') ?? '';
    const hold = this.#holds.get(holdId);
    if (at < this.#span.from) this.#holds.delete(holdId);
    else if (hold !== undefined)
      hold.row.released = { entry: id, at, by: actorOf(entry), reason: textIn(after, 'reason') };
  }

  #erase(entry: ToldEntry): void {
    const { id, at, after } = entry;
    const count = member(after, 'count');
    const values = typeof count === 'number' ? count : null;
    const told = { reason: textIn(after, 'reason'), reference: textIn(after, 'reference'), values };
    if (this.#erasures.add({ entry: id, at, by: actorOf(entry), ...told }, entry))
      this.#certified.push(entry);
  }

  /** The entries of the erasures that the pack has a certificate of. */
  get certificates(): readonly ToldEntry[] {
    return this.#certified;
  }

  finish() {
    const legalHolds = new BoundedList<HoldRow>();
    for (const { row, entry } of this.#holds.values()) legalHolds.add(row, entry);
    return { legalHolds: legalHolds.list(), erasures: this.#erasures.list() };
  }
}
