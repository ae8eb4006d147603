import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { SimulatedAccount } from '../../src/dev/simulator/simulator.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, type TestSetup } from '../support/test-setup.ts';
import { beginVerification, type Following, follow } from './api.ts';
import { allEnded, expectNothingHalfDone } from './outcomes.ts';

/** Accounts that end a verification in different ways and after different times. */
const KEYS = [
  'fine',
  'slow',
  'trial',
  'no-numbers',
  'suspended',
  'throttled-then-fine',
  'many',
  'server-error',
];

function simulated(setup: TestSetup, key: string): SimulatedAccount {
  const account = setup.simulator.accounts().find((known) => known.key === key);
  if (account === undefined) throw new Error(`the simulator knows no ${key}`);
  return account;
}

/** One round: which process is asked, which survives, and after how many milliseconds the first is done with. */
export interface Round {
  readonly setup: TestSetup;
  readonly survivor: ServerProcess;
  readonly afterMs: number;
  readonly signal: NodeJS.Signals;
}

/**
 * Asks a new process for verifications of many kinds, ends it at that instant, and expects that the survivor finishes
 * each of them, tells those who follow, and leaves nothing half done.
 *
 * @returns how many verifications were under way when the process had ended
 */
export async function killRound({ setup, survivor, afterMs, signal }: Round): Promise<number> {
  const victim = await startServerProcess(setup.environment);
  const followed: Following[] = [];
  // Anyone who is not answered in time does not know whether there is a verification; if there is, it ends.
  const asked = Promise.allSettled(
    KEYS.map(async (key) => {
      const token = await setup.token({ tenant: newTenant() });
      const id = await beginVerification(victim.endpoint, token, simulated(setup, key));
      followed.push(follow('sse', survivor.endpoint, token, id));
    }),
  );
  await sleep(afterMs);
  await victim.end(signal);
  const [open] = await setup.rows('select count(*)::int as n from account_check where finished_at is null');
  await asked;
  await allEnded(setup);
  for (const following of followed) {
    expect(await following.ended).toMatchObject({ completed: true });
    expect(following.received.at(-1)).toMatch(/^(VERIFIED|FAILED)$/);
  }
  await expectNothingHalfDone(setup);
  expect(survivor.isRunning(), survivor.output()).toBe(true);
  return Number(open?.['n']);
}
