import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutMember, JsonText, writeJson } from '../../src/kernel/json.ts';

/** Values with what looks like JSON in their texts, and names that are numbers. */
const values = fc.jsonValue({
  stringUnit: fc.constantFrom('"', '\\', '{', '}', '[', ',', ':', '1', 'é', '😀', '\n'),
});
const texts = fc.string({ unit: fc.constantFrom('"', '\\', ',', '}', '{', ':', 'b') });

test('given any object in canonical form, when a member is cut out, then both parts are the texts of their values', () => {
  fc.assert(
    fc.property(texts, values, values, (first, cut, last) => {
      const text = canonicalize({ a: { c: `${first},"b":` }, b: cut, c: last }) ?? '';
      const { value, rest } = cutMember(text, 'b') ?? { value: '', rest: '' };
      expect(value).toBe(canonicalize(cut));
      expect(rest).toBe(canonicalize({ a: { c: `${first},"b":` }, c: last }));
    }),
  );
  expect(cutMember('{"a":1,"c":2}', 'b')).toBeUndefined();
});

test('given texts of JSON anywhere in a value, when it is written, then they stand in it as they are', () => {
  fc.assert(
    fc.property(fc.array(values), values, (kept, other) => {
      const texts = kept.map((value) => canonicalize(value) ?? '');
      const rows = texts.map((text) => ({ other, nested: [new JsonText(text)] }));
      const written = writeJson({ rows, other });
      const row = (text: string) => `{"other":${JSON.stringify(other)},"nested":[${text}]}`;
      expect(written).toBe(`{"rows":[${texts.map(row).join(',')}],"other":${JSON.stringify(other)}}`);
      expect(JSON.parse(JSON.stringify({ rows, other }))).toEqual(JSON.parse(written));
    }),
  );
});

test('given a text that is what stands in for JSON, when it is written with some, then both are right', () => {
  const value = { text: '\0', json: new JsonText('{"b":1,"a":2}') };
  expect(JSON.parse(writeJson(value))).toEqual({ text: '\0', json: { a: 2, b: 1 } });
});

test('given a value that cannot be written, when others are written after it, then they are whole', () => {
  const failing = {
    toJSON() {
      throw new Error('not to be written');
    },
  };
  const json = new JsonText('[1]');
  expect(() => writeJson({ json, failing })).toThrow('not to be written');
  expect(JSON.stringify({ json })).toBe('{"json":[1]}');
});
