/** Texts that a database, a log, a page or a reader cannot hold as they are, by what is wrong with them. */
export const HOSTILE_TEXTS: readonly (readonly [string, string])[] = [
  ['half an emoji at the end', 'Acme \ud83d'],
  ['half an emoji at the start', '\ude00 Acme'],
  ['two halves in the wrong order', 'Ac\ude00\ud83dme'],
  ['U+0000', 'Ac\u0000me'],
  ['control characters', 'Ac\u001b[31m\r\n\u009bme'],
  ['an override of direction', 'Acme \u202egpj.exe\u202c'],
  ['an isolate without its end', '\u2066Acme\u200f\u061c'],
  ['separators of lines', 'Ac\u2028\u2029me'],
  ['nothing but what is not shown', '\u0000\u202e\u0007'],
  ['more than anybody reads', '😀'.repeat(5_000)],
  ['a SID of nothing', `PN${'g'.repeat(32)}`],
  ['SQL and markup', `'"); drop table tenant; --<script>{{7*7}}</script>\\u0000`],
];

/** Whether a text can be stored and shown as it is: one line of whole characters, in the direction that it seems. */
export function isHarmless(text: string): boolean {
  return (
    !/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text) &&
    text.length <= 256
  );
}
