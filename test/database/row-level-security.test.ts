import { Client, type QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { rollupChanges } from '../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../src/stats/rollup-store.ts';
import { aRecord } from '../stats/stats-kit.ts';
import { consentTo, currentDraft, newAccount, newScope, saved, verified } from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

let system: OwnServices;
/** Two tenants with a row in every table that tenants have. */
let mine: string;
let others: string;
/** Every table with a tenant column, partitions included; a new one is found by itself. */
let tables: readonly string[];
let login: Client;

beforeAll(async () => {
  system = await startServices({ SEAL_POLL_MS: '60000' });
  [mine, others] = [await furnished(), await furnished()];
  const found = await system.rows(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  tables = found.map(({ name }) => String(name));
  login = new Client({ connectionString: system.databaseUrl });
  await login.connect();
});
afterAll(async () => {
  await login.end();
  await system.stop();
});

async function furnished(): Promise<string> {
  const scope = newScope();
  const message = {
    channel: 'SMS',
    to: '+14155550123',
    text: 'code 1',
    language: null,
    validitySeconds: null,
  } as const;
  await system.services.dispatches.dispatch(scope, { idempotencyKey: 'first', ...message });
  await saved(system, scope, newAccount(system), { fallbackMode: null });
  const requestKey = { key: Buffer.from('key'), requestHash: Buffer.from('hash') };
  await system.services.refreshes.refresh({ ...scope, requestKey });
  await system.sealAll();
  const hold = { subject: 'somebody', from: null, to: null, reason: 'a suit', reference: 'case 1' };
  await system.services.holds.place(scope, hold);
  const draft = await verified(system, scope, newAccount(system));
  await system.services.drafts.decline(scope, { draft, consent: await consentTo(system, draft) });
  await currentDraft(system, scope.tenant);
  const charge = { amount: '0.01', currency: 'EUR' };
  const undelivered = { delivery: 'UNDELIVERED', deliveryCode: 30_003 } as const;
  const old = aRecord(scope.tenant, '2026-01-01T00:00:00Z', { charge, ...undelivered });
  await system.database.write(scope.tenant, (tx) => writeRollups(tx, rollupChanges(null, old)));
  await system.rows(
    `insert into recipient_count values ($1, 'SMS', 'hash', '{}', '{}', '{}', now(), current_date)`,
    [scope.tenant],
  );
  await system.services.pauses.pause(newScope({ tenant: scope.tenant }), { country: 'AQ', reason: 'x' });
  await system.rows(
    `insert into guard_refusal values ($1, date_trunc('hour', now()), 'COUNTRY', false, 0, 1, 1)`,
    [scope.tenant],
  );
  await system.rows(`insert into budget_spending values ($1, current_date, 'DAY', 'BUDGET', 'EUR', 9, 1)`, [
    scope.tenant,
  ]);
  await system.rows(
    `insert into budget_warning values ($1, current_date, 'DAY', 'BUDGET', 'EUR', 'BUDGET_HALF', 1, now())`,
    [scope.tenant],
  );
  await system.rows(
    `insert into change_request values ($1, gen_random_uuid(), gen_random_uuid(), 'REMOVAL', 'APPROVED', 'x', 1)`,
    [scope.tenant],
  );
  return scope.tenant;
}

/** Runs the statements as `role` with `tenant` named, and takes back whatever they did. */
async function as(role: string | null, tenant: string | null, statement: string): Promise<QueryResultRow[]> {
  await login.query('begin');
  try {
    if (role !== null) await login.query(`set local role ${role}`);
    if (tenant !== null) await login.query(`select set_config('originator.tenant', $1, true)`, [tenant]);
    return (await login.query<QueryResultRow>(statement)).rows;
  } finally {
    await login.query('rollback');
  }
}

const tenantsSeen = async (role: string | null, tenant: string | null, table: string) =>
  (await as(role, tenant, `select distinct tenant_id from ${table}`)).map(({ tenant_id }) =>
    String(tenant_id),
  );

/** The tables of tenants that a tenant's transaction may read: all but the queue of the ledger. */
const readable = () => tables.filter((name) => !/_\d{4}_\d\d$/.test(name) && name !== 'ledger_queue');

/** The host log, which is public, stands in these tables beside the logs of tenants. */
const ofHost = (table: string) =>
  ['ledger_head', 'ledger_leaf', 'ledger_node'].includes(table) ? ['$log'] : [];

test('the two tenants have rows in every table that tenants have (X3)', async () => {
  expect(tables).toEqual(
    expect.arrayContaining([
      ...['account_check', 'account_credential', 'account_warning', 'audit_entry', 'configuration_draft'],
      ...['configuration_version', 'consent_record', 'organization_number', 'tenant'],
    ]),
  );
  for (const table of readable()) {
    for (const tenant of [mine, others]) {
      const rows = await system.rows(`select 1 from ${table} where tenant_id = $1 limit 1`, [tenant]);
      expect(rows, `${table} of ${tenant}`).toHaveLength(1);
    }
  }
});

describe('the application role', () => {
  test('reads its own tenant’s rows of every table and no other’s (X3)', async () => {
    for (const table of readable()) {
      expect(new Set(await tenantsSeen('originator_app', mine, table)), table).toEqual(
        new Set([mine, ...ofHost(table)]),
      );
    }
  });

  test('reads nothing where no tenant is named, or an empty one (X3)', async () => {
    for (const table of readable()) {
      expect(await tenantsSeen('originator_app', null, table), table).toEqual(ofHost(table));
      expect(await tenantsSeen('originator_app', '', table), table).toEqual(ofHost(table));
    }
  });

  test('sees nothing of the queue of the ledger (X3)', async () => {
    await expect(tenantsSeen('originator_app', mine, 'ledger_queue')).rejects.toThrow('permission denied');
  });

  test('has no way around through a partition (X3)', async () => {
    const partitions = tables.filter((name) => /_\d{4}_\d\d$/.test(name));
    expect(partitions.length).toBeGreaterThanOrEqual(4);
    for (const partition of partitions) {
      await expect(tenantsSeen('originator_app', mine, partition), partition).rejects.toThrow(
        'permission denied',
      );
    }
  });

  test('changes no row of another tenant (X3)', async () => {
    for (const table of tables) {
      for (const verb of [`update ${table} set tenant_id = tenant_id`, `delete from ${table}`]) {
        const changed = await as(
          'originator_app',
          mine,
          `${verb} where tenant_id = '${others}' returning 1`,
        ).catch((error: unknown) => String(error));
        if (typeof changed === 'string') expect(changed, `${verb}`).toMatch(/permission denied|append-only/);
        else expect(changed, verb).toEqual([]);
      }
    }
  });

  test('writes no row for another tenant, nor moves one there (X3)', async () => {
    const ofTenant = `insert into ledger_queue (tenant_id, entry_id, leaf_hash) values ('${others}', gen_random_uuid(), '')`;
    await expect(as('originator_app', mine, ofTenant)).rejects.toThrow(/row-level security/);
    for (const table of readable()) {
      const [columns] = await system.rows(
        `select string_agg(quote_ident(attname), ', ') filter (where attname <> 'tenant_id') as others
           from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [table],
      );
      const copied = `insert into ${table} (tenant_id, ${columns?.['others']}) select '${others}', ${columns?.['others']} from ${table} limit 1`;
      await expect(as('originator_app', mine, copied), table).rejects.toThrow(
        table.startsWith('ledger_') ? /permission denied/ : /row-level security/,
      );
    }
    await expect(as('originator_app', mine, `update tenant set tenant_id = '${others}'`)).rejects.toThrow(
      /row-level security/,
    );
    await expect(
      as('originator_app', mine, `update account_check set tenant_id = '${others}'`),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the login', () => {
  test('without a role sees no row of any tenant, though it owns the tables, whichever tenant it names (X3)', async () => {
    for (const table of tables) {
      expect(await tenantsSeen(null, null, table), table).toEqual([]);
      expect(await tenantsSeen(null, mine, table), table).toEqual([]);
      const own = `delete from ${table} where tenant_id = '${mine}' returning 1`;
      const deleted = await as(null, mine, own).catch((error: unknown) => String(error));
      if (typeof deleted !== 'string') expect(deleted, own).toEqual([]);
    }
  });

  test('is no superuser and passes no policy by, nor does any role (X3)', async () => {
    const roles = await system.rows(
      `select rolname as name, rolcanlogin as login from pg_roles
        where (rolname like 'originator\\_%' or rolname = $1) and (rolsuper or rolbypassrls)`,
      [inject('testServer').login],
    );
    expect(roles).toEqual([]);
    const groups = await system.rows(
      `select rolname as name from pg_roles where rolname in ('originator_app', 'originator_system', 'originator_platform') and rolcanlogin`,
    );
    expect(groups).toEqual([]);
  });

  test('every table that tenants have is under forced row-level security, partitions too (X3)', async () => {
    const open = await system.rows(
      `select relname as name from pg_class
        where relname = any($1) and not (relrowsecurity and relforcerowsecurity)`,
      [tables],
    );
    expect(open).toEqual([]);
  });
});

describe('functions that run as the owner', () => {
  test('do not take what row-level security hides from them for nothing: they fail (X3, D11)', async () => {
    const functions = await system.rows(
      `select p.oid::regprocedure::text as name, coalesce('row_security=off' = any(p.proconfig), false) as fails
         from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`,
    );
    expect(functions.length).toBeGreaterThan(0);
    // The one that erases has policies of its own, which show it the tenant of the transaction and nothing else.
    expect(functions.filter(({ fails }) => fails !== true).map(({ name }) => name)).toEqual([
      'originator_erase_person(uuid,text)',
    ]);
    await expect(
      as(null, mine, 'select set_config($$row_security$$, $$off$$, true); select from dispatch_record'),
    ).rejects.toThrow('would be affected by row-level security');
  });
});

describe('the platform role', () => {
  const ROLLUPS = [
    ...['dispatch_rollup', 'dispatch_charge_rollup', 'dispatch_country_rollup'],
    ...['dispatch_hour_rollup', 'dispatch_charge_hour_rollup', 'dispatch_country_hour_rollup'],
    ...['dispatch_failure_rollup', 'dispatch_failure_hour_rollup'],
  ];
  const AUDITED = ['consent_record', 'audit_entry', 'audit_disclosure'];
  const READ_ACROSS = ['tenant', 'dispatch_record', ...AUDITED, ...ROLLUPS];

  test('sees which tenants there are, but not the platform’s own, their rollups and history, and nothing else (X1)', async () => {
    const seen = await tenantsSeen('originator_platform', '$platform', 'tenant');
    expect(seen).toEqual(expect.arrayContaining([mine, others]));
    expect(seen).not.toContain('$platform');
    for (const table of tables.filter((name) => !READ_ACROSS.includes(name))) {
      await expect(tenantsSeen('originator_platform', '$platform', table), table).rejects.toThrow(
        'permission denied',
      );
    }
    for (const table of ROLLUPS) {
      expect(await tenantsSeen('originator_platform', '$platform', table), table).toEqual(
        expect.arrayContaining([mine, others]),
      );
    }
    // Of the records only those under way, and of those only what is counted.
    expect(await tenantsSeen('originator_platform', '$platform', 'dispatch_record')).toEqual([]);
    await expect(
      as('originator_platform', '$platform', 'select recipient_masked from dispatch_record'),
    ).rejects.toThrow('permission denied');
    await expect(as('originator_platform', mine, `delete from tenant`)).rejects.toThrow('permission denied');
    for (const table of AUDITED) {
      const audited = await tenantsSeen('originator_platform', '$platform', table);
      expect(audited, table).toEqual(expect.arrayContaining([mine, others]));
      expect(
        audited.filter((tenant) => tenant.startsWith('$')),
        table,
      ).toEqual([]);
    }
    for (const statement of ['select salt from audit_disclosure', 'select leaf_hash from audit_entry']) {
      await expect(as('originator_platform', '$platform', statement)).rejects.toThrow('permission denied');
    }
  });
});

describe('the system role', () => {
  test('works across tenants, but changes only checks, the wrapping of tokens, outlived keys, sums of counters and the ledger (X3)', async () => {
    expect(await tenantsSeen('originator_system', '$platform', 'account_check')).toEqual(
      expect.arrayContaining([mine, others]),
    );
    const changeable = await system.rows(
      `select c.relname as name, p.privilege from pg_class c,
              lateral (values ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) as p (privilege)
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and has_table_privilege('originator_system', c.oid, p.privilege) order by 1, 2`,
    );
    expect(changeable.map(({ name, privilege }) => `${name} ${privilege}`)).toEqual([
      'account_check UPDATE',
      'audit_disclosure INSERT',
      'audit_entry INSERT',
      'budget_spending DELETE',
      'consent_document INSERT',
      'dispatch_charge_hour_rollup INSERT',
      'dispatch_country_hour_rollup INSERT',
      'dispatch_failure_hour_rollup INSERT',
      'dispatch_hour_rollup INSERT',
      'dispatch_key DELETE',
      'key_check INSERT',
      'ledger_epoch INSERT',
      'ledger_head INSERT',
      'ledger_leaf INSERT',
      'ledger_node INSERT',
      'ledger_published INSERT',
      'ledger_queue DELETE',
      'ledger_queue INSERT',
      'ledger_round INSERT',
      'ledger_round_head INSERT',
      'person INSERT',
      'recipient_count DELETE',
      'request_key DELETE',
      'rollup_progress UPDATE',
      'tenant INSERT',
    ]);
  });
});

describe('what is kept for good', () => {
  const APPEND_ONLY = ['audit_entry', 'configuration_version', 'consent_document', 'consent_record'];
  const VERBS = (table: string) => [
    `update ${table} set ${table === 'consent_document' ? 'title = title' : 'tenant_id = tenant_id'}`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ];

  test.each(APPEND_ONLY)('%s is changed by no role: it has no right to (A2, C2, C3, S1)', async (table) => {
    for (const role of ['originator_app', 'originator_system', 'originator_platform']) {
      for (const verb of VERBS(table)) {
        await expect(as(role, mine, verb), `${role}: ${verb}`).rejects.toThrow('permission denied');
      }
    }
  });

  test.each(APPEND_ONLY)(
    '%s is not even changed by those who may: the database refuses it (A2)',
    async (table) => {
      for (const verb of VERBS(table)) {
        await expect(system.rows(verb), verb).rejects.toThrow(
          /is append-only: (update|delete|truncate) refused/,
        );
      }
      // Row-level security hides the rows from the owner; the statement on the whole table is refused all the same.
      await expect(as(null, mine, `truncate ${table} cascade`)).rejects.toThrow(/append-only/);
    },
  );

  test('nothing is changed either in a session that replays another server’s changes, partitions to come included (A2)', async () => {
    const [owner] = await system.rows(
      `select quote_ident(tableowner) as name from pg_tables where tablename = 'audit_entry'`,
    );
    await system.rows(
      `begin; set local role ${owner?.['name']}; select originator_ensure_partitions(5); commit`,
    );
    const guards = await system.rows(
      `select t.tgrelid::regclass::text as name, t.tgenabled as enabled from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where p.proname like 'originator\\_refuse\\_%'`,
    );
    expect(guards.filter(({ enabled }) => enabled !== 'A')).toEqual([]);
    const guarded = new Set(guards.map(({ name }) => name));
    const found = await system.rows(
      `select relname as name from pg_class where relname like 'audit\\_entry\\_2%' and relkind = 'r'`,
    );
    expect(found.length).toBeGreaterThanOrEqual(7);
    for (const { name } of [...found, ...APPEND_ONLY.map((table) => ({ name: table }))])
      expect(guarded).toContain(name);
    for (const table of APPEND_ONLY) {
      await expect(
        system.rows(`begin; set local session_replication_role = replica; delete from ${table}; commit`),
        table,
      ).rejects.toThrow(/is append-only: delete refused/);
    }
  });

  test('a partition of the log cannot be emptied by itself (A2)', async () => {
    for (const partition of tables.filter((name) => name.startsWith('audit_entry_'))) {
      await expect(system.rows(`truncate ${partition}`), partition).rejects.toThrow(/append-only/);
      await expect(as(null, mine, `truncate ${partition}`), partition).rejects.toThrow(/append-only/);
    }
  });
});

test('legal texts are the platform’s: readable for every tenant, writable for none (C2)', async () => {
  expect(await as('originator_app', mine, 'select distinct version from consent_document')).toEqual([
    { version: 1 },
  ]);
  await expect(
    as('originator_app', mine, 'insert into consent_document select * from consent_document'),
  ).rejects.toThrow('permission denied');
});

test('a tenant id of another form is no row, no matter who writes it (S12)', async () => {
  for (const id of ['', 'a b', 'x'.repeat(65), '$other', "a'b"]) {
    await expect(system.rows('insert into tenant values ($1, now())', [id]), id).rejects.toThrow(
      'tenant_id_form',
    );
  }
});
