/** The way through the pages of one list. */
export class PageTrail {
  private readonly path: string;
  private readonly maxPages: number;
  private readonly origins: ReadonlySet<string>;
  private readonly queries = new Set<string>();

  /** `baseUrl` is the address that stands for Twilio's own. Page one of the list at `path` is asked for with `firstQuery`. */
  constructor(path: string, baseUrl: string, maxPages: number, firstQuery: string) {
    this.path = path;
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
    if (!known || url.pathname.toLowerCase() !== this.path.toLowerCase()) return undefined;
    if (this.queries.has(url.search) || this.queries.size >= this.maxPages) return undefined;
    this.queries.add(url.search);
    return url.search;
  }
}

const TWILIO_ORIGIN = 'https://api.twilio.com';
