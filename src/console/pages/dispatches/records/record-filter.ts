import type { DispatchRecordFilter } from '../../../generated/graphql.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { members } from '../record/members.ts';
import { phoneNumberIn } from '../record/typed-number.ts';

/** The filters of the list, by their names in the address. */
export const FILTER_NAMES = [
  'channel',
  'state',
  'billed',
  'delivery',
  'from',
  'to',
  'rule',
  'trigger',
  'country',
  'recipient',
  'number',
  'version',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** A filter as the address has it. */
export type AddressFilter = (name: FilterName) => string;

const LARGEST_VERSION = 2_147_483_647;
const COUNTRY = /^[A-Z]{2}$/;
/** A number, or a sender ID of letters and digits. */
const SENDER = /^(?:\+[1-9][0-9]{1,14}|[A-Za-z0-9 ]{1,11})$/;

/** The country code in a text. */
export function countryIn(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return COUNTRY.test(code) ? code : undefined;
}

/** The number or sender ID in a text. */
export function senderIn(text: string): string | undefined {
  const sender = text.trim();
  const number = phoneNumberIn(sender);
  if (number !== undefined) return number;
  return SENDER.test(sender) ? sender : undefined;
}

/** The number of a configuration version in a text, as text. */
export function versionIn(text: string): string | undefined {
  const plain = text.trim();
  return /^[0-9]{1,10}$/.test(plain) && Number(plain) <= LARGEST_VERSION ? String(Number(plain)) : undefined;
}

/** The instant that a text names. */
export function instantIn(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

interface ReadFilter {
  readonly filter: DispatchRecordFilter;
  /** The names whose values in the address no filter can have; they match everything. */
  readonly unreadable: readonly FilterName[];
}

/** The filter that an address asks for. */
export function readFilter(get: AddressFilter): ReadFilter {
  const unreadable: FilterName[] = [];
  const one = <Value>(name: FilterName, read: (text: string) => Value | undefined): Value | undefined => {
    const text = get(name);
    if (text === '') return undefined;
    const value = read(text);
    if (value === undefined) unreadable.push(name);
    return value;
  };
  const filter: DispatchRecordFilter = {
    channels: listed(one('channel', (text) => memberOf(dispatchTerms.channel, text))),
    states: listed(one('state', (text) => memberOf(dispatchTerms.state, text))),
    billedAccounts: listed(one('billed', (text) => memberOf(dispatchTerms.billed, text))),
    deliveries: listed(one('delivery', (text) => memberOf(dispatchTerms.delivery, text))),
    rules: listed(one('rule', (text) => memberOf(dispatchTerms.rule, text))),
    triggers: listed(one('trigger', (text) => memberOf(dispatchTerms.trigger, text))),
    countries: listed(one('country', countryIn)),
    recipient: one('recipient', phoneNumberIn),
    originatingNumber: one('number', senderIn),
    configurationVersions: listed(
      one('version', (text) => (versionIn(text) === undefined ? undefined : Number(text))),
    ),
    from: one('from', instantIn),
    to: one('to', instantIn),
  };
  return { filter, unreadable };
}

/** The filter of the live feed: that of the list, without its times. */
export function feedFilter({ from: _from, to: _to, ...filter }: DispatchRecordFilter) {
  return filter;
}

function memberOf<Value extends string>(
  words: Readonly<Record<Value, string>>,
  text: string,
): Value | undefined {
  return members(words).find((value) => value === text);
}

function listed<Value>(value: Value | undefined): readonly Value[] | undefined {
  return value === undefined ? undefined : [value];
}
