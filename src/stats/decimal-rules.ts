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
