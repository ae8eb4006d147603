import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleVerifier, writeVerifier } from '../../scripts/verifier/bundles.ts';
import { withDigest } from '../../scripts/verifier/release-notes.ts';
import { runFile } from '../cli/command.ts';
import { newConsentReceipt } from '../support/ledger/consent-receipts.ts';
import { newEntries, newSigner, sealedLog } from '../support/ledger/sealed-log.ts';
import { type Asked, commandForm, fileForm, webForm } from '../support/ledger/verifier-forms.ts';
import { witnessedExample } from '../support/ledger/witnessed-example.ts';

const KEY = newSigner();
const LOG = sealedLog(newEntries(50), KEY);
const RECEIPT = newConsentReceipt(KEY).text;
/** In bytes: what fits into a mail, and can be read. */
const LARGEST_FILE = 150_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-evidence-'));
  const witnessed = await witnessedExample();
  const files = {
    'key.pub': `${KEY.text}\n`,
    'other.pub': `${newSigner().text}\n`,
    'kept.txt': LOG.note(20),
    'whole.ndjson': LOG.whole(),
    'altered.ndjson': LOG.whole().replace('"req-30"', '"req-31"'),
    'filtered.ndjson': LOG.filtered([3, 4]),
    'receipt.json': RECEIPT,
    'witnessed.ndjson': witnessed.exported,
    'page.pub': witnessed.key,
    'policy.txt': witnessed.policy,
    'altered.json': RECEIPT.replace('192.0.2.1', '192.0.2.2'),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const asked = (file: string, more: Partial<Asked> = {}): Asked => ({
  folder,
  file,
  kind: file.endsWith('.json') ? 'receipt' : 'export',
  key: 'key.pub',
  since: ['kept.txt'],
  ...more,
});

describe.each([
  ['the command', commandForm],
  ['the file that auditors download', fileForm],
  ['the module for browsers, without Node', webForm],
])('%s', (_, begin) => {
  test('verifies what is genuine, and nothing else, in the same words (A3, C3)', async () => {
    const form = await begin();
    try {
      const verdicts = [
        await form.verify(asked('whole.ndjson')),
        await form.verify(asked('altered.ndjson')),
        await form.verify(asked('filtered.ndjson', { since: [] })),
        await form.verify(asked('receipt.json', { since: [] })),
        await form.verify(asked('altered.json', { since: [] })),
        await form.verify(asked('whole.ndjson', { key: 'other.pub' })),
        await form.verify(asked('witnessed.ndjson', { key: 'page.pub', since: [], policy: 'policy.txt' })),
      ];
      expect(
        verdicts.map(({ verdict, firstLine }) => [firstLine, ...verdict.doubts.map(({ code }) => code)]),
      ).toEqual([
        ['VERIFIED. This is the whole log, and nothing in it was changed.'],
        ['IN DOUBT. Do not rely on this file.', 'ENTRIES_DIFFER'],
        ['VERIFIED. Every entry in this file is genuine.'],
        ['VERIFIED. This consent was recorded exactly as the receipt says.'],
        ['IN DOUBT. Do not rely on this file.', 'RECEIPT_DIFFERS'],
        ['IN DOUBT. Do not rely on this file.', 'CHECKPOINT_UNSIGNED'],
        ['VERIFIED. This is the whole log, and nothing in it was changed.'],
      ]);
      expect(verdicts.at(-1)?.verdict).toMatchObject({ assurance: 'WITNESSED', witnesses: { of: 1 } });
    } finally {
      await form.stop();
    }
  });
});

describe('the file that auditors download', () => {
  test('is small, says what it is called as, and works wherever it is moved to (A3)', async () => {
    const form = await fileForm();
    try {
      expect((await readFile(form.path)).length).toBeLessThan(LARGEST_FILE);
      const elsewhere = join(folder, 'a folder with spaces');
      await mkdir(elsewhere);
      const moved = join(elsewhere, 'another name.mjs');
      await rename(form.path, moved);
      const help = await runFile(process.execPath, [moved, '--help'], {});
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toContain('node verify.mjs export.ndjson --key originator.pub');
      const words = [join(folder, 'whole.ndjson'), '--key', join(folder, 'key.pub')];
      expect((await runFile(process.execPath, [moved, ...words], {})).code).toBe(0);
      expect((await runFile(process.execPath, [moved, words[0] ?? ''], {})).code).toBe(2);
    } finally {
      await form.stop();
    }
  });

  test('is the same from the same sources, with its SHA-256 beside it and in the notes of a release', async () => {
    const built = join(folder, 'dist');
    const digest = await writeVerifier(built);
    const bytes = await readFile(join(built, 'verify.mjs'));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
    expect(bytes.equals(await bundleVerifier('node'))).toBe(true);
    expect(await readFile(join(built, 'verify.mjs.sha256'), 'utf8')).toBe(`${digest}  verify.mjs\n`);
    const notes = '# originator\n\n## 1.1.0\n\n### Minor\n\n- it\n\n## 1.0.0\n\nOlder.\n';
    const told = withDigest(notes, digest);
    expect(told).toContain(
      `## 1.1.0\n\nThe verifier for auditors, \`dist/verify.mjs\`, has the SHA-256 \`${digest}\`.\n\n### Minor`,
    );
    expect(withDigest(withDigest(notes, '0'.repeat(64)), digest)).toBe(told);
  });
});
