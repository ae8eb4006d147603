import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../kernel/loopback.ts';

/** The headers that proxies and tunnels add. */
const FORWARDED = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-original-.*|true-client-ip|cf-.*)$/;

/**
 * True if a request was sent by a script of a page that a browser of this machine has from this very server. A browser
 * lets no script choose `Host`, `Origin` or `Sec-Fetch-Site`: the first tells a name that was made to point here (DNS
 * rebinding), the others a page of another server, one on another port included.
 */
export function isFromOwnPage(headers: IncomingHttpHeaders, peer: string | undefined): boolean {
  const { host = '', origin } = headers;
  const name = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(host)?.[1] ?? '';
  return (
    isLoopback((peer ?? '').replace(/^::ffff:/i, '')) &&
    isLoopback(name) &&
    origin === `http://${host}` &&
    headers['sec-fetch-site'] === 'same-origin' &&
    !Object.keys(headers).some((header) => FORWARDED.test(header))
  );
}
