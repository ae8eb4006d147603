import { CONFIGURATION_SCENARIOS } from './configuration-scenarios.ts';
import { EVIDENCE_SCENARIOS } from './evidence-scenarios.ts';
import { FOLLOW_UP_SCENARIOS } from './follow-up-scenarios.ts';
import { OPERATOR_SCENARIOS } from './operator-scenarios.ts';
import { UPKEEP_SCENARIOS } from './upkeep-scenarios.ts';

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
 * when something is tried again.
 */
export const COMMIT_SITES: Readonly<Record<string, readonly Site[]>> = {
  'src/account/account-check-runner.ts': ['verifyTwilioAccount'],
  'src/account/check-watch.ts': ['reads'],
  'src/account/verification-service.ts': ['verifyTwilioAccount'],
  'src/app.ts': ['reads'],
  'src/audit/audit-check.ts': ['reads'],
  'src/audit/audit-export.ts': ['audit export', 'audit export'],
  'src/audit/entry-check.ts': ['reads', 'reads', 'reads', 'reads'],
  'src/audit/receipt-service.ts': ['issueConsentReceipt'],
  'src/audit/state-check.ts': ['reads', 'reads', 'reads'],
  'src/audit/tree-check.ts': ['reads', 'reads', 'reads', 'reads'],
  'src/configuration/check-procedures.ts': ['verifyTwilioAccount'],
  'src/configuration/configuration-service.ts': ['saveTwilioAccount', 'removeTwilioAccount'],
  'src/configuration/draft-service.ts': [
    'selectOrganizationNumbers',
    'discardDraft',
    'declineConsent',
    'reads',
    'draft-expiry',
  ],
  'src/configuration/refresh-service.ts': ['refreshOrganizationNumbers', 'reads', 'number-refresh'],
  'src/configuration/tenant-service.ts': ['first request', 'tenants'],
  'src/consent/document-service.ts': ['start'],
  'src/database/availability.ts': ['reads', 'partitions', 'reads'],
  'src/dispatch/account-signals.ts': ['account signals'],
  'src/dispatch/admission.ts': ['dispatch'],
  'src/dispatch/key-checks.ts': ['start', 'reads', 'rotate-keys --retire'],
  'src/dispatch/key-rotation.ts': ['rotate-keys'],
  'src/dispatch/late-settlements.ts': ['late settlement'],
  'src/dispatch/platform-log.ts': ['start'],
  'src/dispatch/reconciliation.ts': ['dispatch-follow-up', 'dispatch-follow-up', 'reads'],
  'src/dispatch/record-watch.ts': ['reads'],
  'src/dispatch/recovery.ts': ['dispatch-recovery', 'dispatch-follow-up', 'puts off', 'dispatch-recovery'],
  'src/dispatch/retention.ts': ['reads', 'retention'],
  'src/dispatch/settlement-queue.ts': ['dispatch', 'dispatch'],
  'src/dispatch/status-callback.ts': ['status callback'],
  'src/dispatch/token-erasure.ts': ['reads', 'token-erasure'],
  'src/ledger/epoch.ts': ['reads', 'audit:epoch', 'reads'],
  'src/ledger/key-log.ts': ['start'],
  'src/ledger/one-history.ts': ['reads'],
  'src/ledger/sealer.ts': ['reads', 'sealing'],
  'src/composition.ts': ['verifyTwilioAccount'],
  'src/stats/platform-stats.ts': ['platform statistics'],
  'src/stats/stats-check.ts': ['reads', 'reads'],
};

/** Commands that write nothing to the database of their own, and why. */
export const COMMANDS_WITHOUT_COMMITS: Readonly<Record<string, string>> = {
  'audit:check': 'reads',
  'audit:export': 'asks a server',
  'audit:key': 'reads a key',
  'audit:verify': 'reads files',
  simulate: 'asks a server',
  'stats:check': 'reads',
  token: 'issues a token',
  tour: 'asks a server',
};
