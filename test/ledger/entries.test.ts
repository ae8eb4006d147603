import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { newUuid, PLATFORM_TENANT, type Uuid } from '../../src/kernel/ids.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { append } from '../../src/ledger/entries/append.ts';
import { canonicalEntry } from '../../src/ledger/entries/canonical-entry.ts';
import type { NewEntry } from '../../src/ledger/entries/entry-kinds.ts';
import { findEntries, pageEntries } from '../../src/ledger/entries/entry-store.ts';
import { leafHash as hashOfLeaf } from '../../src/ledger/tree/merkle-rules.ts';
import { auditOf, newAccount, newScope, saved } from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { sharedServices } from '../support/shared.ts';

const leafHash = (body: string) => hashOfLeaf(Buffer.from(body));

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

/** The instant that a version 7 identifier carries in its first 48 bits. */
const instantOf = (id: string) => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));

const changed = (mode: string): NewEntry => ({
  kind: 'FALLBACK_POLICY_CHANGED',
  object: 'fallback-policy',
  before: { mode: 'NOT_DEFINED' },
  after: { mode },
});

describe('an entry', () => {
  test('is hashed as a leaf of a Merkle tree: SHA-256 over a zero byte and its text (A3)', () => {
    expect(leafHash('').toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(leafHash('ä')).toEqual(
      createHash('sha256')
        .update(Buffer.from([0, 0xc3, 0xa4]))
        .digest(),
    );
  });

  test('has one canonical text, which says who, what, when, on what, before and after (A4)', () => {
    const scope = newScope({ kind: 'SERVICE' });
    const at = new Date('2026-05-01T10:00:00.123Z');
    const entry = canonicalEntry(scope, at, changed('DISABLED'));
    expect(entry.body).toBe(
      `{"actor":{"authenticatedBy":"mfa","displayName":"${scope.actor.displayName}","kind":"SERVICE","subject":"ann"},` +
        `"after":{"mode":"DISABLED"},"at":"2026-05-01T10:00:00.123Z","before":{"mode":"NOT_DEFINED"},"id":"${entry.id}",` +
        `"kind":"FALLBACK_POLICY_CHANGED","object":"fallback-policy","requestId":"${scope.requestId}","tenant":"${scope.tenant}","v":2}`,
    );
    expect(instantOf(entry.id)).toEqual(at);
    expect(entry.leafHash).toEqual(leafHash(entry.body));
    expect(entry.disclosures).toEqual([]);
  });

  test('commits to a person, with a salt for each value, rather than name them (A6)', () => {
    const scope = newScope();
    const [one, other] = [1, 2].map(() => canonicalEntry(scope, new Date(), changed('DISABLED')));
    for (const entry of [one, other]) {
      const { actor } = JSON.parse(entry?.body ?? '');
      expect(Object.keys(actor)).toEqual(['authenticatedBy', 'displayName', 'kind', 'subject']);
      expect(entry?.disclosures.map(({ path, value }) => [path, JSON.parse(value)])).toEqual([
        ['/actor/displayName', scope.actor.displayName],
        ['/actor/subject', 'ann'],
      ]);
      for (const { path, salt, value } of entry?.disclosures ?? []) {
        expect(salt).toHaveLength(32);
        const commitment = createHash('sha256').update(salt).update(value).digest('base64url');
        expect(actor[path.slice('/actor/'.length)]).toEqual({ commitment });
      }
    }
    const salts = [one, other].flatMap((entry) => entry?.disclosures.map(({ salt }) => salt.toString('hex')));
    expect(new Set(salts).size).toBe(4);
  });

  test('keeps any text of a person’s name unchanged, in canonical form (A3, A6)', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\u0001', 'ß', '✓', '😀', '\u2028') }),
        (displayName) => {
          const scope = newScope();
          const named: RequestScope = { ...scope, actor: { ...scope.actor, displayName } };
          const { body, disclosures } = canonicalEntry(named, new Date(), changed('DISABLED'));
          expect(JSON.parse(disclosures[0]?.value ?? '')).toBe(displayName);
          expect(canonicalize(displayName)).toBe(disclosures[0]?.value);
          expect(canonicalize(JSON.parse(body))).toBe(body);
        },
      ),
    );
  });
});

describe('the log', () => {
  test('holds exactly the hashed text, and columns that follow from it (A1, A3)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system), { channels: { sms: true, voice: false } });
    const rows = await system.rows('select * from audit_entry where tenant_id = $1 order by id', [
      scope.tenant,
    ]);
    expect(rows.length).toBe(7);
    for (const row of rows) {
      const entry = JSON.parse(row['body']);
      expect(canonicalize(entry)).toBe(row['body']);
      expect(row['leaf_hash']).toEqual(leafHash(row['body']));
      expect(row).toMatchObject({
        ...{ tenant_id: entry.tenant, id: entry.id, kind: entry.kind, object: entry.object },
        actor_subject: entry.actor.kind === 'PERSON' ? null : entry.actor.subject,
      });
      expect(instantOf(entry.id).toISOString()).toBe(entry.at);
      expect(entry).toMatchObject({
        tenant: scope.tenant,
        requestId: scope.requestId,
        v: 2,
      });
      for (const name of [...Object.values(scope.origin), scope.actor.displayName, '"ann"'])
        expect(row['body']).not.toContain(name);
    }
    for (const { actor } of await auditOf(system, scope.tenant)) expect(actor).toEqual(scope.actor);
  });

  test('refuses an entry of form 2 that names a person, or one without an actor that is no person’s (A6)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system), { channels: { sms: true, voice: false } });
    const copied = (body: string, subject: string) =>
      system.rows(
        `insert into audit_entry (tenant_id, id, leaf_hash, kind, object, actor_subject, body)
         select tenant_id, overlay(id::text placing '0000' from 33)::uuid, leaf_hash, kind, object, ${subject}, ${body}
           from audit_entry where tenant_id = $1`,
        [scope.tenant],
      );
    const named = `regexp_replace(body, '"subject":[{].*?[}]', '"subject":"ann"')`;
    await expect(copied(named, `'ann'`)).rejects.toThrow('audit_entry_columns_of_body');
    await expect(copied(named, 'null')).rejects.toThrow('audit_entry_columns_of_body');
    await expect(copied(`replace(body, '"PERSON"', '"SERVICE"')`, 'null')).rejects.toThrow(
      'audit_entry_columns_of_body',
    );
  });

  test.each(['kind', 'actor_subject', 'object'])(
    'refuses an entry that would be found by another %s than it says (A1, A4)',
    async (column) => {
      const scope = newScope({ kind: 'SERVICE' });
      await system.database.write(scope.tenant, async (tx) => {
        await makeTenant(tx);
        await append(tx, scope, [changed('DISABLED')]);
      });
      await expect(
        system.rows(
          `insert into audit_entry select (jsonb_populate_record(e, jsonb_build_object(
             'id', overlay(e.id::text placing '0000' from 33), '${column}', e.${column} || 'X'))).*
             from audit_entry e where tenant_id = $1`,
          [scope.tenant],
        ),
      ).rejects.toThrow('audit_entry_columns_of_body');
    },
  );

  test('has neither the entry without the change nor the change without the entry (A1)', async () => {
    const scope = newScope();
    const failing = system.database.write(scope.tenant, async (tx) => {
      await makeTenant(tx);
      await append(tx, scope, [changed('DISABLED')]);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await auditOf(system, scope.tenant)).toEqual([]);
    expect(await system.rows('select 1 from tenant where tenant_id = $1', [scope.tenant])).toEqual([]);
    const refused = system.database.write(scope.tenant, async (tx) => {
      await makeTenant(tx);
      // An entry of another tenant's log cannot be written in this one's scope.
      await append(tx, newScope(), [changed('DISABLED')]);
    });
    await expect(refused).rejects.toThrow(/row-level security/);
    expect(await system.rows('select 1 from tenant where tenant_id = $1', [scope.tenant])).toEqual([]);
  });

  test('keeps the order in which entries were given, however many there are (A3)', async () => {
    const scope = newScope();
    const modes = Array.from({ length: 300 }, (_, index) => `mode ${index}`);
    await system.database.write(scope.tenant, async (tx) => {
      await makeTenant(tx);
      await append(tx, scope, []);
      await append(tx, scope, modes.slice(0, 200).map(changed));
      await append(tx, scope, modes.slice(200).map(changed));
    });
    const entries = await auditOf(system, scope.tenant);
    expect(entries.map(({ after }) => after)).toEqual(modes.map((mode) => ({ mode })));
  });

  test('never has a secret in it (A4, X4)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    await saved(system, scope, own);
    await saved(system, scope, { ...own, authToken: system.simulator.account(own.sid).rotateToken() });
    const tokens = [own.authToken, system.simulator.account(own.sid).authToken];
    const text = JSON.stringify(await auditOf(system, scope.tenant));
    for (const token of tokens) expect(text).not.toContain(token);
    for (const token of tokens) expect(text).not.toContain(Buffer.from(token).toString('base64'));
  });
});

describe('reading the log', () => {
  const page = (
    scope: RequestScope,
    filter: Parameters<typeof pageEntries>[1],
    limit = 100,
    before: Uuid | null = null,
  ) => system.read(scope.tenant, async (tx) => (await pageEntries(tx, filter, { before, limit })).rows);

  test('gives the entries newest first, page by page, each once (A5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const recorded = (await auditOf(system, scope.tenant)).map(({ id }) => String(id));
    const seen: string[] = [];
    for (let before: Uuid | null = null; ; ) {
      const entries: readonly { readonly id: Uuid }[] = await page(scope, {}, 2, before);
      seen.push(...entries.map(({ id }) => id));
      const last = entries.at(-1);
      if (last === undefined) break;
      before = last.id;
    }
    expect(seen).toEqual([...recorded].reverse());
    const [newest] = await page(scope, {}, 1);
    expect(newest).toMatchObject({
      tenant: scope.tenant,
      kind: 'FALLBACK_POLICY_CHANGED',
      actor: scope.actor,
      at: expect.any(Date),
    });
  });

  test('is narrowed by kind, person and time, the end exclusive (A5)', async () => {
    const ann = newScope();
    const bob = newScope({ tenant: ann.tenant, subject: 'bob' });
    await saved(system, ann, newAccount(system));
    await system.services.configurations.remove(bob, { baseVersion: 1 });
    expect((await page(ann, { kinds: ['CONSENT_ENDED', 'CONSENT_GIVEN'] })).map(({ kind }) => kind)).toEqual([
      'CONSENT_ENDED',
      'CONSENT_GIVEN',
    ]);
    expect((await page(ann, { actorSubject: 'bob' })).map(({ kind }) => kind)).toEqual([
      'ACCOUNT_REMOVED',
      'CONSENT_ENDED',
    ]);
    expect(await page(ann, { kinds: ['DRAFT_EXPIRED'] })).toEqual([]);
    const [removal] = await page(ann, { kinds: ['ACCOUNT_REMOVED'] });
    const at = removal?.at ?? new Date(0);
    expect((await page(ann, { from: at })).map(({ actor }) => actor.subject)).toEqual(['bob', 'bob']);
    expect((await page(ann, { to: at })).map(({ actor }) => actor.subject)).not.toContain('bob');
    expect(await page(ann, { from: at, to: at })).toEqual([]);
    expect(await page(ann, { from: new Date(at.getTime() + 1) })).toEqual([]);
    expect(await page(ann, { from: new Date(0), to: new Date('9999-12-31') })).toHaveLength(8);
  });

  test('finds entries by their ids within the tenant, and no other’s (X2)', async () => {
    const [mine, other] = [newScope(), newScope()];
    await saved(system, mine, newAccount(system));
    await saved(system, other, newAccount(system));
    const ids = (await auditOf(system, mine.tenant)).map(({ id }) => id);
    expect(await system.read(mine.tenant, (tx) => findEntries(tx, ids))).toHaveLength(ids.length);
    expect(await system.read(other.tenant, (tx) => findEntries(tx, ids))).toEqual([]);
    expect(await system.read(mine.tenant, (tx) => findEntries(tx, [newUuid(new Date())]))).toEqual([]);
  });
});

describe('the platform’s own log', () => {
  test('takes what spans tenants, under a tenant that no token can name (A1, X1)', async () => {
    const scope = { ...newScope(), platform: true };
    await system.services.tenants.ensure(scope.tenant);
    const before = (await auditOf(system, PLATFORM_TENANT)).length;
    const first = await system.services.tenants.list(scope, { first: 2, after: null });
    const next = await system.services.tenants.list(scope, {
      first: 1_000,
      after: first.at(-1)?.tenant ?? null,
    });
    const all = [...first, ...next].map(({ tenant }) => tenant);
    expect(all).toEqual([...all].sort());
    expect(all).toContain(scope.tenant);
    expect(all).not.toContain(PLATFORM_TENANT);
    expect(
      (await auditOf(system, PLATFORM_TENANT, before)).map(({ kind, actor, after }) => ({
        kind,
        subject: actor.subject,
        after,
      })),
    ).toEqual([
      { kind: 'TENANTS_READ', subject: 'ann', after: { first: 2, after: null } },
      { kind: 'TENANTS_READ', subject: 'ann', after: { first: 1_000, after: first.at(-1)?.tenant } },
    ]);
    expect(await auditOf(system, scope.tenant)).toEqual([]);
  });
});
