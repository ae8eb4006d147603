import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_PROXIES } from '../../../src/kernel/outgoing-proxy-rules.ts';
import { createPeriodicJob } from '../../../src/kernel/periodic-job.ts';
import { openHeadMemory } from '../../../src/ledger/seal/head-memory-file.ts';
import { createSealer } from '../../../src/ledger/seal/sealer.ts';
import { parsePolicy } from '../../../src/ledger/witness/policy-rules.ts';
import { createPublisher } from '../../../src/ledger/witness/publisher.ts';
import { median } from '../load.ts';
import { addEntries, judged, type LedgerStage, onLedger, say, tenantNamed } from './ledger-stage.ts';
import { withWitness } from './witness-stage.ts';

const TENANTS = 50;
const BACKLOG = 200_000;
const ROUNDS = 3;
/** Entries per second that a backlog has to be sealed at. */
const LIMIT = 30_000;
/** Much more often than a server asks its witnesses, in milliseconds. */
const WITNESSED_EVERY_MS = 250;

/** Seals a backlog over many logs while nothing else runs but a witness. Gives whether the limit was kept. */
export function benchSealing(): Promise<boolean> {
  return onLedger((stage) => withWitness(stage.keys, ({ policy }) => sealBacklogs(stage, policy)));
}

async function sealBacklogs({ database, keys }: LedgerStage, policyText: string): Promise<boolean> {
  const policy = parsePolicy(policyText);
  const refused: string[] = [];
  const publisher = createPublisher({
    database,
    policy,
    proxies: NO_PROXIES,
    onUnwitnessed: (_, error) => refused.push(String(error)),
  });
  const job = createPeriodicJob({
    everyMs: WITNESSED_EVERY_MS,
    run: () => publisher.run(),
    onError: (error) => refused.push(String(error)),
  });
  const tenants = Array.from({ length: TENANTS }, (_, index) => tenantNamed(`tenant-${index}`));
  const rates: number[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const sealer = createSealer({ database, keys, memory: await openHeadMemory(join(folder, 'heads')) });
  job.start();
  for (let round = 1; round <= ROUNDS; round += 1) {
    await addEntries(database, tenants, BACKLOG / TENANTS);
    const begun = performance.now();
    const sealed = await sealer.seal();
    const seconds = (performance.now() - begun) / 1000;
    if (sealed !== BACKLOG) throw new Error(`${sealed} of ${BACKLOG} entries were sealed`);
    rates.push(sealed / seconds);
    say(`round ${round}   sealed ${sealed} entries of ${TENANTS} logs in ${seconds.toFixed(1)} s`);
  }
  await job.stop();
  await publisher.run();
  await publisher.run();
  await rm(folder, { recursive: true, force: true });
  const isWitnessed = publisher.state()?.isCurrent === true && refused.length === 0;
  const rate = median(rates);
  return judged(
    `sealing with a witness on: ${rate.toFixed(0)} entries/s, at least ${LIMIT} wanted; the last checkpoint is ${isWitnessed ? '' : 'not '}witnessed ${refused.join()}`,
    rate >= LIMIT && isWitnessed,
  );
}
