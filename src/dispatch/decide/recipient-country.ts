import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneNumber } from '../../kernel/phone-number.ts';

/** The code of a number that belongs to no country, or to one that is not known (ISO 3166-1, user-assigned). */
const NO_COUNTRY = 'ZZ';

/** The country of a number as ISO 3166-1 alpha-2, or `ZZ`. */
export function countryOf(number: PhoneNumber): string {
  return parsePhoneNumberFromString(number)?.country ?? NO_COUNTRY;
}
