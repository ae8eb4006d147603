/** Half a surrogate pair: no text, and nothing that PostgreSQL or UTF-8 could hold. */
const HALF_CHARACTER = /\p{Surrogate}/gu;
/** C0 and C1, U+0000 among them, and the separators of lines and paragraphs. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** Characters that change the direction of the text around them, so that one name can be made to look like another. */
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/**
 * A text that others wrote, as one line that can be stored and shown: half characters become U+FFFD, control characters
 * spaces, bidirectional ones nothing, and what goes beyond `maximum` UTF-16 code units is left out.
 */
export function cleanLine(text: string, maximum: number): string {
  const line = text
    .replace(HALF_CHARACTER, '\ufffd')
    .replace(BIDIRECTIONAL, '')
    .replace(CONTROL, ' ')
    .trim()
    .slice(0, maximum);
  // The cut may have gone through a pair.
  return /[\ud800-\udbff]$/.test(line) ? line.slice(0, -1) : line;
}

/** True if a text holds what `cleanLine` would change, apart from its length and spaces at its ends. */
export function holdsHiddenCharacters(text: string): boolean {
  return HIDDEN.test(text);
}
