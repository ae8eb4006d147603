import { CONFIGURATION_SCENARIOS } from './scenarios/configuration-scenarios.ts';
import { EVIDENCE_SCENARIOS } from './scenarios/evidence-scenarios.ts';
import { FOLLOW_UP_SCENARIOS } from './scenarios/follow-up-scenarios.ts';
import { OPERATOR_SCENARIOS } from './scenarios/operator-scenarios.ts';
import { UPKEEP_SCENARIOS } from './scenarios/upkeep-scenarios.ts';

/** Swept with every behaviour of accounts, in `dispatch-commits.test.ts`. */
const DISPATCH_SCENARIOS = ['dispatch', 'dispatchBatch'] as const;

/** Everything of which each commit is made to fail. */
export const SWEPT = [
  ...CONFIGURATION_SCENARIOS,
  ...DISPATCH_SCENARIOS,
  ...EVIDENCE_SCENARIOS,
  ...FOLLOW_UP_SCENARIOS,
  ...OPERATOR_SCENARIOS,
  ...UPKEEP_SCENARIOS,
] as const;

type Site = (typeof SWEPT)[number] | 'reads' | 'puts off';

/**
 * The places in each file of the program that begin a transaction which may write, in their order, with what sweeps over
 * them; `reads` where nothing is written, so that a commit has nothing to lose, and `puts off` where all that is written is
 * when something is tried again, or is written again by the next round.
 */
export const COMMIT_SITES: Readonly<Record<string, readonly Site[]>> = {
  'src/account/account-check-runner.ts': ['verifyTwilioAccount'],
  'src/account/check-watch.ts': ['reads'],
  'src/account/verification-service.ts': ['verifyTwilioAccount'],
  'src/app/app.ts': ['reads'],
  'src/audit/check/audit-check.ts': ['reads'],
  'src/audit/export/audit-export.ts': ['audit export', 'audit export'],
  'src/audit/check/entry-check.ts': ['reads', 'reads', 'reads', 'reads', 'reads'],
  'src/audit/check/state-check.ts': ['reads', 'reads', 'reads'],
  'src/audit/check/tree-check.ts': ['reads', 'reads', 'reads', 'reads', 'reads'],
  'src/configuration/check-procedures.ts': ['verifyTwilioAccount'],
  'src/configuration/configuration-service.ts': ['saveTwilioAccount', 'removeTwilioAccount'],
  'src/configuration/change-request/change-request-service.ts': [
    'puts off',
    'saveTwilioAccount',
    'setFourEyes',
    'approveChangeRequest',
    'reads',
    'change-requests',
  ],
  'src/configuration/version-watch.ts': ['reads'],
  'src/configuration/draft-service.ts': [
    'selectOrganizationNumbers',
    'discardDraft',
    'declineConsent',
    'reads',
    'draft-expiry',
  ],
  'src/configuration/refresh-service.ts': ['refreshOrganizationNumbers', 'reads', 'number-refresh'],
  // It stands for all verbs that hand out what an entry notes; each of them is a scenario of its own.
  'src/tenant/noted-once.ts': ['erasePerson'],
  'src/tenant/request-key.ts': ['puts off'],
  'src/tenant/tenant-service.ts': ['first request'],
  'src/consent/document-service.ts': ['start'],
  'src/database/availability.ts': ['reads', 'partitions', 'reads'],
  'src/dispatch/guard/account-signals.ts': ['account signals'],
  'src/dispatch/send/admission.ts': ['dispatch'],
  'src/dispatch/upkeep/key-checks.ts': ['start', 'reads', 'rotate-keys --retire'],
  'src/dispatch/upkeep/key-rotation.ts': ['rotate-keys'],
  'src/dispatch/settle/late-settlements.ts': ['late settlement'],
  'src/dispatch/settings/settings-log.ts': ['start'],
  'src/dispatch/follow-up/reconciliation.ts': ['dispatch-follow-up', 'dispatch-follow-up', 'reads'],
  'src/dispatch/watch/record-watch.ts': ['reads'],
  'src/dispatch/follow-up/recovery.ts': [
    'dispatch-recovery',
    'dispatch-follow-up',
    'puts off',
    'dispatch-recovery',
  ],
  'src/dispatch/upkeep/retention.ts': ['reads', 'retention', 'puts off', 'puts off'],
  'src/dispatch/settle/settlement-queue.ts': ['dispatch', 'dispatch'],
  'src/dispatch/follow-up/status-callback.ts': ['status callback'],
  'src/dispatch/budget/budget-warnings.ts': ['reads', 'puts off'],
  'src/dispatch/upkeep/refusal-entries.ts': ['reads', 'puts off'],
  'src/dispatch/upkeep/token-erasure.ts': ['reads', 'token-erasure'],
  'src/ledger/entries/platform-reading.ts': ['tenants'],
  'src/ledger/seal/epoch.ts': ['reads', 'audit:epoch', 'reads'],
  'src/ledger/seal/key-log.ts': ['start'],
  'src/ledger/seal/one-history.ts': ['reads'],
  'src/ledger/seal/sealer.ts': ['reads', 'sealing'],
  'src/ledger/witness/publisher.ts': ['publishing', 'publishing'],
  'src/app/composition.ts': ['verifyTwilioAccount'],
  'src/stats/hour-rollups.ts': ['hour-rollups'],
  'src/stats/stats-check.ts': ['reads', 'reads'],
};

/** Commands that write nothing to the database of their own, and why. */
export const COMMANDS_WITHOUT_COMMITS: Readonly<Record<string, string>> = {
  'audit:check': 'reads',
  'audit:export': 'asks a server',
  'audit:pack': 'asks a server',
  'audit:key': 'reads a key',
  'audit:verify': 'reads files',
  simulate: 'asks a server',
  'stats:check': 'reads',
  token: 'issues a token',
  tour: 'asks a server',
  witness: 'keeps a file',
};
