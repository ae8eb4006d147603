import type { ServerResponse } from 'node:http';
import type { Claim, Share } from '../../kernel/shares/share.ts';
import { placesOfMember } from '../../kernel/shares/share-rules.ts';

/**
 * The fields of a response that tell a share to a caller, as draft-ietf-httpapi-ratelimit-headers-10 has them: a share bounds what is
 * in progress at once, so that its unit is concurrent requests and it has no window.
 *
 * @param left the number of places that the caller could take at this moment
 * @param afterSeconds when to come back
 */
export function rateLimitFields(
  share: Share,
  left: number,
  afterSeconds?: number,
): Readonly<Record<'RateLimit' | 'RateLimit-Policy', string>> {
  const { name } = share.limits;
  const quota = placesOfMember(share.limits, share.isShared());
  return {
    RateLimit: `"${name}";r=${left}${afterSeconds === undefined ? '' : `;t=${afterSeconds}`}`,
    'RateLimit-Policy': `"${name}";q=${quota};qu="concurrent-requests"`,
  };
}

/** Tells a caller by the headers of the response which share its request is bounded by, and what is left of it. */
export function tellShare(response: ServerResponse, share: Share, claim: Claim): void {
  if (response.headersSent) return;
  const fields = rateLimitFields(share, share.free(claim));
  response.setHeader('RateLimit', fields.RateLimit);
  response.setHeader('RateLimit-Policy', fields['RateLimit-Policy']);
}
