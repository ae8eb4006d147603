import { pageChangeRequests } from '../../../src/configuration/change-request/change-request-store.ts';
import type { Draft } from '../../../src/configuration/configuration.ts';
import { readDraft } from '../../../src/configuration/draft-store.ts';
import type { ConsentStatement } from '../../../src/consent/consent.ts';
import type { SimulatedAccount } from '../../../src/dev/simulator/simulator.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import {
  auditKinds,
  begin,
  consentsOf,
  consentTo,
  keptTokens,
  liveConfiguration,
  newAccount,
  newScope,
  outliveDraft,
  saved,
  saveInput,
  verified,
  warningsOf,
} from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import type { Scenario } from '../commit-faults.ts';
import { wordOf } from '../proxied-services.ts';
import { isOf } from '../proxied-system.ts';

/** The verbs and jobs that change what a tenant has configured. */
export const CONFIGURATION_SCENARIOS = [
  'verifyTwilioAccount',
  'refreshOrganizationNumbers',
  'selectOrganizationNumbers',
  'saveTwilioAccount',
  'removeTwilioAccount',
  'discardDraft',
  'declineConsent',
  'draft-expiry',
  'number-refresh',
  'setFourEyes',
  'approveChangeRequest',
  'rejectChangeRequest',
  'withdrawChangeRequest',
  'overrideChangeRequest',
  'change-requests',
] as const;

type Name = (typeof CONFIGURATION_SCENARIOS)[number];

/** A tenant with a verified account, of whose draft nothing has been selected unless it is said. */
interface Stage {
  readonly scope: RequestScope;
  readonly account: SimulatedAccount;
  readonly draft: Draft;
  readonly consent: ConsentStatement;
}

/** A scenario for each of them, on services whose checks run by themselves. */
export function configurationScenarios(system: RunningServices): Readonly<Record<Name, Scenario<Stage>>> {
  const { changeRequests, configurations, drafts, refreshes } = system.services;
  const asked = async ({ scope: { tenant } }: Stage) => {
    const [request] = await system.read(tenant, (tx) => pageChangeRequests(tx, { before: null, limit: 1 }));
    if (request === undefined) throw new Error('there is no change request');
    return request;
  };
  return {
    verifyTwilioAccount: {
      ...common((scope) => verifiedOnce(system, scope)),
      act: ({ scope, account }) => andSettled(system, scope, begin(system, scope, account)),
      facts: (stage) => verificationFacts(system, stage),
    },
    refreshOrganizationNumbers: {
      ...common((scope) => liveWithNumberGone(system, scope)),
      act: ({ scope }) => andSettled(system, scope, refreshes.refresh(scope)),
      facts: (stage) => refreshFacts(system, stage),
    },
    'number-refresh': {
      ...common(async (scope) => {
        const stage = await liveWithNumberGone(system, scope);
        await system.rows(
          `update account_check set created_at = created_at - interval '2 hours' where tenant_id = $1`,
          [scope.tenant],
        );
        return stage;
      }),
      act: ({ scope }) => andSettled(system, scope, refreshes.refreshDue(100)),
      facts: (stage) => refreshFacts(system, stage),
    },
    selectOrganizationNumbers: {
      ...common((scope) => verifiedOnce(system, scope)),
      ...repeatable(system, ({ scope, draft }) => drafts.select(scope, { draft, numbers: 'ALL' })),
    },
    saveTwilioAccount: {
      ...common((scope) => readyToSave(system, scope)),
      ...repeatable(system, ({ scope, draft, consent }) =>
        configurations.save(
          scope,
          saveInput({ draft, baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT', consent }),
        ),
      ),
    },
    removeTwilioAccount: {
      ...common((scope) => readyToSave(system, scope)),
      ...repeatable(system, ({ scope }) => configurations.remove(scope, { baseVersion: 1 })),
    },
    discardDraft: {
      ...common((scope) => verifiedOnce(system, scope)),
      ...repeatable(system, ({ scope, draft }) => drafts.discard(scope, { draft })),
    },
    declineConsent: {
      ...common((scope) => verifiedOnce(system, scope)),
      ...repeatable(system, ({ scope, draft, consent }) => drafts.decline(scope, { draft, consent })),
    },
    setFourEyes: {
      ...common((scope) => readyToSave(system, scope)),
      ...repeatable(system, ({ scope }) => changeRequests.requireFourEyes(scope, true)),
    },
    approveChangeRequest: {
      ...common((scope) => waiting(system, scope)),
      ...repeatable(system, async (stage) => {
        const { id, digest } = await asked(stage);
        return changeRequests.decide(another(stage.scope), 'APPROVED', { id, digest, note: null });
      }),
    },
    rejectChangeRequest: {
      ...common((scope) => waiting(system, scope)),
      ...repeatable(system, async (stage) => {
        const { id } = await asked(stage);
        return changeRequests.decide(another(stage.scope), 'REJECTED', { id, digest: null, note: 'no' });
      }),
    },
    withdrawChangeRequest: {
      ...common((scope) => waiting(system, scope)),
      ...repeatable(system, async (stage) => {
        const { id } = await asked(stage);
        return changeRequests.decide(stage.scope, 'WITHDRAWN', { id, digest: null, note: null });
      }),
    },
    overrideChangeRequest: {
      ...common((scope) => waiting(system, scope)),
      ...repeatable(system, async (stage) => {
        const { id } = await asked(stage);
        const platform = { ...another(stage.scope), platform: true };
        return changeRequests.decide(platform, 'OVERRIDDEN', { id, digest: null, note: 'an outage' });
      }),
    },
    'change-requests': {
      ...common(async (scope) => {
        const stage = await waiting(system, scope);
        await system.rows(
          `update change_request set state = 'APPROVED', apply_at = clock_timestamp() where tenant_id = $1`,
          [scope.tenant],
        );
        return stage;
      }),
      ...repeatable(system, async () => {
        await changeRequests.applyDue(100);
      }),
    },
    'draft-expiry': {
      ...common(async (scope) => {
        const stage = await verifiedOnce(system, scope);
        await outliveDraft(system, scope.tenant);
        return stage;
      }),
      ...repeatable(system, () => drafts.expire(100)),
    },
  };
}

function common(prepare: (scope: RequestScope) => Promise<Stage>) {
  return {
    prepare: () => prepare(newScope()),
    isOwn: (...[commit, { scope }]: Parameters<Scenario<Stage>['isOwn']>) => isOf(scope.tenant, commit),
  };
}

/** A verb that gives the same when it is asked for once more, and changes nothing by that (D15). */
function repeatable(system: RunningServices, verb: (stage: Stage) => Promise<unknown>) {
  return {
    act: (stage: Stage) => wordOf(verb(stage)),
    async facts(stage: Stage) {
      const before = await configurationFacts(system, stage);
      const [one, other] = [await verb(stage), await verb(stage)];
      const after = await configurationFacts(system, stage);
      return {
        before,
        isSame: JSON.stringify(one) === JSON.stringify(other),
        isUnchanged: JSON.stringify(before) === JSON.stringify(after),
      };
    },
  };
}

/** Everything that there is of the tenant's configuration, but for ids and instants. */
async function configurationFacts(system: RunningServices, { scope: { tenant } }: Stage) {
  const live = await liveConfiguration(system, tenant);
  const draft = await system.read(tenant, readDraft);
  return {
    live: [live.version, live.account !== null, live.selectedNumbers.length, live.fallback.mode],
    draft: draft && [draft.revision, draft.selectedNumbers.length],
    consents: (await consentsOf(system, tenant)).map(({ kind }) => kind),
    warnings: (await warningsOf(system, tenant)).map(({ kind }) => kind),
    tokens: await keptTokens(system, tenant),
    log: await auditKinds(system, tenant),
  };
}

async function verifiedOnce(system: RunningServices, scope: RequestScope): Promise<Stage> {
  const account = newAccount(system);
  const draft = await verified(system, scope, account);
  return { scope, account, draft, consent: await consentTo(system, draft) };
}

/** Version 1 with an account of its own, and a draft of another one with all its numbers. */
async function readyToSave(system: RunningServices, scope: RequestScope): Promise<Stage> {
  await saved(system, scope, newAccount(system));
  return withNumbers(system, await verifiedOnce(system, scope));
}

/** A tenant of four eyes in which somebody has asked to save that draft. */
async function waiting(system: RunningServices, scope: RequestScope): Promise<Stage> {
  const stage = await readyToSave(system, scope);
  const { changeRequests } = system.services;
  await changeRequests.requireFourEyes(scope, true);
  const { draft, consent } = stage;
  const input = saveInput({ draft, baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT', consent });
  await changeRequests.ask(scope, { kind: 'SAVE', input }, null);
  return stage;
}

function another(scope: RequestScope): RequestScope {
  return { ...scope, actor: { ...scope.actor, subject: 'bob', displayName: 'Bob' } };
}

async function withNumbers(
  system: RunningServices,
  { scope, account, draft: before }: Stage,
): Promise<Stage> {
  const draft = await system.services.drafts.select(scope, { draft: before, numbers: 'ALL' });
  return { scope, account, draft, consent: await consentTo(system, draft) };
}

/** A live account, at which Twilio has taken one of the selected numbers away. */
async function liveWithNumberGone(system: RunningServices, scope: RequestScope): Promise<Stage> {
  const stage = await withNumbers(system, await verifiedOnce(system, scope));
  const { draft, consent } = stage;
  await system.services.configurations.save(scope, saveInput({ draft, consent, fallbackMode: 'DISABLED' }));
  const atTwilio = system.simulator.account(stage.account.sid);
  atTwilio.releaseNumber(atTwilio.phoneNumbers[1] ?? '');
  return stage;
}

/** Begins a check, and waits until none of the tenant's is under way. */
async function andSettled(
  { rows }: RunningServices,
  { tenant }: RequestScope,
  begun: Promise<unknown>,
): Promise<string> {
  const word = await wordOf(begun);
  if (word !== 'DONE') return word;
  const open = `select 1 from account_check where tenant_id = $1 and finished_at is null`;
  await until(async () => (await rows(open, [tenant])).length === 0, 10);
  return word;
}

/** Each verification that ended has its entry; one that was begun twice came to the draft of one (V7, V9). */
async function verificationFacts(system: RunningServices, { scope: { tenant }, account }: Stage) {
  const checks = await system.rows(
    `select finished_at is not null as ended, credential_id as token from account_check where tenant_id = $1`,
    [tenant],
  );
  const log = await auditKinds(system, tenant);
  const draft = await system.read(tenant, readDraft);
  return {
    draft: draft && [draft.revision, draft.account.sid === account.sid],
    isTold: log.filter((kind) => kind === 'VERIFICATION_FINISHED').length === checks.length,
    drafts: log.filter((kind) => kind === 'DRAFT_CREATED').length,
    tokens: (await keptTokens(system, tenant)).filter((isKept) => isKept).length,
  };
}

/** What a refresh finds out is kept once, however often it is begun (N6, S11). */
async function refreshFacts(system: RunningServices, { scope: { tenant } }: Stage) {
  const refreshes = await system.rows(
    `select distinct status from account_check where tenant_id = $1 and kind = 'REFRESH'`,
    [tenant],
  );
  return {
    refreshes,
    warnings: (await warningsOf(system, tenant)).map(({ kind }) => kind),
    log: await auditKinds(system, tenant),
  };
}
