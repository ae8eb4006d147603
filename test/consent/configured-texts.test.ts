import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConsentTexts } from '../../src/consent/configured-texts.ts';
import { SHIPPED_TEXTS } from '../../src/consent/shipped-texts.ts';
import { UnusableFileError } from '../../src/kernel/unusable-file-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-texts-'));
});
afterAll(() => rm(folder, { recursive: true }));

const TEXT = { version: 1, locale: 'en', title: 'T', body: 'B', inForceFrom: '2026-01-01T00:00:00Z' };
let files = 0;

async function reading(content: unknown) {
  const path = join(folder, `${files++}.json`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readConsentTexts(path);
}

describe('legal texts of the platform’s configuration', () => {
  test('are those shipped where none are configured (C2)', async () => {
    expect(await readConsentTexts(null)).toBe(SHIPPED_TEXTS);
  });

  test('are read from a file (C2)', async () => {
    expect(await reading([TEXT, { ...TEXT, locale: 'de-AT' }])).toEqual([
      { ...TEXT, inForceFrom: new Date(TEXT.inForceFrom) },
      { ...TEXT, locale: 'de-AT', inForceFrom: new Date(TEXT.inForceFrom) },
    ]);
    const hebrew = { ...TEXT, body: 'שלום\u200f (B)\r\n\t2.' };
    expect(await reading([hebrew])).toMatchObject([{ body: hebrew.body }]);
  });

  test.each<[string, unknown, RegExp]>([
    ['that is no JSON', '[', /cannot be read: it is no JSON\./],
    ['without a text in the default language', [{ ...TEXT, locale: 'de' }], /a text in en is missing/],
    ['with nothing in it', [], /a text in en is missing/],
    ['with a text without a body', [{ ...TEXT, body: '' }], /body/],
    ['with a version that is none', [{ ...TEXT, version: 0 }], /version/],
    ['with a day that is none', [{ ...TEXT, inForceFrom: 'soon' }], /inForceFrom/],
    ['with a locale that is none', [{ ...TEXT, locale: 'e_n' }], /locale/],
    ['with a member that nobody knows', [{ ...TEXT, digest: 'x' }], /digest/],
    ['with half an emoji in its body', [{ ...TEXT, body: 'B\ud83d' }], /not displayed/],
    ['with U+0000 in its title', [{ ...TEXT, title: 'T\u0000' }], /not displayed/],
    ['with an override of direction', [{ ...TEXT, body: 'You do \u202eyap\u202c' }], /not displayed/],
    [
      'with one version twice in a language',
      [TEXT, { ...TEXT, body: 'another' }],
      /version 1 in en occurs twice/,
    ],
  ])('in a file %s are refused in words that name the setting (C2)', async (_, content, message) => {
    const failure = reading(content);
    await expect(failure).rejects.toThrow(UnusableFileError);
    await expect(failure).rejects.toThrow(/^CONSENT_TEXTS: /);
    await expect(failure).rejects.toThrow(message);
  });

  test('in a file that is not there are refused as well (C2)', async () => {
    await expect(readConsentTexts(join(folder, 'none.json'))).rejects.toThrow(
      /^CONSENT_TEXTS: .*none\.json cannot be read: the file does not exist\.$/,
    );
  });
});
