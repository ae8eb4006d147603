import type { PhoneNumber } from '../../kernel/phone-number.ts';
import { CHANNELS, type Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { Charge } from '../record/dispatch.ts';

/** The price of one SMS segment or one call to numbers with a prefix. */
export interface Price {
  readonly channel: Channel;
  /** The beginning of an E.164 number, such as `+49`; empty for the catch-all. */
  readonly prefix: string;
  /** A decimal string, not negative. */
  readonly amount: string;
}

/** The platform's prices for messages of the default account (B2). */
export interface RateCard {
  readonly version: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly prices: readonly Price[];
}

/** Everything that makes a rate card unusable (B2): above all a channel without a catch-all price. */
export function rateCardProblems(card: RateCard): readonly string[] {
  const withoutCatchAll = CHANNELS.filter(
    (channel) => !card.prices.some((price) => price.channel === channel && price.prefix === ''),
  );
  const keys = card.prices.map(
    ({ channel, prefix }) => `${channel} ${prefix === '' ? '(catch-all)' : prefix}`,
  );
  const repeated = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [
    ...withoutCatchAll.map((channel) => `the rate card has no catch-all price for ${channel}`),
    ...repeated.map((key) => `the rate card has two prices for ${key}`),
  ];
}

/** The charge of a message of the default account: the price of the longest prefix, for each segment (B2). */
export function rateCardCharge(card: RateCard, channel: Channel, to: PhoneNumber, segments: number): Charge {
  const [price] = card.prices
    .filter((candidate) => candidate.channel === channel && to.startsWith(candidate.prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (price === undefined) throw new Error('a rate card without a catch-all price was accepted');
  return {
    amount: multiplyDecimal(price.amount, segments),
    currency: card.currency,
    source: 'RATE_CARD',
    rateCardVersion: card.version,
  };
}

/**
 * A decimal string times a whole number, exactly, with as many decimals as it had; divided by one that it is a multiple of.
 */
export function multiplyDecimal(amount: string, factor: number, divisor = 1): string {
  const [whole = '0', decimals = ''] = amount.split('.');
  const digits = (BigInt(whole + decimals) * BigInt(factor)) / BigInt(divisor);
  const product = digits.toString().padStart(decimals.length + 1, '0');
  return decimals === ''
    ? product
    : `${product.slice(0, -decimals.length)}.${product.slice(-decimals.length)}`;
}
