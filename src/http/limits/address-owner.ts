import { isIPv6 } from 'node:net';

/** The number of groups of an IPv6 address that are its network's: what is behind them its holder numbers as it likes. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;

/** The owner that an address counts for in a share: itself, or for IPv6 its network of 64 bits. */
export function addressOwner(address: string | null | undefined): string {
  if (address === null || address === undefined || address === '') return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return plain;
  const [before = '', after] = plain.split('::');
  const head = before.split(':').filter((group) => group !== '');
  const tail = (after ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, GROUPS - head.length - tail.length) }, () => '0');
  const groups = after === undefined ? head : [...head, ...zeros, ...tail];
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
