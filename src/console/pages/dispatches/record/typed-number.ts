const PHONE = /^\+[1-9][0-9]{6,14}$/;

/** The phone number in a text that people write with blanks, dots, hyphens and brackets; undefined where it is none. */
export function phoneNumberIn(text: string): string | undefined {
  const plain = text.replace(/[\s().-]/g, '');
  return PHONE.test(plain) ? plain : undefined;
}
