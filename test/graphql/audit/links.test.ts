import { beforeAll, expect, it } from 'vitest';
import { readDocumentInForce } from '../../../src/configuration/configuration-service.ts';
import { newAccount, newScope, saved } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { client, data, nodesOf, principal } from '../api-kit.ts';
import { auditor } from './proof-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

const CONSENTS = `query ($filter: ConsentFilter) { tenant { consents(filter: $filter, first: 5) {
  edges { node { id accountSid } } } } }`;

it('given a save, then the version, its consent and their entries lead to each other (A8)', async () => {
  const scope = newScope();
  await saved(system, scope, newAccount(system));
  const ask = auditor(system, scope.tenant).ask;
  const { tenant } = await data(
    ask(`{ tenant { configuration { id consent { id auditEntry { id } }
      auditEntries(first: 5) { edges { node { id kind object subject { __typename id } } } } } } }`),
  );
  const configuration = tenant?.['configuration'];
  expect(nodesOf(configuration?.['auditEntries'])).toMatchObject([
    {
      kind: 'CONFIGURATION_SAVED',
      object: 'configuration/1',
      subject: { __typename: 'Configuration', id: configuration?.['id'] },
    },
  ]);
  const ofConsent = String(configuration?.['consent']?.['auditEntry']?.['id']);
  const plain = Buffer.from(ofConsent, 'base64url').toString().split(':')[2];
  for (const id of [ofConsent, plain]) {
    const one = await data(
      ask('query ($id: ID!) { tenant { auditEntry(id: $id) { kind subject { __typename id } } } }', { id }),
    );
    expect(one['tenant']?.['auditEntry']).toEqual({
      kind: 'CONSENT_GIVEN',
      subject: { __typename: 'Consent', id: configuration?.['consent']?.['id'] },
    });
  }
  const other = auditor(system, newScope().tenant).ask;
  const foreign = await other('query ($id: ID!) { tenant { auditEntry(id: $id) { kind } } }', {
    id: ofConsent,
  });
  expect(foreign.data).toEqual({ tenant: { auditEntry: null } });
});

it('given an entry about something without an id, or that the caller may not read, then it has no subject (A8, X1)', async () => {
  const scope = newScope();
  await saved(system, scope, newAccount(system));
  const kinds = ['DRAFT_CREATED', 'CONSENT_GIVEN'];
  const document = `query ($kinds: [AuditEntryKind!]) { tenant { auditLog(first: 5, filter: { kinds: $kinds }) {
    edges { node { kind subject { __typename } } } } } }`;
  const subjectsFor = async (caller: Parameters<typeof client>[1]) => {
    const { tenant } = await data(client(system, caller).ask(document, { kinds }));
    return nodesOf(tenant?.['auditLog']).map(({ kind, subject }) => [kind, subject?.['__typename'] ?? null]);
  };
  const full = principal('auditor', scope.tenant);
  expect(await subjectsFor(full)).toEqual([
    ['CONSENT_GIVEN', 'Consent'],
    ['DRAFT_CREATED', null],
  ]);
  const narrow = { ...full, scopes: new Set([...full.scopes].filter((one) => one !== 'consents:read')) };
  expect(await subjectsFor(narrow)).toEqual([
    ['CONSENT_GIVEN', null],
    ['DRAFT_CREATED', null],
  ]);
});

it('given a SID in capitals, or the text of a consent, then its consents are found (C6)', async () => {
  const scope = newScope();
  const { sid } = newAccount(system);
  await saved(system, scope, newAccount(system));
  const { tenant } = await data(auditor(system, scope.tenant).ask(CONSENTS, { filter: {} }));
  const [consent] = nodesOf(tenant?.['consents']);
  const accountSid = String(consent?.['accountSid']);
  const { version, digest } = await system.read(scope.tenant, (tx) => readDocumentInForce(tx));
  const found = async (filter: object) => {
    const answer = await data(auditor(system, scope.tenant).ask(CONSENTS, { filter }));
    return nodesOf(answer['tenant']?.['consents']);
  };
  const capitals = `AC${accountSid.slice(2).toUpperCase()}`;
  for (const filter of [
    { accountSid: capitals },
    { documentVersion: version },
    { documentDigest: digest.toUpperCase() },
  ])
    expect(await found(filter)).toEqual([consent]);
  for (const filter of [
    { accountSid: sid },
    { documentVersion: version + 1 },
    { documentDigest: '0'.repeat(64) },
  ])
    expect(await found(filter)).toEqual([]);
});

it('given published texts, then all are listed, and one is found by its digest in any letter case (C2)', async () => {
  const { tenant } = newScope();
  const { version, locale, digest } = await system.read(tenant, (tx) => readDocumentInForce(tx));
  const document = 'query ($digest: String) { consentDocuments(digest: $digest) { version locale digest } }';
  const listed = async (variables: Readonly<Record<string, unknown>>) => [
    ...((await data(auditor(system, tenant).ask(document, variables)))['consentDocuments'] ?? []),
  ];
  expect(await listed({})).toContainEqual({ version, locale, digest });
  expect(await listed({ digest: digest.toUpperCase() })).toEqual([{ version, locale, digest }]);
  expect(await listed({ digest: '0'.repeat(64) })).toEqual([]);
});

it('given a time to come, then the validity of a consent says that it speaks of now (C6)', async () => {
  const scope = newScope();
  await saved(system, scope, newAccount(system));
  const future = new Date(Date.now() + 86_400_000).toISOString();
  const { tenant } = await data(
    auditor(system, scope.tenant).ask(
      `query ($future: DateTime) { tenant {
        future: consentValidity(at: $future) { at asOf valid } now: consentValidity { at asOf valid } } }`,
      { future },
    ),
  );
  const asOf = String(tenant?.['now']?.['asOf']);
  expect(tenant).toEqual({
    future: { at: future, asOf, valid: true },
    now: { at: asOf, asOf, valid: true },
  });
});
