import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSystem, startSystem } from '../support/running-system.ts';
import { PATIENCE } from './api.ts';

let system: RunningSystem;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.stop());

async function health(path: string) {
  const response = await fetch(`${system.app.url}/health/${path}`);
  return { status: response.status, body: await response.json() };
}

const READY = {
  status: 200,
  body: {
    status: 'ready',
    checks: { database: 'ok', partitions: 'ok', masterKeys: 'ok', tokenKeys: 'ok', ledger: 'ok' },
  },
};

describe('the health of a server', () => {
  it("given next month's partition is missing, when readiness is asked, then it is 503 until it is made", async () => {
    expect(await health('live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await health('ready')).toEqual(READY);
    const [month] = await system.rows(
      `select to_char((now() at time zone 'UTC') + interval '1 month', 'YYYY_MM') as name`,
    );
    await system.rows(`drop table audit_entry_${month?.['name']}`);
    await expect
      .poll(() => health('ready'), PATIENCE)
      .toEqual({
        status: 503,
        body: {
          status: 'not ready',
          checks: {
            database: 'ok',
            partitions: "next month's are missing",
            masterKeys: 'ok',
            tokenKeys: 'ok',
            ledger: 'ok',
          },
        },
      });
    expect(await health('live')).toEqual({ status: 200, body: { status: 'live' } });
    await system.rows('select originator_ensure_partitions(3)');
    await expect.poll(() => health('ready'), PATIENCE).toEqual(READY);
  });

  it('given many probes at once, then they make one check in a second (X5)', async () => {
    const checks = () =>
      system.statements.filter((text) => text.includes('originator_partitions_ready')).length;
    const [before, since] = [checks(), performance.now()];
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => health('ready')));
      expect(answers).toEqual(answers.map(() => READY));
    }
    expect(checks() - before).toBeLessThanOrEqual(1 + (performance.now() - since) / 1_000);
  });
});
