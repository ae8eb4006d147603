import type { AccessScope, Role } from '../../../src/kernel/vocabulary/access.ts';

// What X1 says, written down once more and by hand, so that neither the role table nor the schema can drift unseen.

/** Who may read every record may read its own. */
const ALL_RECORDS = ['records:read', 'records:read-own'] as const;

/** What each role may read or do of what the schema has today. */
export const MAY: Readonly<Record<Role, readonly AccessScope[]>> = {
  admin: ['configuration:read', 'configuration:write', 'consents:read', ...ALL_RECORDS, 'preview'],
  auditor: ['configuration:read', 'consents:read', 'audit:read', ...ALL_RECORDS, 'statistics:read'],
  analyst: [...ALL_RECORDS, 'statistics:read', 'live:read', 'preview'],
  dispatcher: ['dispatch', 'preview', 'records:read-own'],
  'platform-admin': [
    'configuration:read',
    'configuration:write',
    'consents:read',
    ...ALL_RECORDS,
    'preview',
    'tenants:read',
    'sending:pause',
  ],
  'platform-auditor': [
    'configuration:read',
    'consents:read',
    'audit:read',
    ...ALL_RECORDS,
    'statistics:read',
    'tenants:read',
    'platform-log:read',
  ],
  'platform-analyst': [...ALL_RECORDS, 'statistics:read', 'live:read', 'preview', 'tenants:read'],
  'platform-dispatcher': ['dispatch', 'preview', 'records:read-own'],
  'privacy-officer': ['privacy:erase'],
  'platform-privacy-officer': ['privacy:erase', 'tenants:read'],
};

interface Reached {
  /** How an object of the type is reached, `#` standing for what is selected of it, `AuditEntry:id` for a sealed entry. */
  readonly by: string;
  /** What that way asks for. */
  readonly scopes: readonly AccessScope[];
}

const READ = ['configuration:read'] as const;
const CONSENTS = ['consents:read'] as const;
const AUDIT = ['audit:read'] as const;
const TENANTS = ['tenants:read'] as const;
const PLATFORM_LOG = ['platform-log:read', 'audit:read'] as const;
const OF_ALL_ENTRIES = ['tenants:read', 'audit:read'] as const;
const OF_ALL_CONSENTS = [...OF_ALL_ENTRIES, 'consents:read'] as const;
const RECORDS = ['records:read-own'] as const;
const PREVIEW = ['preview'] as const;
const STATISTICS = ['statistics:read'] as const;
const SEND = ['dispatch', 'records:read-own'] as const;
const WRITE = ['configuration:write', 'configuration:read'] as const;

const DAY_MS = 86_400_000;
const dayFromNow = (days: number): string =>
  new Date((Math.floor(Date.now() / DAY_MS) + days) * DAY_MS).toISOString();
const RANGE = `range: { from: "${dayFromNow(-1)}", to: "${dayFromNow(2)}" }`;
const AROUND_NOW = `${RANGE}, bucket: DAY, groupBy: [CHANNEL]`;

const live = (rest: string): string => `tenant(id: $t) { configuration { ${rest} } }`;
const versions = (rest: string): string => `tenant(id: $t) { configurations(first: 9) { ${rest} } }`;
const changes = (rest: string): string => versions(`edges { node { changes { ${rest} } } }`);
const draft = (rest: string): string => `tenant(id: $t) { draft { ${rest} } }`;
const requests = (rest: string): string => `tenant(id: $t) { changeRequests(first: 5) { ${rest} } }`;
const numbers = (rest: string): string => live(`account { organizationNumbers(first: 5) { ${rest} } }`);
const consents = (rest: string): string => `tenant(id: $t) { consents(first: 5) { ${rest} } }`;
const log = (rest: string): string => `tenant(id: $t) { auditLog(first: 5) { ${rest} } }`;
const savings = (rest: string): string =>
  `tenant(id: $t) { auditLog(first: 5, filter: { kinds: [CONFIGURATION_SAVED] }) { edges { node { ${rest} } } } }`;
const platformLog = (rest: string): string => `platformLog { auditLog(first: 5) { ${rest} } }`;
const records = (rest: string): string => `tenant(id: $t) { dispatchRecords(first: 5) { ${rest} } }`;
const record = (rest: string, idempotencyKey = 'there'): string =>
  `tenant(id: $t) { dispatchRecord(idempotencyKey: "${idempotencyKey}") { ${rest} } }`;
const preview = (rest: string): string =>
  `tenant(id: $t) { dispatchPreview(channel: SMS, to: "+4915112345678") { ${rest} } }`;
const stats = (rest: string): string => `tenant(id: $t) { dispatchStats(${AROUND_NOW}) { ${rest} } }`;
const latency = (rest: string): string => `tenant(id: $t) { dispatchLatency(${RANGE}) { ${rest} } }`;
const whatIf = (rest: string): string =>
  `tenant(id: $t) { fallbackWhatIf(${RANGE}, mode: DEFAULT_ACCOUNT) { ${rest} } }`;
const allConsents = (rest: string): string => `platformConsents(first: 5) { ${rest} }`;
const allEntries = (rest: string): string => `platformAuditEntries(first: 5) { ${rest} }`;
const tenants = (rest: string): string => `tenants(first: 5) { ${rest} }`;

/** Every object type that a query reaches. */
export const REACHED: Readonly<Record<string, Reached>> = {
  Query: { by: '#', scopes: [] },
  Viewer: { by: 'viewer { # }', scopes: [] },
  Limit: { by: 'viewer { limits { # } }', scopes: [] },
  Tenant: { by: 'tenant(id: $t) { # }', scopes: [] },
  ConsentDocument: { by: 'consentDocument { # }', scopes: [] },
  Configuration: { by: live('#'), scopes: READ },
  TwilioAccount: { by: live('account { # }'), scopes: READ },
  AccountWarning: { by: live('account { warnings { # } }'), scopes: READ },
  FallbackPolicy: { by: live('fallbackPolicy { # }'), scopes: READ },
  SendingPolicy: { by: live('sendingPolicy { # }'), scopes: READ },
  RecipientLimits: { by: live('sendingPolicy { smsRecipients { # } }'), scopes: READ },
  CoolDown: { by: live('sendingPolicy { coolDown { # } }'), scopes: READ },
  CountryRules: { by: live('sendingPolicy { smsCountries { # } }'), scopes: READ },
  Budget: { by: live('sendingPolicy { budget { # } }'), scopes: READ },
  NumberKindRules: { by: live('sendingPolicy { numberKinds { # } }'), scopes: READ },
  ConfigurationConnection: { by: versions('#'), scopes: READ },
  ConfigurationEdge: { by: versions('edges { # }'), scopes: READ },
  CustomAccountChange: { by: changes('... on CustomAccountChange { # }'), scopes: READ },
  TokenRotation: { by: changes('... on TokenRotation { # }'), scopes: READ },
  SelectedNumbersChange: { by: changes('... on SelectedNumbersChange { # }'), scopes: READ },
  FallbackPolicyChange: { by: changes('... on FallbackPolicyChange { # }'), scopes: READ },
  UsedChannelsChange: { by: changes('... on UsedChannelsChange { # }'), scopes: READ },
  SendingPolicyChange: { by: changes('... on SendingPolicyChange { # }'), scopes: READ },
  CoveringConsentChange: { by: changes('... on CoveringConsentChange { # }'), scopes: READ },
  Actor: { by: live('savedBy { # }'), scopes: READ },
  OrganizationNumberConnection: { by: numbers('#'), scopes: READ },
  OrganizationNumberEdge: { by: numbers('edges { # }'), scopes: READ },
  OrganizationNumber: { by: numbers('edges { node { # } }'), scopes: READ },
  OrganizationNumberCounts: { by: numbers('counts { # }'), scopes: READ },
  PageInfo: { by: numbers('pageInfo { # }'), scopes: READ },
  ConfigurationDraft: { by: draft('#'), scopes: READ },
  ChangeRequestConnection: { by: requests('#'), scopes: READ },
  ChangeRequestEdge: { by: requests('edges { # }'), scopes: READ },
  ChangeRequest: { by: requests('edges { node { # } }'), scopes: READ },
  ConsentRequirement: { by: draft('consentRequired { # }'), scopes: READ },
  Issue: { by: draft('unmetRequirements { # }'), scopes: READ },
  Verification: { by: 'tenant(id: $t) { latestVerification { # } }', scopes: READ },
  VerificationFailure: { by: 'tenant(id: $t) { latestVerification { failure { # } } }', scopes: READ },
  NumberRefresh: { by: 'tenant(id: $t) { latestRefresh { # } }', scopes: READ },
  ConsentConnection: { by: consents('#'), scopes: CONSENTS },
  ConsentEdge: { by: consents('edges { # }'), scopes: CONSENTS },
  Consent: { by: consents('edges { node { # } }'), scopes: CONSENTS },
  ConsentValidity: { by: 'tenant(id: $t) { consentValidity { # } }', scopes: CONSENTS },
  AuditEntryConnection: { by: log('#'), scopes: AUDIT },
  AuditEntryEdge: { by: log('edges { # }'), scopes: AUDIT },
  AuditEntry: { by: log('edges { node { # } }'), scopes: AUDIT },
  AuditSeal: { by: savings('seal { # }'), scopes: AUDIT },
  AuditCheckpoint: { by: 'tenant(id: $t) { auditCheckpoint { # } }', scopes: AUDIT },
  AuditHostLog: { by: 'tenant(id: $t) { auditHostLog { # } }', scopes: AUDIT },
  AuditHostProof: {
    by: 'tenant(id: $t) { auditInclusionProof(entryId: "AuditEntry:id") { hostProof { # } } }',
    scopes: AUDIT,
  },
  AuditInclusionProof: {
    by: 'tenant(id: $t) { auditInclusionProof(entryId: "AuditEntry:id") { # } }',
    scopes: AUDIT,
  },
  AuditConsistencyProof: { by: 'tenant(id: $t) { auditConsistencyProof(from: 1) { # } }', scopes: AUDIT },
  LegalHold: { by: 'tenant(id: $t) { legalHolds { # } }', scopes: ['privacy:erase'] },
  SendingPause: { by: 'tenant(id: $t) { sendingPauses { # } }', scopes: READ },
  PlatformLog: { by: 'platformLog { # }', scopes: PLATFORM_LOG },
  PlatformLogEntryConnection: { by: platformLog('#'), scopes: PLATFORM_LOG },
  PlatformLogEntryEdge: { by: platformLog('edges { # }'), scopes: PLATFORM_LOG },
  PlatformLogEntry: { by: platformLog('edges { node { # } }'), scopes: PLATFORM_LOG },
  PlatformConsentConnection: { by: allConsents('#'), scopes: OF_ALL_CONSENTS },
  PlatformConsentEdge: { by: allConsents('edges { # }'), scopes: OF_ALL_CONSENTS },
  PlatformConsent: { by: allConsents('edges { node { # } }'), scopes: OF_ALL_CONSENTS },
  PlatformAuditEntryConnection: { by: allEntries('#'), scopes: OF_ALL_ENTRIES },
  PlatformAuditEntryEdge: { by: allEntries('edges { # }'), scopes: OF_ALL_ENTRIES },
  PlatformAuditEntry: { by: allEntries('edges { node { # } }'), scopes: OF_ALL_ENTRIES },
  TenantSummaryConnection: { by: tenants('#'), scopes: TENANTS },
  TenantSummaryEdge: { by: tenants('edges { # }'), scopes: TENANTS },
  TenantSummary: { by: tenants('edges { node { # } }'), scopes: TENANTS },
  DispatchRecordConnection: { by: records('#'), scopes: RECORDS },
  DispatchRecordEdge: { by: records('edges { # }'), scopes: RECORDS },
  DispatchRecord: { by: record('#'), scopes: RECORDS },
  DispatchSettings: { by: record('settings { # }'), scopes: RECORDS },
  DispatchAttempt: { by: record('attempts { # }'), scopes: RECORDS },
  TwilioErrorInfo: { by: record('attempts { error { # } }', 'refused'), scopes: RECORDS },
  Charge: { by: record('charge { # }'), scopes: RECORDS },
  DispatchDecision: { by: preview('#'), scopes: PREVIEW },
  BudgetState: { by: 'tenant(id: $t) { budgets { # } }', scopes: READ },
  GuardState: { by: preview('guards { # }'), scopes: PREVIEW },
  DispatchStep: { by: preview('first { # }'), scopes: PREVIEW },
  DispatchStats: { by: stats('#'), scopes: STATISTICS },
  DispatchCounts: { by: stats('totals { # }'), scopes: STATISTICS },
  FallbackCounts: { by: stats('totals { fallback { # } }'), scopes: STATISTICS },
  DispatchRates: { by: stats('rates { # }'), scopes: STATISTICS },
  DispatchStatsBucket: { by: stats('buckets { # }'), scopes: STATISTICS },
  DispatchStatsGroup: { by: stats('buckets { groups { # } }'), scopes: STATISTICS },
  DispatchChargeTotal: { by: stats('charges { # }'), scopes: STATISTICS },
  DispatchFailureCount: { by: `tenant(id: $t) { dispatchFailures(${RANGE}) { # } }`, scopes: STATISTICS },
  DispatchLatency: { by: latency('#'), scopes: STATISTICS },
  LatencyDistribution: { by: latency('toAcceptance { # }'), scopes: STATISTICS },
  LatencyStep: { by: latency('toAcceptance { steps { # } }'), scopes: STATISTICS },
  LatencyBounds: { by: latency('toAcceptance { steps { bounds { # } } }'), scopes: STATISTICS },
  FallbackWhatIf: { by: whatIf('#'), scopes: STATISTICS },
  FallbackBilling: { by: whatIf('hypothetical { # }'), scopes: STATISTICS },
  BilledDispatches: { by: whatIf('hypothetical { accounts { # } }'), scopes: STATISTICS },
  UnknownBilling: { by: whatIf('hypothetical { unknown { # } }'), scopes: STATISTICS },
};

/** The fields that ask for more than the object they belong to. */
export const NARROWER: Readonly<Record<string, readonly AccessScope[]>> = {
  'Query.tenants': TENANTS,
  'Query.platformDispatchStats': [...STATISTICS, ...TENANTS],
  'Query.platformLog': PLATFORM_LOG,
  'Query.platformLegalHolds': ['privacy:erase', 'tenants:read'],
  'Query.platformSendingPauses': [...READ, 'tenants:read'],
  'Query.platformErasureCertificate': ['privacy:erase', 'tenants:read'],
  'Query.platformConsents': OF_ALL_CONSENTS,
  'Query.platformAuditEntries': OF_ALL_ENTRIES,
  'Tenant.configuration': READ,
  'Tenant.configurationVersion': READ,
  'Tenant.configurations': READ,
  'CoveringConsentChange.before': CONSENTS,
  'CoveringConsentChange.after': CONSENTS,
  'Tenant.draft': READ,
  'Tenant.fourEyes': READ,
  'Tenant.changeRequests': READ,
  'Tenant.latestVerification': READ,
  'Tenant.latestRefresh': READ,
  'Tenant.consents': CONSENTS,
  'Tenant.consentValidity': CONSENTS,
  'Tenant.legalHolds': ['privacy:erase'],
  'Tenant.sendingPauses': READ,
  'Tenant.budgets': READ,
  'Tenant.erasureCertificate': ['privacy:erase'],
  'Tenant.auditLog': AUDIT,
  'Tenant.auditEntry': AUDIT,
  'Tenant.auditCheckpoint': AUDIT,
  'Tenant.auditHostLog': AUDIT,
  'Tenant.auditInclusionProof': AUDIT,
  'Tenant.auditConsistencyProof': AUDIT,
  'Consent.auditEntry': AUDIT,
  'Configuration.auditEntries': AUDIT,
  'DispatchRecord.auditEntries': AUDIT,
  'Tenant.dispatchRecords': RECORDS,
  'Tenant.dispatchRecord': RECORDS,
  'Tenant.dispatchPreview': PREVIEW,
  'Tenant.dispatchStats': STATISTICS,
  'Tenant.dispatchFailures': STATISTICS,
  'Tenant.dispatchLatency': STATISTICS,
  'Tenant.fallbackWhatIf': STATISTICS,
  'Configuration.consent': CONSENTS,
  'DispatchRecord.configuration': READ,
};

/** What each mutation asks for. */
export const MUTATIONS: Readonly<Record<string, readonly AccessScope[]>> = {
  verifyTwilioAccount: WRITE,
  selectOrganizationNumbers: WRITE,
  saveTwilioAccount: WRITE,
  removeTwilioAccount: WRITE,
  discardDraft: WRITE,
  declineConsent: WRITE,
  refreshOrganizationNumbers: WRITE,
  dispatch: SEND,
  dispatchBatch: SEND,
  issueConsentReceipt: [...CONSENTS, ...AUDIT],
  erasePerson: ['privacy:erase'],
  approveChangeRequest: WRITE,
  rejectChangeRequest: WRITE,
  withdrawChangeRequest: WRITE,
  overrideChangeRequest: WRITE,
  setFourEyes: WRITE,
  placeLegalHold: ['privacy:erase'],
  releaseLegalHold: ['privacy:erase'],
  pauseSending: ['sending:pause', ...READ],
  resumeSending: ['sending:pause', ...READ],
};

/** What each subscription asks for. */
export const SUBSCRIPTIONS: Readonly<Record<string, readonly AccessScope[]>> = {
  verificationStatus: READ,
  dispatchRecorded: ['live:read', 'records:read'],
  configurationChanged: READ,
};

/** The types that only answers of mutations and events have, and the roots that are walked by themselves. */
export const REACHED_OTHERWISE: readonly string[] = [
  'Mutation',
  'Subscription',
  'DispatchRecorded',
  'ConfigurationChanged',
  'VerifyTwilioAccountPayload',
  'SelectOrganizationNumbersPayload',
  'SaveTwilioAccountPayload',
  'RemoveTwilioAccountPayload',
  'DiscardDraftPayload',
  'DeclineConsentPayload',
  'RefreshOrganizationNumbersPayload',
  'DispatchPayload',
  'DispatchBatchPayload',
  'IssueConsentReceiptPayload',
  'ErasePersonPayload',
  'PlaceLegalHoldPayload',
  'ReleaseLegalHoldPayload',
  'PauseSendingPayload',
  'ResumeSendingPayload',
  'ChangeRequested',
  'ApproveChangeRequestPayload',
  'RejectChangeRequestPayload',
  'WithdrawChangeRequestPayload',
  'OverrideChangeRequestPayload',
  'SetFourEyesPayload',
  'NotStarted',
  'InvalidInput',
  'RequirementsNotMet',
  'OutOfDate',
  'NotPossible',
  'RateLimited',
  'SendingBlocked',
  'StepUpRequired',
];
