/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A permission that a token can carry. */
export type AccessScope =
  /** Read the audit log. */
  | 'AUDIT_READ'
  /** Read the configuration, the draft and verifications. */
  | 'CONFIGURATION_READ'
  /** Change the configuration: verify, select, save, remove, discard, decline, refresh. */
  | 'CONFIGURATION_WRITE'
  /** Read the consent history. */
  | 'CONSENTS_READ'
  /** Send messages. */
  | 'DISPATCH'
  /** Subscribe to dispatch records as they settle and change. */
  | 'LIVE_READ'
  /** Read the platform's own log. */
  | 'PLATFORM_LOG_READ'
  /** Preview which account would send a message and be billed. */
  | 'PREVIEW'
  /** Erase the data of a person, and place, list and release legal holds. */
  | 'PRIVACY_ERASE'
  /** Read dispatch records. */
  | 'RECORDS_READ'
  /** Read the dispatch records that the subject of the token created. */
  | 'RECORDS_READ_OWN'
  /** Read statistics. */
  | 'STATISTICS_READ'
  /** List the tenants of the platform. */
  | 'TENANTS_READ';

/** A condition of an account that an admin should know about. */
export type AccountWarningKind =
  /** The account is suspended, closed or not usable. */
  | 'ACCOUNT_NOT_ACTIVE'
  /** No fallback policy has ever been chosen, so the default account may be billed. */
  | 'FALLBACK_NOT_DEFINED'
  /** No selected number is available. */
  | 'NO_NUMBER_LEFT'
  /** The last refresh could not read the numbers of the account. */
  | 'REFRESH_FAILED'
  /** A selected number is no longer available. */
  | 'SELECTED_NUMBER_GONE'
  /** Twilio rejects the auth token. */
  | 'TOKEN_REJECTED'
  /** The account is a trial account, which cannot send to everyone. */
  | 'TRIAL';

/** The kind of actor. */
export type ActorKind =
  /** A person. */
  | 'PERSON'
  /** A service of the platform or of the tenant. */
  | 'SERVICE'
  /** Originator itself, for example when a draft expires. */
  | 'SYSTEM';

/** The way in which a message reaches its recipient. */
export type Channel =
  /** A text message (SMS). */
  | 'SMS'
  /** A phone call that speaks the text. */
  | 'VOICE';

/** The reason why a consent ended. */
export type ConsentEndReason =
  /** The account was removed. */
  | 'ACCOUNT_REMOVED'
  /** Another account was saved. */
  | 'ACCOUNT_REPLACED';

/** The kind of a consent record. */
export type ConsentKind =
  /** A person declined. Nothing else changed. */
  | 'DECLINED'
  /** An earlier consent ended because its account was replaced or removed. */
  | 'ENDED'
  /** A person consented to the text for an account. */
  | 'GIVEN';

/** The status of a consent at a given time. */
export type ConsentStatus =
  /** Consent was declined. */
  | 'DECLINED'
  /** A consent was given and has ended. */
  | 'ENDED'
  /** A consent was given and has not ended. */
  | 'VALID';

/** The reason why a number of the account is not listed: it cannot do both SMS and voice. */
export type ExclusionReason =
  /** The number can neither send SMS nor place calls. */
  | 'NEITHER'
  /** The number can send SMS but cannot place calls. */
  | 'SMS_ONLY'
  /** The number can place calls but cannot send SMS. */
  | 'VOICE_ONLY';

/** The mode of the fallback policy: what happens to a message that the custom account cannot originate. */
export type FallbackMode =
  /** The default account sends it, and is billed. */
  | 'DEFAULT_ACCOUNT'
  /** It is not sent. */
  | 'DISABLED'
  /** No admin has ever chosen a mode. The default account may send and be billed. This mode cannot be chosen. */
  | 'NOT_DEFINED';

/** The status of a refresh. `REFRESHED` and `FAILED` are final. */
export type NumberRefreshStatus =
  /** An account is being fetched from Twilio. */
  | 'CHECKING_CREDENTIALS'
  /** An account could not be read completely. The known availability of its numbers stays as it was. */
  | 'FAILED'
  /** The numbers of an account are being fetched from Twilio. */
  | 'LISTING_NUMBERS'
  /** It has not started yet. */
  | 'PENDING'
  /** Every account was read completely, and availability is up to date. */
  | 'REFRESHED';

/** A stable code for a refusal, for programs to branch on. */
export type ProblemCode =
  /** The consent names values other than those that this save would make live. */
  | 'CONSENT_OUT_OF_DATE'
  /** Consent to the legal text is required. */
  | 'CONSENT_REQUIRED'
  /** The idempotency key was already used for a different request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** No available number is selected, or no channel is on. */
  | 'NOTHING_SELECTED'
  /** The object does not exist: a draft, a custom account, or what the id names. */
  | 'NOT_FOUND'
  /** The current state does not permit this: the channel is off, there is nothing to consent to, or the record is not of the required kind. */
  | 'NOT_POSSIBLE'
  /** The number is not in the account, is no longer available at Twilio, or cannot do both SMS and voice. */
  | 'NUMBER_NOT_SELECTABLE'
  /** The draft has expired, changed or been replaced, or another version has become live. */
  | 'OUT_OF_DATE'
  /** Only a person of the tenant can do this. */
  | 'PERSON_REQUIRED'
  /** The request came too often or too early. */
  | 'RATE_LIMITED'
  /** Values of the input exclude each other. */
  | 'VALUES_CONFLICT'
  /** A value does not have the form of its kind: an account SID, auth token, phone number, id, cursor, tenant id, time zone or idempotency key. */
  | 'VALUE_MALFORMED'
  /** A text, number, list, page or range is shorter, longer, smaller or larger than allowed. */
  | 'VALUE_OUT_OF_RANGE'
  /** A value is missing: an auth token, a tenant, or anything to save. */
  | 'VALUE_REQUIRED';

/** The status of an account at Twilio when it was verified. */
export type TwilioAccountStatus =
  /** The account can be used. An account with any other status does not verify. */
  | 'ACTIVE';

/** The type of an account at Twilio. */
export type TwilioAccountType =
  /** A paid account. */
  | 'FULL'
  /** A trial account, which cannot send to everyone. */
  | 'TRIAL';

/** The reason why an account could not be verified or read. */
export type VerificationFailureReason =
  /** The account is closed. */
  | 'ACCOUNT_CLOSED'
  /** Twilio does not allow the account to be used. */
  | 'ACCOUNT_NOT_USABLE'
  /** Twilio has suspended the account. */
  | 'ACCOUNT_SUSPENDED'
  /** Twilio does not know the account, or rejects the auth token. */
  | 'INCORRECT_CREDENTIALS'
  /** Originator could not store Twilio's response. Trying again does not help. */
  | 'INTERNAL'
  /** The account has no phone numbers. */
  | 'NO_ORIGINATING_NUMBERS'
  /** None of its numbers can do both SMS and voice. */
  | 'NO_USABLE_NUMBERS'
  /** A newer verification, a discarded draft or a removal superseded this verification. */
  | 'SUPERSEDED'
  /** The credentials are Twilio test credentials, which cannot send. */
  | 'TEST_CREDENTIALS'
  /** Twilio did not return a readable response in time. Trying again may help. */
  | 'TWILIO_UNAVAILABLE';

/** The status of a verification. `VERIFIED` and `FAILED` are final. */
export type VerificationStatus =
  /** The account is being fetched from Twilio. */
  | 'CHECKING_CREDENTIALS'
  /** The account was not verified. Nothing else changed. */
  | 'FAILED'
  /** The numbers of the account are being fetched from Twilio. */
  | 'LISTING_NUMBERS'
  /** It has not started yet. */
  | 'PENDING'
  /** The account is verified and has become the draft. */
  | 'VERIFIED';

export type ActorFragment = { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string };

export type WarningFragment = { readonly kind: AccountWarningKind, readonly since: string, readonly message: string };

export type AccountFragment = { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> };

export type OrganizationNumberFragment = { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null };

export type NumberPageFragment = { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type ConsentDocumentFragment = { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string };

export type ConsentFragment = { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } };

export type ConfigurationFragment = { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null };

export type IssueFragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

export type DraftFragment = { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

export type VerificationFragment = { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null };

export type NumberRefreshFragment = { readonly id: string, readonly status: NumberRefreshStatus, readonly createdAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null };

type Problem_InvalidInput_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_NotPossible_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_OutOfDate_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_RateLimited_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_RequirementsNotMet_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

export type ProblemFragment =
  | Problem_InvalidInput_Fragment
  | Problem_NotPossible_Fragment
  | Problem_OutOfDate_Fragment
  | Problem_RateLimited_Fragment
  | Problem_RequirementsNotMet_Fragment
;

export type OutOfDateFragment = { readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } };

export type RequirementsNotMetFragment = { readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null };

export type RateLimitedFragment = { readonly retryAfterSeconds: number, readonly retryAt: string | null };

type ConfigurationChange_CoveringConsentChange_Fragment = { readonly __typename: 'CoveringConsentChange', readonly consentBefore: { readonly id: string, readonly accountSid: string } | null, readonly consentAfter: { readonly id: string, readonly accountSid: string } | null };

type ConfigurationChange_CustomAccountChange_Fragment = { readonly __typename: 'CustomAccountChange', readonly accountBefore: { readonly sid: string, readonly name: string } | null, readonly accountAfter: { readonly sid: string, readonly name: string } | null };

type ConfigurationChange_FallbackPolicyChange_Fragment = { readonly __typename: 'FallbackPolicyChange', readonly policyBefore: { readonly mode: FallbackMode }, readonly policyAfter: { readonly mode: FallbackMode } };

type ConfigurationChange_SelectedNumbersChange_Fragment = { readonly __typename: 'SelectedNumbersChange', readonly removedCount: number, readonly addedCount: number };

type ConfigurationChange_TokenRotation_Fragment = { readonly __typename: 'TokenRotation', readonly setBefore: string, readonly setAfter: string };

type ConfigurationChange_UsedChannelsChange_Fragment = { readonly __typename: 'UsedChannelsChange', readonly channelsBefore: ReadonlyArray<Channel>, readonly channelsAfter: ReadonlyArray<Channel> };

export type ConfigurationChangeFragment =
  | ConfigurationChange_CoveringConsentChange_Fragment
  | ConfigurationChange_CustomAccountChange_Fragment
  | ConfigurationChange_FallbackPolicyChange_Fragment
  | ConfigurationChange_SelectedNumbersChange_Fragment
  | ConfigurationChange_TokenRotation_Fragment
  | ConfigurationChange_UsedChannelsChange_Fragment
;

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { readonly viewer: { readonly subject: string, readonly displayName: string, readonly platform: boolean, readonly scopes: ReadonlyArray<AccessScope>, readonly tenant: { readonly id: string, readonly tenantId: string } | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OrganizationNumberFragmentDoc = new TypedDocumentString(`
    fragment OrganizationNumber on OrganizationNumber {
  id
  phoneNumber
  sid
  name
  selected
  selectedAt
  available
  availabilityChangedAt
  excluded
}
    `, {"fragmentName":"OrganizationNumber"}) as unknown as TypedDocumentString<OrganizationNumberFragment, unknown>;
export const NumberPageFragmentDoc = new TypedDocumentString(`
    fragment NumberPage on OrganizationNumberConnection {
  counts {
    listed
    selected
    available
    excluded
  }
  edges {
    cursor
    node {
      ...OrganizationNumber
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    fragment OrganizationNumber on OrganizationNumber {
  id
  phoneNumber
  sid
  name
  selected
  selectedAt
  available
  availabilityChangedAt
  excluded
}`, {"fragmentName":"NumberPage"}) as unknown as TypedDocumentString<NumberPageFragment, unknown>;
export const VerificationFragmentDoc = new TypedDocumentString(`
    fragment Verification on Verification {
  id
  status
  accountSid
  failure {
    reason
    message
  }
  warnings
  createdAt
  deadlineAt
  finishedAt
}
    `, {"fragmentName":"Verification"}) as unknown as TypedDocumentString<VerificationFragment, unknown>;
export const NumberRefreshFragmentDoc = new TypedDocumentString(`
    fragment NumberRefresh on NumberRefresh {
  id
  status
  failure {
    reason
    message
  }
  createdAt
  finishedAt
}
    `, {"fragmentName":"NumberRefresh"}) as unknown as TypedDocumentString<NumberRefreshFragment, unknown>;
export const IssueFragmentDoc = new TypedDocumentString(`
    fragment Issue on Issue {
  code
  message
  path
}
    `, {"fragmentName":"Issue"}) as unknown as TypedDocumentString<IssueFragment, unknown>;
export const ProblemFragmentDoc = new TypedDocumentString(`
    fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
    fragment Issue on Issue {
  code
  message
  path
}`, {"fragmentName":"Problem"}) as unknown as TypedDocumentString<ProblemFragment, unknown>;
export const ActorFragmentDoc = new TypedDocumentString(`
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
    `, {"fragmentName":"Actor"}) as unknown as TypedDocumentString<ActorFragment, unknown>;
export const WarningFragmentDoc = new TypedDocumentString(`
    fragment Warning on AccountWarning {
  kind
  since
  message
}
    `, {"fragmentName":"Warning"}) as unknown as TypedDocumentString<WarningFragment, unknown>;
export const AccountFragmentDoc = new TypedDocumentString(`
    fragment Account on TwilioAccount {
  id
  sid
  name
  status
  type
  ownerAccountSid
  verifiedAt
  tokenSetAt
  warnings {
    ...Warning
  }
}
    fragment Warning on AccountWarning {
  kind
  since
  message
}`, {"fragmentName":"Account"}) as unknown as TypedDocumentString<AccountFragment, unknown>;
export const ConsentDocumentFragmentDoc = new TypedDocumentString(`
    fragment ConsentDocument on ConsentDocument {
  version
  locale
  title
  body
  digest
  inForceFrom
}
    `, {"fragmentName":"ConsentDocument"}) as unknown as TypedDocumentString<ConsentDocumentFragment, unknown>;
export const DraftFragmentDoc = new TypedDocumentString(`
    fragment Draft on ConfigurationDraft {
  id
  revision
  createdAt
  changedAt
  changedBy {
    ...Actor
  }
  expiresAt
  liveVersion
  account {
    ...Account
  }
  consentRequired {
    accountSid
    draftRevision
    document {
      ...ConsentDocument
    }
  }
  unmetRequirements {
    ...Issue
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
fragment Warning on AccountWarning {
  kind
  since
  message
}
fragment Account on TwilioAccount {
  id
  sid
  name
  status
  type
  ownerAccountSid
  verifiedAt
  tokenSetAt
  warnings {
    ...Warning
  }
}
fragment ConsentDocument on ConsentDocument {
  version
  locale
  title
  body
  digest
  inForceFrom
}
fragment Issue on Issue {
  code
  message
  path
}`, {"fragmentName":"Draft"}) as unknown as TypedDocumentString<DraftFragment, unknown>;
export const ConsentFragmentDoc = new TypedDocumentString(`
    fragment Consent on Consent {
  id
  kind
  status
  accountSid
  document {
    version
    locale
    digest
  }
  draftRevision
  configurationVersion
  endReason
  endedBy {
    id
    endReason
    recordedAt
  }
  actor {
    ...Actor
  }
  ip
  userAgent
  requestId
  recordedAt
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`, {"fragmentName":"Consent"}) as unknown as TypedDocumentString<ConsentFragment, unknown>;
export const ConfigurationFragmentDoc = new TypedDocumentString(`
    fragment Configuration on Configuration {
  id
  version
  inForceFrom
  channels
  fallbackPolicy {
    mode
    chosenAt
    chosenBy {
      ...Actor
    }
  }
  account {
    ...Account
  }
  consent {
    ...Consent
  }
  savedBy {
    ...Actor
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
fragment Warning on AccountWarning {
  kind
  since
  message
}
fragment Account on TwilioAccount {
  id
  sid
  name
  status
  type
  ownerAccountSid
  verifiedAt
  tokenSetAt
  warnings {
    ...Warning
  }
}
fragment Consent on Consent {
  id
  kind
  status
  accountSid
  document {
    version
    locale
    digest
  }
  draftRevision
  configurationVersion
  endReason
  endedBy {
    id
    endReason
    recordedAt
  }
  actor {
    ...Actor
  }
  ip
  userAgent
  requestId
  recordedAt
}`, {"fragmentName":"Configuration"}) as unknown as TypedDocumentString<ConfigurationFragment, unknown>;
export const OutOfDateFragmentDoc = new TypedDocumentString(`
    fragment OutOfDate on OutOfDate {
  currentDraft {
    ...Draft
  }
  currentConfiguration {
    ...Configuration
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
fragment Warning on AccountWarning {
  kind
  since
  message
}
fragment Account on TwilioAccount {
  id
  sid
  name
  status
  type
  ownerAccountSid
  verifiedAt
  tokenSetAt
  warnings {
    ...Warning
  }
}
fragment ConsentDocument on ConsentDocument {
  version
  locale
  title
  body
  digest
  inForceFrom
}
fragment Consent on Consent {
  id
  kind
  status
  accountSid
  document {
    version
    locale
    digest
  }
  draftRevision
  configurationVersion
  endReason
  endedBy {
    id
    endReason
    recordedAt
  }
  actor {
    ...Actor
  }
  ip
  userAgent
  requestId
  recordedAt
}
fragment Configuration on Configuration {
  id
  version
  inForceFrom
  channels
  fallbackPolicy {
    mode
    chosenAt
    chosenBy {
      ...Actor
    }
  }
  account {
    ...Account
  }
  consent {
    ...Consent
  }
  savedBy {
    ...Actor
  }
}
fragment Issue on Issue {
  code
  message
  path
}
fragment Draft on ConfigurationDraft {
  id
  revision
  createdAt
  changedAt
  changedBy {
    ...Actor
  }
  expiresAt
  liveVersion
  account {
    ...Account
  }
  consentRequired {
    accountSid
    draftRevision
    document {
      ...ConsentDocument
    }
  }
  unmetRequirements {
    ...Issue
  }
}`, {"fragmentName":"OutOfDate"}) as unknown as TypedDocumentString<OutOfDateFragment, unknown>;
export const RequirementsNotMetFragmentDoc = new TypedDocumentString(`
    fragment RequirementsNotMet on RequirementsNotMet {
  consentDocument {
    ...ConsentDocument
  }
  currentDraft {
    id
    revision
  }
}
    fragment ConsentDocument on ConsentDocument {
  version
  locale
  title
  body
  digest
  inForceFrom
}`, {"fragmentName":"RequirementsNotMet"}) as unknown as TypedDocumentString<RequirementsNotMetFragment, unknown>;
export const RateLimitedFragmentDoc = new TypedDocumentString(`
    fragment RateLimited on RateLimited {
  retryAfterSeconds
  retryAt
}
    `, {"fragmentName":"RateLimited"}) as unknown as TypedDocumentString<RateLimitedFragment, unknown>;
export const ConfigurationChangeFragmentDoc = new TypedDocumentString(`
    fragment ConfigurationChange on ConfigurationChange {
  __typename
  ... on CustomAccountChange {
    accountBefore: before {
      sid
      name
    }
    accountAfter: after {
      sid
      name
    }
  }
  ... on TokenRotation {
    setBefore: before
    setAfter: after
  }
  ... on SelectedNumbersChange {
    removedCount
    addedCount
  }
  ... on FallbackPolicyChange {
    policyBefore: before {
      mode
    }
    policyAfter: after {
      mode
    }
  }
  ... on UsedChannelsChange {
    channelsBefore: before
    channelsAfter: after
  }
  ... on CoveringConsentChange {
    consentBefore: before {
      id
      accountSid
    }
    consentAfter: after {
      id
      accountSid
    }
  }
}
    `, {"fragmentName":"ConfigurationChange"}) as unknown as TypedDocumentString<ConfigurationChangeFragment, unknown>;
export const WhoAmIDocument = {"__meta__":{"operationName":"WhoAmI","hash":"sha256:a5c0dabfb413a3127f53bd34fd429a2e56c1bfa49696197af5a461efaa83b01c"}} as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;