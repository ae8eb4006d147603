import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ConsentText,
  documentInForce,
  textsToPublish,
  withDigest,
} from '../../src/consent/document-rules.ts';
import { SHIPPED_TEXTS } from '../../src/consent/shipped-texts.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-06-01T00:00:00Z');

const text = (version: number, locale: string, changes: Partial<ConsentText> = {}): ConsentText => ({
  version,
  locale,
  title: `Title ${version}`,
  body: `Body in ${locale}`,
  inForceFrom: new Date(NOW.getTime() - DAY),
  ...changes,
});

describe('the digest of a text', () => {
  test('is SHA-256 over the canonical JSON of what is shown (C2)', () => {
    const { digest } = withDigest({ version: 2, locale: 'en', title: 'T', body: 'B', inForceFrom: NOW });
    // printf '{"body":"B","locale":"en","title":"T","version":2}' | sha256sum
    expect(digest).toBe('84502090fac620605e6bfe4dbb6a1bad8be405de793613bf3cdceb84d60b31b8');
  });

  test('differs with whatever is shown, and with nothing else (C2)', () => {
    const of = (changes: Partial<ConsentText>) => withDigest(text(1, 'en', changes)).digest;
    const digests = [{}, { version: 2 }, { locale: 'de' }, { title: 'x' }, { body: 'x' }].map(of);
    expect(new Set(digests).size).toBe(5);
    expect(of({ inForceFrom: new Date(0) })).toBe(of({}));
  });
});

describe('the text in force', () => {
  const documents = [
    text(1, 'en'),
    text(2, 'en'),
    text(3, 'en', { inForceFrom: new Date(NOW.getTime() + 1) }),
    text(1, 'de'),
    text(2, 'pt-BR'),
  ].map(withDigest);
  test.each([
    ['en', '2/en'],
    ['de', '1/de'],
    ['de-AT', '1/de'],
    ['pt-BR', '2/pt-BR'],
    ['pt', '2/en'],
    ['fr-CA', '2/en'],
    ['', '2/en'],
    ['-', '2/en'],
  ])(
    'for %j is %s: the newest whose day has come, in that language or the default one (C2)',
    (locale, expected) => {
      const found = documentInForce(documents, locale, NOW);
      expect(`${found?.version}/${found?.locale}`).toBe(expected);
    },
  );

  test('changes at the very instant of its day (C2)', () => {
    expect(documentInForce(documents, 'en', new Date(NOW.getTime() + 1))?.version).toBe(3);
    expect(documentInForce(documents, 'en', new Date(0))).toBeUndefined();
  });

  test('is there for any locale while one is in force in the default language (C2)', () => {
    fc.assert(
      fc.property(fc.string(), (locale) => {
        expect(documentInForce(documents, locale, NOW)).toBeDefined();
      }),
    );
  });
});

describe('publishing', () => {
  test('adds what is new, leaves what is as it was, and names what was altered (C2)', () => {
    const published = [text(1, 'en'), text(1, 'de'), text(2, 'en')].map(withDigest);
    const configured = [
      text(1, 'en'),
      text(1, 'de', { body: 'another' }),
      text(2, 'en', { inForceFrom: new Date(0) }),
      text(3, 'en'),
    ].map(withDigest);
    const { add, altered } = textsToPublish(configured, published);
    expect(add).toEqual([configured[3]]);
    expect(altered).toEqual([configured[1], configured[2]]);
  });
});

test('the shipped texts say what the tenant takes on and what fallback costs, in every language (C2)', () => {
  expect(SHIPPED_TEXTS.map(({ locale }) => locale)).toContain('en');
  const english = SHIPPED_TEXTS.find(({ locale }) => locale === 'en')?.body ?? '';
  expect(english).toMatch(/you take responsibility for the SMS and voice messages/);
  expect(english).toMatch(/default account of the platform[\s\S]*billed to the platform/);
});
