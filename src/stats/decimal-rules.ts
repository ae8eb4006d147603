import type { ChargeTotal } from './stats.ts';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

interface Scaled {
  readonly digits: bigint;
  /** The number of digits behind the point. */
  readonly scale: number;
}

function scaled(text: string): Scaled {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === '') throw new RangeError(`not a decimal: ${text}`);
  return { digits: BigInt(sign + whole + fraction), scale: fraction.length };
}

function widened({ digits, scale }: Scaled, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}

function plain(digits: bigint, scale: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const whole = text.slice(0, text.length - scale);
  return `${digits < 0n ? '-' : ''}${whole}${scale > 0 && fraction !== '' ? `.${fraction}` : ''}`;
}

/** The exact sum of two decimal strings, without trailing zeros; zero is `0`. Throws on anything but plain decimals. */
export function addDecimals(a: string, b: string): string {
  const [left, right] = [scaled(a), scaled(b)];
  const scale = Math.max(left.scale, right.scale);
  return plain(widened(left, scale) + widened(right, scale), scale);
}

/** The decimal with the other sign, without trailing zeros. */
export function negateDecimal(text: string): string {
  const { digits, scale } = scaled(text);
  return plain(-digits, scale);
}

/** Below zero where the first decimal is less than the second, above where it is more, else zero. */
export function compareDecimals(a: string, b: string): number {
  const difference = addDecimals(a, negateDecimal(b));
  return difference === '0' ? 0 : difference.startsWith('-') ? -1 : 1;
}

/** The number of times that one decimal can be taken out of another, a million at most; as often as one likes where it is nothing. */
export function timesWithin(part: string, whole: string): number {
  const [left, right] = [scaled(part), scaled(whole)];
  const scale = Math.max(left.scale, right.scale);
  const [divisor, dividend] = [widened(left, scale), widened(right, scale)];
  if (divisor <= 0n) return MOST_TIMES;
  const times = dividend / divisor;
  return times < 0n ? 0 : times > BigInt(MOST_TIMES) ? MOST_TIMES : Number(times);
}

const MOST_TIMES = 1_000_000;

/** The sum of charges in each currency, in the order of their codes. */
export function sumOfCharges(charges: readonly ChargeTotal[]): readonly ChargeTotal[] {
  const sums = new Map<string, ChargeTotal>();
  for (const charge of charges) {
    const { currency, charged, amount } = sums.get(charge.currency) ?? {
      currency: charge.currency,
      charged: 0,
      amount: '0',
    };
    sums.set(currency, {
      currency,
      charged: charged + charge.charged,
      amount: addDecimals(amount, charge.amount),
    });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
