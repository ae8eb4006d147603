import { SegmentedMessage } from 'sms-segments-calculator';

/** How many SMS segments a text takes: GSM-7 where it can be written in it, else UCS-2 (3GPP TS 23.038 and 23.040). */
export function segmentsOf(text: string): number {
  return new SegmentedMessage(text, 'auto').segmentsCount;
}
