import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newTenant, type TokenRequest } from '../../support/running-system.ts';
import { type ExportSystem, startExportSystem } from '../export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

const SPAN = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';

/** Asks for a pack, and reads the answer to its end; a refusal in its words. */
async function ask(query: string, by: TokenRequest, method = 'GET') {
  const authorization = `Bearer ${await system.token({ role: 'auditor', ...by })}`;
  const answer = await fetch(`${system.app.url}/audit/pack?${query}`, { method, headers: { authorization } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { status, headers } = answer;
  return { status, headers, said: status === 200 ? '' : String(JSON.parse(String(bytes)).errors[0].message) };
}

describe('who may have the pack of a tenant', () => {
  test.each([
    ['auditor', 200],
    ['admin', 403],
    ['analyst', 403],
    ['dispatcher', 403],
    ['platform-auditor', 200],
    ['platform-admin', 403],
  ] as const)('%s is answered %i (A5, X1)', async (role, status) => {
    const { tenant } = await system.aLog(2);
    expect((await ask(`tenant=${tenant}&${SPAN}`, { role, tenant })).status).toBe(status);
  });

  test('nobody without a token, and no other tenant (X1, X2)', async () => {
    const { tenant } = await system.aLog(2);
    expect((await fetch(`${system.app.url}/audit/pack?${SPAN}`)).status).toBe(401);
    const other = await ask(`tenant=${tenant}&${SPAN}`, { tenant: newTenant() });
    expect([other.status, other.said]).toEqual([404, 'The tenant does not exist.']);
  });
});

describe('a request for a pack', () => {
  test('names a span of time and nothing else, and says all that is wrong at once (A5)', async () => {
    const { tenant } = await system.aLog(2);
    const said = async (query: string) => {
      const answer = await ask(query, { tenant });
      return [answer.status, answer.said];
    };
    expect(await said('')).toEqual([
      400,
      'from: is missing: a pack is of a span of time. to: is missing: a pack is of a span of time.',
    ]);
    expect(await said(`${SPAN}&log=platform&kind=CONSENT_GIVEN`)).toEqual([
      400,
      expect.stringMatching(/^log: is not one of tenant, from, to, .* kind: is not one of/),
    ]);
    expect(await said(`${SPAN}&disclosures=some`)).toEqual([400, 'disclosures: must be include or omit.']);
    expect(await said(`${SPAN}&epoch=7`)).toEqual([404, 'epoch: the log has no epoch with this number.']);
    const empty = await ask(SPAN, { tenant: newTenant() });
    expect([empty.status, empty.said]).toEqual([
      409,
      'Nothing in this log is sealed yet. Try again in a second.',
    ]);
    expect((await ask(SPAN, { tenant }, 'POST')).status).toBe(405);
  });

  test('is answered with a file, which no export goes on with (A5)', async () => {
    const { tenant } = await system.aLog(2);
    const { headers } = await ask(SPAN, { tenant });
    expect(headers.get('content-type')).toBe('application/zip');
    expect(headers.get('content-encoding')).toBeNull();
    const resumed = await system.ask(`resume=${headers.get('audit-export')}`, { tenant });
    expect([resumed.status, resumed.text]).toEqual([404, expect.stringContaining('there is no such export')]);
  });
});
