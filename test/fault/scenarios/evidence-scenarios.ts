import { standingHolds } from '../../../src/audit/erasure/hold-store.ts';
import { createAuditExports } from '../../../src/audit/export/audit-export.ts';
import { readPauses } from '../../../src/dispatch/policy/pause-store.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { aCustomTenant, type CustomTenant } from '../../dispatch/dispatch-kit.ts';
import { anEntry } from '../../ledger/ledger-setup.ts';
import { auditOf, consentsOf, newScope } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { type Swept, swept } from '../commit-faults.ts';
import { wordOf } from '../proxied-services.ts';
import { isOf } from '../proxied-system.ts';

/** What is handed out of the log, and erased from it. */
export const EVIDENCE_SCENARIOS = [
  'issueConsentReceipt',
  'audit export',
  'erasePerson',
  'placeLegalHold',
  'releaseLegalHold',
  'pauseSending',
  'resumeSending',
] as const;

interface TestSetup {
  readonly system: RunningServices;
  /** A tenant with an account of its own, made when first asked for. */
  readonly custom: () => Promise<CustomTenant>;
}

/** A scenario for each of them, on services whose checks run by themselves. */
export function evidenceScenarios(
  system: RunningServices,
): Readonly<Record<(typeof EVIDENCE_SCENARIOS)[number], Swept>> {
  let made: Promise<CustomTenant> | undefined;
  const setup: TestSetup = { system, custom: () => (made ??= aCustomTenant(system)) };
  return {
    issueConsentReceipt: receipts(setup),
    'audit export': exports(setup),
    erasePerson: erasures(setup),
    placeLegalHold: holds(setup),
    releaseLegalHold: holds(setup),
    pauseSending: pauses(setup),
    resumeSending: pauses(setup),
  };
}

/** Asks for something of the log, which is noted once for each time that it was asked for (A5). */
function handedOut(
  { system, custom }: TestSetup,
  kind: string,
  ask: (scope: ReturnType<typeof newScope>) => Promise<unknown>,
): Swept {
  let number = 0;
  return swept({
    async prepare() {
      number += 1;
      const { tenant } = (await custom()).scope;
      await system.sealAll();
      return { scope: newScope({ tenant, subject: `auditor ${number}` }), asked: { times: 0 } };
    },
    isOwn: (commit, { scope }) => isOf(scope.tenant, commit),
    act: ({ scope, asked }) => {
      asked.times += 1;
      return wordOf(ask(scope));
    },
    async facts({ scope, asked }) {
      const entries = (await auditOf(system, scope.tenant)).filter(
        (entry) => entry.kind === kind && entry.actor.subject === scope.actor.subject,
      );
      return { asked: asked.times, entries: entries.length };
    },
  });
}

function receipts(setup: TestSetup): Swept {
  const { system } = setup;
  return handedOut(setup, 'CONSENT_RECEIPT_ISSUED', async (scope) => {
    const given = (await consentsOf(system, scope.tenant)).find(({ kind }) => kind === 'GIVEN');
    if (given === undefined) throw new Error('no consent was given');
    return system.services.receipts.issue(scope, { consentId: given.id });
  });
}

function exports(setup: TestSetup): Swept {
  const { begin } = createAuditExports(setup.system);
  return handedOut(setup, 'AUDIT_EXPORTED', (scope) =>
    begin(scope, { format: 'ndjson', disclosures: 'include', epoch: null, filter: {}, start: 0 }),
  );
}

/** Erases a person once, however often that is asked for (A6). */
function erasures({ system, custom }: TestSetup): Swept {
  let number = 0;
  return swept({
    async prepare() {
      number += 1;
      const { tenant } = (await custom()).scope;
      const [gone, officer] = [`gone ${number}`, `officer ${number}`].map((subject) =>
        newScope({ tenant, subject }),
      );
      if (gone === undefined || officer === undefined) throw new Error('there are two');
      await system.database.write(tenant, (tx) => append(tx, gone, [anEntry('DISABLED')]));
      return { officer, gone, number };
    },
    isOwn: (commit, { officer }) => isOf(officer.tenant, commit),
    act: ({ officer, gone, number: ticket }) =>
      wordOf(
        system.services.erasures.erase(officer, {
          subject: gone.actor.subject,
          reason: 'asked to',
          reference: `ticket ${ticket}`,
        }),
      ),
    async facts({ officer: { tenant }, gone, number: ticket }) {
      const entries = (await auditOf(system, tenant)).filter(
        ({ kind, after }) => kind === 'PERSON_ERASED' && JSON.stringify(after).includes(`"ticket ${ticket}"`),
      );
      const left = await system.rows('select 1 from person where tenant_id = $1 and subject = $2', [
        tenant,
        gone.actor.subject,
      ]);
      return { entries: entries.length, left: left.length };
    },
  });
}

/** Places and releases a hold once each, however often that is asked for (A6). */
function holds({ system, custom }: TestSetup): Swept {
  let number = 0;
  return swept({
    async prepare() {
      number += 1;
      const { tenant } = (await custom()).scope;
      return { scope: newScope({ tenant, subject: `placer ${number}` }), reference: `case ${number}` };
    },
    isOwn: (commit, { scope }) => isOf(scope.tenant, commit),
    act: ({ scope, reference }) => wordOf(placedAndReleased(system, scope, reference)),
    async facts({ scope: { tenant }, reference }) {
      const entries = await auditOf(system, tenant);
      const of = (kind: string) =>
        entries.filter(
          (entry) => entry.kind === kind && JSON.stringify(entry.after).includes(`"${reference}"`),
        );
      const standing = await system.database.write(tenant, standingHolds);
      return {
        placed: of('LEGAL_HOLD_PLACED').length,
        released: of('LEGAL_HOLD_RELEASED').length,
        standing: standing.filter((hold) => hold.reference === reference).length,
      };
    },
  });
}

/** Stops sending and lets it go on once each, however often that is asked for (G7). */
function pauses({ system, custom }: TestSetup): Swept {
  let number = 0;
  return swept({
    async prepare() {
      number += 1;
      const { tenant } = (await custom()).scope;
      return { scope: newScope({ tenant, subject: `olga ${number}` }), reason: `incident ${number}` };
    },
    isOwn: (commit, { scope }) => isOf(scope.tenant, commit),
    act: ({ scope, reason }) => wordOf(pausedAndResumed(system, scope, reason)),
    async facts({ scope: { tenant }, reason }) {
      const entries = await auditOf(system, tenant);
      const of = (kind: string) =>
        entries.filter((entry) => entry.kind === kind && JSON.stringify(entry.after).includes(`"${reason}"`));
      const standing = await system.database.write(tenant, readPauses);
      return {
        paused: of('SENDING_PAUSED').length,
        resumed: of('SENDING_RESUMED').length,
        standing: standing.filter((pause) => pause.reason === reason).length,
      };
    },
  });
}

async function pausedAndResumed(
  { services }: RunningServices,
  scope: RequestScope,
  reason: string,
): Promise<void> {
  await services.pauses.pause(scope, { country: 'AQ', reason });
  await services.pauses.resume(scope, { country: 'AQ', reason });
}

async function placedAndReleased(
  system: RunningServices,
  scope: RequestScope,
  reference: string,
): Promise<void> {
  const asked = { subject: null, from: null, to: null, reason: 'a suit', reference };
  const { id } = await system.services.holds.place(scope, asked);
  const other = { ...scope, actor: { ...scope.actor, subject: 'another officer' } };
  await system.services.holds.release(other, { id, reason: reference });
}
