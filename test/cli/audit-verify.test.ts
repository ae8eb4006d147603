import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCall, WrongCall } from '../../src/app/command-line.ts';
import { auditVerifyCall } from '../../src/cli/arguments/audit-verify-arguments.ts';
import { auditVerify } from '../../src/cli/audit-verification.ts';
import { newConsentReceipt } from '../support/ledger/consent-receipts.ts';
import { newEntries, newSigner, sealedLog } from '../support/ledger/sealed-log.ts';
import { builtCommand } from '../support/processes/built-program.ts';

const KEY = newSigner();
const LOG = sealedLog(newEntries(50), KEY);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-verify-'));
  await file('originator.pub', `${newSigner('other.example').text}\n${KEY.text}\n`);
  await file('export.ndjson', LOG.whole());
  await file('kept.txt', LOG.note(20));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file in the folder, by which name the command is told of it. */
async function file(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in the folder, as a process of its own with no settings at all. */
async function start(argv: readonly string[], stdin: string | Buffer = ''): Promise<Outcome> {
  const command = await builtCommand('audit-verify');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...argv], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      out.stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      out.stderr += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...out }));
    child.stdin.end(stdin);
  });
}

/** Does the same within this process; names that are no options are those of files in the folder. */
async function run(argv: readonly string[]): Promise<Outcome> {
  const out = { stdout: '', stderr: '' };
  const placed = argv.map((word) => (word.startsWith('--') || word === 'other' ? word : join(folder, word)));
  const code = await auditVerify(placed, {
    stdout: (text) => {
      out.stdout += text;
    },
    stderr: (text) => {
      out.stderr += text;
    },
  });
  return { code, stdout: out.stdout, stderr: out.stderr.replaceAll(`${folder}/`, '') };
}

const KEYS = ['--key', 'originator.pub'];

describe('given an honest export', () => {
  test('that answers a filter with nothing, it says so, and that this is no doubt (A3)', async () => {
    await file('nothing.ndjson', `${LOG.whole().trimEnd().split('\n').at(-1)}\n`);
    await file('empty.ndjson', sealedLog([], KEY).whole());
    const [none, empty] = [await run(['nothing.ndjson', ...KEYS]), await run(['empty.ndjson', ...KEYS])];
    const said = 'VERIFIED, BUT EMPTY. This file is genuine and contains no entry.';
    expect([none, empty].map(({ code, stdout }) => [code, stdout.split('\n')[0]])).toEqual([
      [0, said],
      [0, said],
    ]);
    const text = none.stdout.replaceAll(/\s+/g, ' ');
    expect(text).toContain('either none matched the filter, or all were left out.');
    expect(text).toContain('A whole export shows that.');
    expect(empty.stdout.replaceAll(/\s+/g, ' ')).toContain('this is the complete log of acme');
    expect((await run(['nothing.ndjson', ...KEYS, '--whole'])).code).toBe(1);
  });

  test('it is verified in plain words, without a server or a database (A3)', async () => {
    const { code, stdout, stderr } = await start(['export.ndjson', ...KEYS, '--since', 'kept.txt']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^VERIFIED\. This is the whole log/);
    expect(stdout).toContain('Log          acme, at log.example, epoch 1');
    expect(stdout).toContain('Time         2026-05-01T10:00:00.000Z to 2026-05-01T10:00:49.000Z');
    expect(stdout).toContain(`key ${KEY.keyId} of log.example`);
    expect(stdout).toContain('begins with exactly the 20 entries of kept.txt');
    expect(stdout).toContain('What this does not show');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('it is verified compressed, also in two parts, and from standard input', async () => {
    const half = LOG.whole().length >> 1;
    const parts = [LOG.whole().slice(0, half), LOG.whole().slice(half)].map((part) => gzipSync(part));
    const compressed = await file('export.gz', Buffer.concat(parts));
    const outcomes = [
      await run([compressed, ...KEYS]),
      await start(['-', ...KEYS], LOG.whole()),
      await start(['-', ...KEYS], gzipSync(LOG.whole())),
    ];
    expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
  });

  test('its checkpoint is kept for the next time, and an older export, or its last line, serves as well (A3)', async () => {
    expect((await run(['export.ndjson', ...KEYS, '--keep', 'newer.txt'])).code).toBe(0);
    expect(await readFile(join(folder, 'newer.txt'), 'utf8')).toBe(LOG.note());
    const grown = await file('grown.ndjson', sealedLog([...LOG.entries, ...newEntries(5)], KEY).whole());
    const lastLine = await file('last-line.txt', `${LOG.whole().trimEnd().split('\n').at(-1)}\n`);
    const since = ['newer.txt', lastLine, 'export.ndjson'].flatMap((name) => ['--since', name]);
    const { code, stdout } = await run([grown, ...KEYS, ...since, '--json']);
    const { verified, kept } = JSON.parse(stdout);
    expect([code, verified]).toEqual([0, true]);
    expect(kept).toMatchObject([
      { name: 'newer.txt', finding: 'BEGINS_WITH' },
      { name: 'last-line.txt', finding: 'BEGINS_WITH' },
      { name: 'export.ndjson', finding: 'BEGINS_WITH' },
    ]);
    const again = await run(['export.ndjson', ...KEYS, '--keep', 'newer.txt']);
    expect([again.code, again.stderr]).toEqual([2, 'newer.txt already exists; --keep needs a new file.\n']);
  });
});

describe('given an export that is not as it was', () => {
  test('the first bad entry is named, and the exit code says so (A3)', async () => {
    const altered = await file('altered.ndjson', LOG.whole().replace('"req-30"', '"req-30" '));
    const { code, stdout } = await run([altered, ...KEYS, '--keep', 'never.txt']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^IN DOUBT\. Do not rely on this file\./);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'The entry on line 31 is not in canonical form (RFC 8785).',
    );
    await expect(readFile(join(folder, 'never.txt'))).rejects.toThrow();
    const json = await start(['-', ...KEYS, '--json'], LOG.whole().replace('"req-30"', '"req-31"'));
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      1,
      { verified: false, doubts: [{ code: 'ENTRIES_DIFFER', lines: { first: 1, last: 50 } }] },
    ]);
    expect(json.stderr).toMatch(/^IN DOUBT/);
  });

  test('a compressed one that was cut or damaged is in doubt (A3)', async () => {
    const bytes = gzipSync(LOG.whole());
    const damaged = Buffer.from(bytes);
    const middle = damaged.length >> 1;
    damaged[middle] = (damaged[middle] ?? 0) ^ 0x55;
    for (const content of [bytes.subarray(0, -20), damaged, bytes.subarray(0, 5), Buffer.alloc(0)]) {
      const { code, stderr } = await run([await file('damaged.gz', content), ...KEYS]);
      expect([code, stderr]).toEqual([1, '']);
    }
  });

  test('one that is older than the kept checkpoint is in doubt, and so is a filtered one where a whole was asked for (A3)', async () => {
    const older = await file('older.ndjson', sealedLog(LOG.entries.slice(0, 19), KEY).whole());
    const rolledBack = await run([older, ...KEYS, '--since', 'kept.txt']);
    expect([rolledBack.code, rolledBack.stdout]).toEqual([1, expect.stringContaining('an older')]);
    const filtered = await file('filtered.ndjson', LOG.filtered([3, 4]));
    expect((await run([filtered, ...KEYS])).code).toBe(0);
    expect((await run([filtered, ...KEYS, '--whole'])).code).toBe(1);
    expect((await run(['export.ndjson', ...KEYS, '--tenant', 'other'])).code).toBe(1);
  });
});

describe('given a receipt', () => {
  test('it is verified, and an altered one is not (C3, A3)', async () => {
    const { text } = newConsentReceipt(KEY);
    const good = await run(['--receipt', await file('receipt.json', text), ...KEYS]);
    expect([good.code, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toMatch(/^VERIFIED\. This consent was recorded exactly as the receipt says\./);
    const bad = await start(['--receipt', '-', ...KEYS], text.replace('192.0.2.1', '192.0.2.2'));
    expect(bad.code).toBe(1);
  });
});

describe('asked wrongly', () => {
  test('it says in one sentence what cannot be read, and ends with 2', async () => {
    await mkdir(join(folder, 'folder'));
    await file('empty', '');
    const asked: readonly (readonly [readonly string[], string])[] = [
      [['gone.ndjson', ...KEYS], 'gone.ndjson cannot be read: the file does not exist.\n'],
      [['folder', ...KEYS], 'folder cannot be read: it is a folder.\n'],
      [['export.ndjson', '--key', 'gone.pub'], 'gone.pub cannot be read: the file does not exist.\n'],
      [
        ['export.ndjson', '--key', 'kept.txt'],
        'kept.txt is not a key file: each line must be a published key.\n',
      ],
      [['export.ndjson', '--key', 'empty'], 'empty is not a key file: each line must be a published key.\n'],
      [
        ['export.ndjson', ...KEYS, '--since', 'originator.pub'],
        'originator.pub is not a checkpoint: neither a signed note nor an export that ends with one.\n',
      ],
      [
        ['export.ndjson', ...KEYS, '--keep', 'no/where.txt'],
        'no/where.txt cannot be written: the folder does not exist.\n',
      ],
    ];
    for (const [argv, stderr] of asked) expect(await run(argv)).toEqual({ code: 2, stdout: '', stderr });
  });

  test('it names every problem, and how to ask', async () => {
    const { code, stdout, stderr } = await start([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Name one file.*\n--key: name the file/);
    expect(stderr).toContain('npm run -s audit:verify');
  });

  test.each([
    [['a', 'b', '--key', 'k'], ['Name one file']],
    [['a', '--receipt', 'b', '--key', 'k'], ['Name one file']],
    [['--receipt', 'b', '--key', 'k', '--whole'], ['--whole and --keep']],
    [['a', '--keys', 'k'], ["Unknown option '--keys'"]],
    [['a', '--key'], ["Option '--key <value>' argument missing"]],
  ])('given %j, the problems are named', (argv, problems) => {
    expect(readCall(auditVerifyCall('verify'), argv)).toEqual(
      new WrongCall(problems.map((problem) => expect.stringContaining(problem))),
    );
  });
});
