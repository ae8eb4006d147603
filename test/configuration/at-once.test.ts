import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  auditOf,
  consentTo,
  currentDraft,
  liveConfiguration,
  newAccount,
  newScope,
  refusalOf,
  saved,
  saveInput,
  verified,
} from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { STEPS, Stage } from './pairs-stage.ts';
import { inWords, ROWS, type Row } from './pairs-table.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ DATABASE_POOL_READING: '8' }, { work: false });
});
afterAll(() => system.stop());

/** What holds of a tenant at any time, whatever happened to it (A1, C1, S1, S10, V6). */
async function expectWhole(tenant: string): Promise<void> {
  const versions = await system.rows(
    `select v.version, v.in_force_from as "from", v.account_sid as "accountSid", c.kind, c.account_sid as "consentSid",
            c.configuration_version as "consentVersion", v.credential_id as "credentialId"
       from configuration_version v left join consent_record c on c.tenant_id = v.tenant_id and c.id = v.consent_id
      where v.tenant_id = $1 order by v.version`,
    [tenant],
  );
  expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
  for (const [index, { version, from, accountSid, kind, consentSid, consentVersion }] of versions.entries()) {
    const before = versions[index - 1];
    if (before !== undefined) expect(from.getTime()).toBeGreaterThan(before['from'].getTime());
    expect([kind, consentSid]).toEqual(accountSid === null ? [null, null] : ['GIVEN', accountSid]);
    if (accountSid !== null) expect(consentVersion).toBeLessThanOrEqual(version);
  }
  const told = (await auditOf(system, tenant)).flatMap(({ kind, after }) =>
    kind === 'CONFIGURATION_SAVED' || kind === 'ACCOUNT_REMOVED' ? [Object(after).version] : [],
  );
  expect([...told].sort()).toEqual(versions.map(({ version }) => version));
  const [open] = await system.rows(
    `select count(*)::int as count from consent_record g where g.tenant_id = $1 and g.kind = 'GIVEN' and not exists
       (select 1 from consent_record e where e.tenant_id = g.tenant_id and e.ended_consent_id = g.id)`,
    [tenant],
  );
  expect(open?.['count']).toBe(versions.at(-1)?.['accountSid'] == null ? 0 : 1);
  const inUse = await system.rows(
    `select credential_id as id from configuration_draft where tenant_id = $1
      union select credential_id from account_check where tenant_id = $1 and finished_at is null and credential_id is not null`,
    [tenant],
  );
  const live: unknown = versions.at(-1)?.['credentialId'];
  const expected = new Set([
    ...inUse.map(({ id }) => String(id)),
    ...(typeof live === 'string' ? [live] : []),
  ]);
  const kept = await system.rows(
    'select id from account_credential where tenant_id = $1 and erased_at is null',
    [tenant],
  );
  expect(new Set(kept.map(({ id }) => String(id)))).toEqual(expected);
  const stray = await system.rows(
    `select account_sid from organization_number where tenant_id = $1 and account_sid not in
       (select account_sid from configuration_draft where tenant_id = $1 union select coalesce($2, ''))`,
    [tenant, versions.at(-1)?.['accountSid']],
  );
  expect(stray).toEqual([]);
}

const PAIRS = STEPS.flatMap((first, index) => STEPS.slice(index).map((second) => ({ first, second })));

describe('two things that happen at once', () => {
  test.each(PAIRS)(
    '$first and $second end as one after the other would, in one order or the other (S3, V9)',
    async ({ first, second }) => {
      const stage = new Stage(system);
      await stage.prepare([first, second]);
      await stage.logged();
      await Promise.all([stage.take(first), stage.take(second)]);
      const log = inWords(await stage.logged());
      const came = [await stage.afterwards(), log.split(', ').sort()];
      const asInTable = ({ afterwards, loggedFirst, loggedSecond }: Row) => [
        afterwards,
        [loggedFirst, loggedSecond].flatMap((words) => (words === '-' ? [] : words.split(', '))).sort(),
      ];
      const orders = ROWS.filter(
        (row) =>
          (row.first === first && row.second === second) || (row.first === second && row.second === first),
      ).map(asInTable);
      expect(orders.map((order) => JSON.stringify(order))).toContain(
        JSON.stringify(log === '-' ? [came[0], []] : came),
      );
      await stage.clear();
      await expectWhole(stage.scope.tenant);
    },
  );
});

describe('several admins at once', () => {
  test('save: one wins, and each of the others is shown the winner’s version (S3)', async () => {
    const own = await startServices({ DATABASE_POOL_READING: '8' });
    try {
      const ann = newScope();
      await saved(own, ann, newAccount(own));
      await verified(own, ann, newAccount(own));
      const draft = await own.services.drafts.select(ann, {
        draft: await currentDraft(own, ann.tenant),
        numbers: 'ALL',
      });
      const consent = await consentTo(own, draft);
      const admins = ['bob', 'cid', 'dan', 'eve', 'fay', 'guy'].map((subject) =>
        newScope({ tenant: ann.tenant, subject }),
      );
      const input = saveInput({ draft, baseVersion: 1, consent });
      const saves = admins.map((admin) => own.services.configurations.save(admin, input));
      const outcomes = await Promise.allSettled(saves);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const live = await liveConfiguration(own, ann.tenant);
      expect(live).toMatchObject({ version: 2, account: { sid: draft.account.sid } });
      for (const [index, { status }] of outcomes.entries()) {
        if (status === 'fulfilled') {
          expect(live.savedBy).toEqual(admins[index]?.actor);
          continue;
        }
        const { refusal, problems } = await refusalOf(saves[index] ?? Promise.resolve());
        expect(refusal).toBe('OUT_OF_DATE');
        expect(problems.map(({ message }) => message)).toEqual([
          'The draft no longer exists.',
          `The live configuration is version 2, saved by ${live.savedBy?.displayName} at ${live.inForceFrom?.toISOString()}.`,
        ]);
      }
    } finally {
      await own.stop();
    }
  });

  test('save the policy, in turn and without a gap (S1, S3)', async () => {
    const scope = newScope();
    const save = async (baseVersion: number, admin: number) =>
      system.services.configurations
        .save(
          newScope({ tenant: scope.tenant, subject: `admin ${admin}` }),
          saveInput({ baseVersion, channels: { sms: true, voice: true } }),
        )
        .then(({ version }) => version)
        .catch(() => null);
    for (let round = 0; round < 4; round += 1) {
      const outcomes = await Promise.all([0, 1, 2, 3, 4].map((admin) => save(round, admin)));
      expect(outcomes.filter((version) => version !== null)).toEqual([round + 1]);
    }
    await expectWhole(scope.tenant);
  });

  test('verify: the newest of them is the one that is left, and none slips through the limit (V9)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    const { sid: accountSid, authToken } = account;
    const verify = () => system.services.verifications.verify(scope, { accountSid, authToken });
    const outcomes = await Promise.allSettled(Array.from({ length: 14 }, verify));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    const checks = await system.rows(
      'select status, failure_reason as reason from account_check where tenant_id = $1',
      [scope.tenant],
    );
    expect(checks.filter(({ status }) => status === 'PENDING')).toHaveLength(1);
    expect(checks.filter(({ reason }) => reason === 'SUPERSEDED')).toHaveLength(9);
    await expectWhole(scope.tenant);
  });

  test('name the tenant for the first time, which makes it once (S12)', async () => {
    const { tenant } = newScope();
    await Promise.all([1, 2, 3, 4].map(() => system.services.tenants.ensure(tenant)));
    expect(await system.services.tenants.exists(tenant)).toBe(true);
    expect(await system.services.tenants.exists(newScope().tenant)).toBe(false);
    expect(await system.rows('select 1 as row from tenant where tenant_id = $1', [tenant])).toEqual([
      { row: 1 },
    ]);
  });
});
