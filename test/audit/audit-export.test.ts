import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { attack } from '../ledger/hostile-owner.ts';
import { auditOf, newScope } from '../support/journey.ts';
import {
  bodiesOf,
  changed,
  type ExportAnswer,
  type ExportSystem,
  errorOf,
  noteOf,
  startExportSystem,
} from './export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

const verify = (text: string) => verifyExport([Buffer.from(text)], { keys: system.keys.all });

/** The exports that the log tells of, in order. */
const exportsOf = async (tenant: string) =>
  (await auditOf(system, tenant))
    .filter(({ kind }) => kind === 'AUDIT_EXPORTED')
    .map((entry) => JSON.parse(JSON.stringify(entry)));

/** The host log may have grown between two exports of one log: its proof is of when it was written. */
const withoutHostProof = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/,"hostProof":\{.*\}(?=\}$)/, ''));

const idOf = ({ headers }: ExportAnswer) => headers.get('audit-export') ?? expect.fail('there is no id');

describe('an export', () => {
  test('is the log, a line for each entry in the order of the leaves, and its checkpoint (A3, A5)', async () => {
    const { tenant } = await system.aLog(2_500);
    const answer = await system.ask('', { tenant });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(answer.lines.slice(0, -1)).toEqual(await bodiesOf(system, tenant));
    const { hostProof } = JSON.parse(answer.lines.at(-1) ?? '');
    expect(answer.lines.at(-1)).toBe(JSON.stringify({ checkpoint: noteOf(answer), hostProof }));
    expect(readCheckpoint(noteOf(answer))).toMatchObject({ origin: `ledger.test/${tenant}/1`, size: 2_500 });
    expect(await verify(answer.text)).toMatchObject({
      verified: true,
      evidence: 'WHOLE_EXPORT',
      hostLog: { origin: 'ledger.test/log', entries: 2_500 },
    });
  });

  test('is itself an entry, by the caller, which the next export shows (A1, A4, A5)', async () => {
    const scope = await system.aLog(3);
    const first = await system.ask('', { tenant: scope.tenant });
    expect(first.lines).toHaveLength(4);
    const [noted] = await exportsOf(scope.tenant);
    expect(noted).toMatchObject({
      id: first.headers.get('audit-export'),
      actor: { kind: 'PERSON', subject: 'olga', displayName: 'Olga', authenticatedBy: 'mfa' },
      requestId: first.headers.get('x-request-id'),
      object: 'log/1',
      before: null,
      after: { format: 'ndjson', filter: null, epoch: 1, start: 0, checkpoint: noteOf(first), resumes: null },
    });
    expect(Buffer.from(first.headers.get('audit-checkpoint') ?? '', 'base64').toString()).toBe(noteOf(first));
    await system.sealAll();
    const second = await system.ask('', { tenant: scope.tenant });
    expect(second.lines.slice(0, 3)).toEqual(first.lines.slice(0, 3));
    expect(JSON.parse(second.lines[3] ?? '')).toMatchObject({ id: noted.id, kind: 'AUDIT_EXPORTED' });
    const kept = [{ name: 'kept', note: noteOf(first) }];
    const verdict = await verifyExport([Buffer.from(second.text)], { keys: system.keys.all, kept });
    expect(verdict).toMatchObject({ verified: true, kept: [{ finding: 'BEGINS_WITH' }] });
  });

  test('ends at the checkpoint: what is not sealed yet is not in it (A3)', async () => {
    const scope = await system.aLog(5);
    await system.add(scope, 4);
    const { lines } = await system.ask('', { tenant: scope.tenant });
    expect(lines).toHaveLength(6);
  });

  test('of a log with nothing sealed in it is refused with when to come back, and not noted', async () => {
    const scope = newScope();
    await system.add(scope, 1);
    const answer = await system.ask('', { tenant: scope.tenant });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(errorOf(answer)).toEqual({
      message: 'Nothing in this log is sealed yet. Try again in a second.',
      extensions: { code: 'RATE_LIMITED' },
    });
    expect(await exportsOf(scope.tenant)).toEqual([]);
  });

  test('keeps to its bytes however large entries are', async () => {
    const scope = newScope();
    const texts = [10, 300_000, 1_200_000, 20, 700_000, 700_000, 30].map((length) =>
      'ä✓😀'.repeat(length / 10),
    );
    const entries = texts.map((text) => changed(text, 'policy/large'));
    await system.add(scope, entries);
    await system.add(scope, 200);
    await system.sealAll();
    const answer = await system.ask('', { tenant: scope.tenant });
    expect(answer.lines.slice(0, -1)).toEqual(await bodiesOf(system, scope.tenant));
    expect(await verify(answer.text)).toMatchObject({ verified: true });
  });

  test('is compressed when that is asked for, to the same bytes', async () => {
    const { tenant } = await system.aLog(1_500);
    const plain = await system.ask('', { tenant });
    const { headers, body } = await system.askRaw('', { tenant }, { 'accept-encoding': 'br, gzip;q=0.5' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(plain.text);
    expect(body.length).toBeLessThan(plain.text.length / 4);
    const unwanted = await system.askRaw('', { tenant }, { 'accept-encoding': 'gzip;q=0, *' });
    expect(unwanted.headers['content-encoding']).toBeUndefined();
    expect(unwanted.body.toString()).toBe(plain.text);
  });
});

describe('a part of a log', () => {
  test.each([
    { query: 'kind=CHANNELS_CHANGED', shows: [2, 5] },
    { query: 'kind=CHANNELS_CHANGED&kind=AUDIT_EXPORTED&kind=CHANNELS_CHANGED', shows: [2, 5] },
    { query: 'object=policy/mode%201', shows: [1, 4] },
    { query: 'actor=ben', shows: [3, 4, 5] },
    { query: 'actor=ben&kind=CHANNELS_CHANGED', shows: [5] },
    { query: 'start=4', shows: [4, 5] },
    { query: 'start=3&object=policy/mode%201', shows: [4] },
    { query: 'start=6', shows: [] },
    { query: 'actor=nobody', shows: [] },
    { query: 'from=2000-01-01T00:00:00Z&to=2000-01-02T00:00:00%2B01:00', shows: [] },
    { query: 'from=2000-01-01T00:00:00Z', shows: [0, 1, 2, 3, 4, 5] },
  ])('$query shows $shows, each with the proof that it is in the log (A3, A5)', async ({ query, shows }) => {
    const scope = newScope();
    const channels = { channels: ['SMS'] };
    const three = [
      changed('mode 0'),
      changed('mode 1'),
      { kind: 'CHANNELS_CHANGED', object: 'channels', before: channels, after: channels } as const,
    ];
    await system.add(scope, three);
    await system.add({ ...scope, actor: { ...scope.actor, subject: 'ben' } }, three);
    await system.sealAll();
    const bodies = await bodiesOf(system, scope.tenant);
    const answer = await system.ask(query, { tenant: scope.tenant });
    const shown = answer.lines.slice(0, -1);
    expect(shown.filter((_, index) => index % 2 === 0)).toEqual(shows.map((index) => bodies[index]));
    expect(shown.filter((_, index) => index % 2 === 1).map((line) => JSON.parse(line).leafIndex)).toEqual(
      shows,
    );
    if (shows.length > 0)
      expect(await verify(answer.text)).toMatchObject({ verified: true, evidence: 'FILTERED_EXPORT' });
    const [noted] = await exportsOf(scope.tenant);
    expect(noted.after).toMatchObject({ start: query.startsWith('start') ? Number(query[6]) : 0 });
    expect(noted.after.filter === null).toBe(/^start=\d$/.test(query));
  });

  test('is shown by instant: from the one on, to before the other', async () => {
    const scope = await system.aLog(2);
    await system.add(scope, 3);
    await system.sealAll();
    const bodies = await bodiesOf(system, scope.tenant);
    const [first, , third] = bodies.map((body) => String(JSON.parse(body).at));
    const shown = async (query: string) => (await system.ask(query, { tenant: scope.tenant })).lines.length;
    expect(await shown(`from=${third}`)).toBe(2 * 3 + 1);
    expect(await shown(`to=${third}`)).toBe(2 * 2 + 1);
    expect(await shown(`from=${first}&to=${third}`)).toBe(2 * 2 + 1);
  });

  test('is proven entry by entry, in trees of any size, where few are shown and where all are (A3)', async () => {
    const scope = await system.aLog(1_237);
    await system.add(scope, [changed('rare')]);
    await system.add(scope, 777);
    await system.sealAll();
    const all = await system.ask('actor=ann', { tenant: scope.tenant });
    expect(all.lines).toHaveLength(2 * 2_015 + 1);
    expect(await verify(all.text)).toMatchObject({ verified: true, entries: 2_015 });
    const one = await system.ask('object=policy/rare', { tenant: scope.tenant });
    expect(one.lines).toHaveLength(3);
    expect(await verify(one.text)).toMatchObject({ verified: true, entries: 1 });
  });
});

describe('an export that was interrupted', () => {
  test.each([
    { query: '', from: [0, 1, 1_700, 2_099, 2_100], line: (leaf: number) => leaf },
    { query: 'actor=ann', from: [0, 1, 1_700, 2_100], line: (leaf: number) => 2 * leaf },
    { query: 'format=csv', from: [0, 1, 300, 2_100], line: (leaf: number) => leaf + 1 },
    { query: 'start=100', from: [100, 101, 2_100], line: (leaf: number) => 2 * (leaf - 100) },
  ])('goes on as it would have, from any leaf: $query (A5)', async ({ query, from, line }) => {
    const scope = await system.aLog(2_100);
    const whole = await system.ask(query, { tenant: scope.tenant });
    const id = idOf(whole);
    // What happens meanwhile changes nothing.
    await system.add(scope, 50);
    await system.sealAll();
    for (const leaf of from) {
      const rest = await system.ask(`resume=${id}&start=${leaf}`, { tenant: scope.tenant });
      expect(rest.lines.length).toBeGreaterThan(0);
      expect(withoutHostProof(rest.lines)).toEqual(withoutHostProof(whole.lines.slice(line(leaf))));
      expect(rest.headers.get('audit-checkpoint')).toBe(whole.headers.get('audit-checkpoint'));
      const [begun, ...resumed] = await exportsOf(scope.tenant);
      expect(resumed.at(-1)).toMatchObject({
        id: idOf(rest),
        after: { ...begun.after, start: leaf, resumes: id },
      });
    }
  });

  test('may be interrupted again, and goes on from where it began when nothing else is said', async () => {
    const { tenant } = await system.aLog(10);
    const whole = await system.ask('start=2&disclosures=omit', { tenant });
    const first = await system.ask(`resume=${idOf(whole)}&start=5`, { tenant });
    const second = await system.ask(`resume=${idOf(first)}&start=4`, { tenant });
    expect(second.text).toBe(
      whole.lines
        .slice(4)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect((await exportsOf(tenant)).at(-1).after.resumes).toBe(idOf(whole));
    expect((await system.ask(`resume=${idOf(whole)}`, { tenant })).text).toBe(whole.text);
  });

  test.each([
    { start: 1, problem: 'start: must be a number from 2 to 10.' },
    { start: 11, problem: 'start: must be a number from 2 to 10.' },
  ])('has no leaf $start', async ({ start, problem }) => {
    const { tenant } = await system.aLog(10);
    const whole = await system.ask('start=2', { tenant });
    const answer = await system.ask(`resume=${idOf(whole)}&start=${start}`, { tenant });
    expect(answer.status).toBe(400);
    expect(errorOf(answer).message).toBe(problem);
  });
});

describe('an entry that somebody has taken out of the database', () => {
  test.each([
    ['audit_entry', 'id = (select entry_id from ledger_leaf where tenant_id = $1 and leaf_index = 40)'],
    ['ledger_leaf', 'leaf_index = 40'],
    ['ledger_leaf', 'leaf_index >= 40'],
  ])('leaves its line empty, so that the verifier can name it: %s where %s (A3)', async (table, which) => {
    const { tenant } = await system.aLog(90);
    const whole = await system.ask('disclosures=omit', { tenant });
    await attack(
      system.adminUrl,
      async (run) => void (await run(`delete from ${table} where tenant_id = $1 and ${which}`, [tenant])),
    );
    const answer = await system.ask('disclosures=omit', { tenant });
    const isGone = (index: number) => index === 40 || (which.includes('>=') && index > 40 && index < 90);
    expect(answer.lines).toEqual(whole.lines.map((line, index) => (isGone(index) ? '' : line)));
    const verdict = await verify(answer.text);
    expect(verdict.verified).toBe(false);
    expect(verdict.doubts.map(({ lines }) => lines)).toContainEqual({ first: 41, last: 41 });
    expect(system.logLines.some((line) => line.includes('sealed entries are missing'))).toBe(true);
  });
});
