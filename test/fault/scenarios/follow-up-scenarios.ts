import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { FOLLOW_UP_TIMES } from '../../../src/dispatch/decide/follow-up-rules.ts';
import { createRecovery, type Recovery } from '../../../src/dispatch/follow-up/recovery.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import { eraseRetiredTokens } from '../../../src/dispatch/upkeep/token-erasure.ts';
import { parseUuid, type TenantId } from '../../../src/kernel/ids.ts';
import type { SendOutcome } from '../../../src/twilio/gateway.ts';
import {
  aCustomTenant,
  anInput,
  type CustomTenant,
  newRecipient,
  sender,
} from '../../dispatch/dispatch-kit.ts';
import {
  addressOf,
  type CallbackSystem,
  followUpNow,
  messageFields,
  type Node,
  post,
  recordNow,
} from '../../dispatch/follow-up/callback-kit.ts';
import { auditKinds, auditOf, keptTokens, newScope, warningsOf } from '../../support/journey.ts';
import { until } from '../../support/until.ts';
import { type Swept, swept, UNAVAILABLE } from '../commit-faults.ts';
import { untilDone, wordOf } from '../proxied-services.ts';
import { isOf } from '../proxied-system.ts';

/** What follows a dispatch. */
export const FOLLOW_UP_SCENARIOS = [
  'status callback',
  'dispatch-recovery',
  'dispatch-follow-up',
  'late settlement',
  'price read-back',
  'account signals',
  'token-erasure',
] as const;

type Name = (typeof FOLLOW_UP_SCENARIOS)[number];

/** Accepted, and nothing is called back. */
const QUIET = '+15005000701';
/** Accepted, and the answer is cut off. */
const ANSWER_LOST = '+15005010602';

/** Where nothing listens. */
const NOWHERE = 'http://127.0.0.1:9';

/** What the scenarios share. */
interface TestSetup {
  readonly system: CallbackSystem;
  readonly recovery: Recovery;
  /** Nobody listens where Twilio calls it back. */
  readonly deaf: Node;
  /** A tenant with an account of its own, made when first asked for. */
  readonly custom: () => Promise<CustomTenant>;
}

/** A scenario for each of them, on a system in which nothing but the runs of checks and sealing goes on by itself. */
export async function followUpScenarios(system: CallbackSystem): Promise<Readonly<Record<Name, Swept>>> {
  let made: Promise<CustomTenant> | undefined;
  const setup: TestSetup = {
    system,
    recovery: createRecovery({
      ...system,
      platform: developmentPlatform(simulatedPlatform()),
      followUpTimes: FOLLOW_UP_TIMES,
      callMs: 2_000,
      onError: () => {},
    }),
    deaf: await system.addNode({ publicUrl: () => NOWHERE }),
    custom: () => (made ??= aCustomTenant(system)),
  };
  return {
    'status callback': statusCallback(setup),
    'dispatch-recovery': await interrupted(setup),
    'dispatch-follow-up': unknownOutcome(setup),
    'late settlement': lateSettlement(setup),
    'price read-back': priceReadBack(setup),
    'account signals': accountSignals(setup),
    'token-erasure': tokenErasure(setup),
  };
}

/** How a dispatch stands and what the log says of it, but for ids and instants. */
async function story({ system }: TestSetup, sent: DispatchRecord) {
  const { tenant, state, billed, alsoBilled, rule, charge, delivery, attempts } = await recordNow(
    system,
    sent,
  );
  const entries = (await auditOf(system, tenant)).filter(({ object }) => object === `dispatch/${sent.id}`);
  return {
    ...{ state, billed, alsoBilled, rule, charge, delivery },
    attempts: attempts.map(({ ordinal, originator, outcome, evidence }) => [
      ordinal,
      originator,
      outcome,
      evidence,
    ]),
    log: entries.map(({ kind }) => kind),
  };
}

const reported = async ({ system, custom }: TestSetup, sent: DispatchRecord): Promise<number> => {
  const { account } = await custom();
  const fields = messageFields(sent.attempts[0]?.twilioSid ?? '', 'delivered');
  return (await post(addressOf(system.node, sent), fields, account.authToken)).status;
};

function statusCallback(setup: TestSetup): Swept {
  const { system, custom } = setup;
  return swept({
    prepare: async () =>
      system.node.services.dispatches.dispatch((await custom()).scope, anInput({ to: QUIET })),
    isOwn: (commit, { tenant }) => isOf(tenant, commit),
    async act(sent) {
      const status = await reported(setup, sent);
      return status === 503 ? UNAVAILABLE : String(status);
    },
    facts: (sent) => story(setup, sent),
  });
}

/** A dispatch whose process makes its call and never hears of it. */
async function interrupted(setup: TestSetup): Promise<Swept> {
  const { system, recovery } = setup;
  const calls: ((outcome: SendOutcome) => void)[] = [];
  const hanging = await system.addNode({
    gateway: { ...system.gateway, sendMessage: () => new Promise((resolve) => calls.push(resolve)) },
  });
  return swept({
    async prepare() {
      const { tenant } = sender();
      const done = hanging.services.dispatches.dispatch(sender(tenant), anInput({ to: newRecipient() }));
      await Promise.race([done, until(() => calls.length > 0)]);
      return { done, sent: await onlyRecordOf(setup, tenant) };
    },
    isOwn: (commit, { sent }) => isOf(sent.tenant, commit),
    act: ({ sent }) =>
      untilDone(
        async () => {
          await system.rows(
            `update dispatch_record set lease_until = now() - interval '1 second'
              where id = $1 and lease_until is not null`,
            [sent.id],
          );
          return recovery.recover();
        },
        async () => (await recordNow(system, sent)).state !== 'PENDING',
      ),
    async facts({ done, sent }) {
      const found = await story(setup, sent);
      for (const answer of calls.splice(0)) answer({ outcome: 'NOT_SENT', fault: 'REFUSED' });
      await done;
      return found;
    },
  });
}

function unknownOutcome(setup: TestSetup): Swept {
  const { system, recovery, deaf } = setup;
  return swept({
    prepare: () => deaf.services.dispatches.dispatch(sender(), anInput({ to: ANSWER_LOST })),
    isOwn: (commit, { tenant }) => isOf(tenant, commit),
    act: (sent) =>
      untilDone(
        async () => {
          await followUpNow(system, sent);
          return recovery.followUp();
        },
        async () => (await recordNow(system, sent)).state !== 'OUTCOME_UNKNOWN',
      ),
    facts: (sent) => story(setup, sent),
  });
}

/** With the others that settle it, and each time that it is tried alone. */
const SETTLING_TRIES = 6;

/** A dispatch whose outcome cannot be kept while its caller waits: its process keeps it later. */
function lateSettlement(setup: TestSetup): Swept {
  const { system } = setup;
  return swept({
    prepare: async () => ({ scope: sender(), input: anInput({ to: QUIET }) }),
    isOwn: (commit, { scope }) => isOf(scope.tenant, commit) && commit.statements.includes('dispatch-lock'),
    outage: SETTLING_TRIES,
    answersAgain: ['DONE'],
    async act({ scope, input }) {
      const word = await wordOf(system.node.services.dispatches.dispatch(scope, input));
      await until(async () => (await onlyRecordOf(setup, scope.tenant)).state !== 'PENDING', 20);
      return word;
    },
    facts: async ({ scope }) => story(setup, await onlyRecordOf(setup, scope.tenant)),
  });
}

async function onlyRecordOf({ system }: TestSetup, tenant: TenantId): Promise<DispatchRecord> {
  const [row] = await system.rows('select id from dispatch_record where tenant_id = $1', [tenant]);
  const id = parseUuid(String(row?.['id']));
  if (id === undefined) throw new Error('the tenant has no record');
  return recordNow(system, { tenant, id });
}

function priceReadBack(setup: TestSetup): Swept {
  const { system, recovery, custom } = setup;
  return swept({
    async prepare() {
      const { scope } = await custom();
      const sent = await system.node.services.dispatches.dispatch(scope, anInput({ to: QUIET }));
      await reported(setup, sent);
      return sent;
    },
    isOwn: (commit, { tenant }) => isOf(tenant, commit),
    act: (sent) =>
      untilDone(
        async () => {
          await followUpNow(system, sent);
          return recovery.followUp();
        },
        async () => (await recordNow(system, sent)).charge !== null,
      ),
    facts: (sent) => story(setup, sent),
  });
}

/** An account whose token has gone stale: sending tells it, until the warning stands. */
function accountSignals({ system }: TestSetup): Swept {
  const standing = async (tenant: CustomTenant['scope']['tenant']) =>
    (await warningsOf(system, tenant)).map(({ kind }) => kind);
  return swept({
    async prepare() {
      const { scope, account } = await aCustomTenant(system);
      account.rotateToken();
      return scope;
    },
    isOwn: (commit, { tenant }) =>
      isOf(tenant, commit) && commit.statements.some((text) => text.includes('account_warning')),
    act: (scope) =>
      untilDone(
        () => system.node.services.dispatches.dispatch(scope, anInput({ to: newRecipient() })),
        async () => (await standing(scope.tenant)).length > 0,
      ),
    facts: async ({ tenant }) => ({
      standing: await standing(tenant),
      log: (await auditKinds(system, tenant)).filter((kind) => kind.startsWith('WARNING')),
    }),
  });
}

/** A token that was replaced longer ago than it may be kept. */
function tokenErasure({ system }: TestSetup): Swept {
  const { database, rows, node } = system;
  const { services } = node;
  return swept({
    async prepare() {
      const { scope } = await aCustomTenant(system);
      await services.dispatches.dispatch(scope, anInput({ to: QUIET }));
      await services.configurations.remove(newScope({ tenant: scope.tenant }), { baseVersion: 1 });
      await rows(
        `update account_credential set retired_at = retired_at - interval '2 days' where tenant_id = $1`,
        [scope.tenant],
      );
      return scope.tenant;
    },
    isOwn: (commit, tenant) => isOf(tenant, commit),
    act: () => wordOf(eraseRetiredTokens(database, 60_000)),
    facts: (tenant) => keptTokens(system, tenant),
  });
}
