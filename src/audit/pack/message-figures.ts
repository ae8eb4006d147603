import { instantOf } from '../../ledger/entries/entry-form.ts';
import type { PackSpan } from './pack-form.ts';
import type { ChargeRow, MessageRow } from './summary-form.ts';
import { member, type ToldEntry, textIn } from './told-entry.ts';

/** More kinds of message than any log of Originator's has: others are not counted. */
const MOST_ROWS = 2_000;

/**
 * Counts who paid for how many messages of each kind. A message belongs to the span in which it was asked for, which its id tells,
 * and is counted as the log knows it at its end: a correction, or a price, counts whenever it came.
 */
export class MessageFigures {
  readonly #span: PackSpan;
  readonly #messages = new Map<string, MessageRow>();
  readonly #charges = new Map<string, ChargeRow>();

  constructor(span: PackSpan) {
    this.#span = span;
  }

  /** Goes on with an entry of any kind. */
  take({ kind, before, after }: ToldEntry): void {
    if (!kind.startsWith('DISPATCH_') || !this.#isWithin(textIn(after, 'dispatchId'))) return;
    if (kind === 'DISPATCH_PRICED') this.#addCharge(after, 1);
    if (kind === 'DISPATCH_CORRECTED') this.#add(before, -1);
    if (kind === 'DISPATCH_CORRECTED' || kind === 'DISPATCH_DECIDED') this.#add(after, 1);
  }

  #isWithin(id: string | null): boolean {
    if (id === null || !/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id)) return false;
    const at = instantOf(id);
    return at >= this.#span.from && at < this.#span.to;
  }

  #add(state: unknown, sign: 1 | -1): void {
    const key = {
      channel: textIn(state, 'channel'),
      billedAccount: textIn(state, 'billedAccount'),
      alsoBilled: textIn(state, 'alsoBilled'),
      rule: textIn(state, 'rule'),
      state: textIn(state, 'state'),
      simulated: member(state, 'simulated') === true,
    };
    const row = rowOf(this.#messages, key, { messages: 0, segments: 0 });
    const segments = member(state, 'segments');
    row.messages += sign;
    row.segments += sign * (typeof segments === 'number' ? segments : 0);
    this.#addCharge(state, sign);
  }

  #addCharge(state: unknown, sign: 1 | -1): void {
    const charge = member(state, 'charge');
    const amount = textIn(charge, 'amount');
    if (amount === null || !/^\d{1,20}(\.\d{1,20})?$/.test(amount)) return;
    const key = { billedAccount: textIn(state, 'billedAccount'), currency: textIn(charge, 'currency') };
    const row = rowOf(this.#charges, key, { messages: 0, amount: '0' });
    row.messages += sign;
    row.amount = sumOf(row.amount, amount, sign);
  }

  /** The rows, in the order of what tells them apart. */
  finish(): { readonly messages: MessageRow[]; readonly charges: ChargeRow[] } {
    return {
      messages: sorted(this.#messages).filter(({ messages }) => messages !== 0),
      charges: sorted(this.#charges).filter(({ messages }) => messages !== 0),
    };
  }
}

function rowOf<K extends object, F extends object>(rows: Map<string, K & F>, key: K, figures: F): K & F {
  const name = JSON.stringify(Object.values(key));
  const known = rows.get(name);
  if (known !== undefined) return known;
  const row = { ...key, ...figures };
  if (rows.size < MOST_ROWS) rows.set(name, row);
  return row;
}

function sorted<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The sum of two amounts of money, the second one added or taken off, exactly; with as many decimals as either has. */
function sumOf(total: string, amount: string, sign: 1 | -1): string {
  const decimals = Math.max(decimalsOf(total), decimalsOf(amount));
  const units = (text: string) => BigInt(text.replace('.', '') + '0'.repeat(decimals - decimalsOf(text)));
  const sum = units(total) + BigInt(sign) * units(amount);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return sum < 0n ? `-${text}` : text;
}

function decimalsOf(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}
