import type { DispatchRecord } from '../record/dispatch.ts';
import type { DispatchRequest } from './request-rules.ts';

/** The characters of GSM-7's basic table, one septet each; those of its extension table take two (3GPP TS 23.038). */
const BASIC = '\\n\\r !"#$%&\'()*+,\\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ';
const EXTENSION = '\\f^{}\\\\[~\\]|€';
const GSM_7 = new RegExp(`^[${BASIC}${EXTENSION}]*$`);
const EXTENDED = new RegExp(`[${EXTENSION}]`);
/** The form of most messages, which are one segment. */
const ONE_SEGMENT = new RegExp(`^[${BASIC}]{1,160}$`);

/**
 * The number of units that one SMS has room for alone, and each of several beside the header that joins them (3GPP TS
 * 23.040).
 */
const SEPTETS = { alone: 160, joined: 153 };
const CODE_UNITS = { alone: 70, joined: 67 };

/**
 * The number of SMS segments that a text takes (B5): in septets of GSM-7 where it can be written in it, else in code units of
 * UCS-2. No character is split between two segments: neither an escaped one of GSM-7 nor a surrogate pair.
 *
 * @internal
 */
export function segmentsOf(text: string): number {
  if (ONE_SEGMENT.test(text)) return 1;
  return GSM_7.test(text)
    ? packed(text, SEPTETS, (character) => (EXTENDED.test(character) ? 2 : 1))
    : packed(text, CODE_UNITS, (character) => character.length);
}

/** The number of segments of a request as we count them: one of a call. */
export function estimatedSegmentsOf(request: Pick<DispatchRequest, 'channel' | 'text'>): number {
  return request.channel === 'SMS' ? segmentsOf(request.text) : 1;
}

/** The number of segments that a dispatch has: as many as Twilio told of the billed attempt, else as many as we count (B5). */
export function segmentsOfRecord({
  attempts,
  billed,
  estimatedSegments,
}: Pick<DispatchRecord, 'attempts' | 'billed' | 'estimatedSegments'>): number {
  return attempts.find(({ originator }) => originator === billed)?.segments ?? estimatedSegments;
}

function packed(
  text: string,
  room: { readonly alone: number; readonly joined: number },
  widthOf: (character: string) => number,
): number {
  let [total, segments, used] = [0, 1, 0];
  for (const character of text) {
    const width = widthOf(character);
    total += width;
    if (used + width > room.joined) {
      segments += 1;
      used = 0;
    }
    used += width;
  }
  return total <= room.alone ? 1 : segments;
}
