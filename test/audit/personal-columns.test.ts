import { beforeAll, describe, expect, test } from 'vitest';
import { auditCheck } from '../../src/cli/audit-check-command.ts';
import { perform } from '../cli/command.ts';
import { newTenant, type RunningSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await sharedSystem();
});

/** The columns that tell of persons, by their tables (A6). Each is named by the function that erases a person. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  account_check: ['requested_by'],
  audit_disclosure: ['salt', 'value'],
  configuration_draft: ['changed_by'],
  configuration_version: ['fallback_chosen_by', 'saved_by'],
  consent_record: ['actor', 'ip', 'user_agent'],
  dispatch_record: ['requested_by'],
  person: ['display_name', 'subject'],
};

/** The columns that can hold a text and tell of nobody: names of accounts, numbers and things, digests, keys, closed lists. */
const OF_NOBODY: Readonly<Record<string, readonly string[]>> = {
  account_check: ['account_sid', 'failure_reason', 'kind', 'request_id', 'status', 'trigger', 'warnings'],
  account_credential: ['account_sid', 'key_sid', 'master_key_id', 'sealed_token', 'wrapped_key'],
  account_warning: ['kind'],
  audit_disclosure: ['path'],
  // Its body has commitments for what is personal; its subject is null where it is a person's.
  audit_entry: ['actor_subject', 'body', 'kind', 'leaf_hash', 'object'],
  configuration_draft: ['account', 'account_sid', 'request_digest', 'selected_numbers'],
  configuration_version: [
    ...['account', 'account_sid', 'fallback_mode', 'request_digest', 'request_id'],
    ...['selected_numbers', 'sending_policy'],
  ],
  consent_document: ['body', 'digest', 'locale', 'title'],
  consent_record: ['account_sid', 'document_digest', 'document_locale', 'end_reason', 'kind', 'request_id'],
  // Recipients are masked or encrypted, and erased by rules of their own (D12).
  dispatch_record: [
    ...[
      'also_billed',
      'billed_account',
      'channel',
      'charge_currency',
      'charge_source',
      'country',
      'delivery',
    ],
    ...[
      'failure_reason',
      'fallback_mode',
      'idempotency_key',
      'language',
      'rate_card_version',
      'recipient_hash',
    ],
    ...[
      'recipient_key_id',
      'recipient_masked',
      'recipient_sealed',
      'request_id',
      'rule',
      'settings',
      'state',
    ],
    ...['trigger'],
  ],
};

/** Of these tables no column can hold what a person is called: their texts are keys, hashes, states and amounts. */
const TABLES_OF_NOBODY = [
  ...[
    'dispatch_attempt',
    'dispatch_charge_hour_rollup',
    'dispatch_charge_rollup',
    'dispatch_country_hour_rollup',
    'dispatch_failure_hour_rollup',
    'dispatch_failure_rollup',
  ],
  ...['dispatch_country_rollup', 'dispatch_hour_rollup', 'dispatch_key', 'dispatch_rollup', 'key_check'],
  ...['ledger_head', 'ledger_leaf', 'ledger_node', 'ledger_published', 'ledger_queue', 'ledger_round'],
  ...['ledger_round_head', 'organization_number', 'rollup_progress', 'tenant', 'legal_hold', 'ledger_epoch'],
  ...['request_key', 'recipient_count', 'guard_refusal', 'budget_spending', 'budget_warning'],
  ...['sending_pause', 'change_request'],
];

const TEXTUAL = ['text', 'jsonb', 'json', 'bytea', 'text[]', 'character varying', 'inet', 'cidr'];

describe('of the columns in which a text can be', () => {
  test('each is told to be of a person or of nobody (A6)', async () => {
    const rows = await system.rows(
      `select c.relname as table, a.attname as column from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and a.attname <> 'tenant_id' and format_type(a.atttypid, null) = any($1)`,
      [TEXTUAL],
    );
    const present = rows
      .map((row) => ({ table: String(row['table']), column: String(row['column']) }))
      .filter(({ table }) => !TABLES_OF_NOBODY.includes(table));
    const unknown = present.filter(
      ({ table, column }) => !PERSONAL[table]?.includes(column) && !OF_NOBODY[table]?.includes(column),
    );
    expect(unknown).toEqual([]);
    const names = new Set(present.map(({ table, column }) => `${table}.${column}`));
    const gone = [PERSONAL, OF_NOBODY].flatMap((list) =>
      Object.entries(list).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`)),
    );
    expect(gone.filter((name) => !names.has(name))).toEqual([]);
  });

  test('each that is of a person is erased by the one function that erases them (A6)', async () => {
    const [row] = await system.rows(
      `select pg_get_functiondef('originator_erase_person(uuid, text)'::regprocedure) as text`,
    );
    const text = String(row?.['text']);
    const erases = (table: string, column: string) =>
      new RegExp(`delete from ${table}\\s`).test(text) ||
      new RegExp(`update ${table} set [^;]*\\b${column} = (null|${column} \\|\\| nobody)`).test(text);
    const left = Object.entries(PERSONAL).flatMap(([table, columns]) =>
      columns.filter((column) => !erases(table, column)).map((column) => `${table}.${column}`),
    );
    expect(left).toEqual([]);
  });
});

const COUNT = 50;

/** A person of whom every value is found nowhere else. */
interface Canary {
  readonly subject: string;
  readonly displayName: string;
  readonly userAgent: string;
}

async function asked(token: string, query: string, userAgent = 'test'): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': userAgent,
    authorization: `Bearer ${token}`,
  };
  const response = await fetch(system.endpoint, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.text();
}

/** The members of the lines in which one of the texts is. */
const holding = (lines: readonly string[], texts: readonly string[]) =>
  lines.filter((line) => texts.some((text) => line.includes(text)));

describe('given fifty persons who asked for much, of which some was refused', () => {
  test('the log of the server never names one or their client, and nothing is logged of them once they are erased (A6)', async () => {
    const tenant = newTenant();
    const canaries = Array.from({ length: COUNT }, (_, index): Canary => {
      const mark = `${tenant}-canary-${index}`;
      return { subject: `${mark}-subject`, displayName: `${mark} Näme`, userAgent: `${mark}-agent/1` };
    });
    for (const [index, { subject, displayName, userAgent }] of canaries.entries()) {
      const token = await system.token({ tenant, subject, displayName });
      const mode = index % 2 === 0 ? 'DISABLED' : 'DEFAULT_ACCOUNT';
      const save = `mutation { saveTwilioAccount(input: { baseVersion: ${index}, fallbackMode: ${mode} }) { __typename } }`;
      expect(await asked(token, save, userAgent)).toContain('SaveTwilioAccountPayload');
      await asked(token, '{ tenant { auditLog(first: 1) { edges { node { id } } } } }', userAgent);
      await asked(token, '{ nothing }', userAgent);
    }
    const client = canaries.flatMap(({ displayName, userAgent }) => [displayName, userAgent]);
    expect(holding(system.logLines, client)).toEqual([]);

    const officer = await system.token({ tenant, role: 'privacy-officer', subject: 'officer' });
    for (const { subject } of canaries) {
      const erase = `mutation { erasePerson(input: { subject: "${subject}", reason: "r", reference: "f" }) { __typename } }`;
      expect(await asked(officer, erase)).toContain('ErasePersonPayload');
    }
    const before = system.logLines.length;
    const auditor = await system.token({ tenant, role: 'auditor', subject: 'eve' });
    const log =
      '{ tenant { auditLog(first: 100) { edges { node { kind actor { subject displayName } after } } } } }';
    const told = [await asked(auditor, log)];
    const checked = await perform(auditCheck, ['--tenant', tenant], { ...system.environment });
    told.push(checked.stdout, checked.stderr);
    const texts = [...client, ...canaries.map(({ subject }) => subject)];
    expect(holding(told, texts)).toEqual([]);
    expect(holding(system.logLines.slice(before), texts)).toEqual([]);
    expect(system.logLines.length).toBeGreaterThan(before);
  });
});
