import { SegmentedMessage } from 'sms-segments-calculator';

/** As many characters of GSM-7's basic table, one septet each, as one SMS has room for: what most messages are. */
const ONE_SEGMENT =
  /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ]{1,160}$/;

/** How many SMS segments a text takes: GSM-7 where it can be written in it, else UCS-2 (3GPP TS 23.038 and 23.040). */
export function segmentsOf(text: string): number {
  // Taking a text apart into characters as they are seen costs more than all else that is done for a message here.
  return ONE_SEGMENT.test(text) ? 1 : new SegmentedMessage(text, 'auto').segmentsCount;
}
