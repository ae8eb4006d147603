import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIssuer } from '../http/auth/issuer-kit.ts';
import { type OwnSystem, startSystem } from '../support/running-system.ts';
import { PATIENCE } from './api.ts';

let system: OwnSystem;

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
            partitions: 'the partitions of next month are missing',
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

  it('given an issuer that is not there, when readiness is asked, then it is 503 for want of a key until it is there (X1)', async () => {
    const issuer = await startIssuer();
    issuer.isThere = false;
    await issuer.addKey('one');
    const node = await startSystem({
      ...{ ORIGINATOR_MODE: 'production', JWKS_FILE: '', JWKS_URL: issuer.url.href, JWKS_REFRESH_MS: '50' },
    });
    try {
      const ready = async () => {
        const response = await fetch(`${node.app.url}/health/ready`);
        return { status: response.status, body: await response.json() };
      };
      const checks = { ...READY.body.checks, tokenKeys: 'no key is known' };
      expect(await ready()).toEqual({ status: 503, body: { status: 'not ready', checks } });
      issuer.isThere = true;
      await expect.poll(ready, PATIENCE).toEqual(READY);
    } finally {
      await node.stop();
    }
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
