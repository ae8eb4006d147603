/** A piece of HTML in which every text is escaped. */
export class Html {
  readonly text: string;

  /** @param text made by `html` alone */
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | Html | readonly Html[];

/** Makes a piece of HTML: what is put into the template is escaped, unless it is such a piece itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const inner = values.map((value, index) => piece(value) + (parts[index + 1] ?? ''));
  return new Html((parts[0] ?? '') + inner.join(''));
}

function piece(value: Piece): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Without characters that could change how what is beside them is read: those of control, and of the direction of text. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '?')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '?');
}
