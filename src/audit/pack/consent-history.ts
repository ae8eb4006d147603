import type { PackSpan } from './pack-form.ts';
import type { ConsentRow } from './summary-form.ts';
import { actorOf, BoundedList, member, type ToldEntry, textIn, toldAt } from './told-entry.ts';

const KINDS: readonly string[] = ['CONSENT_GIVEN', 'CONSENT_DECLINED', 'CONSENT_ENDED'];

/** Follows the consents of a tenant: the one that stood when a span began, and each within it. */
export class ConsentHistory {
  readonly #span: PackSpan;
  readonly #list = new BoundedList<ConsentRow>();
  /** The entries of the given consents that the pack names. */
  readonly #given = new Map<string, ToldEntry>();
  #standing: ToldEntry | undefined;

  constructor(span: PackSpan) {
    this.#span = span;
  }

  /** Goes on with an entry of any kind. */
  take(entry: ToldEntry): void {
    const { id, at, kind, before } = entry;
    if (!KINDS.includes(kind) || at >= this.#span.to) return;
    if (at >= this.#span.from) {
      if (this.#list.add(rowOf(entry), entry) && kind === 'CONSENT_GIVEN') this.#given.set(id, entry);
    } else if (kind === 'CONSENT_GIVEN') this.#standing = entry;
    else if (kind === 'CONSENT_ENDED') this.#end(textIn(before, 'consentId'));
  }

  #end(consentId: string | null): void {
    if (textIn(this.#standing?.after, 'consentId') === consentId) this.#standing = undefined;
  }

  /** The entries of the consents that the pack has a receipt of, in the order of the log. */
  get receipts(): readonly ToldEntry[] {
    return [...(this.#standing === undefined ? [] : [this.#standing]), ...this.#given.values()];
  }

  finish() {
    const atStart = this.#standing === undefined ? null : rowOf(this.#standing);
    return { atStart, ...this.#list.list() };
  }
}

function rowOf(entry: ToldEntry): ConsentRow {
  const { id, leafIndex, at, kind, before, after } = entry;
  // Of an ended consent, what it was for is told by what was before.
  const consent = kind === 'CONSENT_ENDED' ? before : after;
  const version = member(consent, 'documentVersion');
  return {
    entry: id,
    leafIndex,
    at,
    kind,
    by: actorOf(entry),
    ip: toldAt(entry, '/after/ip', member(after, 'ip')),
    consentId: textIn(consent, 'consentId'),
    accountSid: textIn(consent, 'accountSid'),
    document: {
      version: typeof version === 'number' ? version : null,
      locale: textIn(consent, 'documentLocale'),
      digest: textIn(consent, 'documentDigest'),
    },
    reason: kind === 'CONSENT_ENDED' ? textIn(after, 'reason') : null,
  };
}
