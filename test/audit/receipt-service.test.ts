import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiptForm } from '../../src/audit/receipt/consent-receipt.ts';
import { verifyReceipt } from '../../src/audit/receipt/verify-receipt.ts';
import type { Consent } from '../../src/consent/consent.ts';
import { globalId } from '../../src/graphql/fields/global-id.ts';
import { newUuid, type TenantId } from '../../src/kernel/ids.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import type { Role } from '../../src/kernel/vocabulary/access.ts';
import { createLedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { parseVerifierKey } from '../../src/ledger/tree/signed-note.ts';
import { client, principal } from '../graphql/api-kit.ts';
import { refusal, result } from '../graphql/mutations/mutation-kit.ts';
import { attack } from '../ledger/hostile-owner.ts';
import {
  auditOf,
  consentsOf,
  consentTo,
  liveConfiguration,
  newAccount,
  newScope,
  saved,
  verified,
} from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

const ISSUE = `mutation ($input: IssueConsentReceiptInput!) { result: issueConsentReceipt(input: $input) { __typename
  ... on IssueConsentReceiptPayload { receipt fileName }
  ... on Problem { code message path issues { code message path } } ... on RateLimited { retryAfterSeconds retryAt } } }`;

let system: OwnServices;

beforeAll(async () => {
  // With one connection, whatever took a second one while holding the first would never come to an end.
  system = await startServices({ DATABASE_POOL_SIZE: '4', SEAL_POLL_MS: '60000' });
});
afterAll(() => system.stop());

const who = (tenant: TenantId, role: Role = 'auditor') => client(system, principal(role, tenant));
const idOf = ({ tenant, id }: Consent) => globalId('Consent', tenant, id);
const issuedOf = async (tenant: TenantId) =>
  (await auditOf(system, tenant)).filter(({ kind }) => kind === 'CONSENT_RECEIPT_ISSUED');

async function givenBy(scope: RequestScope): Promise<Consent> {
  const given = (await consentsOf(system, scope.tenant)).find(({ kind }) => kind === 'GIVEN');
  return given ?? expect.fail('no consent was given');
}

/** What somebody comes to who has the receipt and the published key, and nothing else. */
function verdictOn(receipt: string) {
  const key = parseVerifierKey(system.ledgerKeys.current.text) ?? expect.unreachable();
  return verifyReceipt(Buffer.from(receipt), { keys: [key] });
}

describe('a consent receipt', () => {
  it.each([
    ['an entry', `update audit_entry set body = replace(body, '"requestId":"', '"requestId":"not-') where`],
    [
      'an entry with its hash',
      `update audit_entry set body = replace(body, '"requestId":"', '"requestId":"not-'),
              leaf_hash = sha256('\\x00'::bytea || convert_to(replace(body, '"requestId":"', '"requestId":"not-'), 'UTF8')) where`,
    ],
  ])('is not issued of %s that was edited in the database (A3)', async (_, edit) => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.sealAll();
    const consent = await givenBy(scope);
    await attack(system.adminUrl, async (run) => {
      await run(`${edit} tenant_id = $1 and kind = 'CONSENT_GIVEN'`, [scope.tenant]);
    });
    const asked = system.services.receipts.issue(scope, { consentId: consent.id });
    await expect(asked).rejects.toThrow('is not the one that was sealed; see npm run audit:check');
    expect(await issuedOf(scope.tenant)).toEqual([]);
  });

  it('says who consented to what, when and from where, and proves it by the public key alone (C3, A3, A4)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    await saved(system, scope, account);
    await system.sealAll();
    const consent = await givenBy(scope);
    const issued = await result(who(scope.tenant), ISSUE, { consentId: idOf(consent) });
    const text = String(issued['receipt']);
    expect(issued['fileName']).toBe(`consent-receipt-${scope.tenant}-${consent.id}.json`);
    expect(verdictOn(text)).toMatchObject({ verified: true, doubts: [] });
    const receipt = receiptForm.parse(JSON.parse(text));
    expect(receipt).toMatchObject({
      consentID: consent.id,
      consentTimestamp: consent.recordedAt.toISOString(),
      organization: scope.tenant,
      piiPrincipalId: 'ann',
      piiPrincipalName: scope.actor.displayName,
      authentication: 'mfa',
      services: [{ accountSid: account.sid }],
      notice: { version: consent.document.version, digest: consent.document.digest },
      source: { ...scope.origin, requestId: scope.requestId },
    });
    expect(verdictOn(text)).toMatchObject({ hostLog: { origin: `${system.ledgerKeys.host}/log` } });
    expect(verdictOn(text.replace('"ann"', '"eve"'))).toMatchObject({ verified: false });
    const stranger = createLedgerKeys({ host: 'ledger.test', seed: Buffer.alloc(32, 1), past: [] });
    expect(verifyReceipt(Buffer.from(text), { keys: stranger.all })).toMatchObject({ verified: false });
  });

  it('leaves an entry of who was given it, in the log that it is about, each time (A1, A5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.sealAll();
    const consent = await givenBy(scope);
    const before = await liveConfiguration(system, scope.tenant);
    const input = { consentId: idOf(consent) };
    const first = await result(who(scope.tenant), ISSUE, input);
    await system.sealAll();
    const second = await result(who(scope.tenant), ISSUE, input);
    const { proof } = receiptForm.parse(JSON.parse(String(first['receipt'])));
    const [one, two, ...more] = await issuedOf(scope.tenant);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      object: `consent/${consent.id}`,
      actor: { kind: 'PERSON', subject: 'ann', authenticatedBy: 'mfa' },
      requestId: 'r-test',
      before: null,
      after: {
        ...{ consentId: consent.id, entryId: JSON.parse(proof.entry).id },
        ...{ checkpoint: proof.checkpoint, disclosures: 'include' },
      },
    });
    expect(two?.after).not.toEqual(one?.after);
    expect(verdictOn(String(second['receipt'])).verified).toBe(true);
    expect(await liveConfiguration(system, scope.tenant)).toEqual(before);
    expect(await consentsOf(system, scope.tenant)).toEqual([consent]);
  });

  it('withholds who gave it where that is asked for, as its entry says, and is verified all the same (A6, A5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.sealAll();
    const consentId = idOf(await givenBy(scope));
    const { receipt } = await result(who(scope.tenant), ISSUE, { consentId, omitDisclosures: true });
    const text = String(receipt);
    const { verified, values } = verdictOn(text);
    expect({ verified, values }).toEqual({ verified: true, values: { shown: 0, withheld: 4, erased: 0 } });
    const personal = [scope.actor.displayName, scope.origin.ip, scope.origin.userAgent];
    for (const value of personal) expect(text).not.toContain(JSON.stringify(value));
    expect(receiptForm.parse(JSON.parse(text))).toMatchObject({
      piiPrincipalId: null,
      source: { ip: null, userAgent: null },
      proof: { disclosures: [] },
    });
    await result(who(scope.tenant), ISSUE, { consentId });
    expect(await issuedOf(scope.tenant)).toMatchObject([
      { after: { disclosures: 'omit' } },
      { after: { disclosures: 'include' } },
    ]);
  });

  it('is issued also when the account is gone and the consent has ended (C7)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.services.configurations.remove(scope, { baseVersion: 1 });
    await system.sealAll();
    const { receipt } = await result(who(scope.tenant), ISSUE, { consentId: idOf(await givenBy(scope)) });
    expect(verdictOn(String(receipt)).verified).toBe(true);
  });

  it('is asked for again later while the consent is not sealed yet', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const input = { consentId: idOf(await givenBy(scope)) };
    expect(await result(who(scope.tenant), ISSUE, input)).toMatchObject({
      __typename: 'RateLimited',
      code: 'RATE_LIMITED',
      path: ['input', 'consentId'],
      retryAfterSeconds: 1,
      retryAt: expect.stringMatching(/Z$/),
    });
    expect(await issuedOf(scope.tenant)).toEqual([]);
    await system.sealAll();
    expect((await result(who(scope.tenant), ISSUE, input))['__typename']).toBe('IssueConsentReceiptPayload');
  });
});

describe('no receipt is issued', () => {
  it('of what was declined, nor of an end', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const draft = await verified(system, scope, newAccount(system));
    await system.services.drafts.decline(scope, { draft, consent: await consentTo(system, draft) });
    await system.services.configurations.remove(scope, { baseVersion: 1 });
    await system.sealAll();
    const others = (await consentsOf(system, scope.tenant)).filter(({ kind }) => kind !== 'GIVEN');
    expect(others.map(({ kind }) => kind)).toEqual(['DECLINED', 'ENDED']);
    for (const consent of others) {
      expect(await refusal(who(scope.tenant), ISSUE, { consentId: idOf(consent) })).toEqual([
        'NotPossible',
        'NOT_POSSIBLE input.consentId',
      ]);
    }
    expect(await issuedOf(scope.tenant)).toEqual([]);
  });

  it('of another tenant’s consent, which is answered as one that is not there (X2)', async () => {
    const [scope, foreign] = [newScope(), newScope()];
    await saved(system, foreign, newAccount(system));
    await system.sealAll();
    const theirs = await givenBy(foreign);
    const ids = [
      idOf(theirs),
      theirs.id,
      globalId('Consent', scope.tenant, theirs.id),
      globalId('Consent', scope.tenant, newUuid(new Date())),
    ];
    for (const consentId of ids) {
      expect(await refusal(who(scope.tenant), ISSUE, { consentId })).toEqual([
        'InvalidInput',
        'NOT_FOUND input.consentId',
      ]);
    }
    for (const consentId of ['', 'x', globalId('Tenant', scope.tenant, '')]) {
      expect(await refusal(who(scope.tenant), ISSUE, { consentId })).toEqual([
        'InvalidInput',
        'VALUE_MALFORMED input.consentId',
      ]);
    }
    expect([...(await issuedOf(scope.tenant)), ...(await issuedOf(foreign.tenant))]).toEqual([]);
  });

  it('to a role that may not read the audit log; a platform auditor names the tenant (A5, X1)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await system.sealAll();
    const input = { consentId: idOf(await givenBy(scope)) };
    for (const [role, missing] of [
      ['admin', ['audit:read']],
      ['analyst', ['consents:read', 'audit:read']],
      ['dispatcher', ['consents:read', 'audit:read']],
      ['platform-admin', ['audit:read']],
    ] as const) {
      const { codes, errors } = await who(scope.tenant, role).ask(ISSUE, { input });
      expect(codes).toEqual(['FORBIDDEN']);
      expect(errors[0]?.extensions['missingScopes']).toEqual(missing);
    }
    expect(await issuedOf(scope.tenant)).toEqual([]);
    const platform = who(scope.tenant, 'platform-auditor');
    expect(await refusal(platform, ISSUE, input)).toEqual(['InvalidInput', 'VALUE_REQUIRED input.tenantId']);
    const { receipt } = await result(platform, ISSUE, { ...input, tenantId: scope.tenant });
    expect(verdictOn(String(receipt)).verified).toBe(true);
    expect(await issuedOf(scope.tenant)).toHaveLength(1);
  });
});
