import { dispatchesText } from '../../../text/en/dispatches.ts';

const REGIONS = new Intl.DisplayNames('en', { type: 'region' });
/** The country of a number that belongs to none. */
export const NO_COUNTRY = 'ZZ';

/** A country in words. */
export function countryName(code: string): string {
  return code === NO_COUNTRY ? dispatchesText.values.noCountry : `${REGIONS.of(code) ?? code} (${code})`;
}
