/** The part that every canary token has; each is 32 characters, as a real one is. */
const MARK = 'ca9a71e5feedca9a71e5beef';

/** An auth token that is recognised wherever it turns up. */
export function canaryToken(number: number): string {
  return `${MARK}${number.toString(16).padStart(8, '0')}`;
}

/** What base64 makes of the mark where it begins `offset` bytes into a group of three. */
function inBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  // Only characters that are made of the mark's bits alone.
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function formsOf(bytes: Buffer): readonly string[] {
  const base64 = [0, 1, 2].map((offset) => inBase64(bytes, offset));
  return [
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
    [...bytes].join(','),
    [...bytes].map((byte) => `%${byte.toString(16)}`).join(''),
  ];
}

const PLAIN = [MARK, ...formsOf(Buffer.from(MARK))];
/** The token is hexadecimal itself: somebody could keep its bytes. */
const FORMS = [...PLAIN, ...formsOf(Buffer.from(MARK, 'hex'))].map((form) => form.toLowerCase());

/** Whether a canary is in the text: as it is, or in base64, hexadecimal, percent-encoding or as a list of bytes. */
export function hasCanary(text: string): boolean {
  const searched = text.toLowerCase();
  return FORMS.some((form) => searched.includes(form));
}
