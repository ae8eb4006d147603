import type { GraphQLError } from 'graphql';
import type { Principal } from '../../kernel/access.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';
import { createPresence } from '../../kernel/shares/presence.ts';
import { type Claim, createShare, type Share } from '../../kernel/shares/share.ts';
import { openPlaces, quietPlaces, sharedPlaces } from '../../kernel/shares/share-rules.ts';
import { createTurns, type Turns } from '../../kernel/shares/turns.ts';
import { addressOwner } from './address-owner.ts';
import type { Limits } from './limits.ts';
import { rateLimitFields } from './rate-limit.ts';
import { refusal } from './refusal.ts';

/** The limited resources of a server, each divided among those who ask for it (X5). */
export interface ServerShares {
  /** The one thread, among all that send requests. */
  readonly turns: Turns;
  /** The share of bodies and messages, in pieces. */
  readonly bodies: Share;
  /** Connections that have not sent anything yet, by address. */
  readonly newConnections: Share;
  /** HTTP connections, by address. */
  readonly connections: Share;
  /** Connections beyond these, which are served nothing but health. */
  readonly healthConnections: Share;
  /** WebSockets that have not yet said who they speak for, by address. */
  readonly newWebSockets: Share;
  readonly webSockets: Share;
  readonly subscriptions: Share;
  /** Queries, events of subscriptions and pages of exports that are being read. */
  readonly reads: Share;
  readonly exports: Share;
}

/** Shares of which nothing is taken. */
export function createServerShares(limits: Limits): ServerShares {
  const shareOf = (name: keyof Omit<ServerShares, 'turns'> & keyof Limits) =>
    createShare(sharedPlaces(name, limits[name]));
  const presence = createPresence();
  return {
    turns: createTurns(presence),
    bodies: shareOf('bodies'),
    newConnections: shareOf('newConnections'),
    connections: shareOf('connections'),
    healthConnections: shareOf('healthConnections'),
    newWebSockets: shareOf('newWebSockets'),
    webSockets: shareOf('webSockets'),
    subscriptions: shareOf('subscriptions'),
    // Those who only send take none of them, and meet them on the processors of the database.
    reads: createShare(quietPlaces('reads', limits.reads), presence),
    exports: shareOf('exports'),
  };
}

/** The claim of a principal: its tenant, or the platform for a platform role, and within it the subject. */
export function claimOf({ tenant, subject }: Principal): Claim {
  return { owner: tenant ?? PLATFORM_TENANT, member: subject };
}

/** The claim of an unauthenticated request: the address that it comes from. */
export function strangerOf({ ip }: RequestOrigin): Claim & { readonly member: string } {
  const owner = addressOwner(ip);
  return { owner, member: owner };
}

const RETRY_AFTER_SECONDS = 2;

/**
 * The refusal of somebody who found no place, naming the share and whose bound it is: 429 where that is one's own, 503
 * where the whole node is full.
 *
 * @param what what there is too much of, such as `subscriptions`
 */
export function noPlace(share: Share, claim: Claim, what: string): GraphQLError {
  const { name, places, guaranteed, perMember } = share.limits;
  const full = share.full(claim);
  const maximum = { MEMBER: perMember, OWNER: guaranteed + openPlaces(share.limits, false), NODE: places }[
    full
  ];
  const whose = { MEMBER: 'You have', OWNER: 'Your tenant has', NODE: 'This server has' }[full];
  const message = `${whose} too many ${what}; the limit is ${maximum}. Try again in ${RETRY_AFTER_SECONDS} seconds.`;
  return refusal('LIMIT_EXCEEDED', message, {
    status: full === 'NODE' ? 503 : 429,
    headers: {
      'Retry-After': String(RETRY_AFTER_SECONDS),
      ...rateLimitFields(share, 0, RETRY_AFTER_SECONDS),
    },
    extensions: {
      limit: name,
      maximum,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      retryAt: new Date(Date.now() + RETRY_AFTER_SECONDS * 1_000).toISOString(),
    },
  });
}
