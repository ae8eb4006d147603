import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocumentInForce } from '../../src/configuration/configuration-service.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { consentTo, newAccount, newScope, saved, verified } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { admin, client, data, type Json, nodesOf, principal } from './api-kit.ts';
import { auditor } from './audit/proof-kit.ts';

let system: OwnServices;

beforeAll(async () => {
  // With one connection, whatever took a second one while holding the first would never come to an end.
  system = await startServices({ DATABASE_POOL_SIZE: '4', SEAL_POLL_MS: '60000' });
});
afterAll(() => system.stop());

/** What a tenant went through: one account, another in its place, a text declined, and no account any more. */
interface History {
  readonly scope: RequestScope;
  readonly first: string;
  readonly second: string;
  readonly third: string;
  readonly saved: Date;
  readonly replaced: Date;
  readonly removed: Date;
}

async function aHistory(): Promise<History> {
  const scope = newScope();
  const [first, second, third] = [newAccount(system), newAccount(system), newAccount(system)];
  const one = await saved(system, scope, first);
  const two = await saved(system, newScope({ tenant: scope.tenant, subject: 'bob' }), second, {
    baseVersion: 1,
  });
  const draft = await verified(system, scope, third);
  await system.services.drafts.decline(scope, { draft, consent: await consentTo(system, draft) });
  const none = await system.services.configurations.remove(scope, { baseVersion: 2 });
  const [savedAt, replaced, removed] = [one, two, none].map(
    (version) => version.inForceFrom ?? expect.unreachable(),
  );
  if (savedAt === undefined || replaced === undefined || removed === undefined) expect.unreachable();
  return {
    ...{ scope, first: first.sid, second: second.sid, third: third.sid },
    ...{ saved: savedAt, replaced, removed },
  };
}

const just = { before: (at: Date) => new Date(at.getTime() - 1) };

/** The records that the filter leaves, oldest first. */
async function records({ scope }: History, filter: object, fields: string): Promise<readonly Json[]> {
  const { tenant } = await data(
    admin(system, scope.tenant).ask(
      `query ($filter: ConsentFilter) { tenant { consents(filter: $filter, first: 20) { edges { node { ${fields} } } } } }`,
      { filter },
    ),
  );
  return [...nodesOf(tenant?.['consents'])].reverse();
}

const statusIn = async (history: History, filter: object) =>
  (await records(history, filter, 'kind status accountSid')).map(
    ({ kind, status, accountSid }) => `${kind} ${status} ${accountSid}`,
  );

describe('the status of a consent', () => {
  it('is what it was at each instant: before the save, after it, when replaced, when removed (C6, C7)', async () => {
    const history = await aHistory();
    const { scope, first, second, third, saved, replaced, removed } = history;
    const instants = [
      [just.before(saved), [null, null], false],
      [saved, ['VALID', null], true],
      [just.before(replaced), ['VALID', null], true],
      [replaced, ['ENDED', 'VALID'], true],
      [just.before(removed), ['ENDED', 'VALID'], true],
      [removed, ['ENDED', 'ENDED'], false],
    ] as const;
    for (const [at, [ofFirst, ofSecond], valid] of instants) {
      const { tenant } = await data(
        auditor(system, scope.tenant).ask(
          `query ($at: DateTime) { tenant { consentValidity(at: $at) { valid accountSid }
            consents(first: 20, filter: { kinds: [GIVEN] }) { edges { node { accountSid status(at: $at) } } } } }`,
          { at: at.toISOString() },
        ),
      );
      expect(nodesOf(tenant?.['consents'])).toEqual([
        { accountSid: second, status: ofSecond },
        { accountSid: first, status: ofFirst },
      ]);
      const sid = ofFirst === 'VALID' ? first : ofSecond === 'VALID' ? second : null;
      expect(tenant?.['consentValidity']).toEqual({ valid, accountSid: sid });
      const statusAt = at.toISOString();
      const standing = await records(history, { statuses: ['VALID'], statusAt }, 'accountSid');
      expect(standing).toEqual(sid === null ? [] : [{ accountSid: sid }]);
    }
    expect(await statusIn(history, {})).toEqual([
      `GIVEN ENDED ${first}`,
      expect.stringMatching(/^(GIVEN ENDED|ENDED null) AC/),
      expect.stringMatching(/^(GIVEN ENDED|ENDED null) AC/),
      `DECLINED DECLINED ${third}`,
      `ENDED null ${second}`,
    ]);
  });

  it('filters together with account, actor, time and kind (C3, C6)', async () => {
    const history = await aHistory();
    const { first, second, third, saved, replaced } = history;
    expect(await statusIn(history, { statuses: ['VALID'] })).toEqual([]);
    expect((await statusIn(history, { statuses: ['ENDED'] })).sort()).toEqual(
      [`GIVEN ENDED ${first}`, `GIVEN ENDED ${second}`].sort(),
    );
    expect(await statusIn(history, { statuses: ['DECLINED'] })).toEqual([`DECLINED DECLINED ${third}`]);
    expect(await statusIn(history, { statuses: [] })).toEqual([]);
    expect(await statusIn(history, { statuses: ['ENDED', 'DECLINED'], actorSubject: 'bob' })).toEqual([
      `GIVEN ENDED ${second}`,
    ]);
    expect(await statusIn(history, { statuses: ['ENDED'], accountSid: first })).toEqual([
      `GIVEN ENDED ${first}`,
    ]);
    expect(await statusIn(history, { statuses: ['ENDED'], to: replaced.toISOString() })).toEqual([
      `GIVEN ENDED ${first}`,
    ]);
    expect(
      await statusIn(history, { statuses: ['VALID'], statusAt: saved.toISOString(), kinds: ['ENDED'] }),
    ).toEqual([]);
    expect(await statusIn(history, { statuses: ['DECLINED'], statusAt: replaced.toISOString() })).toEqual([]);
  });
});

describe('the evidence of a consent', () => {
  it('is the very text, who agreed to it and from where, and the sealed audit entry, for good (C2, C3, C7, A1)', async () => {
    const history = await aHistory();
    await system.sealAll();
    const { tenant } = await data(
      auditor(system, history.scope.tenant).ask(
        `{ tenant { configuration { account { sid } } consents(first: 20) { edges { node { id kind accountSid ip userAgent requestId recordedAt
          actor { subject displayName authenticatedBy } document { version locale title body digest } ends { id }
          auditEntry { kind object before after requestId at seal { epoch leafIndex } actor { subject } } } } } } }`,
      ),
    );
    expect(tenant?.['configuration']?.['account']).toBeNull();
    const consents = nodesOf(tenant?.['consents']);
    expect(consents).toHaveLength(5);
    const text = await system.read(history.scope.tenant, (tx) => readDocumentInForce(tx));
    for (const consent of consents) {
      const { version, locale, title, body, digest } = text;
      expect(consent['document']).toEqual({ version, locale, title, body, digest });
      expect(consent).toMatchObject({ ip: '198.51.100.7', userAgent: 'browser/1.0' });
      const entry = consent['auditEntry'];
      expect(entry).toMatchObject({
        kind: `CONSENT_${String(consent['kind'])}`,
        requestId: consent['requestId'],
        actor: { subject: consent['actor']?.['subject'] },
        seal: { epoch: 1 },
      });
      const about = consent['ends'] ?? consent;
      const uuid = Buffer.from(String(about?.['id']), 'base64url').toString().split(':')[2];
      expect(entry?.['object']).toBe(`consent/${uuid}`);
      const state = String(consent['kind']) === 'ENDED' ? entry?.['before'] : entry?.['after'];
      expect(state).toMatchObject({
        consentId: uuid,
        accountSid: consent['accountSid'],
        documentDigest: digest,
      });
    }
  });

  it('is shown to an admin without the audit entry (A5, X1)', async () => {
    const { scope } = await aHistory();
    const asked = await client(system, principal('admin', scope.tenant)).ask(
      '{ tenant { consents(first: 1) { edges { node { kind status auditEntry { kind } } } } } }',
    );
    expect(asked.codes).toEqual(['FORBIDDEN']);
    expect(nodesOf(asked.data['tenant']?.['consents'])).toMatchObject([{ kind: 'ENDED', auditEntry: null }]);
  });
});
