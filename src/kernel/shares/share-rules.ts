/** The division of a node's places of one kind (X5). */
export interface ShareLimits {
  /** Its name in refusals and in its setting. */
  readonly name: string;
  /** The number of places that there are. */
  readonly places: number;
  /** The number of them that each owner gets while there is any place, whatever others hold. */
  readonly guaranteed: number;
  /** The places reserved for guaranteed parts. */
  readonly kept: number;
  /** The places that may be held beyond guaranteed parts while several owners are active. */
  readonly openBesideOthers: number;
  /**
   * For how long a place at most stays free that others of its owner wait for, in milliseconds, while different owners are
   * about: three times as long as it was held, so that who always has more to do has a quarter of the time.
   */
  readonly longestRestMs: number;
  /** The number that a member of an owner may hold. */
  readonly perMember: number;
  /** The number of claims of one owner that may wait at once. */
  readonly waiting: number;
}

export interface ShareSettings {
  readonly places: number;
  readonly guaranteed: number;
  readonly perMember: number;
}

/**
 * A share whose half is kept for guaranteed parts. A part is never more than a quarter of the places, so that these
 * suffice for two owners beside a third that takes all it can; with fewer than four places there are no parts.
 */
export function sharedPlaces(name: string, settings: ShareSettings): ShareLimits {
  const { places, perMember } = settings;
  const guaranteed = Math.min(settings.guaranteed, Math.floor(places / 4));
  const kept = guaranteed === 0 ? 0 : Math.floor(places / 2);
  const openBesideOthers = places - kept;
  return {
    name,
    places,
    perMember,
    guaranteed,
    kept,
    openBesideOthers,
    longestRestMs: 0,
    waiting: LONGEST_QUEUE,
  };
}

/**
 * A share of places whose use costs the others something also while these find a place, such as work that a database has: while
 * different owners are about, each has its guaranteed part, and one more goes round, which bulk work of the holder of a part of
 * one needs.
 */
export function sparingPlaces(name: string, settings: ShareSettings): ShareLimits {
  const limits = sharedPlaces(name, settings);
  return limits.guaranteed === 0 ? limits : { ...limits, openBesideOthers: 1 };
}

/**
 * A share of sparing places that cost the time of a processor for long: while different owners are about, each place is used for
 * a quarter of the time, and the rest stays free.
 */
export function quietPlaces(name: string, settings: ShareSettings): ShareLimits {
  const limits = sparingPlaces(name, settings);
  return limits.guaranteed === 0 ? limits : { ...limits, longestRestMs: LONGEST_REST_MS };
}

/** A share of places that one owner has to itself: its guaranteed part is what bulk work leaves to everything else. */
export function ownPlaces(name: string, settings: ShareSettings): ShareLimits {
  const limits = sharedPlaces(name, settings);
  const kept = limits.guaranteed;
  return { ...limits, kept, openBesideOthers: limits.places - kept };
}

const LONGEST_QUEUE = 1_000;
const LONGEST_REST_MS = 1_000;
const RESTS_FOR_HELD = 3;

/** The time that a place stays free that was held for so many milliseconds and that others of its owner wait for. */
export function restMs({ longestRestMs }: ShareLimits, heldMs: number): number {
  return Math.min(RESTS_FOR_HELD * heldMs, longestRestMs);
}

/** The kind of a place: within the owner's guaranteed part, or open to all. */
export type PlaceKind = 'GUARANTEED' | 'OPEN';

/** The present use of a share. */
export interface ShareUse {
  readonly total: number;
  /** Of all owners, beyond their guaranteed parts. */
  readonly open: number;
  /** By the owner of the claim, of its guaranteed part. */
  readonly guaranteedOfOwner: number;
  /** By the member of the claim. */
  readonly ofMember: number;
  /** True if different owners are about. */
  readonly isShared: boolean;
}

/** The number of places that may be held beyond guaranteed parts. */
export function openPlaces({ places, kept, openBesideOthers }: ShareLimits, isShared: boolean): number {
  return isShared ? openBesideOthers : places - kept;
}

/**
 * The place that a claim gets, `undefined` for none. Bulk work takes open places first, and leaves half of its owner's
 * guaranteed part to everything else.
 */
export function placeFor(limits: ShareLimits, use: ShareUse, isBulk: boolean): PlaceKind | undefined {
  const { places, guaranteed, perMember } = limits;
  if (use.total >= places || use.ofMember >= perMember) return undefined;
  const hasOpen = use.open < openPlaces(limits, use.isShared);
  const part = isBulk ? Math.floor(guaranteed / 2) : guaranteed;
  const hasPart = use.guaranteedOfOwner < part;
  if (isBulk && hasOpen) return 'OPEN';
  if (hasPart) return 'GUARANTEED';
  return hasOpen ? 'OPEN' : undefined;
}

/** The number of places that such claims could take one after the other. */
export function placesFor(limits: ShareLimits, use: ShareUse, isBulk: boolean): number {
  const { places, guaranteed, perMember } = limits;
  const part = isBulk ? Math.floor(guaranteed / 2) : guaranteed;
  const found =
    Math.max(0, part - use.guaranteedOfOwner) + Math.max(0, openPlaces(limits, use.isShared) - use.open);
  return Math.max(0, Math.min(found, places - use.total, perMember - use.ofMember));
}

/** The number of places that a member of an owner could hold if nobody else held any. */
export function placesOfMember(limits: ShareLimits, isShared: boolean): number {
  return Math.min(limits.places, limits.perMember, limits.guaranteed + openPlaces(limits, isShared));
}

/** The bound that keeps a claim from a place. */
export type FullPart = 'MEMBER' | 'OWNER' | 'NODE';

/** The bound that a refused claim meets. */
export function fullPart(limits: ShareLimits, use: ShareUse): FullPart {
  if (use.ofMember >= limits.perMember) return 'MEMBER';
  return use.total >= limits.places ? 'NODE' : 'OWNER';
}
