import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyCertificate } from '../../../src/audit/erasure/verify-certificate.ts';
import { PLATFORM_TENANT } from '../../../src/kernel/ids.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { client, data, nodesOf, principal } from '../../graphql/api-kit.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { CHECKED, check, told } from '../lived-tenant.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices(CHECKED);
});
afterAll(() => system.stop());

const as = (role: Role, subject: string, tenant = newScope().tenant) =>
  client(system, { ...principal(role, tenant), subject, displayName: `${subject} Näme` });

const ERASE = `mutation ($input: ErasePersonInput!) { erasePerson(input: $input) {
  ... on ErasePersonPayload { entryId } ... on NotPossible { message issues { code path } } ... on InvalidInput { issues { code path } } } }`;
const PLACE = `mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) {
  ... on PlaceLegalHoldPayload { legalHold { id } } } }`;
const RELEASE = `mutation ($input: ReleaseLegalHoldInput!) { releaseLegalHold(input: $input) {
  ... on ReleaseLegalHoldPayload { entryId } ... on NotPossible { issues { code } } } }`;
const HOLDS = '{ platformLegalHolds { id placedBy { subject } } }';
const WHY = { platformLog: true, reason: 'left the company', reference: 'ticket 7' };

const erase = (who: ReturnType<typeof as>, input: object = {}) =>
  data(who.ask(ERASE, { input: { ...WHY, subject: 'paula', ...input } }));

/** Reads the list of tenants, which the log of the platform notes. */
const doSomething = (subject: string) =>
  data(as('platform-admin', subject).ask('{ tenants(first: 1) { edges { cursor } } }'));

/** What the log of the platform keeps of a subject: entries that show it, and rows that hold it. */
async function tracesOf(subject: string) {
  const asked = `query ($f: PlatformLogFilter) { platformLog { auditLog(first: 9, filter: $f) { edges { node { kind } } } } }`;
  const { platformLog } = await data(
    as('platform-auditor', 'otto').ask(asked, { f: { actorSubject: subject } }),
  );
  const rows = await system.rows(
    `select value as text from audit_disclosure where strpos(value, $1) > 0
     union all select subject || display_name from person where strpos(subject || display_name, $1) > 0
     union all select body from audit_entry where strpos(body, $1) > 0`,
    [subject],
  );
  return { entries: nodesOf(platformLog?.['auditLog']).length, rows: rows.length };
}

it('a person of the platform is erased from its own log under the same rules, with a certificate (A6, A1, X1)', async () => {
  await doSomething('paula');
  await system.sealAll();
  expect(await tracesOf('paula')).toEqual({ entries: 1, rows: 3 });
  const [first, second] = [as('platform-privacy-officer', 'prim'), as('platform-privacy-officer', 'secund')];

  const placed = await data(first.ask(PLACE, { input: { ...WHY, subject: 'paula' } }));
  const id = placed['placeLegalHold']?.['legalHold']?.['id'];
  expect(await data(second.ask(HOLDS))).toEqual({
    platformLegalHolds: [{ id, placedBy: { subject: 'prim' } }],
  });
  expect(await erase(second)).toMatchObject({
    erasePerson: { message: expect.stringContaining(String(id)), issues: [{ code: 'NOT_POSSIBLE' }] },
  });
  const release = { platformLog: true, id, reason: 'it is over' };
  expect(await data(first.ask(RELEASE, { input: release }))).toMatchObject({
    releaseLegalHold: { issues: [{ code: 'PERSON_REQUIRED' }] },
  });
  await data(second.ask(RELEASE, { input: release }));
  expect(await data(second.ask(HOLDS))).toEqual({ platformLegalHolds: [] });

  const erasure = (await erase(second))['erasePerson']?.['entryId'];
  expect(await tracesOf('paula')).toEqual({ entries: 0, rows: 0 });
  const certificate = () =>
    data(second.ask('query ($id: ID!) { platformErasureCertificate(entryId: $id) }', { id: erasure }));
  expect(await certificate()).toEqual({ platformErasureCertificate: null });
  await system.sealAll();
  const text = String((await certificate())['platformErasureCertificate']);
  const verdict = verifyCertificate(Buffer.from(text), { keys: system.ledgerKeys.all });
  expect(verdict).toMatchObject({ verified: true, doubts: [], log: { tenant: PLATFORM_TENANT } });
  expect(verdict.values.erased).toBeGreaterThan(0);
  expect(text).not.toContain('paula');
  const log = await data(
    as('platform-auditor', 'otto').ask('{ platformLog { auditLog(first: 3) { edges { node { kind } } } } }'),
  );
  expect(nodesOf(log['platformLog']?.['auditLog']).map(({ kind }) => kind)).toEqual([
    'PERSON_ERASED',
    'LEGAL_HOLD_RELEASED',
    'LEGAL_HOLD_PLACED',
  ]);
  expect(told(await check(system, PLATFORM_TENANT))).toEqual([]);
});

it('an erasure in a tenant does not reach it, nor does anyone of a tenant (A6, X2)', async () => {
  await doSomething('petra');
  const { tenant } = newScope();
  await system.services.tenants.ensure(tenant);
  const platform = as('platform-privacy-officer', 'prim');
  expect(await erase(platform, { subject: 'petra', platformLog: false, tenantId: tenant })).toMatchObject({
    erasePerson: { issues: [{ code: 'NOT_FOUND' }] },
  });
  expect(await erase(platform, { subject: 'petra', tenantId: tenant })).toMatchObject({
    erasePerson: { issues: [{ code: 'VALUES_CONFLICT', path: ['input', 'tenantId'] }] },
  });
  const officer = as('privacy-officer', 'prim', tenant);
  for (const [document, input] of [
    [ERASE, { ...WHY, subject: 'petra' }],
    [PLACE, WHY],
    [RELEASE, { platformLog: true, id: '00000000-0000-7000-8000-000000000000', reason: 'x' }],
  ] as const) {
    const { codes, errors } = await officer.ask(document, { input });
    expect(codes).toEqual(['FORBIDDEN']);
    expect(errors[0]?.extensions['missingScopes']).toEqual(['tenants:read']);
  }
  for (const document of [
    HOLDS,
    '{ platformErasureCertificate(entryId: "00000000-0000-7000-8000-000000000000") }',
  ])
    expect((await officer.ask(document)).codes).toEqual(['FORBIDDEN']);
  expect(await tracesOf('petra')).toEqual({ entries: 1, rows: 3 });
});
