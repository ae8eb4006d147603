import { isIP } from 'node:net';

/** In place of an origin whose pages may call: all pages that this machine itself serves, in development. */
export const LOOPBACK_PAGES = 'loopback';

/** True if a host's name or address, in brackets or not, is this machine's own and leads nowhere else. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
