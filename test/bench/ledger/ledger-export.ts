import { hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { verifyExport } from '../../../src/ledger/verify/verify-export.ts';
import { developmentLedgerKeyPath } from '../../../src/secrets/key-file.ts';
import { seal } from '../../support/ledger/sealing.ts';
import { DEVELOPMENT, developmentConfig } from '../../support/processes/development.ts';
import { median } from '../load.ts';
import { memoryOf, Processes } from '../processes.ts';
import { benchToken } from '../token.ts';
import { addEntries, judged, type LedgerStage, onLedger, SEED, say, tenantNamed } from './ledger-stage.ts';

const TENANT = 'bench';
/** As many as a bench has time for; `BENCH_ENTRIES` for another number. */
const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? 200_000);
const ROUNDS = 5;
/** The share of the rate of one COPY that an export has to reach, and of one hash per line that verifying has to. */
const EXPORT_LIMIT = 0.9;
const VERIFY_LIMIT = 0.5;
const MEMORY_LIMIT = 64 * 1024 * 1024;
const SAMPLE_MS = 5;

/** An export beside COPY, and its verification beside hashing its lines. Gives whether the limits were kept. */
export function benchLedgerExport(): Promise<boolean> {
  return onLedger(async (stage) => {
    await addEntries(stage.database, [tenantNamed(TENANT)], ENTRIES);
    await seal(stage);
    const processes = new Processes();
    try {
      const file = join(stage.dataDir, 'export.ndjson');
      const exported = await compareExports(stage, processes, file);
      const verified = await compareVerifying(stage, file);
      return exported && verified;
    } finally {
      await processes.stop();
    }
  });
}

async function compareExports(stage: LedgerStage, processes: Processes, file: string): Promise<boolean> {
  const environment = {
    ...{ DATABASE_URL: stage.databaseUrl, DATA_DIR: stage.dataDir, PORT: '0', LOG_LEVEL: 'warn' },
    ...{ ...DEVELOPMENT, LEDGER_HOST: stage.keys.host },
    // What the exports add is not to be sealed between them.
    ...{ SEAL_POLL_MS: '60000', TWILIO_BASE_URL: 'http://127.0.0.1:9' },
  };
  await writeFile(developmentLedgerKeyPath(stage.dataDir), SEED.toString('base64'));
  const api = await processes.start(['src/main.ts'], environment, /running at (http\S+)/);
  const token = await benchToken(developmentConfig(environment), TENANT, ['auditor']);
  const take = (sink?: Writable) => fetchExport(`${api.at}/audit/export`, token, sink);
  await take(createWriteStream(file));
  await copyAll(stage.databaseUrl);
  const ratios: number[] = [];
  let growth = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const copied = await timed(() => copyAll(stage.databaseUrl));
    const memory = watchMemory(api.pid);
    const exported = await timed(() => take());
    growth = Math.max(growth, memory.growth());
    ratios.push(copied / exported);
    say(
      `round ${round}   COPY ${(copied / 1000).toFixed(2)} s   export ${(exported / 1000).toFixed(2)} s   ` +
        `memory grew by ${(growth / 1e6).toFixed(0)} MB`,
    );
  }
  const isPackSmall = await packMemory(api.pid, (sink) => fetchExport(`${api.at}${PACK}`, token, sink), file);
  const ratio = median(ratios);
  const isExported = judged(
    `exporting ${ENTRIES} entries: ${(ratio * 100).toFixed(1)} % of COPY, at least ${EXPORT_LIMIT * 100} % wanted; ` +
      `memory grew by ${(growth / 1e6).toFixed(0)} MB, less than ${(MEMORY_LIMIT / 1e6).toFixed(0)} MB wanted`,
    ratio >= EXPORT_LIMIT && growth < MEMORY_LIMIT,
  );
  return isExported && isPackSmall;
}

const PACK = '/audit/pack?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';

/** Takes an evidence pack, a second time while the server's memory is watched. Gives whether it stayed flat. */
async function packMemory(
  pid: number,
  take: (sink?: Writable) => Promise<void>,
  file: string,
): Promise<boolean> {
  await take();
  const memory = watchMemory(pid);
  const ms = await timed(() => take(createWriteStream(`${file}.zip`)));
  const growth = memory.growth();
  return judged(
    `a pack of ${ENTRIES} entries in ${(ms / 1000).toFixed(2)} s: memory grew by ${(growth / 1e6).toFixed(0)} MB, ` +
      `less than ${(MEMORY_LIMIT / 1e6).toFixed(0)} MB wanted`,
    growth < MEMORY_LIMIT,
  );
}

/** Reads the whole answer, into the sink where there is one. */
function fetchExport(url: string, token: string, sink?: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`the export was answered ${answer.statusCode}`));
      if (sink === undefined) answer.resume().once('end', resolve).once('error', reject);
      else pipeline(answer, sink).then(resolve, reject);
    });
    asked.once('error', reject).end();
  });
}

/** The same bytes, in the same order, in one COPY. */
async function copyAll(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('set role originator_system');
    const stream = client.query(
      copyTo(
        `copy (select e.body from ledger_leaf l join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
                where l.tenant_id = '${TENANT}' order by l.leaf_index) to stdout`,
      ),
    );
    let bytes = 0;
    for await (const chunk of stream) bytes += Buffer.byteLength(chunk);
    if (bytes === 0) throw new Error('nothing was copied');
  } finally {
    await client.end();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** By how much the memory of a process grew at most since it was first looked at, in bytes. */
function watchMemory(pid: number): { growth(): number } {
  const before = memoryOf(pid) ?? Number.NaN;
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, memoryOf(pid) ?? 0);
  }, SAMPLE_MS);
  return {
    growth() {
      clearInterval(sampling);
      return most - before;
    },
  };
}

async function compareVerifying({ keys }: LedgerStage, file: string): Promise<boolean> {
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const hashed = await timed(() => hashLines(file));
    const verified = await timed(async () => {
      const verdict = await verifyExport(createReadStream(file, CHUNKS), { keys: keys.all });
      if (!verdict.verified) throw new Error(JSON.stringify(verdict.doubts));
    });
    if (round === 0) continue;
    ratios.push(hashed / verified);
    say(`round ${round}   one hash per line ${hashed.toFixed(0)} ms   verifying ${verified.toFixed(0)} ms`);
  }
  const ratio = median(ratios);
  return judged(
    `verifying ${ENTRIES} entries: ${(ratio * 100).toFixed(1)} % of one hash per line, at least ${VERIFY_LIMIT * 100} % wanted`,
    ratio >= VERIFY_LIMIT,
  );
}

const CHUNKS = { highWaterMark: 1024 * 1024 };
const NEWLINE = 0x0a;

/** One SHA-256 of each line, and nothing else. */
async function hashLines(file: string): Promise<void> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, CHUNKS)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      hash('sha256', bytes.subarray(start, end), 'binary');
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}
