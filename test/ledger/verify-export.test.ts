import { describe, expect, test } from 'vitest';
import { parseTenantId } from '../../src/kernel/ids.ts';
import type { VerifierKey } from '../../src/ledger/tree/signed-note.ts';
import { checkpointLine } from '../../src/ledger/verify/export-lines.ts';
import type { Verdict } from '../../src/ledger/verify/verdict.ts';
import {
  DamagedEvidenceError,
  type ExportCheck,
  verifyExport,
} from '../../src/ledger/verify/verify-export.ts';
import { ACME, inChunks, newEntries, newEntry, newSigner, sealedLog } from '../support/ledger/sealed-log.ts';

const KEY = newSigner();
const LOG = sealedLog(newEntries(100), KEY);

/** Verifies a text, which can be read again. */
function verify(text: string, check: Partial<ExportCheck> = {}, chunk = 1_000): Promise<Verdict> {
  return verifyExport(inChunks(text, chunk), { keys: [KEY], reread: () => inChunks(text, chunk), ...check });
}

const codes = ({ doubts }: Verdict) => doubts.map(({ code }) => code);
const linesOf = (text: string) => text.trimEnd().split('\n');
const fileOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
const withLine = (line: number, change: (text: string) => string) =>
  fileOf(linesOf(LOG.whole()).map((text, index) => (index === line - 1 ? change(text) : text)));
const kept = (size: number, log = LOG) => ({ name: `kept-${size}.txt`, note: log.note(size) });

describe('a whole export', () => {
  test('that is as it was written is verified, however it is cut into chunks (A3)', async () => {
    for (const chunk of [1, 7, 300, 1_000_000]) {
      expect(await verify(LOG.whole(), {}, chunk)).toMatchObject({
        verified: true,
        evidence: 'WHOLE_EXPORT',
        log: { origin: 'log.example/acme/1', host: 'log.example', tenant: 'acme', epoch: 1 },
        checkpoint: { size: 100, keyId: KEY.keyId, note: LOG.note() },
        entries: 100,
        firstAt: '2026-05-01T10:00:00.000Z',
        lastAt: '2026-05-01T10:01:39.000Z',
        doubts: [],
      });
    }
  });

  test('of any size is verified, the empty log too (A3)', async () => {
    for (const size of [0, 1, 2, 3, 64]) {
      const log = sealedLog(newEntries(size), KEY);
      expect(await verify(log.whole())).toMatchObject({ verified: true, entries: size });
    }
  });

  test('of which a line was altered where its form shows it names that line (A3)', async () => {
    const alterations: readonly [(text: string) => string, string][] = [
      [(text) => text.replace('"actor"', '"actör"'), 'is malformed'],
      [(text) => text.slice(1), 'is not JSON'],
      [(text) => text.replace(',"before"', ', "before"'), 'is not in canonical form'],
      [(text) => text.replace('"v":2', '"v":3'), 'is malformed: v'],
      [(text) => text.replace('"v":2', '"v":1'), 'is malformed: actor'],
      [(text) => text.replace('"v":2', '"v":2,"w":1'), 'is malformed'],
      [(text) => text.replace('"tenant":"acme"', '"tenant":"acne"'), 'belongs to acne, not to acme'],
      [(text) => text.replace(/"at":"2026/, '"at":"2025'), 'has the time 2025'],
      [(text) => text.replace(/"id":"0/, '"id":"1'), 'has the time 2026'],
      [(text) => text.replace(/(-)7(\d{3}-)/, '$14$2'), 'is malformed: id'],
      [() => '', 'is not JSON'],
    ];
    for (const [alter, fault] of alterations) {
      const { verified, doubts } = await verify(withLine(41, alter));
      expect(verified).toBe(false);
      expect(doubts.at(-1)).toMatchObject({ code: 'ENTRIES_DIFFER', lines: { first: 41, last: 41 } });
      expect(doubts.at(-1)?.text).toContain(`The entry on line 41 ${fault}`);
    }
  });

  test('in which an entry is twice names both lines, or the one that was put in (A3)', async () => {
    const text = withLine(41, () => LOG.entries[11]?.body ?? '');
    const { doubts } = await verify(text);
    expect(doubts).toMatchObject([{ code: 'ENTRIES_DIFFER', lines: { first: 12, last: 41 } }]);
    expect(doubts[0]?.text).toContain('The entries on lines 12 and 41 have the same id');
    const known = await verify(text, { kept: [kept(30)] });
    expect(known.doubts).toMatchObject([{ code: 'ENTRIES_DIFFER', lines: { first: 41, last: 41 } }]);
    expect(known.doubts[0]?.text).toContain('The entry on line 41 has the same id as the one on line 12');
  });

  test('that is not text names the line (A3)', async () => {
    const bytes = Buffer.from(LOG.whole());
    const second = bytes.indexOf(0x0a) + 20;
    bytes[second] = 0xff;
    const check = { keys: [KEY], reread: () => inChunks(bytes) };
    const { doubts } = await verifyExport(inChunks(bytes), check);
    expect(doubts.map(({ lines }) => lines)).toEqual([{ first: 2, last: 2 }]);
    expect(doubts[0]?.text).toContain('The entry on line 2 is not text in UTF-8');
  });

  test('of which only the content was altered names the lines between the kept checkpoints (A3)', async () => {
    const text = withLine(41, (line) => line.replace('"req-', '"res-'));
    expect((await verify(text)).doubts).toMatchObject([
      { code: 'ENTRIES_DIFFER', lines: { first: 1, last: 100 } },
    ]);
    const { doubts } = await verify(text, { kept: [kept(90), kept(30), kept(50), kept(40)] });
    expect(doubts[0]).toMatchObject({ code: 'ENTRIES_DIFFER', lines: { first: 41, last: 50 } });
    expect(doubts[0]?.text).toContain('The first 40 entries are unchanged');
    expect(doubts.slice(1).map(({ code, lines }) => [code, lines])).toEqual([
      ['REWRITTEN', { first: 41, last: 90 }],
      ['REWRITTEN', { first: 41, last: 50 }],
    ]);
  });

  test('with a line left out, added, doubled or moved is not verified (A3)', async () => {
    const lines = linesOf(LOG.whole());
    const stranger = newEntries(1, ACME, 500)[0]?.body ?? '';
    const [fifth = '', sixth = ''] = lines.slice(4, 6);
    const texts = {
      'some were left out': [lines.toSpliced(4, 1), lines.toSpliced(99, 1)],
      'some were added': [
        lines.toSpliced(4, 0, stranger),
        lines.toSpliced(50, 0, fifth),
        lines.toSpliced(0, 0, ''),
      ],
      'altered, replaced or moved': [lines.with(4, sixth).with(5, fifth), lines.with(4, stranger)],
    };
    for (const [what, files] of Object.entries(texts)) {
      for (const file of files) {
        const { verified, doubts } = await verify(fileOf(file));
        expect(verified).toBe(false);
        expect(doubts.find(({ code }) => code === 'ENTRIES_DIFFER')?.text).toContain(what);
      }
    }
    const { doubts } = await verify(fileOf(lines.toSpliced(100, 0, stranger)));
    expect(doubts).toMatchObject([{ code: 'ENTRIES_DIFFER', lines: { first: 101, last: 101 } }]);
  });

  test('that was cut off, or goes on after its end, is not verified (A3)', async () => {
    const text = LOG.whole();
    const lines = linesOf(text);
    const files: readonly [string, string][] = [
      ['', 'CHECKPOINT_MISSING'],
      [text.slice(0, -1), 'CHECKPOINT_MISSING'],
      [text.slice(0, 5_000), 'CHECKPOINT_MISSING'],
      [fileOf(lines.slice(0, -1)), 'CHECKPOINT_MISSING'],
      [`${text}\n`, 'NOT_AN_EXPORT'],
      [`${text}x`, 'NOT_AN_EXPORT'],
      [`${text}${lines.at(-1)}\n`, 'NOT_AN_EXPORT'],
      [fileOf(lines.with(-1, ` ${lines.at(-1)}`)), 'CHECKPOINT_MISSING'],
      [fileOf(lines.with(-1, lines.at(-1)?.replace('":"', '": "') ?? '')), 'CHECKPOINT_MISSING'],
      [fileOf(lines.with(-1, lines.at(-1)?.replace('—', '\\u2014') ?? '')), 'CHECKPOINT_MISSING'],
      [fileOf(lines.with(-1, '{"checkpoint":null}')), 'CHECKPOINT_MISSING'],
      [text.replaceAll('\n', '\r\n'), 'CHECKPOINT_MISSING'],
      ['{"hello":"world"}\n', 'NOT_AN_EXPORT'],
    ];
    for (const [file, code] of files) {
      const verdict = await verify(file);
      expect([codes(verdict), verdict.verified]).toEqual([expect.arrayContaining([code]), false]);
    }
  });

  test('without entries, though the log has some, shows no entry, and is no whole one (A3)', async () => {
    const text = `${checkpointLine(LOG.note())}\n`;
    expect(await verify(text)).toMatchObject({ verified: true, evidence: 'FILTERED_EXPORT', entries: 0 });
    expect(codes(await verify(text, { mustBeWhole: true }))).toEqual(['NOT_WHOLE']);
    expect(codes(await verify(text, { keys: [newSigner()] }))).toEqual(['CHECKPOINT_UNSIGNED']);
    expect(codes(await verify(text, { kept: [kept(90)] }))).toEqual(['NOT_COMPARABLE']);
  });

  test('signed by nobody that is trusted, or by the host of another log, is not verified (A3)', async () => {
    const other = newSigner();
    const foreign = newSigner('evil.example');
    const keys: readonly VerifierKey[] = [KEY, foreign];
    const { doubts } = await verify(sealedLog(LOG.entries, other).whole());
    expect(doubts.map(({ code }) => code)).toEqual(['CHECKPOINT_UNSIGNED']);
    expect(doubts[0]?.text).toContain(
      `is signed with the key log.example+${other.keyId}, which is none of those`,
    );
    expect(doubts[0]?.text).toContain('If you gave the wrong key file, give the right one.');
    const ofOurs = { ...foreign, name: KEY.name };
    expect(codes(await verify(sealedLog(LOG.entries, ofOurs).whole(), { keys }))).toEqual([
      'CHECKPOINT_UNSIGNED',
    ]);
    expect((await verify(sealedLog(LOG.entries, foreign).whole(), { keys })).log?.host).toBe('evil.example');
  });

  test('of entries of another tenant is not verified, with any signature (A3)', async () => {
    const other = parseTenantId('other');
    if (other === undefined) throw new Error('a tenant id');
    const mixed = [...newEntries(3), ...newEntries(1, other), ...newEntries(1, ACME, 9)];
    expect((await verify(sealedLog(mixed, KEY).whole())).doubts).toMatchObject([
      { code: 'OTHER_TENANT', lines: { first: 4, last: 4 } },
    ]);
    expect(codes(await verify(sealedLog(newEntries(3, other), KEY).whole()))).toEqual(['OTHER_TENANT']);
  });

  test('has to be of the tenant that is asked for', async () => {
    expect((await verify(LOG.whole(), { tenant: 'acme', mustBeWhole: true })).verified).toBe(true);
    expect(codes(await verify(LOG.whole(), { tenant: 'other' }))).toEqual(['OTHER_TENANT']);
  });

  test('that cannot be read to its end is not verified, and other failures are not swallowed (A3)', async () => {
    async function* failing(error: Error) {
      yield Buffer.from(LOG.whole().slice(0, 5_000));
      throw error;
    }
    const damaged = await verifyExport(failing(new DamagedEvidenceError('crc')), { keys: [KEY] });
    expect([codes(damaged), damaged.verified]).toEqual([['DAMAGED'], false]);
    await expect(verifyExport(failing(new Error('disk')), { keys: [KEY] })).rejects.toThrow('disk');
  });

  test('with a line without end is not verified, and not held in memory', async () => {
    async function* endless() {
      const piece = Buffer.alloc(1_048_576, 'x');
      for (let count = 0; count < 64; count += 1) yield piece;
    }
    expect(codes(await verifyExport(endless(), { keys: [KEY] }))).toEqual(['NOT_AN_EXPORT']);
  });
});

describe('a filtered export', () => {
  const indexes = [0, 1, 5, 17, 63, 64, 98, 99];
  const text = LOG.filtered(indexes);

  test('that is as it was written is verified, and says that some may be missing (A3)', async () => {
    for (const chunk of [1, 300, 1_000_000]) {
      const verdict = await verify(text, {}, chunk);
      expect(verdict).toMatchObject({ verified: true, evidence: 'FILTERED_EXPORT', entries: 8, doubts: [] });
      expect(verdict.doesNotShow[0]).toMatch(/no entry is missing/);
    }
    for (const index of [0, 42, 99]) expect((await verify(LOG.filtered([index]))).verified).toBe(true);
  });

  test('names the first entry that is altered, or whose proof is (A3)', async () => {
    const lines = linesOf(text);
    const alterations: readonly [number, (text: string) => string][] = [
      [7, (line) => line.replace('"req-', '"res-')],
      [8, (line) => line.replace('"leafIndex":17', '"leafIndex":16')],
      [8, (line) => line.replace('"leafIndex":17', '"leafIndex":17.0')],
      [8, (line) => line.replace(/"([A-Za-z0-9+/]{43}=)",/, '')],
      [8, (line) => line.replace('["', `["${'A'.repeat(43)}=","`)],
      [8, (line) => line.replace(/=/, '')],
      [8, (line) => line.replace(/.="/, (end) => `${end.startsWith('A') ? 'E' : 'A'}="`)],
      [8, (line) => line.replace(',"inc', ', "inc')],
      [8, (line) => line.replace('}', ',"more":1}')],
      [8, () => ''],
      [8, () => lines[5] ?? ''],
      [8, () => lines[9] ?? ''],
    ];
    for (const [line, alter] of alterations) {
      const verdict = await verify(fileOf(lines.with(line - 1, alter(lines[line - 1] ?? ''))));
      expect(verdict.doubts[0]).toMatchObject({ code: 'ENTRY_UNPROVEN', lines: { first: 7, last: 7 } });
    }
  });

  test('with a leaf index that only another size of tree would allow is not verified (A3)', async () => {
    // The last leaf of a tree of five is beside the first four: as leaf 2 of three it would be beside the first two.
    const log = sealedLog(newEntries(5), KEY);
    const lines = linesOf(log.filtered([0, 4]));
    expect((await verify(fileOf(lines))).verified).toBe(true);
    const moved = lines.with(3, lines[3]?.replace('"leafIndex":4', '"leafIndex":2') ?? '');
    expect((await verify(fileOf(moved))).doubts).toMatchObject([
      { code: 'ENTRY_UNPROVEN', lines: { first: 3 } },
    ]);
  });

  test('with lines doubled, moved, or without their proofs is not verified (A3)', async () => {
    const lines = linesOf(text);
    const [a = '', b = ''] = lines.slice(0, 2);
    const files = [
      [a, b, ...lines],
      [...lines.slice(2, 4), a, b, ...lines.slice(4)],
      lines.toSpliced(0, 1),
      lines.toSpliced(1, 1),
      lines.toSpliced(-2, 1),
      lines.toSpliced(4, 0, b),
      lines.toSpliced(4, 0, a),
      lines.toSpliced(4, 0, lines.at(-1) ?? ''),
      lines.slice(0, -1),
    ];
    for (const file of files) expect((await verify(fileOf(file))).verified).toBe(false);
  });

  test('of another tenant’s entries, or of another log’s proofs, is not verified (A3)', async () => {
    const [entry, proof] = linesOf(sealedLog(newEntries(100), KEY).filtered([50]));
    const lines = linesOf(text).toSpliced(8, 0, entry ?? '', proof ?? '');
    expect((await verify(fileOf(lines))).doubts).toMatchObject([
      { code: 'ENTRY_UNPROVEN', lines: { first: 9 } },
    ]);
    const other = parseTenantId('other');
    if (other === undefined) throw new Error('a tenant id');
    const mixed = sealedLog([...newEntries(2), ...newEntries(1, other)], KEY);
    expect((await verify(mixed.filtered([0, 2]))).doubts).toMatchObject([
      { code: 'OTHER_TENANT', lines: { first: 3 } },
    ]);
  });

  test('does not do where a whole one is asked for', async () => {
    expect(codes(await verify(text, { mustBeWhole: true }))).toEqual(['NOT_WHOLE']);
  });

  test('is compared with kept checkpoints of the same size only (A3)', async () => {
    expect((await verify(text, { kept: [kept(100)] })).verified).toBe(true);
    expect(codes(await verify(text, { kept: [kept(99)] }))).toEqual(['NOT_COMPARABLE']);
    const fork = sealedLog(
      [
        newEntry({ kind: 'WARNING_RAISED', object: 'x', before: null, after: { warning: 'x' } }),
        ...newEntries(99),
      ],
      KEY,
    );
    expect(codes(await verify(text, { kept: [kept(100, fork)] }))).toEqual(['REWRITTEN']);
  });
});
