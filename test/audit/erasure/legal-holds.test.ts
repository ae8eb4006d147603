import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standingHolds } from '../../../src/audit/erasure/hold-store.ts';
import { lockTenant } from '../../../src/database/tenant-lock.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { anInput } from '../../dispatch/dispatch-kit.ts';
import { anEntry } from '../../ledger/ledger-setup.ts';
import { waitingForLocks } from '../../support/database/lock-waits.ts';
import { auditOf, newScope, refusalOf } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { CHECKED } from '../lived-tenant.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices(CHECKED);
});
afterAll(() => system.stop());

const WHOLE = { subject: null, from: null, to: null, reason: 'a suit', reference: 'case 1' };
const HOUR_MS = 3_600_000;
const hours = (count: number) => new Date(Date.now() + count * HOUR_MS);

/** Officers of a tenant and a person who did something there. */
async function aTenant() {
  const officer = newScope({ subject: 'officer' });
  const other = newScope({ tenant: officer.tenant, subject: 'another officer' });
  const person = newScope({ tenant: officer.tenant, subject: 'dora' });
  await system.services.tenants.ensure(officer.tenant);
  await system.database.write(officer.tenant, (tx) => append(tx, person, [anEntry('DISABLED')]));
  return { officer, other, person };
}

const erase = (scope: RequestScope, subject: string) =>
  system.services.erasures.erase(scope, { subject, reason: 'asked to', reference: 'ticket 7' });
const standing = ({ tenant }: RequestScope) => system.database.write(tenant, standingHolds);

describe('given a person of whom there are entries', () => {
  it.each([
    ['the whole tenant', {}],
    ['the person', { subject: 'dora' }],
    ['the time of an entry of theirs', { from: hours(-1), to: hours(1) }],
    ['all time until after it', { to: hours(1) }],
    ['the person at any time', { subject: 'dora', to: hours(-1) }],
  ])(
    'when a hold for %s stands, then they cannot be erased until another releases it (A6)',
    async (_, conditions) => {
      const { officer, other } = await aTenant();
      const hold = await system.services.holds.place(officer, { ...WHOLE, ...conditions });
      expect(await standing(officer)).toEqual([hold]);
      const refusal = await refusalOf(erase(other, 'dora'));
      expect(refusal.problems).toMatchObject([{ code: 'NOT_POSSIBLE', path: ['input', 'subject'] }]);
      expect(refusal.message).toContain(hold.id);

      const release = { id: hold.id, reason: 'it is over' };
      for (const scope of [officer, newScope({ tenant: officer.tenant, subject: 'job', kind: 'SERVICE' })]) {
        const { problems } = await refusalOf(system.services.holds.release(scope, release));
        expect(problems).toMatchObject([{ code: 'PERSON_REQUIRED' }]);
      }
      const released = await system.services.holds.release(other, release);
      expect(await system.services.holds.release(other, release)).toEqual(released);
      expect(await standing(officer)).toEqual([]);
      expect((await erase(other, 'dora')).kind).toBe('PERSON_ERASED');
      expect((await auditOf(system, officer.tenant)).map(({ kind }) => kind).sort()).toEqual([
        'FALLBACK_POLICY_CHANGED',
        'LEGAL_HOLD_PLACED',
        'LEGAL_HOLD_RELEASED',
        'PERSON_ERASED',
      ]);
    },
  );

  it.each([
    ['somebody else', { subject: 'emil' }],
    ['a time before', { to: hours(-1) }],
    ['a time to come', { from: hours(1) }],
  ])(
    'when a hold for %s stands, then they can be erased, but not who placed it (A6)',
    async (_, conditions) => {
      const { officer, other } = await aTenant();
      const hold = await system.services.holds.place(officer, { ...WHOLE, ...conditions });
      const refusal = await refusalOf(erase(other, 'officer'));
      expect(refusal.problems).toMatchObject([{ code: 'NOT_POSSIBLE' }]);
      expect((await erase(other, 'dora')).kind).toBe('PERSON_ERASED');
      await system.services.holds.release(other, { id: hold.id, reason: 'it is over' });
      expect((await erase(other, 'officer')).kind).toBe('PERSON_ERASED');
    },
  );

  it('when they only sent something in its time, then a hold covers them (A6)', async () => {
    const { officer, other } = await aTenant();
    const sending = newScope({ tenant: officer.tenant, subject: 'frida' });
    await system.services.dispatches.dispatch(sending, anInput());
    await system.services.holds.place(officer, { ...WHOLE, from: hours(-1), to: hours(1) });
    expect((await refusalOf(erase(other, 'frida'))).problems).toMatchObject([{ code: 'NOT_POSSIBLE' }]);
  });

  it('when a hold is placed, then its entry commits to the person, who can be erased after it (A6, A1)', async () => {
    const { officer, other } = await aTenant();
    const asked = { ...WHOLE, subject: 'dora' };
    const { id, entryId } = await system.services.holds.place(officer, asked);
    expect((await system.services.holds.place(officer, asked)).id).toBe(id);
    const bodyOf = async () =>
      (await system.rows('select body from audit_entry where id = $1', [entryId])).map(({ body }) =>
        String(body),
      );
    const before = await bodyOf();
    expect(before).toEqual([expect.stringMatching(/"subject":\{"commitment":"[^"]{43}"\},"to":null/)]);
    await system.services.holds.release(other, { id, reason: 'it is over' });
    await erase(other, 'dora');
    expect(await bodyOf()).toEqual(before);
    const left = await system.rows('select 1 from person where tenant_id = $1 and subject = $2', [
      officer.tenant,
      'dora',
    ]);
    expect(left).toEqual([]);
  });

  it('when one is placed while they are being erased, then one of both wins and the other sees it (A6)', async () => {
    for (const first of ['hold', 'erasure'] as const) {
      const { officer, other } = await aTenant();
      const place = () => system.services.holds.place(officer, WHOLE);
      const { placing, erasing } = await system.database.write(officer.tenant, async (tx) => {
        await lockTenant(tx);
        const early = first === 'hold' ? place() : undefined;
        if (early) await waitingForLocks(system, 1);
        const erasing = erase(other, 'dora').then(
          ({ kind }) => kind,
          () => 'refused',
        );
        await waitingForLocks(system, early ? 2 : 1);
        const placing = early ?? place();
        await waitingForLocks(system, 2);
        return { placing, erasing };
      });
      await placing;
      expect(await erasing).toBe(first === 'hold' ? 'refused' : 'PERSON_ERASED');
      const kinds = (await auditOf(system, officer.tenant)).map(({ kind }) => kind);
      expect(kinds.includes('PERSON_ERASED')).toBe(first === 'erasure');
    }
  });

  it('when a hold is unfit, or not there, then it is refused, and nothing is done (A6)', async () => {
    const { officer, other } = await aTenant();
    for (const unfit of [
      { ...WHOLE, reason: '' },
      { ...WHOLE, reference: 'a\nb' },
      { ...WHOLE, subject: 'dora', reason: 'what dora did' },
      { ...WHOLE, from: hours(1), to: hours(0) },
    ])
      expect((await refusalOf(system.services.holds.place(officer, unfit))).refusal).toBe('INVALID_INPUT');
    const id = '00000000-0000-7000-8000-000000000000';
    for (const release of [
      { id, reason: 'x' },
      { id: 'none', reason: 'x' },
      { id, reason: '' },
    ])
      expect((await refusalOf(system.services.holds.release(other, release))).refusal).toBe('INVALID_INPUT');
    expect(await auditOf(system, officer.tenant)).toHaveLength(1);
  });

  it('when a hold stands, then the database lets it be released once, and nothing else (A6)', async () => {
    const { officer, other } = await aTenant();
    const { id } = await system.services.holds.place(officer, WHOLE);
    await system.services.holds.release(other, { id, reason: 'it is over' });
    for (const change of ['released_by = null', 'released_by = gen_random_uuid()', 'valid_to = now()'])
      await expect(system.rows(`update legal_hold set ${change} where id = $1`, [id])).rejects.toThrow(
        'can only be released: update refused',
      );
    await expect(system.rows('delete from legal_hold where id = $1', [id])).rejects.toThrow('delete refused');
  });
});
