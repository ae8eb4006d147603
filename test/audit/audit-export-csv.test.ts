import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newScope } from '../support/journey.ts';
import { changed, type ExportSystem, startExportSystem } from './export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

/** The values of each record, read as RFC 4180 says. */
function recordsOf(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    if (records.length === 0) records.push([]);
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

describe('an export as CSV', () => {
  test('has a row for each entry, and the checkpoint in its last (A4)', async () => {
    const scope = newScope();
    await system.add(scope, [
      changed('mode, "quoted"'),
      { kind: 'WARNING_RAISED', object: 'warning/TRIAL', before: null, after: { warning: 'TRIAL' } },
    ]);
    await system.sealAll();
    const answer = await system.ask('format=csv', { tenant: scope.tenant });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [header, first, second, last, ...others] = recordsOf(answer.text);
    expect(header?.join()).toBe(
      'epoch,leafIndex,id,at,kind,object,actorKind,actorSubject,actorName,authenticatedBy,requestId,before,after',
    );
    const [entry] = await system.rows(
      `select id, body::json ->> 'at' as at from audit_entry where tenant_id = $1 order by id`,
      [scope.tenant],
    );
    expect(first).toEqual([
      ...['1', '0', entry?.['id'], entry?.['at'], 'FALLBACK_POLICY_CHANGED', 'policy/mode, "quoted"'],
      ...['PERSON', 'ann', `ann of ${scope.tenant}`, 'mfa', scope.requestId],
      ...['{"mode":"NOT_DEFINED"}', '{"mode":"mode, \\"quoted\\""}'],
    ]);
    expect(second?.slice(-2)).toEqual(['', '{"warning":"TRIAL"}']);
    expect(last).toEqual(['1', '', '', '', 'CHECKPOINT', '', '', '', '', '', '', '', last?.at(-1)]);
    const note = Buffer.from(answer.headers.get('audit-checkpoint') ?? '', 'base64').toString();
    expect(JSON.parse(last?.at(-1) ?? '')).toEqual({ checkpoint: note });
    expect(others).toEqual([]);
  });

  test('begins with a byte order mark, once, so that a spreadsheet reads its names as they are', async () => {
    const { tenant } = await system.aLog(2);
    const { body } = await system.askRaw('format=csv', { tenant }, { 'accept-encoding': 'identity' });
    expect([body.subarray(0, 3), body.lastIndexOf('\u{feff}')]).toEqual([Buffer.from([0xef, 0xbb, 0xbf]), 0]);
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '  =1+1',
    '\u00a0=1+1',
    '\ufeff=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '=1,"2"',
  ])('has no formula for a spreadsheet in it: %j stays a text', async (text) => {
    const scope = newScope();
    const actor = { ...scope.actor, subject: text, displayName: text };
    await system.add({ ...scope, actor }, [changed('x', text)]);
    await system.sealAll();
    const answer = await system.ask('format=csv', { tenant: scope.tenant });
    const [, row] = recordsOf(answer.text);
    expect(row?.slice(5, 9)).toEqual([`'${text}`, 'PERSON', `'${text}`, `'${text}`]);
    for (const value of recordsOf(answer.text).flat())
      expect(value).not.toMatch(/^[\s\p{Cc}\u{feff}]*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]/u);
  });

  test('of a part has only its rows', async () => {
    const { tenant } = await system.aLog(700);
    const records = recordsOf((await system.ask('format=csv&object=policy/mode%20650', { tenant })).text);
    expect(records.map(([, leafIndex]) => leafIndex)).toEqual(['leafIndex', '650', '']);
    const all = recordsOf((await system.ask('format=csv', { tenant })).text);
    expect(all.slice(1, -1).map(([, leafIndex]) => Number(leafIndex))).toEqual(
      Array.from({ length: 700 }, (_, index) => index),
    );
  });
});
