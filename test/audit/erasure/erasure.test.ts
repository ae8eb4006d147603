import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../src/audit/erasure/erasure-service.ts';
import { verifyCertificate } from '../../../src/audit/erasure/verify-certificate.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { commitmentTo } from '../../../src/ledger/entries/commitment.ts';
import type { AuditEntry } from '../../../src/ledger/entries/entry-store.ts';
import { verifyExport } from '../../../src/ledger/verify/verify-export.ts';
import { anInput } from '../../dispatch/dispatch-kit.ts';
import { attack } from '../../ledger/hostile-owner.ts';
import { anEntry, exportLines } from '../../ledger/ledger-setup.ts';
import {
  auditOf,
  consentsOf,
  newAccount,
  newScope,
  refusalOf,
  saved,
  verified,
} from '../../support/journey.ts';
import { entryOfFirstForm } from '../../support/ledger/first-form.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { CHECKED, check, told } from '../lived-tenant.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices(CHECKED);
});
afterAll(() => system.stop());

const COUNT = 50;
/** The machine of a test may be busy with others. */
const SLACK = 5;
const WHY = { reason: 'asked to be forgotten', reference: 'ticket 7' };

/** A person of whom every value is found nowhere else. */
function canary(scope: RequestScope, number: number): RequestScope {
  return {
    ...scope,
    actor: { ...scope.actor, subject: `canary-${number}-subject`, displayName: `Canary ${number} Näme` },
    origin: { ip: `203.0.113.${number}`, userAgent: `canary-agent/${number}` },
  };
}

const traces = ({ actor, origin }: RequestScope) =>
  [actor.subject, actor.displayName, origin.ip, origin.userAgent].map(String);

/** The columns of the tables in which one of these texts is, whatever its type. */
async function found(texts: readonly string[]): Promise<readonly string[]> {
  const columns = await system.rows(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and format_type(a.atttypid, null) in ('text', 'jsonb', 'json', 'bytea', 'text[]')`,
  );
  expect(columns.length).toBeGreaterThan(50);
  const holding: string[] = [];
  for (const { table, column, type } of columns) {
    const text = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
    const rows = await system.rows(
      `select 1 from ${table} where exists (select from unnest($1::text[]) as t (text) where strpos(${text}, t.text) > 0) limit 1`,
      [texts],
    );
    if (rows.length > 0) holding.push(`${table}.${column}`);
  }
  return holding;
}

describe('given persons who did whatever a person can', () => {
  it('when they are erased, then nothing tells of them, and all that was proved still is (A6, A2, A3)', async () => {
    const officer = newScope({ subject: 'officer' });
    const persons = Array.from({ length: COUNT }, (_, index) => canary(officer, index + 1));
    const [first = officer, second = officer] = persons;
    await saved(system, first, newAccount(system));
    await system.services.dispatches.dispatch(first, anInput());
    await saved(system, second, newAccount(system));
    await verified(system, first, newAccount(system));
    await system.services.configurations.remove(second, { baseVersion: 2 });
    for (const person of persons)
      await system.database.write(officer.tenant, (tx) => append(tx, person, [anEntry('DISABLED')]));
    await system.sealAll();
    const given = (await consentsOf(system, officer.tenant)).find(({ kind }) => kind === 'GIVEN');
    if (given === undefined) return expect.unreachable();
    const receipt = await system.services.receipts.issue(officer, { consentId: given.id });
    expect(receipt.text).toContain(first.actor.subject);
    await system.sealAll();
    const before = await exportLines(system.rows, officer.tenant);
    expect(await found(traces(first))).toEqual(
      expect.arrayContaining([
        'audit_disclosure.value',
        'consent_record.actor',
        'configuration_version.saved_by',
      ]),
    );

    const erasures: AuditEntry[] = [];
    for (const { actor } of persons)
      erasures.push(await system.services.erasures.erase(officer, { ...WHY, subject: actor.subject }));

    expect(await found(persons.flatMap(traces))).toEqual([]);
    const certificates = () =>
      system.read(officer.tenant, (tx) => Promise.all(erasures.map(({ id }) => readCertificate(tx, id))));
    expect(new Set(await certificates())).toEqual(new Set([null]));
    await system.sealAll();
    for (const text of await certificates()) {
      const verdict = verifyCertificate(Buffer.from(text ?? ''), { keys: system.ledgerKeys.all });
      const hostLog = { origin: `${system.ledgerKeys.host}/log` };
      expect(verdict).toMatchObject({ verified: true, doubts: [], hostLog });
      expect(verdict.values.erased).toBeGreaterThan(0);
      for (const trace of persons.flatMap(traces)) expect(text).not.toContain(trace);
    }
    const after = await exportLines(system.rows, officer.tenant);
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    const file = Buffer.from(after.map((line) => `${line}\n`).join(''));
    const kept = [{ name: 'kept', note: JSON.parse(before.at(-1) ?? '').checkpoint }];
    expect(await verifyExport([file], { keys: system.ledgerKeys.all, kept })).toMatchObject({
      verified: true,
      doubts: [],
    });
    const again = await system.services.receipts.issue(officer, { consentId: given.id });
    expect(JSON.parse(again.text)).toMatchObject({ piiPrincipalId: null, piiPrincipalName: null });
    for (const text of [file.toString(), again.text])
      for (const trace of persons.flatMap(traces)) expect(text).not.toContain(trace);
    expect((await consentsOf(system, officer.tenant)).map(({ actor }) => actor.subject)).not.toContain('ann');
    expect(told(await check(system, officer.tenant))).toEqual([]);
  }, 120_000);

  it('when one is erased, then the entry says what was, without whose it was, and a guess cannot be confirmed (A6, A1)', async () => {
    const officer = newScope({ subject: 'officer' });
    const person = canary(officer, 99);
    await saved(system, person, newAccount(system));
    const commitments = (
      await system.rows(`select body from audit_entry where tenant_id = $1 and actor_subject is null`, [
        officer.tenant,
      ])
    ).length;
    const asked = { ...WHY, subject: person.actor.subject };
    const entry = await system.services.erasures.erase(officer, asked);
    expect(await system.services.erasures.erase(officer, asked)).toEqual(entry);
    const entries = await auditOf(system, officer.tenant);
    expect(entries.filter(({ kind }) => kind === 'PERSON_ERASED')).toEqual([
      expect.objectContaining({
        id: entry.id,
        object: 'person',
        after: {
          ...WHY,
          count: 2 * commitments + 2,
          commitmentsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      }),
    ]);
    const left = await system.rows(
      `select salt, value, person_id, erased_by from audit_disclosure where tenant_id = $1 and erased_by is not null`,
      [officer.tenant],
    );
    expect(new Set(left.map((row) => JSON.stringify(row)))).toEqual(
      new Set([JSON.stringify({ salt: null, value: null, person_id: null, erased_by: entry.id })]),
    );
    // Without the salt the right guess leads to no commitment that there is.
    const guess = commitmentTo(Buffer.alloc(32), JSON.stringify(person.actor.subject)).commitment;
    expect(await found([guess])).toEqual([]);
    const other = await refusalOf(
      system.services.erasures.erase(officer, { ...asked, reference: 'ticket 8' }),
    );
    expect(other.problems).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each([
    [
      'its entry',
      `update audit_entry set body = replace(body, 'ticket 7', 'ticket 8') where kind = 'PERSON_ERASED'`,
      'is not the one that was sealed; see npm run audit:check',
    ],
    [
      'what it erased',
      `delete from audit_disclosure where erased_by is not null and path = '/actor/subject'`,
      'names values other than those that were erased',
    ],
  ])(
    'when %s was edited in the database, then no certificate is handed out (A3, A6)',
    async (_, edit, why) => {
      const officer = newScope({ subject: 'officer' });
      const person = canary(officer, 66);
      await saved(system, person, newAccount(system));
      const entry = await system.services.erasures.erase(officer, { ...WHY, subject: person.actor.subject });
      await system.sealAll();
      const certificate = () => system.read(officer.tenant, (tx) => readCertificate(tx, entry.id));
      expect(await certificate()).toContain('"ticket 7"');
      await attack(system.adminUrl, async (run) => {
        await run(`${edit} and tenant_id = $1`, [officer.tenant]);
      });
      await expect(certificate()).rejects.toThrow(why);
    },
  );

  it('when a consent is kept, then nobody can change of it more than to forget who gave it (A6, C3)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const kept = await consentsOf(system, scope.tenant);
    expect(kept).toMatchObject([{ kind: 'GIVEN', actor: { subject: scope.actor.subject } }]);
    for (const change of [
      `actor = actor || '{"subject": "eve"}'`,
      `actor = actor || '{"subject": null}'`,
      `actor = actor || '{"subject": null, "displayName": null, "kind": "SERVICE"}'`,
      `ip = '192.0.2.9'`,
      `ip = null, user_agent = 'eve'`,
      `ip = null, recorded_at = now()`,
    ])
      await expect(
        system.rows(`update consent_record set ${change} where tenant_id = $1`, [scope.tenant]),
      ).rejects.toThrow('consent_record is append-only: update refused');
    expect(await consentsOf(system, scope.tenant)).toEqual(kept);
  });

  it('when it is oneself, or named in the reason, then it is refused, and nothing is done (A6)', async () => {
    const officer = newScope({ subject: 'officer' });
    await saved(system, officer, newAccount(system));
    const before = (await auditOf(system, officer.tenant)).length;
    for (const asked of [
      { ...WHY, subject: 'officer' },
      { ...WHY, subject: 'forgotten' },
      { ...WHY, subject: '' },
      { ...WHY, subject: 'x', reference: 'a\nb' },
    ])
      await refusalOf(system.services.erasures.erase(officer, asked));
    expect(await auditOf(system, officer.tenant)).toHaveLength(before);
  });

  it('when only entries of form 1 name them, then those stay, and the state forgets them (A6)', async () => {
    const officer = newScope({ subject: 'officer' });
    const person = canary(officer, 77);
    await system.services.tenants.ensure(officer.tenant);
    const entry = entryOfFirstForm(person, new Date(), anEntry('DISABLED'));
    await system.rows(
      `insert into audit_entry (tenant_id, id, body, leaf_hash, kind, actor_subject, object)
       values ($1, $2, $3, $4, 'FALLBACK_POLICY_CHANGED', $5, $6)`,
      [
        officer.tenant,
        entry.id,
        entry.body,
        entry.leafHash,
        person.actor.subject,
        anEntry('DISABLED').object,
      ],
    );
    await verified(system, person, newAccount(system));
    await system.services.erasures.erase(officer, { ...WHY, subject: person.actor.subject });
    expect(await found(traces(person))).toEqual(['audit_entry.body', 'audit_entry.actor_subject']);
  });

  it('when there are 10,000 entries, then it takes at most 2 seconds (A6)', async () => {
    const officer = newScope({ subject: 'officer' });
    const person = canary(officer, 88);
    await system.services.tenants.ensure(officer.tenant);
    for (let round = 0; round < 5; round += 1)
      await system.database.write(officer.tenant, (tx) =>
        append(
          tx,
          person,
          Array.from({ length: 2_000 }, () => anEntry('DISABLED')),
        ),
      );
    const begun = performance.now();
    await system.services.erasures.erase(officer, { ...WHY, subject: person.actor.subject });
    expect(performance.now() - begun).toBeLessThan(2_000 * SLACK);
  }, 60_000);
});
