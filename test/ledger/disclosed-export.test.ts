import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/ledger/verify/verdict.ts';
import { type ExportCheck, verifyExport } from '../../src/ledger/verify/verify-export.ts';
import {
  CONSENT_BY_ANN,
  DISCLOSED_LOG,
  DISCLOSURES,
  ERASED,
} from '../support/ledger/examples/disclosed-log.ts';
import { fileOf, HOST_KEY } from '../support/ledger/examples/example-log.ts';
import { inChunks } from '../support/ledger/sealed-log.ts';
import { promised } from './tamper-table.ts';

/** The lines of the whole export: the entries are on 1, 2, 4, 5, 7 and 9. */
const LINES = [
  ...DISCLOSED_LOG.entries.flatMap((entry, place) => [entry, DISCLOSURES.get(place) ?? []].flat()),
  DISCLOSED_LOG.end,
];
const CHUNKS = [1, 7, 300, 1_000_000];

function verify(lines: readonly string[], check: Partial<ExportCheck> = {}, chunk = 100): Promise<Verdict> {
  const text = fileOf(lines);
  return verifyExport(inChunks(text, chunk), {
    keys: [HOST_KEY],
    reread: () => inChunks(text, chunk),
    ...check,
  });
}

const kept = (size: number) => ({ name: `kept-${size}.txt`, note: DISCLOSED_LOG.note(size) });
const withLine = (line: number, change: (text: string) => string) =>
  LINES.map((text, index) => (index === line - 1 ? change(text) : text));
const doubtsOf = ({ doubts }: Verdict) => doubts.map(({ code, lines }) => [code, lines?.first, lines?.last]);

describe('an export with disclosures', () => {
  test('is verified however it is cut, and its values are counted (A3, A6)', async () => {
    for (const chunk of CHUNKS) {
      expect(await verify(LINES, { kept: [kept(2), kept(6)] }, chunk)).toMatchObject({
        ...{ verified: true, entries: 6, evidence: 'WHOLE_EXPORT' },
        values: { shown: 6, withheld: 0, erased: 2 },
      });
      const proven = [CONSENT_BY_ANN, ERASED].flatMap((place) => [
        DISCLOSED_LOG.entries[place] ?? '',
        DISCLOSURES.get(place) ?? '',
        DISCLOSED_LOG.proofLine(place),
      ]);
      expect(await verify([...proven, DISCLOSED_LOG.end], {}, chunk)).toMatchObject({
        ...{ verified: true, entries: 2, evidence: 'FILTERED_EXPORT' },
        values: { shown: 4, withheld: 0, erased: 2 },
      });
      const bare = [...DISCLOSED_LOG.entries, DISCLOSED_LOG.end];
      expect((await verify(bare, {}, chunk)).values).toEqual({ shown: 0, withheld: 8, erased: 0 });
    }
  });

  test('says of its values what it shows, and what only other evidence can (A6)', async () => {
    const { shows } = await verify(LINES);
    expect(shows).toContainEqual(expect.stringMatching(/^6 personal values shown and proved/));
    expect(shows).toContainEqual(
      expect.stringMatching(/^2 personal values erased, as a later entry records/),
    );
    const bare = await verify(LINES.filter((line) => !line.startsWith('{"disclosures"')));
    expect([bare.verified, promised('WITHHELD')]).toEqual([true, ['not detected', 'not detected']]);
    expect(bare.shows).toContainEqual(expect.stringMatching(/^8 personal values withheld/));
  });

  test('names lines of the file, in which disclosures count (A3, A6)', async () => {
    const altered = withLine(7, (line) => line.replace('P-17', 'P-18'));
    expect(doubtsOf(await verify(altered))).toEqual([['ENTRIES_DIFFER', 1, 9]]);
    expect(doubtsOf(await verify(altered, { kept: [kept(3), kept(5)] }))).toEqual([
      ['ENTRIES_DIFFER', 5, 7],
      ['REWRITTEN', 5, 7],
    ]);
    const malformed = withLine(7, (line) => line.replace('"kind"', '"kinds"'));
    expect(doubtsOf(await verify(malformed))).toContainEqual(['ENTRIES_DIFFER', 7, 7]);
    const doubled = LINES.toSpliced(8, 0, LINES[4] ?? '');
    expect(doubtsOf(await verify(doubled))).toEqual([['ENTRIES_DIFFER', 5, 9]]);
    expect(doubtsOf(await verify(doubled, { kept: [kept(4)] }))).toEqual([['ENTRIES_DIFFER', 9, 9]]);
    const more = LINES.toSpliced(9, 0, LINES[0] ?? '');
    expect(doubtsOf(await verify(more))).toEqual([['ENTRIES_DIFFER', 10, 10]]);
  });

  test('of which a disclosure is not as it was names its line, whatever byte is another (A6)', async () => {
    const line = LINES[2] ?? '';
    for (let at = 0; at < line.length; at += 1) {
      const other = String.fromCharCode(line.charCodeAt(at) ^ 1 || 2);
      const verdict = await verify(LINES.with(2, line.slice(0, at) + other + line.slice(at + 1)));
      expect([at, verdict.verified]).toEqual([at, false]);
    }
    expect(promised('DISCLOSED')).toEqual(['detected', 'detected']);
    const { doubts } = await verify(withLine(3, (text) => text.replace('192.0.2.1', '192.0.2.2')));
    expect(doubts).toMatchObject([{ code: 'DISCLOSURE_DIFFERS', lines: { first: 3, last: 3 } }]);
    expect(doubts[0]?.text).toBe('On line 3, the disclosure of /after/ip is not what the entry commits to.');
  });
});
