const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('\f^{}\\[~]|€');

/** Some of what Twilio's smart encoding writes in GSM-7 that was not. */
const LIKENESS: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u200b': '',
};

/** Returns `text` as Twilio writes it with smart encoding. */
export function smartlyEncoded(text: string): string {
  return [...text].map((character) => LIKENESS[character] ?? character).join('');
}

/**
 * The number of segments that Twilio would bill for `text`: in septets of GSM-7 where every character is in it, otherwise in code
 * units of UCS-2; a character that takes two of them is in one segment with both.
 */
export function segmentsOf(text: string): number {
  const characters = [...text];
  const isGsm7 = characters.every((character) => BASIC.has(character) || EXTENSION.has(character));
  const widths = characters.map((character) =>
    isGsm7 ? Number(EXTENSION.has(character)) + 1 : character.length,
  );
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= (isGsm7 ? 160 : 70)) return 1;
  const room = isGsm7 ? 153 : 67;
  const filled = widths.reduce(
    ({ segments, left }, width) =>
      width <= left ? { segments, left: left - width } : { segments: segments + 1, left: room - width },
    { segments: 1, left: room },
  );
  return filled.segments;
}
