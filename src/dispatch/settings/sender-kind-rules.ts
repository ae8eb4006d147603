import type { SenderKind } from '../../kernel/vocabulary/sender.ts';

/** The form of what Twilio takes as a sender of each kind; toll-free numbers have that of long codes. */
export const SENDER_FORMS: Readonly<Record<Exclude<SenderKind, 'TOLL_FREE'>, RegExp>> = {
  LONG_CODE: /^\+[1-9][0-9]{1,14}$/,
  SHORT_CODE: /^[0-9]{3,8}$/,
  // A sender ID has a letter in it, or it could be taken for a number.
  SENDER_ID: /^(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11}$/,
  MESSAGING_SERVICE: /^MG[0-9a-fA-F]{32}$/,
};

/** The toll-free codes of North America, and the prefix of international freephone numbers. */
const TOLL_FREE = /^\+(1(800|833|844|855|866|877|888)|800)/;

/** The kind of sender that a text is; `undefined` if it is none. */
export function senderKindOf(from: string): SenderKind | undefined {
  if (SENDER_FORMS.LONG_CODE.test(from)) return TOLL_FREE.test(from) ? 'TOLL_FREE' : 'LONG_CODE';
  if (SENDER_FORMS.SHORT_CODE.test(from)) return 'SHORT_CODE';
  if (SENDER_FORMS.SENDER_ID.test(from)) return 'SENDER_ID';
  return SENDER_FORMS.MESSAGING_SERVICE.test(from) ? 'MESSAGING_SERVICE' : undefined;
}
