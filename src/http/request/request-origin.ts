import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { cleanLine } from '../../kernel/outside-text.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';

const MAPPED_IPV4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** The address in its plain form: no zone, no brackets, no port, IPv4 where IPv6 only wraps it; `null` if it is none. */
function plainAddress(text: string): string | null {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(text)?.[1];
  const address = (bracketed ?? withPort ?? text).replace(/%.*$/, '');
  const unmapped = MAPPED_IPV4.exec(address)?.[1] ?? address;
  return isIP(unmapped) === 0 ? null : unmapped.toLowerCase();
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/** The networks, given as addresses or CIDRs. Throws an error that names the first that is neither. */
function networks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', prefix] = cidr.split('/');
    const bits = isIP(address) === 4 ? 32 : 128;
    const length = prefix === undefined ? bits : Number(prefix);
    if (isIP(address) === 0 || !Number.isInteger(length) || length < 0 || length > bits || prefix === '') {
      throw new Error(`not an address or a CIDR: ${cidr}`);
    }
    list.addSubnet(address, length, familyOf(address));
  }
  return list;
}

/** True if an address, as a socket tells it, is one of the proxies. Throws when one of these is neither address nor CIDR. */
export function createProxyCheck(trustedProxies: readonly string[]): (address: string) => boolean {
  const trusted = networks(trustedProxies);
  return (address) => {
    const plain = trustedProxies.length === 0 ? null : plainAddress(address);
    return plain !== null && trusted.check(plain, familyOf(plain));
  };
}

/**
 * Reads where a request comes from (C3). The address is that of the socket, unless that is a trusted proxy: then
 * it is the rightmost entry of `X-Forwarded-For` that is not one. Anything to the left of it is a client's own claim.
 */
export function createOriginReader(
  trustedProxies: readonly string[],
  userAgentCharacters: number,
): (request: IncomingMessage) => RequestOrigin {
  const isTrusted = createProxyCheck(trustedProxies);
  return (request) => {
    let ip = plainAddress(request.socket.remoteAddress ?? '');
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
    while (ip !== null && isTrusted(ip)) {
      const claimed = plainAddress(forwarded.pop()?.trim() ?? '');
      if (claimed === null) {
        break;
      }
      ip = claimed;
    }
    const userAgent = cleanLine(request.headers['user-agent'] ?? '', userAgentCharacters);
    return { ip, userAgent: userAgent || null };
  };
}
