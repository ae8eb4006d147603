import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/http/limits/limits.ts';
import { PLATFORM_TENANT } from '../../src/kernel/ids.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { newTenant, type TokenRequest } from '../support/running-system.ts';
import { until } from '../support/until.ts';
import { begin, changed, type ExportSystem, errorOf, startExportSystem } from './export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

const countExports = async (tenant: string) => {
  const [found] = await system.rows(
    `select count(*)::int as entries from audit_entry where tenant_id = $1 and kind = 'AUDIT_EXPORTED'`,
    [tenant],
  );
  return found?.['entries'];
};

describe('who may export', () => {
  test.each([
    ['auditor', 200],
    ['admin', 403],
    ['analyst', 403],
    ['dispatcher', 403],
    ['platform-auditor', 200],
    ['platform-admin', 403],
    ['platform-analyst', 403],
    ['platform-dispatcher', 403],
  ] as const)('a tenant’s log: %s is answered %i (A5, X1)', async (role, status) => {
    const { tenant } = await system.aLog(2);
    const answer = await system.ask(`tenant=${tenant}`, { role, tenant });
    expect(answer.status).toBe(status);
    expect(await countExports(tenant)).toBe(status === 200 ? 1 : 0);
    if (status === 403)
      expect(errorOf(answer).extensions).toEqual({ code: 'FORBIDDEN', missingScopes: ['audit:read'] });
  });

  test('the platform’s own log, in which that is noted: its auditor and nobody else (A1, A5, X1)', async () => {
    await system.sealAll();
    const before = Number(await countExports(PLATFORM_TENANT));
    const answer = await system.ask('log=platform', { role: 'platform-auditor' });
    expect(answer.status).toBe(200);
    const kinds = answer.lines.slice(0, -1).map((line) => JSON.parse(line).kind);
    expect(kinds).toContain('RATE_CARD_PUBLISHED');
    expect(kinds).toContain('LEDGER_KEY_CHANGED');
    expect(await countExports(PLATFORM_TENANT)).toBe(before + 1);
    const denied = await system.ask('log=platform', { role: 'auditor', tenant: newTenant() });
    expect(denied.status).toBe(403);
    expect(errorOf(denied).extensions).toMatchObject({ missingScopes: ['platform-log:read'] });
    const analyst = await system.ask('log=platform', { role: 'platform-analyst' });
    expect(errorOf(analyst).extensions).toMatchObject({ missingScopes: ['platform-log:read', 'audit:read'] });
    const rest = await system.ask(`log=platform&resume=${answer.headers.get('audit-export')}&start=1`, {
      role: 'platform-auditor',
    });
    expect(rest.lines).toEqual(answer.lines.slice(1));
  });

  test('another tenant’s log is answered as that of none (X2)', async () => {
    const [mine, other] = [await system.aLog(1), await system.aLog(1)];
    const noSuch = { message: 'The tenant does not exist.', extensions: { code: 'NOT_FOUND' } };
    for (const tenant of [other.tenant, newTenant()]) {
      const answer = await system.ask(`tenant=${tenant}`, { tenant: mine.tenant });
      expect([answer.status, errorOf(answer)]).toEqual([404, noSuch]);
    }
    const unknown = await system.ask(`tenant=${newTenant()}`, { role: 'platform-auditor' });
    expect([unknown.status, errorOf(unknown)]).toEqual([404, noSuch]);
    expect(await countExports(other.tenant)).toBe(0);
  });

  test('another tenant’s export is resumed no more than one that never was (X2)', async () => {
    const [mine, other] = [await system.aLog(1), await system.aLog(1)];
    const theirs = (await system.ask('', { tenant: other.tenant })).headers.get('audit-export');
    const [entry] = await system.rows('select id from audit_entry where tenant_id = $1', [mine.tenant]);
    for (const id of [theirs, entry?.['id'], '01a20733-5d2c-7000-808c-097c2cbfc1e0']) {
      const answer = await system.ask(`resume=${id}`, { tenant: mine.tenant });
      expect(answer.status).toBe(404);
      expect(errorOf(answer).message).toBe('resume: there is no such export of this log.');
    }
  });

  test('nobody without a token that is accepted (X1)', async () => {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }]) {
      const answer = await fetch(`${system.app.url}/audit/export`, { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });
});

describe('what is asked for', () => {
  test.each([
    ['colour=red', 'colour: is not one of tenant,'],
    ['log=mine', 'log: must be platform'],
    ['log=platform&tenant=a', 'tenant: cannot be combined with log=platform'],
    ['tenant=a%20b', 'tenant: must be 1 to 64 letters'],
    ['tenant=$platform', 'tenant: must be 1 to 64 letters'],
    ['format=xml', 'format: must be ndjson or csv.'],
    ['format=csv&format=csv', 'format: can be set only once.'],
    ['disclosures=some', 'disclosures: must be include or omit.'],
    ['disclosures=', 'disclosures: must be include or omit.'],
    ['disclosures=omit&disclosures=omit', 'disclosures: can be set only once.'],
    ['epoch=0', 'epoch: must be the number of an epoch'],
    ['epoch=1.5', 'epoch: must be the number of an epoch'],
    ['epoch=9999999999', 'epoch: must be the number of an epoch'],
    ['start=-1', 'start: must be the index of a leaf'],
    ['start=99999999999999999', 'start: must be the index of a leaf'],
    ['start=', 'start: must be the index of a leaf'],
    ['start=7', 'start: must be a number from 0 to 2.'],
    ['kind=NOTHING', 'kind: unknown value "NOTHING".'],
    ['kind=', 'kind: unknown value "".'],
    ['actor=%00', 'actor: "actor" has at most 256 characters, all of them storable.'],
    [`object=${'x'.repeat(257)}`, 'object: "object" has at most 256 characters'],
    ['from=yesterday', 'from: must be a time such as'],
    ['from=2026-01-01', 'from: must be a time such as'],
    ['to=2026-02-30T00:00:00Z', 'to: must be a time such as'],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to: must be later than from.'],
    ['resume=1', 'resume: must be the value of the header Audit-Export.'],
    [
      'resume=01a20733-5d2c-7000-808c-097c2cbfc1e0&disclosures=omit',
      'disclosures: is fixed when the export begins',
    ],
    ['resume=01a20733-5d2c-7000-808c-097c2cbfc1e0&format=csv', 'format: is fixed when the export begins'],
  ])('is refused where it is wrong, and why: %s', async (query, message) => {
    const { tenant } = await system.aLog(2);
    const answer = await system.ask(query, { role: 'platform-auditor' });
    const own = await system.ask(query, { tenant });
    const told = query.startsWith('tenant') || query.startsWith('log') ? answer : own;
    expect(told.status).toBe(400);
    const { message: said, extensions } = errorOf(told);
    expect(said).toContain(message);
    expect(extensions['code']).toBe('BAD_USER_INPUT');
    expect(extensions['issues']).toContainEqual(
      expect.objectContaining({ path: [message.slice(0, message.indexOf(':'))] }),
    );
    expect(await countExports(tenant)).toBe(0);
  });

  test('is refused with everything that is wrong, at once', async () => {
    const { tenant } = await system.aLog(1);
    const { extensions } = errorOf(
      await system.ask('format=xml&epoch=x&colour=red&kind=A&kind=B', { tenant }),
    );
    const paths = [extensions['issues']]
      .flat()
      .map((issue) => JSON.stringify(issue).match(/"path":\["(\w+)"/)?.[1]);
    expect(paths.sort()).toEqual(['colour', 'epoch', 'format', 'kind', 'kind']);
  });

  test('names the tenant when a platform role asks', async () => {
    const answer = await system.ask('', { role: 'platform-auditor' });
    expect(answer.status).toBe(400);
    expect(errorOf(answer).message).toBe('tenant: A platform role must name the tenant in each request.');
  });

  test.each(['HEAD', 'POST', 'PUT', 'DELETE'])('is requested by GET, not %s', async (method) => {
    const { tenant } = await system.aLog(1);
    const authorization = `Bearer ${await system.token({ role: 'auditor', tenant })}`;
    const answer = await fetch(`${system.app.url}/audit/export`, { method, headers: { authorization } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, OPTIONS');
    expect(await countExports(tenant)).toBe(0);
  });
});

describe('a client', () => {
  const longEntries = () =>
    Array.from({ length: 200 }, (_, index) => changed('x'.repeat(4_000), `policy/${index}`));

  /** Two logs, each too large for what lies between server and client. */
  let logs: readonly RequestScope[];
  beforeAll(async () => {
    logs = await Promise.all([system.aLog(1), system.aLog(1)]);
    for (const scope of logs)
      for (let round = 0; round < 20; round += 1) await system.add(scope, longEntries());
    await system.sealAll();
  });
  const aLargeLog = () => logs[0] ?? expect.unreachable();

  const beginAs = async (by: TokenRequest): Promise<IncomingMessage> => {
    const authorization = `Bearer ${await system.token({ role: 'auditor', subject: 'olga', ...by })}`;
    return begin(`${system.app.url}/audit/export`, { authorization });
  };

  const endOf = (answer: IncomingMessage) =>
    new Promise<string>((resolve) => {
      answer.once('end', () => resolve('end'));
      answer.once('error', (error) => resolve(error.message));
      answer.resume();
    });

  test('that takes nothing holds no connection to the database, only its turn; one that goes gives it back', async () => {
    const { tenant } = aLargeLog();
    const begun: IncomingMessage[] = [];
    for (let count = 0; count < DEFAULT_LIMITS.exports.perMember; count += 1)
      begun.push(await beginAs({ tenant }));
    const third = await system.ask('', { tenant });
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toBe('2');
    expect(errorOf(third).extensions).toMatchObject({
      ...{ code: 'LIMIT_EXCEEDED', limit: 'exports', maximum: DEFAULT_LIMITS.exports.perMember },
    });
    await until(async () => {
      const busy = await system.rows(
        `select 1 from pg_stat_activity where datname = current_database() and application_name like 'originator%'
            and state <> 'idle'`,
      );
      return busy.length === 0;
    });
    for (const answer of begun) answer.destroy();
    await until(async () => (await system.ask('', { tenant })).status === 200);
  });

  test('is cut off when reading fails in the middle, and never told that this is all', async () => {
    const { tenant } = aLargeLog();
    const lines = system.logLines.length;
    const told = () =>
      system.logLines.slice(lines).filter((line) => line.includes('unexpected error')).length;
    const answer = await beginAs({ tenant });
    // One that is begun beside it meets the same, which is told once.
    const another = await beginAs({ tenant });
    expect([answer.statusCode, another.statusCode]).toEqual([200, 200]);
    await system.rows('revoke select on ledger_leaf from originator_app');
    try {
      expect(await Promise.all([endOf(answer), endOf(another)])).toEqual(['aborted', 'aborted']);
    } finally {
      await system.rows('grant select on ledger_leaf to originator_app');
    }
    await until(async () => told() > 0);
    expect(told()).toBe(1);
    expect((await system.ask('', { tenant })).status).toBe(200);
  });

  test('given two tenants that hold all they can, another tenant is still served (X5)', async () => {
    const begun: IncomingMessage[] = [];
    for (const { tenant } of logs)
      for (let count = 0; count < DEFAULT_LIMITS.exports.perMember; count += 1)
        begun.push(await beginAs({ tenant }));
    const { tenant } = await system.aLog(1);
    expect((await system.ask('', { tenant })).status).toBe(200);
    for (const answer of begun) answer.destroy();
  });
});
