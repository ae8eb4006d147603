import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killRound } from '../process/killing.ts';
import { ledgerDifferences } from '../support/ledger/ledger-check.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { instants } from './rounds.ts';

/** Within this time most verifications of a round come to their ends, in milliseconds. */
const SPAN_MS = 600;

let setup: TestSetup;
let survivor: ServerProcess;

beforeAll(async () => {
  setup = await startTestSetup();
  survivor = await startServerProcess(setup.environment);
});

afterAll(async () => {
  await survivor.end('SIGTERM');
  await setup.stop();
});

describe('servers that end at random instants', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'given verifications of many kinds, when their process gets %s at any instant, then each ends once and leaves nothing behind (V5, V6, A2)',
    async (signal) => {
      let underWay = 0;
      for (const afterMs of instants(SPAN_MS)) {
        underWay += await killRound({ setup, survivor, afterMs, signal });
      }
      // On a busy machine every end may come before anything was begun; then later ones follow.
      for (let later = 0; underWay === 0 && later < 12; later += 1) {
        underWay += await killRound({ setup, survivor, afterMs: SPAN_MS + later * 120, signal });
      }
      expect(underWay).toBeGreaterThan(0);
      expect(await ledgerDifferences(setup)).toEqual([]);
    },
  );
});
