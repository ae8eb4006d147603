import { beforeAll, describe, expect, test } from 'vitest';
import { pageChangeRequests } from '../../../src/configuration/change-request/change-request-store.ts';
import { OutOfDate } from '../../../src/kernel/errors.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import {
  auditKinds,
  auditOf,
  consentsOf,
  consentTo,
  liveConfiguration,
  newAccount,
  newScope,
  refusalOf,
  saveInput,
  verified,
} from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

const another = (scope: RequestScope, subject = 'bob'): RequestScope => ({
  ...scope,
  actor: { ...scope.actor, subject, displayName: subject },
  origin: { ip: '203.0.113.9', userAgent: 'other/1.0' },
});

async function fourEyes(): Promise<RequestScope> {
  const scope = newScope();
  await system.services.changeRequests.requireFourEyes(scope, true);
  return scope;
}

async function asked(
  scope: RequestScope,
  input = saveInput({ fallbackMode: 'DISABLED' }),
  applyAt: Date | null = null,
) {
  const outcome = await system.services.changeRequests.ask(scope, { kind: 'SAVE', input }, applyAt);
  return outcome.kind === 'REQUESTED' ? outcome.request : expect.fail('it was made at once');
}

const newest = async ({ tenant }: RequestScope) => {
  const [request] = await system.read(tenant, (tx) => pageChangeRequests(tx, { before: null, limit: 1 }));
  return request;
};

describe('a tenant of four eyes', () => {
  test('when a draft is saved and another person approves, then consent is the asker’s and approval the approver’s, each with its entry (X7, C3, C8, S1)', async () => {
    const scope = await fourEyes();
    const draft = await verified(system, scope, newAccount(system));
    const selected = await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    const consent = await consentTo(system, selected);
    const input = saveInput({ draft: selected, fallbackMode: 'DISABLED', consent });
    const request = await asked(scope, input);
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
    expect(await consentsOf(system, scope.tenant)).toEqual([]);
    const before = (await auditKinds(system, scope.tenant)).length;
    const { id, digest } = request;
    const done = await system.services.changeRequests.decide(another(scope), 'APPROVED', {
      id,
      digest,
      note: 'seen',
    });
    expect(done).toMatchObject({
      state: 'APPLIED',
      version: 1,
      decided: { note: 'seen', by: { subject: 'bob' } },
    });
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({
      version: 1,
      account: { sid: draft.account.sid },
      savedBy: { subject: 'ann' },
    });
    const [given] = await consentsOf(system, scope.tenant);
    expect(given).toMatchObject({ kind: 'GIVEN', actor: { subject: 'ann' }, origin: scope.origin });
    const entries = await auditOf(system, scope.tenant, before);
    expect(entries.map(({ kind, actor }) => [kind, actor.subject])).toEqual([
      ['CONSENT_GIVEN', 'ann'],
      ['CONFIGURATION_SAVED', 'ann'],
      ['FALLBACK_POLICY_CHANGED', 'ann'],
      ['CHANGE_REQUEST_DECIDED', 'bob'],
    ]);
  });

  test('when the asker, a service or a role of the platform approves, then nothing is made (C8, X7)', async () => {
    const scope = await fourEyes();
    const { id, digest } = await asked(scope);
    const bob = another(scope);
    const wrong = [
      scope,
      { ...bob, platform: true },
      { ...bob, actor: { ...bob.actor, kind: 'SERVICE' as const } },
    ];
    for (const by of wrong) {
      const decide = system.services.changeRequests.decide(by, 'APPROVED', { id, digest, note: null });
      expect((await refusalOf(decide)).problems.map(({ code }) => code)).toEqual(['PERSON_REQUIRED']);
    }
    expect(await newest(scope)).toMatchObject({ state: 'PENDING' });
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
  });

  test('when its draft has changed since, then an approval is refused with what changed, and it is closed as stale (S3, X7)', async () => {
    const scope = await fourEyes();
    const draft = await verified(system, scope, newAccount(system));
    const selected = await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    const consent = await consentTo(system, selected);
    const { id, digest } = await asked(
      scope,
      saveInput({ draft: selected, fallbackMode: 'DISABLED', consent }),
    );
    const [one = ''] = selected.selectedNumbers.map(({ phoneNumber }) => phoneNumber);
    await system.services.drafts.select(scope, { draft: selected, numbers: [one] });
    const refusal = await refusalOf(
      system.services.changeRequests.decide(another(scope), 'APPROVED', { id, digest, note: null }),
    );
    expect(refusal).toBeInstanceOf(OutOfDate);
    expect(refusal.message).toContain('The draft is at revision 3');
    expect(await newest(scope)).toMatchObject({ state: 'STALE', decided: { decision: 'STALE' } });
    expect((await auditKinds(system, scope.tenant)).at(-1)).toBe('CHANGE_REQUEST_DECIDED');
  });

  test('when its end is asked for, then it takes another person too (X7)', async () => {
    const scope = await fourEyes();
    const { changeRequests } = system.services;
    const request = await changeRequests.requireFourEyes(scope, false);
    const { id, digest } = request ?? expect.fail('it ended at once');
    await changeRequests.decide(another(scope), 'APPROVED', { id, digest, note: null });
    const outcome = await changeRequests.ask(
      scope,
      { kind: 'SAVE', input: saveInput({ fallbackMode: 'DISABLED' }) },
      null,
    );
    expect(outcome.kind).toBe('MADE');
    const kinds = (await auditOf(system, scope.tenant)).filter(({ kind }) => kind === 'FOUR_EYES_CHANGED');
    expect(kinds.map(({ after }) => after)).toEqual([{ required: true }, { required: false }]);
  });

  test('when one is rejected or withdrawn, then nothing is made, and another can be asked for (X7)', async () => {
    const scope = await fourEyes();
    const { changeRequests } = system.services;
    const first = await asked(scope);
    const other = changeRequests.ask(
      scope,
      { kind: 'SAVE', input: saveInput({ channels: { sms: true, voice: false } }) },
      null,
    );
    expect((await refusalOf(other)).problems[0]?.code).toBe('NOT_POSSIBLE');
    await changeRequests.decide(another(scope), 'REJECTED', { id: first.id, digest: null, note: 'not now' });
    const second = await asked(scope);
    await changeRequests.decide(scope, 'WITHDRAWN', { id: second.id, digest: null, note: null });
    expect(await newest(scope)).toMatchObject({ state: 'WITHDRAWN' });
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
  });

  test('when two approve at once on two nodes, then it is made once (X7, D15)', async () => {
    const scope = await fourEyes();
    const { id, digest } = await asked(scope);
    const node = system.anotherNode();
    const said = { id, digest, note: null };
    const outcomes = await Promise.allSettled([
      system.services.changeRequests.decide(another(scope, 'bob'), 'APPROVED', said),
      node.services.changeRequests.decide(another(scope, 'carl'), 'APPROVED', said),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 1 });
    const kinds = await auditKinds(system, scope.tenant);
    expect(kinds.filter((kind) => kind === 'CHANGE_REQUEST_DECIDED')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'CONFIGURATION_SAVED')).toHaveLength(1);
  });

  test('when a person of the platform overrides with a reason, then it is made, and the log says who and why (X7)', async () => {
    const scope = await fourEyes();
    const { id } = await asked(scope);
    const platform = { ...another(scope, 'pat'), platform: true };
    const done = await system.services.changeRequests.decide(platform, 'OVERRIDDEN', {
      id,
      digest: null,
      note: 'an outage',
    });
    expect(done).toMatchObject({
      state: 'APPLIED',
      version: 1,
      decided: { decision: 'OVERRIDDEN', note: 'an outage' },
    });
    expect((await auditOf(system, scope.tenant)).at(-1)).toMatchObject({
      kind: 'CHANGE_REQUEST_DECIDED',
      actor: { subject: 'pat' },
      after: { decision: 'OVERRIDDEN', note: 'an outage', version: 1 },
    });
  });
});

describe('a change that is scheduled', () => {
  const soon = () => new Date(Date.now() + 3_600_000);
  const makeDue = ({ tenant }: RequestScope) =>
    system.rows(`update change_request set apply_at = clock_timestamp() where tenant_id = $1`, [tenant]);

  test('given a tenant without four eyes, then it waits for its time alone, and is checked again then (S2, X7)', async () => {
    const scope = newScope();
    const first = await asked(scope, saveInput({ fallbackMode: 'DISABLED' }), soon());
    expect(first).toMatchObject({ state: 'APPROVED' });
    await system.services.changeRequests.applyDue(100);
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
    await makeDue(scope);
    await system.services.changeRequests.applyDue(100);
    expect(await newest(scope)).toMatchObject({
      state: 'APPLIED',
      version: 1,
      decided: { by: { kind: 'SYSTEM' } },
    });
    await asked(scope, saveInput({ baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT' }), soon());
    await system.services.configurations.save(
      scope,
      saveInput({ baseVersion: 1, channels: { sms: true, voice: false } }),
    );
    await makeDue(scope);
    await system.services.changeRequests.applyDue(100);
    expect(await newest(scope)).toMatchObject({ state: 'STALE', version: null });
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 2 });
  });

  test('given a time that has passed, then it is refused (V3)', async () => {
    const scope = newScope();
    const past = new Date(Date.now() - 60_000);
    const refused = system.services.changeRequests.ask(
      scope,
      { kind: 'SAVE', input: saveInput({ fallbackMode: 'DISABLED' }) },
      past,
    );
    expect((await refusalOf(refused)).problems[0]?.code).toBe('VALUE_OUT_OF_RANGE');
  });
});
