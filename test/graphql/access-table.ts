import type { AccessScope, Role } from '../../src/kernel/access.ts';

// What X1 says, written down once more and by hand, so that neither the role table nor the schema can drift unseen.

/** What each role may read or do of what the schema has today. */
export const MAY: Readonly<Record<Role, readonly AccessScope[]>> = {
  admin: ['configuration:read', 'configuration:write', 'consents:read'],
  auditor: ['configuration:read', 'consents:read', 'audit:read'],
  analyst: [],
  dispatcher: [],
  'platform-admin': ['configuration:read', 'configuration:write', 'consents:read', 'tenants:read'],
  'platform-auditor': ['configuration:read', 'consents:read', 'audit:read', 'tenants:read'],
  'platform-analyst': ['tenants:read'],
  'platform-dispatcher': [],
};

interface Reached {
  /** How an object of the type is reached, `#` standing for what is selected of it. */
  readonly by: string;
  /** What that way asks for. */
  readonly scopes: readonly AccessScope[];
}

const READ = ['configuration:read'] as const;
const CONSENTS = ['consents:read'] as const;
const AUDIT = ['audit:read'] as const;
const TENANTS = ['tenants:read'] as const;

const live = (rest: string): string => `tenant(id: $t) { configuration { ${rest} } }`;
const draft = (rest: string): string => `tenant(id: $t) { draft { ${rest} } }`;
const numbers = (rest: string): string => live(`account { organizationNumbers(first: 5) { ${rest} } }`);
const consents = (rest: string): string => `tenant(id: $t) { consents(first: 5) { ${rest} } }`;
const log = (rest: string): string => `tenant(id: $t) { auditLog(first: 5) { ${rest} } }`;
const tenants = (rest: string): string => `tenants(first: 5) { ${rest} }`;

/** Every object type that a query reaches. */
export const REACHED: Readonly<Record<string, Reached>> = {
  Query: { by: '#', scopes: [] },
  Viewer: { by: 'viewer { # }', scopes: [] },
  Tenant: { by: 'tenant(id: $t) { # }', scopes: [] },
  ConsentDocument: { by: 'consentDocument { # }', scopes: [] },
  Configuration: { by: live('#'), scopes: READ },
  TwilioAccount: { by: live('account { # }'), scopes: READ },
  AccountWarning: { by: live('account { warnings { # } }'), scopes: READ },
  FallbackPolicy: { by: live('fallbackPolicy { # }'), scopes: READ },
  Actor: { by: live('savedBy { # }'), scopes: READ },
  OrganizationNumberConnection: { by: numbers('#'), scopes: READ },
  OrganizationNumberEdge: { by: numbers('edges { # }'), scopes: READ },
  OrganizationNumber: { by: numbers('edges { node { # } }'), scopes: READ },
  OrganizationNumberCounts: { by: numbers('counts { # }'), scopes: READ },
  PageInfo: { by: numbers('pageInfo { # }'), scopes: READ },
  ConfigurationDraft: { by: draft('#'), scopes: READ },
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
  TenantSummaryConnection: { by: tenants('#'), scopes: TENANTS },
  TenantSummaryEdge: { by: tenants('edges { # }'), scopes: TENANTS },
  TenantSummary: { by: tenants('edges { node { # } }'), scopes: TENANTS },
};

/** The fields that ask for more than the object they belong to. */
export const NARROWER: Readonly<Record<string, readonly AccessScope[]>> = {
  'Query.tenants': TENANTS,
  'Tenant.configuration': READ,
  'Tenant.configurationVersion': READ,
  'Tenant.draft': READ,
  'Tenant.latestVerification': READ,
  'Tenant.latestRefresh': READ,
  'Tenant.consents': CONSENTS,
  'Tenant.consentValidity': CONSENTS,
  'Tenant.auditLog': AUDIT,
  'Configuration.consent': CONSENTS,
};

/** The types that only answers of mutations have, and the roots that are walked by themselves. */
export const REACHED_BY_MUTATIONS: readonly string[] = [
  'Mutation',
  'Subscription',
  'VerifyTwilioAccountPayload',
  'SelectOrganizationNumbersPayload',
  'SaveTwilioAccountPayload',
  'RemoveTwilioAccountPayload',
  'DiscardDraftPayload',
  'DeclineConsentPayload',
  'RefreshOrganizationNumbersPayload',
  'InvalidInput',
  'RequirementsNotMet',
  'OutOfDate',
  'NotPossible',
  'RateLimited',
];

/** Every mutation asks for these. */
export const WRITE: readonly AccessScope[] = ['configuration:write', 'configuration:read'];
