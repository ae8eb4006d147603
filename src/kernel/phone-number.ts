import type { Brand } from './brand.ts';

/** A telephone number in E.164: `+`, then 2 to 15 digits of which the first is not zero. */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;

const E164 = /^\+[1-9][0-9]{1,14}$/;

/** The branded number, or `undefined` when the text is not E.164. */
export function parsePhoneNumber(text: string): PhoneNumber | undefined {
  return E164.test(text) ? (text as PhoneNumber) : undefined;
}
