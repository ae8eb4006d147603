import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditExports } from '../../../src/audit/export/audit-export.ts';
import { packBytes } from '../../../src/audit/pack/pack-members.ts';
import { verifyPack } from '../../../src/audit/pack/verify-pack.ts';
import { OpenedPack } from '../../../src/audit/pack/zip/opened-pack.ts';
import { beginLimits } from '../../../src/kernel/operation-limits.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { ExportDisclosures } from '../../../src/kernel/vocabulary/audit.ts';
import { aCustomTenant, anInput } from '../../dispatch/dispatch-kit.ts';
import { attack } from '../../ledger/hostile-owner.ts';
import { newAccount, newScope, saved } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { CHECKED } from '../lived-tenant.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices(CHECKED);
});
afterAll(() => system.stop());

const ALWAYS = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') };

/** The bytes of the pack of a tenant, of what is sealed now. */
async function packOf(
  scope: RequestScope,
  span: { readonly from: Date; readonly to: Date } = ALWAYS,
  disclosures: ExportDisclosures = 'include',
): Promise<Buffer> {
  const { database, ledgerKeys: keys } = system;
  const asked = { format: 'pack', disclosures, epoch: null, filter: span, start: 0 } as const;
  const begun = await createAuditExports({ database }).begin(scope, asked);
  if ('refused' in begun) return expect.fail(begun.refused);
  const pages = {
    gone: new AbortController().signal,
    beginLimits: () => beginLimits(30_000),
    turn: async () => ({ release: () => {} }),
    onRead: () => {},
    onMissing: () => {},
  };
  return buffer(Readable.from(packBytes({ database, keys, ...pages }, begun)));
}

const fileOf = (bytes: Buffer) => ({
  size: bytes.length,
  read: async (start: number, end: number) => bytes.subarray(start, end),
});

const verdictOf = (bytes: Buffer) => verifyPack(fileOf(bytes), { keys: system.ledgerKeys.all });

/** The text of a member. */
async function memberOf(bytes: Buffer, name: string): Promise<string> {
  return (await (await OpenedPack.open(fileOf(bytes))).textOf(name)) ?? expect.fail(name);
}

const namesIn = async (bytes: Buffer) => (await OpenedPack.open(fileOf(bytes))).names;

describe('the pack of a tenant', () => {
  it('given consents, dispatches and changes, when it is made, then it tells them and verifies as a whole (A3, A5, A8, C3)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const admin = newScope({ tenant: scope.tenant });
    const { dispatches } = system.services;
    await dispatches.dispatch(scope, anInput());
    account.suspend();
    await dispatches.dispatch(scope, anInput({ channel: 'VOICE' }));
    // Nobody knows what became of it.
    await dispatches.dispatch(scope, anInput({ to: '+15005000602' }));
    await saved(system, admin, newAccount(system));
    await system.sealAll();
    const bytes = await packOf(admin);
    const verdict = await verdictOf(bytes);
    expect(verdict).toMatchObject({
      verified: true,
      evidence: 'PACK',
      doubts: [],
      pack: { receipts: 2, certificates: 0 },
    });
    expect(verdict.hostLog).not.toBeNull();

    const records = await system.rows(
      'select channel, billed_account, rule, count(*)::int as messages from dispatch_record where tenant_id = $1 group by 1, 2, 3 order by 1, 2, 3',
      [scope.tenant],
    );
    const summary = JSON.parse(await memberOf(bytes, 'pack.json'));
    expect(
      summary.messages.map((row: Record<string, unknown>) => [
        row['channel'],
        row['billedAccount'],
        row['messages'],
      ]),
    ).toEqual(records.map((row) => [row['channel'], row['billed_account'], row['messages']]));
    const [charged] = await system.rows(
      `select sum(charge_amount)::text as amount from dispatch_record where tenant_id = $1 and billed_account = 'DEFAULT'`,
      [scope.tenant],
    );
    const ofDefault = summary.charges.filter(
      (row: Record<string, unknown>) => row['billedAccount'] === 'DEFAULT',
    );
    expect(ofDefault.map((row: Record<string, unknown>) => row['amount'])).toEqual([charged?.['amount']]);
    expect(summary.configuration).toMatchObject({
      atStart: { told: 'BEFORE', configuration: { version: 0, accountSid: null } },
      atEnd: { told: 'AFTER', configuration: { version: 2 } },
    });
    expect(summary.consents.items.map((row: Record<string, unknown>) => row['kind'])).toEqual(
      expect.arrayContaining(['CONSENT_GIVEN', 'CONSENT_ENDED', 'CONSENT_GIVEN']),
    );
    const report = await memberOf(bytes, 'report.html');
    expect(report).toContain(admin.actor.subject);
    expect(report).not.toMatch(/<script|https?:|src=|href=|\son\w+=/i);
    // States stand in words: neither JSON nor names as programs write them.
    expect(report).not.toMatch(/&quot;:|accountSid|fallbackMode/);
    expect(report).toContain('fallback mode');
  });

  it('given nothing new, when it is made twice, then its bytes are equal; and those of a quiet span say so (A5)', async () => {
    const { scope } = await aCustomTenant(system);
    const admin = newScope({ tenant: scope.tenant });
    await system.sealAll();
    const [first, second] = [await packOf(admin), await packOf(admin)];
    expect(first.equals(second)).toBe(true);
    const later = { from: new Date('2090-01-01T00:00:00Z'), to: ALWAYS.to };
    const quiet = await packOf(admin, later);
    expect(await verdictOf(quiet)).toMatchObject({ verified: true, pack: { receipts: 1 } });
    expect(await memberOf(quiet, 'report.html')).toContain('No entry of the log lies in this span of time');
  });

  it('given a person, when they are withheld or erased, then no member tells of them, and all is proved (A6)', async () => {
    const officer = newScope({ subject: 'officer' });
    const person = {
      ...officer,
      actor: { ...officer.actor, subject: 'zelda-31', displayName: '<Zelda> & Söhne' },
    };
    await saved(system, person, newAccount(system));
    await system.sealAll();
    const shown = await packOf(officer);
    expect(await memberOf(shown, 'report.html')).toContain('&lt;Zelda&gt; &amp; Söhne (zelda-31)');
    const withheld = await packOf(officer, ALWAYS, 'omit');
    await system.services.erasures.erase(officer, { subject: 'zelda-31', reason: 'asked', reference: 'T-1' });
    await system.sealAll();
    const erased = await packOf(officer);
    for (const bytes of [withheld, erased]) {
      expect(await verdictOf(bytes)).toMatchObject({ verified: true, doubts: [] });
      for (const name of await namesIn(bytes)) expect(await memberOf(bytes, name)).not.toMatch(/zelda/i);
    }
    expect((await namesIn(erased)).filter((name) => name.startsWith('certificates/'))).toHaveLength(1);
    expect(await memberOf(withheld, 'report.html')).toContain('a person, withheld');
    expect(await memberOf(erased, 'report.html')).toContain('a person, erased since');
  });

  it('given an entry of a consent that the owner of the database rewrote, then the pack is in doubt (A3)', async () => {
    const { scope } = await aCustomTenant(system);
    await system.sealAll();
    await attack(system.adminUrl, async (run) => {
      const consent = `tenant_id = $1 and kind = 'CONSENT_GIVEN'`;
      const other = `replace(body, '"documentVersion":1', '"documentVersion":2')`;
      await run(`update audit_entry set body = ${other} where ${consent}`, [scope.tenant]);
    });
    const verdict = await verdictOf(await packOf(newScope({ tenant: scope.tenant })));
    expect(verdict.doubts.map(({ code }) => code)).toContain('ENTRIES_DIFFER');
  });
});
