import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditVerify } from '../../src/cli/audit-verification.ts';
import { auditPack } from '../../src/cli/pack/audit-pack-command.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { type ExportSystem, startExportSystem } from '../audit/export-kit.ts';
import { auditOf } from '../support/journey.ts';
import { builtCommand } from '../support/processes/built-program.ts';
import { startBreakingProxy } from './breaking-proxy.ts';
import { perform, runFile } from './command.ts';

let system: ExportSystem;
let folder: string;
let key: string;
beforeAll(async () => {
  system = await startExportSystem();
  folder = await mkdtemp(join(tmpdir(), 'originator-pack-'));
  key = join(folder, 'originator.pub');
  await writeFile(key, system.keys.all.map(({ text }) => `${text}\n`).join(''));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await system.stop();
});

let files = 0;
const newFile = () => {
  files += 1;
  return join(folder, `pack-${files}.zip`);
};

const SPAN = ['--from', '2020-01-01T00:00:00Z', '--to', '2100-01-01T00:00:00Z'];

/** Runs the command as an auditor of the log; its pauses take no time. */
async function take(scope: RequestScope, out: string, more: readonly string[] = SPAN, url = system.app.url) {
  const token = join(folder, `token-${files}`);
  await writeFile(token, `${await system.token({ tenant: scope.tenant, role: 'auditor' })}\n`);
  const asked = ['--url', url, '--token-file', token, '--out', out, ...more];
  return perform((...call) => auditPack(...call, async () => {}), asked, {});
}

const verify = (out: string, more: readonly string[] = []) =>
  perform((argv, _, output) => auditVerify(argv, output), [out, '--key', key, ...more], {});

describe('audit:pack', () => {
  test('writes one file that verifies as a whole, notes it in the log, and leaves nothing beside it (A3, A5)', async () => {
    const scope = await system.aLog(50);
    const out = newFile();
    const { code, stderr } = await take(scope, out);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/\.zip is complete: \d+ kB, with a log of 50 entries/),
    ]);
    const verdict = await verify(out, ['--tenant', scope.tenant]);
    expect(verdict.stdout).toMatch(
      /^VERIFIED\. The pack holds the whole log, and everything in it agrees with that\.\n/,
    );
    expect(verdict.stdout).toContain(
      'Span         2020-01-01T00:00:00.000Z to 2100-01-01T00:00:00.000Z: 50 entries',
    );
    expect(verdict.code).toBe(0);
    const own = (await readdir(folder)).filter((name) => name.startsWith(basename(out)));
    expect(own).toEqual([basename(out)]);
    const noted = (await auditOf(system, scope.tenant)).find(({ kind }) => kind === 'AUDIT_EXPORTED');
    const filter = { from: '2020-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
    expect(noted).toMatchObject({ after: { format: 'pack', disclosures: 'include', filter, start: 0 } });
  });

  test('refuses what cannot be, in words, and writes nothing (A5)', async () => {
    const scope = await system.aLog(3);
    const there = newFile();
    await writeFile(there, 'mine');
    const refused = await Promise.all([
      take(scope, there),
      take(scope, newFile(), ['--from', '2026-01-01T00:00:00Z']),
      take(scope, newFile(), ['--from', '2026-02-01T00:00:00Z', '--to', '2026-01-01T00:00:00Z']),
      take(scope, newFile(), ['--from', 'January', '--to', '2026-01-01T00:00:00Z']),
      take(scope, newFile(), [...SPAN, '--tenant', 'another']),
      take(scope, join(folder, 'nowhere', 'pack.zip')),
    ]);
    expect(
      refused.map(({ code, stderr }) => [code, stderr.trim().split('\n')[0]?.replaceAll(folder, '.')]),
    ).toEqual([
      [2, expect.stringMatching(/already exists; --out needs a new file\.$/)],
      [2, '--to: name the instant that the span ends before.'],
      [2, '--to: "2026-01-01T00:00:00Z" must be later than --from, which is "2026-02-01T00:00:00Z".'],
      [
        2,
        expect.stringMatching(/^--from: "January" is not a time\. Expected .* such as 2026-03-01T09:30:00Z/),
      ],
      [1, expect.stringContaining('The tenant does not exist.')],
      [
        1,
        './nowhere/pack.zip.partial cannot be written: the folder does not exist. Nothing was written to ./nowhere/pack.zip; a pack cannot be resumed.',
      ],
    ]);
    expect(await readFile(there, 'utf8')).toBe('mine');
  });

  test('begins again where the connection breaks, and gives up in words, with nothing left behind (A5)', async () => {
    const scope = await system.aLog(200);
    const [broken, again] = [newFile(), newFile()];
    // Each answer ends before its file does.
    const always = await startBreakingProxy(
      system.app.url,
      Array.from({ length: 9 }, () => 1_000),
    );
    const { code, stderr } = await take(scope, broken, SPAN, always);
    expect(code).toBe(1);
    expect(stderr).toContain('The connection was lost');
    expect(stderr.match(/Trying again\./g)).toHaveLength(4);
    expect(stderr).toContain('a pack cannot be resumed.');
    expect((await readdir(folder)).filter((name) => name.startsWith(basename(broken)))).toEqual([]);
    const once = await startBreakingProxy(system.app.url, [1_000]);
    expect((await take(scope, again, SPAN, once)).code).toBe(0);
    expect((await verify(again)).code).toBe(0);
  });

  test('is refused from standard input, in words: it is read at any place', async () => {
    const scope = await system.aLog(3);
    const out = newFile();
    await take(scope, out);
    const command = await builtCommand('audit-verify');
    const asked = [command, '-', '--key', key];
    const { code, stderr } = await runFile(process.execPath, asked, {}, await readFile(out));
    expect([code, stderr.trim()]).toEqual([
      2,
      'An evidence pack cannot be read as a stream, such as from standard input: name the file.',
    ]);
  });

  test('says when the disk is full', async () => {
    const scope = await system.aLog(3);
    const out = newFile();
    await symlink('/dev/full', `${out}.partial`);
    const { code, stderr } = await take(scope, out);
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be written: the disk is full.')]);
  });
});
