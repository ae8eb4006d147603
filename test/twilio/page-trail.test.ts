import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAccountSid } from '../../src/kernel/ids.ts';
import { PageTrail } from '../../src/twilio/page-trail.ts';
import { numbersPath } from '../../src/twilio/resource-paths.ts';

const BASE = 'http://127.0.0.1:4010';
const sid = parseAccountSid('AC0000000000000000000000000000abcd');
if (sid === undefined) throw new Error('not a SID');
const PATH = numbersPath(sid);
const trail = (maxPages = 10) => new PageTrail(PATH, BASE, maxPages, '?PageSize=50');

describe("following Twilio's pages", () => {
  it.each([
    ['a relative address', `${PATH}?Page=1&PageToken=PAPN1`],
    ["Twilio's own address", `https://api.twilio.com${PATH}?Page=1&PageToken=PAPN1`],
    ['the address that stands for it', `${BASE}${PATH}?Page=1&PageToken=PAPN1`],
    ['the SID in other letter case', `${PATH.replace('abcd', 'ABCD')}?Page=1&PageToken=PAPN1`],
  ])('given %s, its query is followed (V4)', (_, next) => {
    expect(trail().follow(next)).toBe('?Page=1&PageToken=PAPN1');
  });

  it.each([
    ['another host', `https://evil.example${PATH}?Page=1`],
    ['another host without a scheme', `//evil.example${PATH}?Page=1`],
    ['another host behind backslashes', `\\\\evil.example${PATH}?Page=1`],
    ['another port', `http://127.0.0.1:4011${PATH}?Page=1`],
    ['a user in front of the host', `https://somebody@api.twilio.com${PATH}?Page=1`],
    ['plain HTTP to Twilio', `http://api.twilio.com${PATH}?Page=1`],
    ['another account', `/2010-04-01/Accounts/AC${'1'.repeat(32)}/IncomingPhoneNumbers.json?Page=1`],
    ['another resource', `/2010-04-01/Accounts/${sid}/Messages.json?Page=1`],
    ['a way out of the path', `${PATH}/../../Messages.json?Page=1`],
    ['no address', 'http://'],
    ['the first page', `${PATH}?PageSize=50`],
  ])('given %s, nothing is followed (V4)', (_, next) => {
    expect(trail().follow(next)).toBeUndefined();
  });

  it('given a page seen before, the loop is noticed (V4)', () => {
    const pages = trail();
    expect(pages.follow(`${PATH}?Page=1`)).toBe('?Page=1');
    expect(pages.follow(`${PATH}?Page=2`)).toBe('?Page=2');
    expect(pages.follow(`${PATH}?Page=1`)).toBeUndefined();
  });

  it('given more pages than allowed, the list is given up (V4)', () => {
    const pages = trail(3);
    expect(pages.follow(`${PATH}?Page=1`)).toBe('?Page=1');
    expect(pages.follow(`${PATH}?Page=2`)).toBe('?Page=2');
    expect(pages.follow(`${PATH}?Page=3`)).toBeUndefined();
  });

  it('given any text whatever, at most a query comes out of it (V4)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true }), fc.webPath()), (next) => {
        const query = trail().follow(next);
        expect(query === undefined || query === '' || query.startsWith('?')).toBe(true);
      }),
    );
  });
});
