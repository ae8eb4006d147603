import type { AccountSid } from '../kernel/ids.ts';

/** Where Twilio lists an account's numbers. */
export function numbersPath(sid: AccountSid): string {
  return `/2010-04-01/Accounts/${sid}/IncomingPhoneNumbers.json`;
}

/** The way through the pages of one list of numbers. */
export class PageTrail {
  private readonly sid: AccountSid;
  private readonly maxPages: number;
  private readonly origins: ReadonlySet<string>;
  private readonly queries = new Set<string>();

  /** `baseUrl` is the address that stands for Twilio's own. Page one is asked for with `firstQuery`. */
  constructor(sid: AccountSid, baseUrl: string, maxPages: number, firstQuery: string) {
    this.sid = sid;
    this.maxPages = maxPages;
    this.origins = new Set([TWILIO_ORIGIN, new URL(baseUrl).origin]);
    this.queries.add(firstQuery);
  }

  /**
   * The query of the page that `next` leads to, or `undefined` when it leads to another host or another resource, to
   * a page seen before, or beyond the limit. Only the query is taken from Twilio's address: host and path stay ours.
   */
  follow(next: string): string | undefined {
    if (!URL.canParse(next, TWILIO_ORIGIN)) return undefined;
    const url = new URL(next, TWILIO_ORIGIN);
    const known = this.origins.has(url.origin) && url.username === '' && url.password === '';
    if (!known || url.pathname.toLowerCase() !== numbersPath(this.sid).toLowerCase()) return undefined;
    if (this.queries.has(url.search) || this.queries.size >= this.maxPages) return undefined;
    this.queries.add(url.search);
    return url.search;
  }
}

const TWILIO_ORIGIN = 'https://api.twilio.com';
