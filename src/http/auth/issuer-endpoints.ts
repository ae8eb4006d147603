import { z } from 'zod';
import type { OutgoingProxies } from '../../kernel/outgoing-proxy-rules.ts';
import type { Logger } from '../log/logging.ts';
import { fetchFromIssuer } from './issuer-document.ts';

/** A page waits no longer for what the issuer tells of itself. */
const TIMEOUT_MS = 3_000;
/** After this time the issuer is asked again; an issuer that told nothing is asked by the next page. */
const KNOWN_MS = 10 * 60 * 1_000;

const discovery = z.looseObject({
  token_endpoint: z.url().optional(),
  revocation_endpoint: z.url().optional(),
});

/**
 * Gives the origins at which a page signs people in: the issuer's own, where it discovers the others, and those of the endpoints for
 * tokens. One that is not asked by TLS counts only where the issuer is not either.
 */
export function issuerOrigins(
  issuer: string,
  { proxies, log }: { readonly proxies: OutgoingProxies; readonly log: Logger },
): () => Promise<readonly string[]> {
  const own = new URL(issuer);
  let known: { readonly origins: Promise<readonly string[]>; readonly at: number } | undefined;
  const discover = async () => {
    const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const asked = { url, types: 'application/json', named: 'endpoints', timeoutMs: TIMEOUT_MS };
    const told = discovery.parse(await fetchFromIssuer(asked, proxies));
    const endpoints = [told.token_endpoint, told.revocation_endpoint]
      .filter((endpoint) => endpoint !== undefined)
      .map((endpoint) => new URL(endpoint))
      .filter(({ protocol }) => protocol === 'https:' || protocol === own.protocol);
    return [...new Set([own.origin, ...endpoints.map(({ origin }) => origin)])];
  };
  return () => {
    if (known !== undefined && Date.now() - known.at < KNOWN_MS) return known.origins;
    const origins = discover().catch((error: unknown) => {
      log.warn(
        { err: error, issuer },
        'the issuer tells nothing of its endpoints; pages may ask its own origin only',
      );
      known = undefined;
      return [own.origin];
    });
    known = { origins, at: Date.now() };
    return origins;
  };
}
