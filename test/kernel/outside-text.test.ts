import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, holdsHiddenCharacters } from '../../src/kernel/outside-text.ts';
import { HOSTILE_TEXTS, isHarmless } from '../support/hostile-texts.ts';

test.each([
  ['Acme \ud83d', 'Acme \ufffd'],
  ['  Ac\u0000me\n', 'Ac me'],
  ['Acme \u202egpj.exe', 'Acme gpj.exe'],
  ['Łódź 😀 日本 עברית', 'Łódź 😀 日本 עברית'],
  ['\u0000\u202e', ''],
])('given %j, when it is cleaned, then it is %j', (text, clean) => {
  expect(cleanLine(text, 256)).toBe(clean);
});

test('given any text of anybody, when it is cleaned, then it is harmless, no longer than allowed, and clean', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...HOSTILE_TEXTS.map(([, text]) => text)),
  );
  const halves = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(fc.oneof(texts, halves), fc.integer({ min: 0, max: 256 }), (text, maximum) => {
      const clean = cleanLine(text, maximum);
      expect(clean.length).toBeLessThanOrEqual(maximum);
      expect(isHarmless(clean)).toBe(true);
      expect(holdsHiddenCharacters(clean)).toBe(false);
      expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean);
    }),
  );
});
