/** The text that a call speaks. */
export interface SpokenText {
  readonly text: string;
  /** BCP 47, such as `en-US`. */
  readonly language: string;
}

/** The longest TwiML that Twilio takes with a call, in UTF-16 code units. */
export const TWIML_MAX = 4000;

/** The TwiML of a call that says `text` and hangs up. Whatever the text holds, it is spoken, never obeyed. */
export function spokenTwiml({ text, language }: SpokenText): string {
  return `<Response><Say language="${escaped(language)}">${escaped(text)}</Say></Response>`;
}

/** Characters that XML 1.0 knows no way to write, among them halves of surrogate pairs. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
