/**
 * The calling codes towards which the simulator refuses alphanumeric sender IDs, as Twilio does with 21612. They share nothing with
 * the table of what is tested. Sources: Twilio's page on error 21612 and "International support for Alphanumeric Sender ID"
 * (help article 223133767), by its extract in cal.com's `alphanumericSenderIdSupport.ts` without the countries that ask for
 * registration only; Telnyx, "Alphanumeric Sender ID" (the United States, Canada and Puerto Rico).
 */
const NOT_CARRIED: readonly string[] = [
  '27',
  '32',
  '36',
  '51',
  '52',
  '54',
  '55',
  '56',
  '57',
  '58',
  '60',
  '64',
  '82',
  '86',
  '98',
  '503',
  '505',
  '506',
  '507',
  '593',
  '594',
  '595',
  '598',
  '674',
  '886',
  '963',
  '996',
];
/** North America without the countries of the Caribbean that carry them. */
const NORTH_AMERICA = /^\+1(?!242|246|264|268|284|345|441|473|649|658|664|721|758|767|784|868|869|876)/;

/** True if the recipient's country carries no sender IDs. */
export function refusesSenderIds(to: string): boolean {
  return NORTH_AMERICA.test(to) || NOT_CARRIED.some((code) => to.startsWith(`+${code}`));
}
