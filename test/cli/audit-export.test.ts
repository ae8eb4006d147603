import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditExport } from '../../src/cli/audit-export-command.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { type ExportSystem, startExportSystem } from '../audit/export-kit.ts';
import { newScope } from '../support/journey.ts';
import { startBreakingProxy } from './breaking-proxy.ts';
import { perform, runCommand } from './command.ts';

let system: ExportSystem;
let folder: string;
beforeAll(async () => {
  system = await startExportSystem();
  folder = await mkdtemp(join(tmpdir(), 'originator-export-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await system.stop();
});

/** A file that is not there yet. */
let files = 0;
const newFile = () => {
  files += 1;
  return join(folder, `export-${files}.ndjson`);
};

/** Runs the command as an auditor of the log, against this address; its pauses are noted, and take no time. */
async function take(scope: RequestScope, out: string, more: readonly string[] = [], url = system.app.url) {
  const pauses: number[] = [];
  const pause = async (ms: number) => pauses.push(ms);
  const token = join(folder, `token-${files}`);
  await writeFile(token, `${await system.token({ tenant: scope.tenant, role: 'auditor' })}\n`);
  const asked = ['--url', url, '--token-file', token, '--out', out, ...more];
  return { pauses, ...(await perform((...call) => auditExport(...call, pause), asked, {})) };
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield await readFile(path);
}

const verdictOf = (path: string) => verifyExport(bytesOf(path), { keys: system.keys.all });

describe('audit:export', () => {
  test('writes an export that verifies, and nothing beside it (A5)', async () => {
    const scope = await system.aLog(50);
    const out = newFile();
    const { code, stderr } = await take(scope, out);
    expect([code, stderr]).toEqual([0, expect.stringContaining('is complete: 50 entries and a checkpoint.')]);
    expect(await verdictOf(out)).toMatchObject({ verified: true, entries: 50 });
    const own = (await readdir(folder)).filter((name) => name.startsWith(basename(out)));
    expect(own).toEqual([basename(out)]);
  });

  test.each([[[]], [['--kind', 'FALLBACK_POLICY_CHANGED']]])(
    'goes on where the connection broke off, to the same bytes, asked with %j (A3, A5)',
    async (filter) => {
      const scope = await system.aLog(200);
      const [whole, broken] = [newFile(), newFile()];
      // Asked for first, so that the log is the same for both: an export adds to it only when that is sealed.
      expect((await take(scope, whole, filter)).code).toBe(0);
      const url = await startBreakingProxy(system.app.url, [1_000, 20_000, 0]);
      const { code, stderr } = await take(scope, broken, filter, url);
      expect([code, stderr]).toEqual([0, expect.stringContaining('connection was lost')]);
      expect(await readFile(broken, 'utf8')).toBe(await readFile(whole, 'utf8'));
      expect((await verdictOf(broken)).verified).toBe(true);
    },
  );

  test.each([[[]], [['--kind', 'FALLBACK_POLICY_CHANGED']], [['--disclosures', 'omit']]])(
    'goes on to the same bytes wherever it was cut, in or after any kind of line, asked with %j (A5, A6)',
    async (more) => {
      const scope = newScope();
      await system.add(scope, 1);
      await system.add({ ...scope, actor: { ...scope.actor, kind: 'SERVICE' } }, 1);
      await system.add(scope, 1);
      await system.sealAll();
      const complete = newFile();
      expect((await take(scope, complete, more)).code).toBe(0);
      const whole = await readFile(complete, 'utf8');
      const lines = whole.split('\n').slice(0, -1);
      const ofValues = lines.filter((line) => line.startsWith('{"disclosures":'));
      expect(ofValues).toHaveLength(more.includes('omit') ? 0 : 2);
      let end = 0;
      for (const line of lines) {
        const [middle, before] = [end + Math.floor(line.length / 2), end];
        end += line.length + 1;
        for (const cut of [before, middle].filter((bytes) => bytes > 0)) {
          const broken = newFile();
          const { code, stderr } = await take(
            scope,
            broken,
            more,
            await startBreakingProxy(system.app.url, [cut]),
          );
          expect([code, stderr]).toEqual([0, expect.stringContaining('is complete: 3 entries')]);
          expect(await readFile(broken, 'utf8'), `cut after ${cut} bytes`).toBe(whole);
        }
      }
      expect(await verdictOf(complete)).toMatchObject({ verified: true, entries: 3 });
    },
    60_000,
  );

  test('called again after it gave up, goes on with what it has (A5)', async () => {
    const scope = await system.aLog(200);
    const out = newFile();
    const url = await startBreakingProxy(system.app.url, [30_000, ...Array.from({ length: 40 }, () => 0)]);
    const gaveUp = await take(scope, out, [], url);
    expect([gaveUp.code, gaveUp.stderr]).toEqual([
      1,
      expect.stringContaining('The part received so far is kept'),
    ]);
    // Twice as long after each attempt that brought nothing.
    expect(gaveUp.pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    const kept = await readFile(`${out}.partial`, 'utf8');
    expect(kept.split('\n').length).toBeGreaterThan(10);
    expect((await take(scope, out)).code).toBe(0);
    expect((await readFile(out, 'utf8')).startsWith(kept)).toBe(true);
    expect(await verdictOf(out)).toMatchObject({ verified: true, entries: 200 });
  }, 60_000);

  test('writes over nothing, and says in a sentence what is wrong (A5)', async () => {
    const scope = await system.aLog(1);
    const out = newFile();
    await writeFile(out, 'precious');
    expect(await take(scope, out)).toMatchObject({
      code: 2,
      stderr: `${out} already exists; --out needs a new file.\n`,
    });
    expect(await readFile(out, 'utf8')).toBe('precious');
    expect(await take(scope, newFile(), ['--kind', 'NONSENSE'])).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('kind:') },
    });
    expect(await perform(auditExport, ['--out', newFile(), '--url', 'x'], {})).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('--url: must begin with http') },
    });
    const admin = await system.token({ tenant: scope.tenant, role: 'admin' });
    const token = newFile();
    await writeFile(token, admin);
    const asked = ['--url', system.app.url, '--token-file', token, '--out', newFile()];
    expect(await perform(auditExport, asked, {})).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('The token does not permit this') },
    });
  });

  test('writes CSV to read, too', async () => {
    const scope = await system.aLog(5);
    const out = newFile();
    expect((await take(scope, out, ['--format', 'csv'])).code).toBe(0);
    expect((await readFile(out, 'utf8')).split('\n')[0]).toContain('leafIndex');
  });
});

test.each([
  [['--token', 's3cret'], '--token: every user'],
  [['--url', 'https://ann:s3cret@originator.test'], '--url: every user'],
])('a secret on the command line is refused, and not repeated (X6): %j', async (argv, problem) => {
  const { code, stderr } = await perform(auditExport, [...argv, '--out', newFile()], {});
  expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  expect(stderr).not.toContain('s3cret');
});

test('a token is taken from standard input, and named nowhere (X6, X4)', async () => {
  const scope = await system.aLog(3);
  const token = await system.token({ tenant: scope.tenant, role: 'auditor' });
  const out = newFile();
  const asked = ['--url', system.app.url, '--token-file', '-', '--out', out];
  const { code, stdout, stderr } = await runCommand('audit-export', asked, {}, `${token}\n`);
  expect([code, stderr.includes(token) || stdout.includes(token)], stderr).toEqual([0, false]);
  expect(await verdictOf(out)).toMatchObject({ verified: true, entries: 3 });
  const none = await runCommand('audit-export', [...asked.slice(0, -1), newFile()], {});
  expect(none).toMatchObject({ code: 1, stderr: expect.not.stringContaining(' at ') });
});

describe('audit:key', () => {
  test('prints the keys as the API gives them, as a process of its own (A3)', async () => {
    const settings = { LEDGER_KEY: Buffer.alloc(32, 1).toString('base64'), LEDGER_HOST: 'ledger.test' };
    const token = await system.token({ tenant: 'acme', role: 'auditor' });
    const headers = { authorization: `Bearer ${token}` };
    const published = await (await fetch(`${system.app.url}/audit/keys`, { headers })).text();
    expect(await runCommand('audit-key', [], settings)).toEqual({ code: 0, stdout: published, stderr: '' });
    const ofHostLog = await runCommand('audit-key', ['--host-log', '--epoch', '2'], settings);
    expect(ofHostLog.stdout).toMatch(/^ledger\.test\/log\/epoch-2\+[0-9a-f]{8}\+\S+\n$/);
    const out = newFile();
    expect((await runCommand('audit-key', ['--out', out], settings)).code).toBe(0);
    expect(await readFile(out, 'utf8')).toBe(published);
    expect((await runCommand('audit-key', ['--out', out], settings)).code).toBe(1);
  });
});
