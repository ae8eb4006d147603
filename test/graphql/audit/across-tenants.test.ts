import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ROLE_NAMES, type Role } from '../../../src/kernel/vocabulary/access.ts';
import { type OwnSystem, startSystem } from '../../support/running-system.ts';
import { ONE_CONNECTION } from '../../support/shared.ts';
import { everybody, save } from '../access/access-kit.ts';
import { type Json, nodesOf } from '../api-kit.ts';

let system: OwnSystem;
let account: ReturnType<OwnSystem['simulator']['addAccount']>;
/** Two tenants that consented to the same account, and one that only sent, in the order of their ids. */
let tenants: readonly ReturnType<typeof everybody>[];
let silent: ReturnType<typeof everybody>;

beforeAll(async () => {
  system = await startSystem(ONE_CONNECTION);
  account = system.simulator.addAccount({ numbers: 2 });
  tenants = [everybody(system), everybody(system)].toSorted((a, b) => (a.tenant < b.tenant ? -1 : 1));
  for (const who of tenants) await save(who, account);
  const [first] = tenants;
  await first?.change('removeTwilioAccount(input: { baseVersion: 1 }) { __typename }');
  silent = everybody(system);
  await silent.dispatch('only sends');
});
afterAll(() => system.stop());

interface Read {
  readonly nodes: readonly Json[];
  readonly cursors: readonly string[];
}

/** All pages of a reading by the subject. */
async function read(field: string, filter: string, subject: string, first = 1, from?: string): Promise<Read> {
  const nodes: Json[] = [];
  const cursors: string[] = [];
  let after = from;
  do {
    const fields = field === 'platformConsents' ? 'accountSid documentDigest' : 'object after';
    const { data, errors } = await silent.ask(
      'platform-auditor',
      `{ ${field}(first: ${first}, filter: { ${filter} }${after === undefined ? '' : `, after: "${after}"`}) {
        edges { node { tenantId id kind actor { subject displayName } ${fields} } }
        pageInfo { hasNextPage endCursor } } }`,
      subject,
    );
    expect(errors).toBeUndefined();
    const page = data?.[field] ?? expect.unreachable();
    nodes.push(...nodesOf(page));
    after = undefined;
    if (String(page['pageInfo']?.['hasNextPage']) === 'true') {
      after = String(page['pageInfo']?.['endCursor']);
      cursors.push(after);
    }
  } while (after !== undefined);
  return { nodes, cursors };
}

/** The readings of the subject in the platform's log, newest first. */
async function logged(subject: string): Promise<readonly Json[]> {
  const { data } = await silent.ask(
    'platform-auditor',
    `{ platformLog { auditLog(first: 50, filter: { kinds: [CONSENTS_READ, ENTRIES_READ], actorSubject: "${subject}" }) {
      edges { node { kind object after } } } } }`,
  );
  return nodesOf(data?.['platformLog']?.['auditLog']);
}

const named = (nodes: readonly Json[]) => nodes.map(({ tenantId, kind }) => [tenantId, kind].join(' '));

describe('the auditor of the platform', () => {
  it('finds the consents of all tenants to an account in any letter case; a reading is logged once (A1, A8, X1)', async () => {
    const [one, two] = tenants.map(({ tenant }) => tenant);
    const all = [`${one} ENDED`, `${one} GIVEN`, `${two} GIVEN`];
    const spelled = `AC${account.sid.slice(2).toUpperCase()}`;
    const { nodes, cursors } = await read('platformConsents', `accountSid: "${spelled}"`, 'carla');
    expect(named(nodes)).toEqual(all);
    expect(cursors).toHaveLength(2);
    expect(nodes.map(({ actor }) => actor?.['subject'])).toEqual(['ann', 'ann', 'ann']);
    expect(await logged('carla')).toEqual([
      {
        kind: 'CONSENTS_READ',
        object: 'consents',
        after: {
          ...{ accountSid: account.sid, kinds: null, documentVersion: null, documentDigest: null },
          ...{ from: null, to: null },
        },
      },
    ]);
    const digest = String(nodes[0]?.['documentDigest']).toUpperCase();
    const given = await read('platformConsents', `kinds: [GIVEN], documentDigest: "${digest}"`, 'carla', 50);
    expect(named(given.nodes)).toEqual(all.slice(1));
    const none = await read('platformConsents', 'documentVersion: 99', 'carla', 50);
    expect(none.nodes).toEqual([]);
    expect(await logged('carla')).toHaveLength(3);
    for (const { id } of nodes.slice(0, 1)) {
      const { data } = await silent.ask(
        'platform-auditor',
        `{ node(id: "${String(id)}") { __typename id } }`,
      );
      expect(data).toEqual({ node: { __typename: 'Consent', id } });
    }
  });

  it('reads the entries of all tenants, with who did it, but of no log of the platform (A1, A6, A8)', async () => {
    const kinds = 'kinds: [CONSENT_GIVEN, ACCOUNT_REMOVED, AUDIT_EXPORTED]';
    for (const log of ['log=platform', `tenant=${silent.tenant}`]) {
      const token = await system.token({ role: 'platform-auditor' });
      const exported = await fetch(`${system.app.url}/audit/export?${log}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(exported.status).toBe(200);
      await exported.text();
    }
    const { nodes } = await read('platformAuditEntries', kinds, 'emil');
    const [one, two] = tenants.map(({ tenant }) => tenant);
    const expected = [`${one} ACCOUNT_REMOVED`, `${one} CONSENT_GIVEN`, `${two} CONSENT_GIVEN`];
    expect(named(nodes).toSorted()).toEqual([...expected, `${silent.tenant} AUDIT_EXPORTED`].toSorted());
    expect(nodes.map(({ tenantId }) => String(tenantId))).toEqual(
      nodes.map(({ tenantId }) => String(tenantId)).toSorted(),
    );
    expect(nodes.every(({ actor }) => String(actor?.['subject']) === 'ann')).toBe(true);
    const whole = await read('platformAuditEntries', '', 'emil', 7);
    expect(named(whole.nodes)).toContain(`${silent.tenant} DISPATCH_DECIDED`);
    const rows = await system.rows(
      `select count(*)::int as entries from audit_entry where tenant_id not like '$%'`,
    );
    expect(whole.nodes).toHaveLength(Number(rows[0]?.['entries']));
    expect(new Set(whole.nodes.map(({ id }) => String(id))).size).toBe(whole.nodes.length);
    const decided = await read('platformAuditEntries', 'kinds: [DISPATCH_DECIDED]', 'emil', 7);
    expect(named(decided.nodes)).toEqual([`${silent.tenant} DISPATCH_DECIDED`]);
    expect(await logged('emil')).toHaveLength(3);
    const { data } = await silent.ask(
      'platform-auditor',
      `{ node(id: "${String(nodes[0]?.['id'])}") { ... on AuditEntry { seal { epoch } kind } } }`,
    );
    expect(data?.['node']?.['kind']).toBe(nodes[0]?.['kind']);
  });

  it('who goes on with the page of somebody else has begun a reading, which is logged (A1)', async () => {
    const { cursors } = await read('platformConsents', '', 'first', 1);
    await read('platformConsents', '', 'second', 50, cursors[0]);
    expect(await logged('second')).toHaveLength(1);
    const { errors } = await silent.ask(
      'platform-auditor',
      `{ platformConsents(first: 0) { __typename } platformAuditEntries(first: 1, after: "${cursors[0]}") { __typename } }`,
      'third',
    );
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(
      expect.arrayContaining(['VALUE_OUT_OF_RANGE', 'VALUE_MALFORMED']),
    );
    expect(await logged('third')).toEqual([]);
  });
});

const QUERY =
  '{ platformConsents(first: 1) { edges { node { tenantId } } } platformAuditEntries(first: 1) { edges { node { tenantId } } } }';

/** The answer of each transport. */
const TRANSPORTS: Readonly<Record<string, (token: string) => Promise<unknown>>> = {
  POST: async (token) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: QUERY });
    return (await fetch(system.endpoint, { method: 'POST', headers, body })).json();
  },
  GET: async (token) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return (await fetch(`${system.endpoint}?query=${encodeURIComponent(QUERY)}`, { headers })).json();
  },
  'server-sent events': async (token) => {
    const client = createEventClient({
      url: system.endpoint,
      headers: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    for await (const answer of client.iterate({ query: QUERY })) return answer;
    return undefined;
  },
  WebSocket: async (token) => {
    const client = createSocketClient({
      url: system.endpoint.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    try {
      for await (const answer of client.iterate({ query: QUERY })) return answer;
      return undefined;
    } finally {
      await client.dispose();
    }
  },
};

describe.each(Object.keys(TRANSPORTS))('over %s', (transport) => {
  it.each(ROLE_NAMES)(
    'the role %s reads across tenants only if it is the auditor of the platform (X1, X2)',
    async (role: Role) => {
      const subject = `${role} over ${transport}`;
      const { tenant } = silent;
      const token = await system.token({ role, tenant, subject });
      const answer = JSON.stringify(await TRANSPORTS[transport]?.(token));
      const isAuditor = role === 'platform-auditor';
      expect(answer.includes('"tenantId"')).toBe(isAuditor);
      expect(answer.match(/"code":"FORBIDDEN"/g) ?? []).toHaveLength(isAuditor ? 0 : 2);
      expect(await logged(subject)).toHaveLength(isAuditor ? 2 : 0);
    },
  );
});

it('given more tenants than a page looks at, it ends early and the next one goes on (X5)', async () => {
  await system.rows(
    `insert into tenant (tenant_id, created_at) select '0-' || n, now() from generate_series(1, 1001) n`,
  );
  onTestFinished(async () => {
    await system.rows(`delete from tenant where tenant_id like '0-%'`);
  });
  const { data } = await silent.ask(
    'platform-auditor',
    '{ platformConsents(first: 9) { edges { node { id } } pageInfo { hasNextPage } } }',
  );
  expect(data).toEqual({ platformConsents: { edges: [], pageInfo: { hasNextPage: true } } });
  const { nodes, cursors } = await read('platformConsents', '', 'zoe', 9);
  expect(nodes).toHaveLength(3);
  expect(cursors).toHaveLength(1);
});
