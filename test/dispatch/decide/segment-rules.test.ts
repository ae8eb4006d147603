import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentsOf as asTwilioCounts } from '../../../src/dev/simulator/segments.ts';
import { segmentsOf } from '../../../src/dispatch/decide/segment-rules.ts';

const BASIC = [
  ...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
];
const EXTENSION = [...'\f^{}\\[~]|€'];

/** The segments of a text, each filled as far as whole characters go. */
function cut(text: string): readonly string[] {
  const isGsm7 = [...text].every((character) => [...BASIC, ...EXTENSION].includes(character));
  const width = (part: string) =>
    isGsm7 ? [...part].reduce((sum, each) => sum + (EXTENSION.includes(each) ? 2 : 1), 0) : part.length;
  if (width(text) <= (isGsm7 ? 160 : 70)) return [text];
  const segments = [''];
  for (const character of text) {
    const grown = `${segments.at(-1)}${character}`;
    if (width(grown) > (isGsm7 ? 153 : 67)) segments.push(character);
    else segments[segments.length - 1] = grown;
  }
  return segments;
}

describe('the segments of a text', () => {
  test.each([
    ['one letter', 'a', 1],
    ['160 of GSM-7', 'a'.repeat(160), 1],
    ['161 of GSM-7', 'a'.repeat(161), 2],
    ['306 of GSM-7', 'a'.repeat(306), 2],
    ['307 of GSM-7', 'a'.repeat(307), 3],
    ['159 of GSM-7 and one that takes two', `${'a'.repeat(159)}€`, 2],
    ['158 of GSM-7 and one that takes two', `${'a'.repeat(158)}€`, 1],
    ['80 that take two', '€'.repeat(80), 1],
    ['81 that take two', '€'.repeat(81), 2],
    ['306 septets, of which two would be split', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
    ['a line that ends like on Windows', 'code:\r\n123456', 1],
    ['70 of UCS-2', 'ж'.repeat(70), 1],
    ['71 of UCS-2', 'ж'.repeat(71), 2],
    ['134 of UCS-2', 'ж'.repeat(134), 2],
    ['135 of UCS-2', 'ж'.repeat(135), 3],
    ['69 of GSM-7 and one beyond it', `${'a'.repeat(69)}ж`, 1],
    ['70 of GSM-7 and one beyond it', `${'a'.repeat(70)}ж`, 2],
    ['35 emoji', '🙂'.repeat(35), 1],
    ['36 emoji', '🙂'.repeat(36), 2],
    ['134 code units, of which a pair would be split', `${'ж'.repeat(66)}🙂${'ж'.repeat(66)}`, 3],
    ['67 code units of one sign as it is seen, and as many of another', `${'👩‍👩‍👧‍👦'.repeat(6)}жж`, 1],
    ['a sign as it is seen that goes over two segments', `${'ж'.repeat(60)}👩‍👩‍👧‍👦${'ж'.repeat(60)}`, 2],
  ])('%s (B5)', (_, text, segments) => {
    expect(segmentsOf(text)).toBe(segments);
  });

  test('are as many as its characters fill, none of them split, and as Twilio answers (B5)', () => {
    const plain = fc.constantFrom(...BASIC);
    const wide = fc.constantFrom(...EXTENSION);
    const others = fc.constantFrom('ç', '`', 'ж', '🙂', '\u0301', '\u200d', '\ufe0f', '한');
    const units = [
      fc.oneof({ weight: 400, arbitrary: plain }, { weight: 1, arbitrary: wide }),
      fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: wide }),
      fc.oneof({ weight: 400, arbitrary: plain }, { weight: 1, arbitrary: others }),
      others,
    ];
    const text = fc.oneof(
      ...units.map((unit) => fc.string({ unit, minLength: 1, maxLength: 500, size: 'max' })),
    );
    fc.assert(
      fc.property(text, (asked) => {
        const segments = cut(asked);
        expect(segments.join('')).toBe(asked);
        expect([segmentsOf(asked), asTwilioCounts(asked)]).toEqual([segments.length, segments.length]);
      }),
      { numRuns: 500 },
    );
  });
});
