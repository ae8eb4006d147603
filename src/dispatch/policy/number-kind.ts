import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { NumberKind } from '../../kernel/vocabulary/guards.ts';

/** Inmarsat, the satellite networks, and the international networks that are sold with them. */
const SATELLITE = /^\+(?:870|88[123])/;

/** The kind of a number by libphonenumber's full metadata; null for one of no kind that can be denied (G3). */
export function numberKindOf(number: PhoneNumber): NumberKind | null {
  if (SATELLITE.test(number)) return 'SATELLITE';
  const type = parsePhoneNumberFromString(number)?.getType();
  if (type === undefined) return 'UNASSIGNED';
  if (type === 'PREMIUM_RATE') return 'PREMIUM';
  return type === 'SHARED_COST' ? 'SHARED_COST' : null;
}
