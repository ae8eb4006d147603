import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { sendLoad } from '../../src/dev/load/simulated-load.ts';
import { seededRandom } from '../../src/dev/load/simulated-requests.ts';
import { inspectDispatches } from '../support/dispatch-invariants.ts';
import { untilSettled } from '../support/dispatch-settling.ts';
import { ledgerDifferences } from '../support/ledger/ledger-check.ts';
import { startFleet, tellable } from '../support/processes/fault-fleet.ts';
import { isShort } from '../support/processes/fault-size.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { type OwnSystem, startSystem } from '../support/running-system.ts';
import { portOf } from '../twilio/twilio-kit.ts';

const KILLS = isShort() ? 4 : 30;
const SIZE = isShort() ? { tenants: 10, dispatches: 1_200 } : { tenants: 20, dispatches: 10_000 };
/** How long a server lives after it is reached again, at most. */
const LONGEST_LIFE_MS = 2_500;
const ABSENCE_MS = 3_000;
const BUDGET_MS = 2_000;
/** A lease outlives the budget by so much; until then nobody touches what a dead process left. */
const LEASE_MS = BUDGET_MS + 10_000;

const SETTINGS = {
  DISPATCH_BUDGET_MS: String(BUDGET_MS),
  DISPATCH_FIRST_ATTEMPT_MS: '900',
  DATABASE_POOL_SIZE: '16',
  RECOVERY_POLL_MS: '100',
  OUTCOME_AFTER_MS: '300',
  PRICE_AFTER_MS: '300',
  UNREPORTED_AFTER_MS: '1000',
  ABSENCE_AFTER_MS: String(ABSENCE_MS),
  LOG_LEVEL: 'error',
};

/** The database, the simulator and the tokens; its own server sends nothing. */
let system: OwnSystem;
beforeAll(async () => {
  system = await startSystem({ ...SETTINGS, RECOVERY_POLL_MS: '3600000' });
});
afterAll(() => system.stop());

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server.address());
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return String(port);
}

describe('a server that is killed in the middle of a load', () => {
  test(`${KILLS} times: nothing is sent twice, lost or billed wrongly (D8, D10, D11, B1, A1)`, async () => {
    const environment = { ...system.environment, ...SETTINGS, PORT: await freePort() };
    let server: ServerProcess = await startServerProcess(environment);
    onTestFinished(async () => void (await server.end('SIGKILL')));
    const { endpoint } = server;
    const fleet = await startFleet(system, endpoint, { ...SIZE, seed: 11_23 });
    const asked = fleet.reduce((sum, { items }) => sum + items.length, 0);

    let answered = 0;
    let lost = 0;
    let isOver = false;
    const loading = sendLoad(
      fleet.map(({ dispatcherToken, items }) => {
        const client = createClient({ url: endpoint, token: dispatcherToken, retries: 0 });
        return { client: () => client, items };
      }),
      {
        ...{ perRequest: 25, atOnce: 6 },
        onAnswer: (answer) => {
          if ('record' in answer) answered += 1;
        },
        // The caller's side of D10: the same keys again, until there is an answer.
        repeat: () => {
          lost += 1;
          return true;
        },
      },
    ).finally(() => {
      isOver = true;
    });

    const random = seededRandom(Date.now());
    let kills = 0;
    while (kills < KILLS && !isOver) {
      await sleep(random() * LONGEST_LIFE_MS);
      await server.end('SIGKILL');
      kills += 1;
      server = await startServerProcess(environment);
    }
    await loading;
    await untilSettled(system, {
      absenceMs: ABSENCE_MS + BUDGET_MS,
      withinMs: 3 * (LEASE_MS + ABSENCE_MS) + 60_000,
    });
    const findings = await inspectDispatches(system);

    expect(kills).toBe(KILLS);
    expect(lost).toBeGreaterThan(0);
    expect(answered).toBe(asked);
    expect(findings.records).toBe(asked);
    expect(findings.broken.slice(0, 20)).toEqual([]);
    expect(await ledgerDifferences(system)).toEqual([]);
    // The numbers that the simulator has plans for are dialled again and again, at every kill.
    const untold = tellable(fleet, findings.unknown).filter((story) => !story.includes(' +150'));
    expect(untold).toEqual([]);
    await server.end('SIGTERM');
  }, 1_800_000);
});
