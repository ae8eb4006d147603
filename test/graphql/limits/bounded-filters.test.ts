import { isInputObjectType } from 'graphql';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { ROWS_LOOKED_THROUGH } from '../../../src/kernel/part-of-list.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { anInput, sender, TO } from '../../dispatch/dispatch-kit.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, type SentStatement, startServices } from '../../support/services.ts';
import { client, data, type Json, principal, schema } from '../api-kit.ts';
import { inPlansOf, rowsRead } from './plans.ts';

/** So many that reading them all is told from reading a part. */
const MANY = 4 * ROWS_LOOKED_THROUGH;
/** What one statement may read: what it looks through, in an index and the table, an attempt of each, and some pages. */
const MOST_READ = 3 * ROWS_LOOKED_THROUGH + 3_000;

const FIRST = '+4915112345670';

let system: OwnServices;
let tenant: TenantId;
let admin: Client;

beforeAll(async () => {
  system = await startServices({}, { work: false, forged: true });
  admin = new Client({ connectionString: system.adminUrl });
  await admin.connect();
  const scope = sender();
  tenant = scope.tenant;
  await system.services.dispatches.dispatch(
    newScope({ tenant, kind: 'SERVICE', subject: 'first' }),
    anInput({ channel: 'VOICE', to: FIRST }),
  );
  const { id } = await system.services.dispatches.dispatch(
    newScope({ tenant, kind: 'SERVICE', subject: 'mfa' }),
    anInput({ to: TO }),
  );
  await system.rows(
    `insert into dispatch_record
     select copy.* from dispatch_record r cross join generate_series(1, ${MANY}) as n
      cross join lateral jsonb_populate_record(r, jsonb_build_object(
        'id', left(r.id::text, 24) || lpad(to_hex(n), 12, '0'), 'idempotency_key', 'copy-' || n,
        'changed_at', r.changed_at - n * interval '1 millisecond',
        'recipient_hash', case n % 2 when 0 then r.recipient_hash::text else '\\x' || md5(n::text) end)) as copy
      where r.id = $1`,
    [id],
  );
  await system.rows(
    `insert into dispatch_attempt
     select copy.* from dispatch_attempt a cross join generate_series(1, ${MANY}) as n
      cross join lateral (select (left(a.dispatch_id::text, 24) || lpad(to_hex(n), 12, '0'))::uuid as id) r
      cross join lateral jsonb_populate_record(a, jsonb_build_object(
        'dispatch_id', r.id, 'id', originator_attempt_id(r.id, a.ordinal), 'twilio_sid', 'SM' || n)) as copy
      where a.dispatch_id = $1`,
    [id],
  );
  await system.rows(
    `insert into audit_entry (tenant_id, id, leaf_hash, actor_subject, kind, object, body)
     select tenant_id, copy.id, leaf_hash, actor_subject, copy.kind, copy.object,
            replace(replace(body, '"id":"' || audit_entry.id, '"id":"' || copy.id),
                    '"kind":"' || audit_entry.kind || '","object":"' || audit_entry.object,
                    '"kind":"' || copy.kind || '","object":"' || copy.object)
       from audit_entry cross join generate_series(1, ${MANY}) as n
      cross join lateral (
        select (left(audit_entry.id::text, 24) || lpad(to_hex(n), 12, '0'))::uuid as id,
               case n % 2 when 0 then 'FALLBACK_POLICY_CHANGED' else audit_entry.kind end as kind,
               case n % 2 when 0 then 'fallback-policy' else 'dispatch/' || n end as object) copy
      where tenant_id = $1 and audit_entry.kind = 'DISPATCH_DECIDED' and actor_subject = 'mfa'`,
    [tenant],
  );
  await system.rows('analyze dispatch_record, dispatch_attempt, audit_entry');
}, 60_000);
afterAll(async () => {
  await admin.end();
  await system.stop();
});

/** For each field of a filter, a value that none of the many has, and one that many have. */
interface Values {
  readonly none: unknown;
  readonly many: unknown;
}
type Filters = Readonly<Record<string, Values>>;

const NEVER = '1970-01-01T00:00:00Z';
const LATER = '9999-12-31T23:59:59Z';
const TIMES: Filters = { from: { none: LATER, many: NEVER }, to: { none: NEVER, many: LATER } };
const RECORD_FILTERS: Filters = {
  ...TIMES,
  billedAccounts: { none: ['CUSTOM'], many: ['DEFAULT'] },
  channels: { none: ['VOICE'], many: ['SMS'] },
  states: { none: ['PENDING'], many: ['ACCEPTED'] },
  triggers: { none: ['API_ERROR'], many: ['NONE'] },
  rules: { none: ['FALLBACK_DISABLED'], many: ['NO_CUSTOM_ACCOUNT'] },
  deliveries: { none: ['BUSY'], many: ['QUEUED', 'SENT', 'DELIVERED', 'NONE'] },
  configurationVersions: { none: [7], many: [0] },
  countries: { none: ['FR'], many: ['US'] },
  changedSince: { none: LATER, many: new Date(Date.now() - 3_600_000).toISOString() },
  originatingNumber: { none: '+10000000', many: '+15550001111' },
  recipient: { none: '+14155550111', many: TO },
};
const ENTRY_FILTERS: Filters = {
  ...TIMES,
  kinds: {
    none: ['DISPATCH_CORRECTED', 'CONSENT_GIVEN'],
    many: ['DISPATCH_DECIDED', 'FALLBACK_POLICY_CHANGED'],
  },
  actorSubject: { none: 'nobody', many: 'mfa' },
  object: { none: 'configuration/7', many: 'fallback-policy' },
};

const LISTS = [
  { list: 'dispatchRecords', type: 'DispatchRecordFilter', filters: RECORD_FILTERS },
  { list: 'auditLog', type: 'AuditEntryFilter', filters: ENTRY_FILTERS },
] as const;

interface Who {
  readonly role: Role;
  readonly subject: string;
}

/** What has a way of its own to rows, and what has none. */
const WAYS = ['recipient', 'originatingNumber', 'states', 'kinds', 'actorSubject', 'object'];

/** Each value alone, and each that nothing has with each that many have and that may lead to them. */
function combinations(filters: Filters): readonly object[] {
  const all = Object.entries(filters);
  return all.flatMap(([name, { none, many }]) => [
    { [name]: none },
    { [name]: many },
    ...all
      .filter(([other]) => other !== name && WAYS.includes(other))
      .map(([other, has]) => ({ [name]: none, [other]: has.many })),
  ]);
}

const AUDITOR: Who = { role: 'auditor', subject: 'ann' };

async function page(list: string, filter: object, after: unknown = null, { role, subject } = AUDITOR) {
  const type = LISTS.find((one) => one.list === list)?.type;
  const answer = await data(
    client(system, { ...principal(role, tenant), subject }).ask(
      `query ($filter: ${type}, $after: String) { tenant { ${list}(filter: $filter, first: 50, after: $after) {
         edges { node { id } } pageInfo { hasNextPage endCursor } } } }`,
      { filter, after },
    ),
  );
  return answer['tenant']?.[list] ?? expect.unreachable();
}

/** How many nodes all pages of the list hold, and how many pages there are. */
async function follow(list: string, filter: object, who = AUDITOR) {
  const counted = { nodes: 0, pages: 0 };
  let next: unknown = null;
  do {
    const { edges, pageInfo }: Json = await page(list, filter, next, who);
    counted.nodes += [...(edges ?? [])].length;
    counted.pages += 1;
    next = pageInfo?.['hasNextPage'] ? pageInfo['endCursor'] : null;
  } while (next !== null);
  return counted;
}

/** The statements that look for the page. */
async function sentFor(work: () => Promise<unknown>): Promise<readonly SentStatement[]> {
  const begun = system.sent.length;
  await work();
  return system.sent.slice(begun).filter(({ text }) => /from (dispatch_record|audit_entry)/.test(text));
}

/** The statements of the work that read more rows than they may. */
async function readBeyond(work: () => Promise<unknown>): Promise<readonly unknown[]> {
  const sent = await sentFor(work);
  expect(sent).not.toEqual([]);
  const beyond: unknown[] = [];
  for (const one of sent) {
    const rows = (await inPlansOf(admin, one)).map(rowsRead);
    if (Math.max(...rows) > MOST_READ) beyond.push({ ...one, rows });
  }
  return beyond;
}

describe.each(LISTS)('the filters of $list, given a tenant with many rows', ({ list, type, filters }) => {
  it('are all known here (X5)', () => {
    const input = schema.getType(type);
    const fields = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
    expect(Object.keys(filters).sort()).toEqual(fields.sort());
  });

  it('read a bounded number of rows for a page, also where nothing is found (X5)', async () => {
    const beyond: unknown[] = [];
    for (const filter of combinations(filters)) beyond.push(...(await readBeyond(() => page(list, filter))));
    expect(beyond).toEqual([]);
  });
});

/** All pages of a list that none but the oldest of many match: one for each part of it that is looked through. */
const ALL_PARTS = Math.ceil((MANY + 2) / ROWS_LOOKED_THROUGH);

describe('what lies behind many that a filter does not show', () => {
  it.each([
    { list: 'dispatchRecords', filter: { channels: ['VOICE'] }, nodes: 1, pages: ALL_PARTS },
    { list: 'dispatchRecords', filter: { recipient: TO, channels: ['VOICE'] }, nodes: 0, pages: ALL_PARTS },
    { list: 'dispatchRecords', filter: { recipient: FIRST }, nodes: 1, pages: 1 },
    { list: 'auditLog', filter: { actorSubject: 'first', kinds: ['DISPATCH_DECIDED'] }, nodes: 1, pages: 1 },
    {
      list: 'auditLog',
      filter: { kinds: ['CONSENT_GIVEN'], object: 'fallback-policy' },
      nodes: 0,
      pages: ALL_PARTS,
    },
  ])('is found in $pages pages of $list by $filter, going on where the looking ended (X5)', async (asked) => {
    const { list, filter, nodes, pages } = asked;
    expect(await follow(list, filter)).toEqual({ nodes, pages });
  });

  it('is shown to a dispatcher who made it, each page reading a bounded number of rows (X1, X5)', async () => {
    const who: Who = { role: 'dispatcher', subject: 'first' };
    expect(await follow('dispatchRecords', {}, who)).toEqual({ nodes: 1, pages: ALL_PARTS });
    expect(await readBeyond(() => page('dispatchRecords', {}, null, who))).toEqual([]);
  });
});
