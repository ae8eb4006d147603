/**
 * The support of a country for alphanumeric sender IDs. `REGISTERED`: only those that were registered there, and all others are
 * blocked or replaced on the way. `NOT_CARRIED`: none.
 *
 * Sources: Twilio, "International support for Alphanumeric Sender ID" (help article 223133767), which its errors 21612 and
 * 21401 and its glossary refer to, as far as public extracts of it tell: the list by calling code in cal.com's
 * `alphanumericSenderIdSupport.ts` (December 2022), which puts both columns together; AWS, "Sender IDs" (none in Canada, China
 * and the United States); Telnyx, "Alphanumeric Sender ID" (none in Puerto Rico); the Infocomm Media Development Authority of
 * Singapore (registered only, since January 2023). Where they do not say which of the two a country is, it is
 * `REGISTERED`: a platform that has registered its sender ID can still name the country. Countries change their rules: this
 * is no promise of Twilio's, whose refusal (21612) decides in the end.
 */
export type SenderIdSupport = 'CARRIED' | 'REGISTERED' | 'NOT_CARRIED';

const NOT_CARRIED = new Set(
  (
    'US CA PR GU VI AS MP DO ' + // North America, where numbers and short codes originate
    'AR BR CL CO CR EC GF MX NI PA PE PY SV UY VE ' +
    'BE CN HU IR KG KR MY NR NZ SY TW ZA'
  ).split(' '),
);

const REGISTERED = new Set(
  (
    'AE AF AM BJ BY CD CI CM CU CZ EG ET GH GN GW HK ID IL IN JO KE KW KZ LK LR MA MM NG NP OM PH QA RU RW SA SD SG SS ' +
    'SZ TH TN TR TZ UG VN ZM'
  ).split(' '),
);

/** The support of a country, ISO 3166-1 alpha-2; a recipient whose country is not known (`ZZ`) gets no sender ID. */
export function senderIdSupport(country: string): SenderIdSupport {
  if (country === 'ZZ' || NOT_CARRIED.has(country)) return 'NOT_CARRIED';
  return REGISTERED.has(country) ? 'REGISTERED' : 'CARRIED';
}
