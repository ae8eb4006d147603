import { beforeAll, describe, expect, it } from 'vitest';
import { newAccount, newScope, saved } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { admin, client, data, type Json, nodesOf, principal } from '../api-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

describe('consents', () => {
  it('can be asked for at any later time, and outlive the account (C3, C6, C7)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    const version = await saved(system, scope, account);
    const given = version.inForceFrom ?? expect.unreachable();
    const removed = await system.services.configurations.remove(scope, { baseVersion: 1 });
    const end = removed.inForceFrom ?? expect.unreachable();
    const { tenant } = await data(
      admin(system, scope.tenant).ask(
        `query ($before: DateTime, $given: DateTime, $last: DateTime, $end: DateTime) { tenant {
          before: consentValidity(at: $before) { valid accountSid consent { id } }
          given: consentValidity(at: $given) { valid accountSid at }
          last: consentValidity(at: $last) { valid accountSid consent { endedBy { endReason } } }
          end: consentValidity(at: $end) { valid accountSid }
          now: consentValidity { valid accountSid consent { id } }
          consents(first: 10) { edges { node { kind accountSid endReason ends { kind } endedBy { kind } ip userAgent
            configurationVersion draftRevision document { title } actor { subject authenticatedBy } } } } } }`,
        {
          before: new Date(given.getTime() - 1).toISOString(),
          given: given.toISOString(),
          last: new Date(end.getTime() - 1).toISOString(),
          end: end.toISOString(),
        },
      ),
    );
    expect(tenant).toMatchObject({
      before: { valid: false, accountSid: null, consent: null },
      given: { valid: true, accountSid: account.sid, at: given.toISOString() },
      last: { valid: true, accountSid: account.sid, consent: { endedBy: { endReason: 'ACCOUNT_REMOVED' } } },
      end: { valid: false, accountSid: null },
      now: { valid: false, accountSid: null, consent: null },
    });
    expect(nodesOf(tenant?.['consents'])).toMatchObject([
      {
        kind: 'ENDED',
        endReason: 'ACCOUNT_REMOVED',
        ends: { kind: 'GIVEN' },
        endedBy: null,
        draftRevision: null,
      },
      {
        kind: 'GIVEN',
        accountSid: account.sid,
        ends: null,
        endedBy: { kind: 'ENDED' },
        configurationVersion: 1,
        actor: { subject: 'ann', authenticatedBy: 'mfa' },
        ip: '198.51.100.7',
      },
    ]);
  });

  it('are filtered by what they state, account, subject and time', async () => {
    const scope = newScope();
    const first = newAccount(system);
    await saved(system, scope, first);
    const second = newAccount(system);
    const replaced = await saved(system, newScope({ tenant: scope.tenant, subject: 'bob' }), second, {
      baseVersion: 1,
    });
    const at = replaced.inForceFrom?.toISOString();
    const kinds = async (filter: object) => {
      const { tenant } = await data(
        admin(system, scope.tenant).ask(
          `query ($filter: ConsentFilter) { tenant { consents(filter: $filter, first: 9) { edges { node { kind } } } } }`,
          { filter },
        ),
      );
      return nodesOf(tenant?.['consents']).map((node) => node['kind']);
    };
    expect([...(await kinds({}))].sort()).toEqual(['ENDED', 'GIVEN', 'GIVEN']);
    expect(await kinds({ kinds: ['ENDED'] })).toEqual(['ENDED']);
    expect(await kinds({ kinds: [] })).toEqual([]);
    expect(await kinds({ accountSid: second.sid })).toEqual(['GIVEN']);
    expect(await kinds({ actorSubject: 'ann' })).toEqual(['GIVEN']);
    expect([...(await kinds({ actorSubject: 'bob' }))].sort()).toEqual(['ENDED', 'GIVEN']);
    expect([...(await kinds({ from: at }))].sort()).toEqual(['ENDED', 'GIVEN']);
    expect(await kinds({ to: at })).toEqual(['GIVEN']);
  });
});

describe('the audit log', () => {
  it('is read newest first, page by page, and filtered (A4, A5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    const removed = await system.services.configurations.remove(bob, { baseVersion: 1 });
    const at = removed.inForceFrom?.toISOString();
    const who = client(system, principal('auditor', scope.tenant));
    const kinds = async (filter: object) => {
      const seen: unknown[] = [];
      let after: unknown = null;
      do {
        const { tenant } = await data(
          who.ask(
            `query ($filter: AuditEntryFilter, $after: String) { tenant {
              auditLog(filter: $filter, first: 3, after: $after) { pageInfo { hasNextPage endCursor }
                edges { node { kind at actor { kind subject } object requestId before after } } } } }`,
            { filter, after },
          ),
        );
        const log: Json = tenant?.['auditLog'] ?? expect.unreachable();
        seen.push(...nodesOf(log).map((node) => node['kind']));
        after = log['pageInfo']?.['hasNextPage'] ? log['pageInfo']['endCursor'] : null;
      } while (after !== null);
      return seen;
    };
    const ofSave = ['FALLBACK_POLICY_CHANGED', 'CONFIGURATION_SAVED', 'CONSENT_GIVEN'];
    const ofRemoval = ['ACCOUNT_REMOVED', 'CONSENT_ENDED'];
    const ofDraft = ['DRAFT_CHANGED', 'DRAFT_CREATED', 'VERIFICATION_FINISHED'];
    expect(await kinds({})).toEqual([...ofRemoval, ...ofSave, ...ofDraft]);
    expect(await kinds({ kinds: ['CONSENT_GIVEN', 'CONSENT_ENDED'] })).toEqual([
      'CONSENT_ENDED',
      'CONSENT_GIVEN',
    ]);
    expect(await kinds({ actorSubject: 'bob' })).toEqual(ofRemoval);
    expect(await kinds({ from: at })).toEqual(ofRemoval);
    expect(await kinds({ to: at })).toEqual([...ofSave, ...ofDraft]);
    expect(await kinds({ from: '9999-01-01T00:00:00Z' })).toEqual([]);
  });
});

describe('a legal text', () => {
  it.each([
    { asked: 'no language', locale: null, given: 'en' },
    { asked: 'a language that there is', locale: 'de', given: 'de' },
    { asked: 'a region of it', locale: 'de-AT', given: 'de' },
    { asked: 'a language that there is not', locale: 'fr', given: 'en' },
    { asked: 'an empty text', locale: '', given: 'en' },
    { asked: 'a text that is no language', locale: '../../etc', given: 'en' },
    { asked: 'a very long text', locale: 'x'.repeat(10_000), given: 'en' },
  ])('asked for in $asked is given in $given (C2)', async ({ locale, given }) => {
    const who = client(system, principal('dispatcher', newScope().tenant));
    const answer = await data(
      who.ask('query ($locale: String) { consentDocument(locale: $locale) { locale version digest body } }', {
        locale,
      }),
    );
    expect(answer['consentDocument']).toMatchObject({ locale: given, version: 1 });
  });
});
