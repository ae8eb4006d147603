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
  /** Stop sending, for a tenant, a country or altogether, and let it go on. */
  | 'SENDING_PAUSE'
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

/** The change request to approve, as it was shown. */
export type ApproveChangeRequestInput = {
  /** The `digest` of the change request that was shown. */
  readonly digest: string;
  /** The change request, by its global or its plain id. */
  readonly id: string;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** A note of at most 500 characters. It stays in the log and must name nobody. */
  readonly note?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The source from which the outcome of an attempt is known. */
export type AttemptEvidence =
  /** Twilio's response to the API request, or the lack of one. */
  | 'ANSWER'
  /** A status callback from Twilio. */
  | 'CALLBACK'
  /** Twilio's list of messages or calls. */
  | 'LIST';

/** The outcome of an attempt. */
export type AttemptOutcome =
  /** Twilio accepted the message or call. */
  | 'ACCEPTED'
  /** The request was never sent to Twilio. */
  | 'NOT_SENT'
  /** It is not yet known whether Twilio accepted the message or call. */
  | 'OPEN'
  /** Twilio refused the message or call. */
  | 'REFUSED'
  /** Twilio rate-limited the request (HTTP 429) and did not process it. */
  | 'THROTTLED';

/** Selects the audit entries of a list. All conditions must match; a condition that is absent matches everything. */
export type AuditEntryFilter = {
  /** Entries of what this subject did. */
  readonly actorSubject?: string | null | undefined;
  /** Entries at or after this time. */
  readonly from?: string | null | undefined;
  /** Entries of one of these kinds. */
  readonly kinds?: ReadonlyArray<AuditEntryKind> | null | undefined;
  /** Entries about exactly this object, for example `configuration/3`. */
  readonly object?: string | null | undefined;
  /** Entries before this time. */
  readonly to?: string | null | undefined;
};

/** The kinds of event that a tenant's audit log records. */
export type AuditEntryKind =
  /** The custom account was removed. */
  | 'ACCOUNT_REMOVED'
  /** The log or a part of it was exported. */
  | 'AUDIT_EXPORTED'
  /** A warning about a budget was cleared. */
  | 'BUDGET_WARNING_CLEARED'
  /** A warning about a budget was raised. */
  | 'BUDGET_WARNING_RAISED'
  /** A change of who sends was asked for, and waits for another person or its time. */
  | 'CHANGE_REQUESTED'
  /** A change request was approved, overridden, applied, rejected or withdrawn, or became stale. */
  | 'CHANGE_REQUEST_DECIDED'
  /** The channels in use changed. */
  | 'CHANNELS_CHANGED'
  /** A configuration version became live. */
  | 'CONFIGURATION_SAVED'
  /** A person declined to consent. */
  | 'CONSENT_DECLINED'
  /** A consent ended because its account was replaced or removed. */
  | 'CONSENT_ENDED'
  /** A person consented. */
  | 'CONSENT_GIVEN'
  /** A receipt for a consent was issued. */
  | 'CONSENT_RECEIPT_ISSUED'
  /** The recorded outcome of a dispatch was corrected. */
  | 'DISPATCH_CORRECTED'
  /** The outcome of a dispatch, and the billed account, became known. */
  | 'DISPATCH_DECIDED'
  /** The price that Twilio charged the custom account became known. */
  | 'DISPATCH_PRICED'
  /** The selection of a draft changed. */
  | 'DRAFT_CHANGED'
  /** A draft was created. */
  | 'DRAFT_CREATED'
  /** A draft was discarded. */
  | 'DRAFT_DISCARDED'
  /** A draft expired. */
  | 'DRAFT_EXPIRED'
  /** A draft replaced another one. */
  | 'DRAFT_REPLACED'
  /** The fallback policy changed. */
  | 'FALLBACK_POLICY_CHANGED'
  /** A change of who sends began or ceased to take another person of the tenant. */
  | 'FOUR_EYES_CHANGED'
  /** Guards refused dispatches, or would have: one entry by hour and guard. */
  | 'GUARD_REFUSALS_COUNTED'
  /** A new epoch of the log was started after a restore; this is its first entry. */
  | 'LEDGER_EPOCH_STARTED'
  /** A legal hold was placed. */
  | 'LEGAL_HOLD_PLACED'
  /** A legal hold was released. */
  | 'LEGAL_HOLD_RELEASED'
  /** A selected number became available or unavailable at Twilio. */
  | 'NUMBER_AVAILABILITY_CHANGED'
  /** The data of a person was erased. */
  | 'PERSON_ERASED'
  /** The platform stopped sending, for all countries or one. */
  | 'SENDING_PAUSED'
  /** Other members of the sending policy were chosen. */
  | 'SENDING_POLICY_CHANGED'
  /** A stop of sending ended. */
  | 'SENDING_RESUMED'
  /** The auth token of the live account was replaced. */
  | 'TOKEN_ROTATED'
  /** A verification ended. */
  | 'VERIFICATION_FINISHED'
  /** A warning on the account was cleared. */
  | 'WARNING_CLEARED'
  /** A warning on the account was raised. */
  | 'WARNING_RAISED';

/** The account that is billed: the one whose API accepted the dispatch. */
export type BilledAccount =
  /** The tenant's own Twilio account. */
  | 'CUSTOM'
  /** The platform's Twilio account, charged by the platform's rate card. */
  | 'DEFAULT'
  /** No account: none accepted the dispatch. */
  | 'NONE'
  /** It is not yet known whether an account accepted the dispatch. */
  | 'UNKNOWN';

/** The most money in a day and in a month. */
export type BudgetInput = {
  /** The most money within a day. Absent or null for no limit. */
  readonly day?: string | null | undefined;
  /** The mode. */
  readonly mode: GuardMode;
  /** The most money within a month. Absent or null for no limit. */
  readonly month?: string | null | undefined;
};

/** The change that a request asks for. */
export type ChangeRequestKind =
  /** That a change no longer takes another person. */
  | 'FOUR_EYES_OFF'
  /** The removal of the custom account. */
  | 'REMOVAL'
  /** A save. */
  | 'SAVE';

/** The state of a change request. It is open while it is `PENDING` or `APPROVED`. */
export type ChangeRequestState =
  /** It was made. */
  | 'APPLIED'
  /** It waits for its time, `applyAt`. */
  | 'APPROVED'
  /** It waits for another person. */
  | 'PENDING'
  /** Another person said no. */
  | 'REJECTED'
  /** It could no longer be made: `note` says what had changed. */
  | 'STALE'
  /** The person who asked took it back. */
  | 'WITHDRAWN';

/** The way in which a message reaches its recipient. */
export type Channel =
  /** A text message (SMS). */
  | 'SMS'
  /** A phone call that speaks the text. */
  | 'VOICE';

/** The source of a price. */
export type ChargeSource =
  /** The platform's rate card, which applies to the default account. */
  | 'RATE_CARD'
  /** Twilio's own price, which applies to the custom account. */
  | 'TWILIO';

/** The kind of a difference between a configuration version and the version before it. */
export type ConfigurationChangeKind =
  /** A custom account was enabled, replaced or removed. */
  | 'ACCOUNT'
  /** Other channels are used. */
  | 'CHANNELS'
  /** Another consent covers the account, or there is no longer an account to cover. */
  | 'CONSENT'
  /** Another mode of the fallback policy was chosen. */
  | 'FALLBACK_POLICY'
  /** Other numbers were selected. */
  | 'NUMBERS'
  /** Other members of the sending policy were chosen. */
  | 'SENDING_POLICY'
  /** The auth token of the custom account was replaced. */
  | 'TOKEN';

/** The reason why a consent ended. */
export type ConsentEndReason =
  /** The account was removed. */
  | 'ACCOUNT_REMOVED'
  /** Another account was saved. */
  | 'ACCOUNT_REPLACED';

/** Selects the consent records of a list. All conditions must match; a condition that is absent matches everything. */
export type ConsentFilter = {
  /** Records about the account with this SID. */
  readonly accountSid?: string | null | undefined;
  /** Records of what this subject did. */
  readonly actorSubject?: string | null | undefined;
  /** Records about the legal text with this digest. */
  readonly documentDigest?: string | null | undefined;
  /** Records about the legal text of this version. */
  readonly documentVersion?: number | null | undefined;
  /** Records at or after this time. */
  readonly from?: string | null | undefined;
  /** Records of one of these kinds. */
  readonly kinds?: ReadonlyArray<ConsentKind> | null | undefined;
  /** The time at which `statuses` must hold. The default is now. */
  readonly statusAt?: string | null | undefined;
  /** Records with one of these statuses. A record of kind `ENDED` has no status and never matches. */
  readonly statuses?: ReadonlyArray<ConsentStatus> | null | undefined;
  /** Records before this time. */
  readonly to?: string | null | undefined;
};

/** The account, draft and legal text that were shown to the admin. It is refused if the save would make anything else live. */
export type ConsentInput = {
  /** The SID of the account. */
  readonly accountSid: string;
  /** The digest of the text. */
  readonly documentDigest: string;
  /** The language of the text. */
  readonly documentLocale: string;
  /** The version of the text. */
  readonly documentVersion: number;
  /** The revision of the draft. */
  readonly draftRevision: number;
};

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

/** A pause between messages to one recipient by one channel that grows with their number. */
export type CoolDownInput = {
  /** The number of messages within an hour after which the next waits for a pause. */
  readonly after: number;
  /** The first pause in seconds. Each further message makes it twice as long. */
  readonly firstSeconds: number;
  /** The longest pause in seconds. */
  readonly longestSeconds: number;
  /** The mode. */
  readonly mode: GuardMode;
};

/** The countries that are reached by one channel. */
export type CountryRulesInput = {
  /** The only countries that are allowed, as ISO 3166-1 alpha-2 codes, `ZZ` for numbers of no country; null for all that are not denied. */
  readonly allowed?: ReadonlyArray<string> | null | undefined;
  /** The countries that are denied, as ISO 3166-1 alpha-2 codes, `ZZ` for numbers of no country. */
  readonly denied: ReadonlyArray<string>;
  /** The mode. */
  readonly mode: GuardMode;
};

/** The consent to decline. */
export type DeclineConsentInput = {
  /** The account, draft and legal text that were shown. */
  readonly consent: ConsentInput;
  /** The draft that requires the consent. */
  readonly draft: DraftReferenceInput;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The delivery status that Twilio last reported. It only moves forward. */
export type DeliveryStatus =
  /** Voice: the line was busy. */
  | 'BUSY'
  /** Voice: the call was canceled. */
  | 'CANCELED'
  /** Voice: the call was answered and has ended. */
  | 'COMPLETED'
  /** SMS: the message was delivered. */
  | 'DELIVERED'
  /** The message or call failed after Twilio had accepted it. */
  | 'FAILED'
  /** Voice: the call was answered. */
  | 'IN_PROGRESS'
  /** Twilio has not reported anything yet. */
  | 'NONE'
  /** Voice: nobody answered. */
  | 'NO_ANSWER'
  /** The message or call is queued at Twilio. */
  | 'QUEUED'
  /** Voice: the phone is ringing. */
  | 'RINGING'
  /** SMS: the message is being sent. */
  | 'SENDING'
  /** SMS: the carrier accepted the message. */
  | 'SENT'
  /** SMS: the message could not be delivered. */
  | 'UNDELIVERED';

/** The draft to discard. */
export type DiscardDraftInput = {
  /** The draft to discard. */
  readonly draft: DraftReferenceInput;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** A reason why a dispatch failed that its attempts do not show. */
export type DispatchFailureReason =
  /** The process that sent the dispatch died before the fallback. Send again under a new idempotency key. */
  | 'INTERRUPTED'
  /** No sender of the default account fits the channel and the country. */
  | 'NO_DEFAULT_NUMBER'
  /** There was no time left for the fallback. */
  | 'TIME_SPENT';

/** The stage at which a dispatch failed. */
export type DispatchFailureStage =
  /** An account was asked to originate it, and Twilio refused or did not answer: an API error. */
  | 'API'
  /** Twilio had accepted it, and reported later that it was not delivered. */
  | 'DELIVERY';

/** A message to send. */
export type DispatchInput = {
  /** The channel. */
  readonly channel: Channel;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique within the tenant. Repeating the same request with the same key returns the same record and sends nothing. */
  readonly idempotencyKey: string;
  /** Voice only: the language to speak in, as a BCP 47 tag. The default is `en-US`. */
  readonly language?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
  /** The text to send or to speak. It is passed on to Twilio and never stored. */
  readonly text: string;
  /** The recipient's phone number in E.164 format. */
  readonly to: string;
  /** SMS only: the validity period in seconds, after which Twilio no longer sends the message. The default is Twilio's own. */
  readonly validitySeconds?: number | null | undefined;
};

/** Selects the dispatch records of a list. All conditions must match; a condition that is absent matches everything. */
export type DispatchRecordFilter = {
  /** Records billed to one of these. */
  readonly billedAccounts?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Records changed at or since this time, at most 7 days ago, in the order of their changes and with those of the 10 seconds before, of which some may have become visible since. A record that changes while pages are read comes once more. */
  readonly changedSince?: string | null | undefined;
  /** Records of one of these channels. */
  readonly channels?: ReadonlyArray<Channel> | null | undefined;
  /** Records decided under one of these configuration versions, by number. */
  readonly configurationVersions?: ReadonlyArray<number> | null | undefined;
  /** Records to recipients in one of these countries, as ISO 3166-1 alpha-2 codes or `ZZ`. */
  readonly countries?: ReadonlyArray<string> | null | undefined;
  /** Records with one of these delivery statuses. */
  readonly deliveries?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Records created at or after this time. */
  readonly from?: string | null | undefined;
  /** Records with an attempt from exactly this number or sender ID. */
  readonly originatingNumber?: string | null | undefined;
  /** Records to exactly this recipient. */
  readonly recipient?: string | null | undefined;
  /** Records decided by one of these rules. */
  readonly rules?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Records in one of these states. */
  readonly states?: ReadonlyArray<DispatchState> | null | undefined;
  /** Records created before this time. */
  readonly to?: string | null | undefined;
  /** Records with one of these triggers. */
  readonly triggers?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** Selects the dispatch records to follow, by their values after the change. All conditions must match; a condition that is absent matches everything. */
export type DispatchRecordedFilter = {
  /** Records billed to one of these. */
  readonly billedAccounts?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Records of one of these channels. */
  readonly channels?: ReadonlyArray<Channel> | null | undefined;
  /** Records decided under one of these configuration versions, by number. */
  readonly configurationVersions?: ReadonlyArray<number> | null | undefined;
  /** Records to recipients in one of these countries, as ISO 3166-1 alpha-2 codes or `ZZ`. */
  readonly countries?: ReadonlyArray<string> | null | undefined;
  /** Records with one of these delivery statuses. */
  readonly deliveries?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Records with an attempt from exactly this number or sender ID. */
  readonly originatingNumber?: string | null | undefined;
  /** Records to exactly this recipient. */
  readonly recipient?: string | null | undefined;
  /** Records decided by one of these rules. */
  readonly rules?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Records in one of these states. */
  readonly states?: ReadonlyArray<DispatchState> | null | undefined;
  /** Records with one of these triggers. */
  readonly triggers?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** The rule by which a dispatch was decided. */
export type DispatchRule =
  /** The custom account is live, and is always tried first. */
  | 'CUSTOM_FIRST'
  /** The fallback policy allows an attempt on the default account. */
  | 'FALLBACK_ALLOWED'
  /** The budget for fallbacks has too little left for an attempt on the default account. */
  | 'FALLBACK_BUDGET_SPENT'
  /** The fallback policy forbids an attempt on the default account. */
  | 'FALLBACK_DISABLED'
  /** The platform excludes the error code that Twilio returned from fallback. */
  | 'FALLBACK_EXCLUDED_CODE'
  /** A guard refuses the dispatch on the default account, by the platform's bounds. */
  | 'FALLBACK_GUARDED'
  /** No fallback policy was ever chosen, which allows an attempt on the default account. */
  | 'FALLBACK_NOT_DEFINED'
  /** No fallback policy was ever chosen, and the platform treats that as disabled. */
  | 'FALLBACK_NOT_DEFINED_OFF'
  /** There is no custom account, so the default account sends. That is not a fallback. */
  | 'NO_CUSTOM_ACCOUNT';

/** The state of a dispatch. */
export type DispatchState =
  /** An account accepted the dispatch. */
  | 'ACCEPTED'
  /** No attempt was accepted, and none can still turn out to have been. */
  | 'FAILED'
  /** No attempt is known to have been accepted, but at least one may have been. The outcome may still become known. */
  | 'OUTCOME_UNKNOWN'
  /** The dispatch is in progress. */
  | 'PENDING';

/** Selects the dispatches to count. All conditions must match; a condition that is absent matches everything. */
export type DispatchStatsFilter = {
  /** Dispatches billed to the accounts with these SIDs. */
  readonly accountSid?: ReadonlyArray<string> | null | undefined;
  /** Dispatches billed to one of these. */
  readonly billedAccount?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Dispatches on one of these channels. */
  readonly channel?: ReadonlyArray<Channel> | null | undefined;
  /** Dispatches to recipients in one of these countries, as ISO 3166-1 alpha-2 codes or `ZZ`. */
  readonly country?: ReadonlyArray<string> | null | undefined;
  /** Dispatches with one of these delivery statuses. */
  readonly delivery?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Dispatches decided by one of these rules. */
  readonly rule?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Dispatches in one of these states. */
  readonly state?: ReadonlyArray<DispatchState> | null | undefined;
  /** Dispatches with one of these triggers. */
  readonly trigger?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** The event that triggered a fallback to the default account. */
export type DispatchTrigger =
  /** Twilio refused the custom account's attempt or did not respond. */
  | 'API_ERROR'
  /** No selected number of the custom account was available. */
  | 'NO_ORIGINATION_NUMBER';

/** The event that triggered a fallback, or `NONE`. Used to filter and group by. */
export type DispatchTriggerValue =
  /** Twilio refused the custom account's attempt or did not respond. */
  | 'API_ERROR'
  /** Nothing triggered a fallback. */
  | 'NONE'
  /** No selected number of the custom account was available. */
  | 'NO_ORIGINATION_NUMBER';

/** The draft as it was shown. The request is refused if the draft has changed since. */
export type DraftReferenceInput = {
  /** The draft, by its global or its plain id. */
  readonly id: string;
  /** The revision of the draft. */
  readonly revision: number;
};

/** The person to erase, and why. */
export type ErasePersonInput = {
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** True for the platform's own log, which only platform roles reach; `tenantId` is absent then. */
  readonly platformLog?: boolean;
  /** The reason why the person is erased. It stays in the log and must not name them. */
  readonly reason: string;
  /** The reference of the request elsewhere, such as the number of a ticket. It stays in the log too. */
  readonly reference: string;
  /** The subject of the person’s tokens. */
  readonly subject: string;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** Numbers that can be selected all together. */
export type EveryNumber =
  /** Every number that is listed at this moment. */
  | 'LISTED';

/** The reason why a number of the account is not listed: it cannot do both SMS and voice. */
export type ExclusionReason =
  /** The number can neither send SMS nor place calls. */
  | 'NEITHER'
  /** The number can send SMS but cannot place calls. */
  | 'SMS_ONLY'
  /** The number can place calls but cannot send SMS. */
  | 'VOICE_ONLY';

/** The choices of an admin for messages that the custom account cannot originate. */
export type FallbackChoice =
  /** The default account sends them, and is billed. */
  | 'DEFAULT_ACCOUNT'
  /** They are not sent. Front ends should preselect this. */
  | 'DISABLED';

/** The mode of the fallback policy: what happens to a message that the custom account cannot originate. */
export type FallbackMode =
  /** The default account sends it, and is billed. */
  | 'DEFAULT_ACCOUNT'
  /** It is not sent. */
  | 'DISABLED'
  /** No admin has ever chosen a mode. The default account may send and be billed. This mode cannot be chosen. */
  | 'NOT_DEFINED';

/** The one that requires another person for a change of who sends. */
export type FourEyes =
  /** One person is enough. */
  | 'OFF'
  /** The platform, in every tenant. */
  | 'PLATFORM'
  /** The tenant, which can end it with the approval of another person. */
  | 'TENANT';

/** The mode of a guard. */
export type GuardMode =
  /** The guard refuses. */
  | 'ENFORCE'
  /** The guard counts what it would refuse, and refuses nothing. */
  | 'OBSERVE'
  /** The guard does nothing. */
  | 'OFF';

/** The consent to issue a receipt for. */
export type IssueConsentReceiptInput = {
  /** A consent record of kind `GIVEN`, by its global or its plain id. */
  readonly consentId: string;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** True for a receipt that withholds personal values: it shows what was consented to, and not by whom. */
  readonly omitDisclosures?: boolean;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** A kind of phone number that can be denied. */
export type NumberKind =
  /** A premium-rate number. */
  | 'PREMIUM'
  /** A number of a satellite or an international network. */
  | 'SATELLITE'
  /** A shared-cost number. */
  | 'SHARED_COST'
  /** A number that the numbering plans assign to nobody. */
  | 'UNASSIGNED';

/** The kinds of number that nothing is sent to. */
export type NumberKindRulesInput = {
  /** The kinds of number that nothing is sent to. */
  readonly denied: ReadonlyArray<NumberKind>;
  /** The mode. */
  readonly mode: GuardMode;
};

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

/** Either numbers by name or all of them. */
export type NumberSelection =
  {   /** The numbers that are selected all together. */
  readonly every: EveryNumber; readonly phoneNumbers?: never; }
  |  { readonly every?: never;   /** The numbers in E.164, at most 5000. */
  readonly phoneNumbers: ReadonlyArray<string>; };

/** Selects the numbers of a list. */
export type OrganizationNumberFilter =
  /** Numbers that Twilio has and that can do both SMS and voice. */
  | 'AVAILABLE'
  /** Numbers that Twilio has but that cannot be selected, each with the reason. */
  | 'EXCLUDED'
  /** Numbers that can be selected, and numbers that are selected. */
  | 'LISTED'
  /** Numbers that are selected. */
  | 'SELECTED';

/** The kind of Twilio account that makes an attempt. */
export type Originator =
  /** The tenant's own Twilio account. */
  | 'CUSTOM'
  /** The platform's Twilio account. */
  | 'DEFAULT';

/** The messages to stop, and why. */
export type PauseSendingInput = {
  /** The country of the recipients, as ISO 3166-1 alpha-2; absent for all countries. */
  readonly country?: string | null | undefined;
  /** True for the messages of all tenants; `tenantId` is absent then. */
  readonly everyTenant?: boolean;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The reason, of up to 500 characters. It stays in the log and must name nobody. */
  readonly reason: string;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The legal hold to place. It covers what meets all of `subject`, `from` and `to` that are given; without any, the whole tenant. */
export type PlaceLegalHoldInput = {
  /** It is for what happened at or after this time. */
  readonly from?: string | null | undefined;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** True for the platform's own log, which only platform roles reach; `tenantId` is absent then. */
  readonly platformLog?: boolean;
  /** The reason for the hold. It stays in the log and must not name the person. */
  readonly reason: string;
  /** The reference of the matter elsewhere, such as the number of a case. It stays in the log too. */
  readonly reference: string;
  /** The subject of the tokens of the person whom it is for. */
  readonly subject?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
  /** It is for what happened before this time. */
  readonly to?: string | null | undefined;
};

/** Selects the dispatches of all tenants to count. All conditions must match; a condition that is absent matches everything. */
export type PlatformDispatchStatsFilter = {
  /** Dispatches billed to the accounts with these SIDs. */
  readonly accountSid?: ReadonlyArray<string> | null | undefined;
  /** Dispatches billed to one of these. */
  readonly billedAccount?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Dispatches on one of these channels. */
  readonly channel?: ReadonlyArray<Channel> | null | undefined;
  /** Dispatches to recipients in one of these countries, as ISO 3166-1 alpha-2 codes or `ZZ`. */
  readonly country?: ReadonlyArray<string> | null | undefined;
  /** Dispatches with one of these delivery statuses. */
  readonly delivery?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Dispatches decided by one of these rules. */
  readonly rule?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Dispatches in one of these states. */
  readonly state?: ReadonlyArray<DispatchState> | null | undefined;
  /** Dispatches of one of these tenants, by plain or global id. */
  readonly tenant?: ReadonlyArray<string> | null | undefined;
  /** Dispatches with one of these triggers. */
  readonly trigger?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** The kinds of event that the platform's own log records. */
export type PlatformLogEntryKind =
  /** The log or a part of it was exported. */
  | 'AUDIT_EXPORTED'
  /** Consents of all tenants were read. */
  | 'CONSENTS_READ'
  /** A legal text was published. */
  | 'CONSENT_DOCUMENT_PUBLISHED'
  /** The settings that apply to all dispatches changed. */
  | 'DISPATCH_SETTINGS_CHANGED'
  /** Audit entries of all tenants were read. */
  | 'ENTRIES_READ'
  /** A new epoch of the log was started after a restore; this is its first entry. */
  | 'LEDGER_EPOCH_STARTED'
  /** The key that signs checkpoints changed. */
  | 'LEDGER_KEY_CHANGED'
  /** A legal hold was placed. */
  | 'LEGAL_HOLD_PLACED'
  /** A legal hold was released. */
  | 'LEGAL_HOLD_RELEASED'
  /** Auth tokens were re-encrypted under another master key. */
  | 'MASTER_KEYS_ROTATED'
  /** A master key that encrypts nothing any more was retired. */
  | 'MASTER_KEY_RETIRED'
  /** The data of a person was erased. */
  | 'PERSON_ERASED'
  /** A rate card came into force. */
  | 'RATE_CARD_PUBLISHED'
  /** Dispatch records older than their retention period were removed. */
  | 'RETENTION_APPLIED'
  /** Other defaults and bounds of sending policies are in use. */
  | 'SENDING_LIMITS_CHANGED'
  /** Sending was stopped for all tenants, for all countries or one. */
  | 'SENDING_PAUSED'
  /** A stop of sending ended. */
  | 'SENDING_RESUMED'
  /** Statistics of all tenants were read. */
  | 'STATISTICS_READ'
  /** The list of tenants was read. */
  | 'TENANTS_READ';

/** Selects the entries of the platform's log. All conditions must match; a condition that is absent matches everything. */
export type PlatformLogFilter = {
  /** Entries of what this subject did. */
  readonly actorSubject?: string | null | undefined;
  /** Entries at or after this time. */
  readonly from?: string | null | undefined;
  /** Entries of one of these kinds. */
  readonly kinds?: ReadonlyArray<PlatformLogEntryKind> | null | undefined;
  /** Entries about exactly this object, for example `configuration/3`. */
  readonly object?: string | null | undefined;
  /** Entries before this time. */
  readonly to?: string | null | undefined;
};

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
  /** Only a person of the tenant can do this, another person than the caller, or one who has authenticated as `StepUpRequired` says. */
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

/** The most messages to one recipient by one channel, 0 to 1,000,000 each. */
export type RecipientLimitsInput = {
  /** The most messages to one recipient within a day. */
  readonly day: number;
  /** The most messages to one recipient within an hour. */
  readonly hour: number;
  /** The mode. */
  readonly mode: GuardMode;
  /** The most messages to one recipient within ten minutes. */
  readonly tenMinutes: number;
};

/** The change request to reject. */
export type RejectChangeRequestInput = {
  /** The change request, by its global or its plain id. */
  readonly id: string;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** A note of at most 500 characters. It stays in the log and must name nobody. */
  readonly note?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The legal hold to release, and why. */
export type ReleaseLegalHoldInput = {
  /** The id of the legal hold. */
  readonly id: string;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** True for the platform's own log, which only platform roles reach; `tenantId` is absent then. */
  readonly platformLog?: boolean;
  /** The reason for its end. It stays in the log and must name nobody. */
  readonly reason: string;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** From which configuration to remove the custom account. */
export type RemoveTwilioAccountInput = {
  /** The time at which to make the change, as a change request; absent for at once. Everything is checked then, too. */
  readonly applyAt?: string | null | undefined;
  /** The number of the live version that the change is based on; 0 if nothing has been saved yet. */
  readonly baseVersion: number;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The stop to end, and why. */
export type ResumeSendingInput = {
  /** The country of the recipients, as ISO 3166-1 alpha-2; absent for all countries. */
  readonly country?: string | null | undefined;
  /** True for the messages of all tenants; `tenantId` is absent then. */
  readonly everyTenant?: boolean;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The reason, of up to 500 characters. It stays in the log and must name nobody. */
  readonly reason: string;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The configuration to make live as the next version. A field that is absent keeps its present value. */
export type SaveTwilioAccountInput = {
  /** The time at which to make the change, as a change request; absent for at once. Everything is checked then, too. */
  readonly applyAt?: string | null | undefined;
  /** The number of the live version that the change is based on; 0 if nothing has been saved yet. */
  readonly baseVersion: number;
  /** The channels to use. At least one is required. */
  readonly channels?: ReadonlyArray<Channel> | null | undefined;
  /** The consent that the draft requires. Omit it if none is required. */
  readonly consent?: ConsentInput | null | undefined;
  /** The draft to make live. Omit it to save only the fallback mode, the channels or the sending policy. */
  readonly draft?: DraftReferenceInput | null | undefined;
  /** The fallback mode. */
  readonly fallbackMode?: FallbackChoice | null | undefined;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The members of the sending policy to change. On the default account they cannot be looser than the platform's bounds. */
  readonly sendingPolicy?: SendingPolicyInput | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The numbers to select. They replace the former selection. */
export type SelectOrganizationNumbersInput = {
  /** The draft to edit. If there is no draft, omit it to start one from the live account. */
  readonly draft?: DraftReferenceInput | null | undefined;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The numbers to select. */
  readonly numbers: NumberSelection;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The traffic that a sender of the default account is registered for. */
export type SenderClass =
  /** Advertising. Such a sender is never used. */
  | 'PROMOTIONAL'
  /** Codes and notices that a person asked for. */
  | 'TRANSACTIONAL';

/** The kind of a sender that a message originates from. */
export type SenderKind =
  /** A phone number. */
  | 'LONG_CODE'
  /** A messaging service at Twilio, which chooses the sender itself. */
  | 'MESSAGING_SERVICE'
  /** An alphanumeric sender ID, which not every country carries. */
  | 'SENDER_ID'
  /** A short code of one country. */
  | 'SHORT_CODE'
  /** A toll-free phone number. */
  | 'TOLL_FREE';

/** The members of the sending policy to change. A member that is absent stays as it is. */
export type SendingPolicyInput = {
  /** The budget for what the default account sends in the first place. Null gives it back to the platform. */
  readonly budget?: BudgetInput | null | undefined;
  /** The pause between messages to one recipient. Null gives it back to the platform. */
  readonly coolDown?: CoolDownInput | null | undefined;
  /** The budget for fallbacks to the default account. Null gives it back to the platform. */
  readonly fallbackBudget?: BudgetInput | null | undefined;
  /** The kinds of number that are denied. They replace the former ones as a whole; null gives them back to the platform. */
  readonly numberKinds?: NumberKindRulesInput | null | undefined;
  /** The countries that are reached by SMS. They replace the former ones as a whole; null gives them back to the platform. */
  readonly smsCountries?: CountryRulesInput | null | undefined;
  /** The limits for each recipient of SMS. They replace the former ones as a whole; null gives them back to the platform. */
  readonly smsRecipients?: RecipientLimitsInput | null | undefined;
  /** The IANA name of the time zone by whose clocks a budget's days and months begin. Null gives it back to the platform. */
  readonly timeZone?: string | null | undefined;
  /** The countries that are called. They replace the former ones as a whole; null gives them back to the platform. */
  readonly voiceCountries?: CountryRulesInput | null | undefined;
  /** The limits for each recipient of calls. They replace the former ones as a whole; null gives them back to the platform. */
  readonly voiceRecipients?: RecipientLimitsInput | null | undefined;
};

/** The requirement of another person for a change of who sends. */
export type SetFourEyesInput = {
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** True if it does. */
  readonly required: boolean;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The length of the buckets of statistics. */
export type StatsBucketLength =
  /** Days in the time zone. A day may have 23 or 25 hours. */
  | 'DAY'
  /** Hours. */
  | 'HOUR'
  /** Minutes, over 6 hours at most. */
  | 'MINUTE'
  /** Months in the time zone. */
  | 'MONTH';

/** A period of time. It must begin and end on a quarter-hour in UTC or, for buckets of a minute, on a full minute. */
export type StatsRange = {
  /** The start of the period, inclusive. */
  readonly from: string;
  /** The end of the period, exclusive. */
  readonly to: string;
};

/** The status of an account at Twilio when it was verified. */
export type TwilioAccountStatus =
  /** The account can be used. An account with any other known status does not verify. */
  | 'ACTIVE'
  /** The API key may not read the account, so its status is not known. */
  | 'UNKNOWN';

/** The type of an account at Twilio. */
export type TwilioAccountType =
  /** A paid account. */
  | 'FULL'
  /** A trial account, which cannot send to everyone. */
  | 'TRIAL'
  /** The API key may not read the account, so its type is not known. */
  | 'UNKNOWN';

/** An API key of an account. A restricted one has to be allowed to list phone numbers, and to send. */
export type TwilioApiKeyInput = {
  /** The secret of the key. It is never returned. */
  readonly secret: string;
  /** The SID of the key: SK and 32 hexadecimal digits. */
  readonly sid: string;
};

/** Either the auth token of an account or one of its API keys. */
export type TwilioCredentialInput =
  {   /** An API key with its secret. */
  readonly apiKey: TwilioApiKeyInput; readonly authToken?: never; }
  |  { readonly apiKey?: never;   /** The auth token. It is never returned. */
  readonly authToken: string; };

/** The kind of credential that an account is used with. */
export type TwilioCredentialKind =
  /** An API key of the account with its secret. */
  | 'API_KEY'
  /** The auth token of the account. */
  | 'AUTH_TOKEN';

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

/** The account to verify. Leading and trailing blanks are removed from both values. */
export type VerifyTwilioAccountInput = {
  /** The account SID: 34 characters. */
  readonly accountSid: string;
  /**
   * The auth token. It is never returned.
   * @deprecated Use `credential`, which takes API keys too.
   */
  readonly authToken?: string | null | undefined;
  /** The auth token or an API key of the account. Required unless `authToken` is given. */
  readonly credential?: TwilioCredentialInput | null | undefined;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

/** The change request to withdraw. */
export type WithdrawChangeRequestInput = {
  /** The change request, by its global or its plain id. */
  readonly id: string;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
  /** A note of at most 500 characters. It stays in the log and must name nobody. */
  readonly note?: string | null | undefined;
  /** The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant. */
  readonly tenantId?: string | null | undefined;
};

export type ActorFragment = { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string };

export type WarningFragment = { readonly kind: AccountWarningKind, readonly since: string, readonly message: string };

export type AccountFragment = { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> };

export type OrganizationNumberFragment = { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null };

export type NumberPageFragment = { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type ConsentDocumentFragment = { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string };

export type ConsentFragment = { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } };

export type ConfigurationFragment = { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null };

export type IssueFragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

export type DraftFragment = { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

export type VerificationFragment = { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null };

export type NumberRefreshFragment = { readonly id: string, readonly status: NumberRefreshStatus, readonly createdAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null };

type Problem_InvalidInput_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_NotPossible_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_OutOfDate_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_RateLimited_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_RequirementsNotMet_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_SendingBlocked_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

type Problem_StepUpRequired_Fragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

export type ProblemFragment =
  | Problem_InvalidInput_Fragment
  | Problem_NotPossible_Fragment
  | Problem_OutOfDate_Fragment
  | Problem_RateLimited_Fragment
  | Problem_RequirementsNotMet_Fragment
  | Problem_SendingBlocked_Fragment
  | Problem_StepUpRequired_Fragment
;

export type OutOfDateFragment = { readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } };

export type RequirementsNotMetFragment = { readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null };

export type StepUpRequiredFragment = { readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null };

export type RateLimitedFragment = { readonly retryAfterSeconds: number, readonly retryAt: string | null };

type ConfigurationChange_CoveringConsentChange_Fragment = { readonly __typename: 'CoveringConsentChange', readonly consentBefore: { readonly id: string, readonly accountSid: string } | null, readonly consentAfter: { readonly id: string, readonly accountSid: string } | null };

type ConfigurationChange_CustomAccountChange_Fragment = { readonly __typename: 'CustomAccountChange', readonly accountBefore: { readonly sid: string, readonly name: string } | null, readonly accountAfter: { readonly sid: string, readonly name: string } | null };

type ConfigurationChange_FallbackPolicyChange_Fragment = { readonly __typename: 'FallbackPolicyChange', readonly policyBefore: { readonly mode: FallbackMode }, readonly policyAfter: { readonly mode: FallbackMode } };

type ConfigurationChange_SelectedNumbersChange_Fragment = { readonly __typename: 'SelectedNumbersChange', readonly removedCount: number, readonly addedCount: number };

type ConfigurationChange_SendingPolicyChange_Fragment = { readonly __typename: 'SendingPolicyChange' };

type ConfigurationChange_TokenRotation_Fragment = { readonly __typename: 'TokenRotation', readonly setBefore: string, readonly setAfter: string };

type ConfigurationChange_UsedChannelsChange_Fragment = { readonly __typename: 'UsedChannelsChange', readonly channelsBefore: ReadonlyArray<Channel>, readonly channelsAfter: ReadonlyArray<Channel> };

export type ConfigurationChangeFragment =
  | ConfigurationChange_CoveringConsentChange_Fragment
  | ConfigurationChange_CustomAccountChange_Fragment
  | ConfigurationChange_FallbackPolicyChange_Fragment
  | ConfigurationChange_SelectedNumbersChange_Fragment
  | ConfigurationChange_SendingPolicyChange_Fragment
  | ConfigurationChange_TokenRotation_Fragment
  | ConfigurationChange_UsedChannelsChange_Fragment
;

export type ConfigurationNewsSubscriptionVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type ConfigurationNewsSubscription = { readonly configurationChanged: { readonly version: number, readonly kinds: ReadonlyArray<ConfigurationChangeKind>, readonly by: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { readonly viewer: { readonly subject: string, readonly displayName: string, readonly platform: boolean, readonly scopes: ReadonlyArray<AccessScope>, readonly tenant: { readonly id: string, readonly tenantId: string } | null } };

export type AccountStateQueryVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type AccountStateQuery = { readonly tenant: { readonly id: string, readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } | null, readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly latestVerification: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } | null } | null };

export type ListedNumberFragment = { readonly id: string, readonly phoneNumber: string, readonly name: string, readonly selected: boolean, readonly available: boolean, readonly excluded: ExclusionReason | null };

export type ListedNumbersFragment = { readonly counts: { readonly listed: number, readonly selected: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly phoneNumber: string, readonly name: string, readonly selected: boolean, readonly available: boolean, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type AccountDraftNumbersQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter: OrganizationNumberFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type AccountDraftNumbersQuery = { readonly tenant: { readonly id: string, readonly draft: { readonly id: string, readonly account: { readonly id: string, readonly organizationNumbers: { readonly counts: { readonly listed: number, readonly selected: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly phoneNumber: string, readonly name: string, readonly selected: boolean, readonly available: boolean, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } } | null } | null };

export type AccountLiveNumbersQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter: OrganizationNumberFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type AccountLiveNumbersQuery = { readonly tenant: { readonly id: string, readonly configuration: { readonly id: string, readonly account: { readonly id: string, readonly organizationNumbers: { readonly counts: { readonly listed: number, readonly selected: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly phoneNumber: string, readonly name: string, readonly selected: boolean, readonly available: boolean, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null } | null } | null };

export type VerifyAccountMutationVariables = Exact<{
  input: VerifyTwilioAccountInput;
}>;


export type VerifyAccountMutation = { readonly verifyTwilioAccount:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'VerifyTwilioAccountPayload', readonly verification: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } }
   | null };

export type AccountVerificationSubscriptionVariables = Exact<{
  id: string;
}>;


export type AccountVerificationSubscription = { readonly verificationStatus: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } };

export type SelectAccountNumbersMutationVariables = Exact<{
  input: SelectOrganizationNumbersInput;
}>;


export type SelectAccountNumbersMutation = { readonly selectOrganizationNumbers:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'SelectOrganizationNumbersPayload', readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } }
   | null };

export type SaveAccountMutationVariables = Exact<{
  input: SaveTwilioAccountInput;
}>;


export type SaveAccountMutation = { readonly saveTwilioAccount:
    | { readonly __typename: 'ChangeRequested', readonly changeRequest: { readonly id: string, readonly state: ChangeRequestState, readonly digest: string } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RequirementsNotMet', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null }
    | { readonly __typename: 'SaveTwilioAccountPayload', readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type RemoveAccountMutationVariables = Exact<{
  input: RemoveTwilioAccountInput;
}>;


export type RemoveAccountMutation = { readonly removeTwilioAccount:
    | { readonly __typename: 'ChangeRequested', readonly changeRequest: { readonly id: string, readonly state: ChangeRequestState, readonly digest: string } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RemoveTwilioAccountPayload', readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DiscardAccountDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;


export type DiscardAccountDraftMutation = { readonly discardDraft:
    | { readonly __typename: 'DiscardDraftPayload', readonly draftId: string }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DeclineAccountConsentMutationVariables = Exact<{
  input: DeclineConsentInput;
}>;


export type DeclineAccountConsentMutation = { readonly declineConsent:
    | { readonly __typename: 'DeclineConsentPayload' }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RequirementsNotMet', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type AccountHistoryQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AccountHistoryQuery = { readonly tenant: { readonly id: string, readonly configurations: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null, readonly changes: ReadonlyArray<
            | { readonly __typename: 'CoveringConsentChange', readonly consentBefore: { readonly id: string, readonly accountSid: string } | null, readonly consentAfter: { readonly id: string, readonly accountSid: string } | null }
            | { readonly __typename: 'CustomAccountChange', readonly accountBefore: { readonly sid: string, readonly name: string } | null, readonly accountAfter: { readonly sid: string, readonly name: string } | null }
            | { readonly __typename: 'FallbackPolicyChange', readonly policyBefore: { readonly mode: FallbackMode }, readonly policyAfter: { readonly mode: FallbackMode } }
            | { readonly __typename: 'SelectedNumbersChange', readonly removedCount: number, readonly addedCount: number }
            | { readonly __typename: 'SendingPolicyChange' }
            | { readonly __typename: 'TokenRotation', readonly setBefore: string, readonly setAfter: string }
            | { readonly __typename: 'UsedChannelsChange', readonly channelsBefore: ReadonlyArray<Channel>, readonly channelsAfter: ReadonlyArray<Channel> }
          > } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type AccountSavedMeanwhileQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  first: number;
}>;


export type AccountSavedMeanwhileQuery = { readonly tenant: { readonly id: string, readonly configurations: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null, readonly changes: ReadonlyArray<
            | { readonly __typename: 'CoveringConsentChange', readonly consentBefore: { readonly id: string, readonly accountSid: string } | null, readonly consentAfter: { readonly id: string, readonly accountSid: string } | null }
            | { readonly __typename: 'CustomAccountChange', readonly accountBefore: { readonly sid: string, readonly name: string } | null, readonly accountAfter: { readonly sid: string, readonly name: string } | null }
            | { readonly __typename: 'FallbackPolicyChange', readonly policyBefore: { readonly mode: FallbackMode }, readonly policyAfter: { readonly mode: FallbackMode } }
            | { readonly __typename: 'SelectedNumbersChange', readonly removedCount: number, readonly addedCount: number }
            | { readonly __typename: 'SendingPolicyChange' }
            | { readonly __typename: 'TokenRotation', readonly setBefore: string, readonly setAfter: string }
            | { readonly __typename: 'UsedChannelsChange', readonly channelsBefore: ReadonlyArray<Channel>, readonly channelsAfter: ReadonlyArray<Channel> }
          > } }> } | null } | null };

export type AccountVersionQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  number: number;
}>;


export type AccountVersionQuery = { readonly tenant: { readonly id: string, readonly configurationVersion: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } | null } | null };

export type AccountAsOfQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  at: string;
}>;


export type AccountAsOfQuery = { readonly tenant: { readonly id: string, readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly organizationNumbers: { readonly counts: { readonly selected: number }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly phoneNumber: string, readonly name: string, readonly selected: boolean, readonly available: boolean, readonly excluded: ExclusionReason | null } }> }, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } | null } | null };

export type AccountPreviewQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  channel: Channel;
  to: string;
  fallbackMode: FallbackMode;
}>;


export type AccountPreviewQuery = { readonly tenant: { readonly id: string, readonly dispatchPreview: { readonly configurationVersion: number, readonly fallbackMode: FallbackMode, readonly country: string, readonly first: { readonly originator: Originator | null, readonly originatingNumber: string | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string } | null } | null, readonly onApiError: { readonly originator: Originator | null, readonly originatingNumber: string | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string } | null } | null } | null } | null };

export type AccountApprovalQueryVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type AccountApprovalQuery = { readonly tenant: { readonly id: string, readonly fourEyes: FourEyes | null, readonly changeRequests: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: ChangeRequestKind, readonly state: ChangeRequestState, readonly digest: string, readonly applyAt: string | null, readonly askedAt: string, readonly askedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly changes: ReadonlyArray<
            | { readonly __typename: 'CoveringConsentChange', readonly consentBefore: { readonly id: string, readonly accountSid: string } | null, readonly consentAfter: { readonly id: string, readonly accountSid: string } | null }
            | { readonly __typename: 'CustomAccountChange', readonly accountBefore: { readonly sid: string, readonly name: string } | null, readonly accountAfter: { readonly sid: string, readonly name: string } | null }
            | { readonly __typename: 'FallbackPolicyChange', readonly policyBefore: { readonly mode: FallbackMode }, readonly policyAfter: { readonly mode: FallbackMode } }
            | { readonly __typename: 'SelectedNumbersChange', readonly removedCount: number, readonly addedCount: number }
            | { readonly __typename: 'SendingPolicyChange' }
            | { readonly __typename: 'TokenRotation', readonly setBefore: string, readonly setAfter: string }
            | { readonly __typename: 'UsedChannelsChange', readonly channelsBefore: ReadonlyArray<Channel>, readonly channelsAfter: ReadonlyArray<Channel> }
          > | null } }> } | null } | null };

export type ApproveAccountChangeMutationVariables = Exact<{
  input: ApproveChangeRequestInput;
}>;


export type ApproveAccountChangeMutation = { readonly approveChangeRequest:
    | { readonly __typename: 'ApproveChangeRequestPayload' }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type RejectAccountChangeMutationVariables = Exact<{
  input: RejectChangeRequestInput;
}>;


export type RejectAccountChangeMutation = { readonly rejectChangeRequest:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RejectChangeRequestPayload' }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type WithdrawAccountChangeMutationVariables = Exact<{
  input: WithdrawChangeRequestInput;
}>;


export type WithdrawAccountChangeMutation = { readonly withdrawChangeRequest:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'WithdrawChangeRequestPayload' }
   | null };

export type SetAccountFourEyesMutationVariables = Exact<{
  input: SetFourEyesInput;
}>;


export type SetAccountFourEyesMutation = { readonly setFourEyes:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'SetFourEyesPayload' }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type AuditLineFragment = { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly actor: { readonly erased: boolean, readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly leafIndex: number } | null };

export type AuditLinesQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: AuditEntryFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditLinesQuery = { readonly tenant: { readonly id: string, readonly auditLog: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly actor: { readonly erased: boolean, readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly leafIndex: number } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type AuditEntryShownQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  id: string;
}>;


export type AuditEntryShownQuery = { readonly tenant: { readonly id: string, readonly auditEntry: { readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null, readonly actor: { readonly erased: boolean, readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null } | null };

export type AuditEntryProofQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  id: string;
}>;


export type AuditEntryProofQuery = { readonly tenant: { readonly id: string, readonly auditInclusionProof: { readonly entryText: string, readonly leafIndex: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly note: string }, readonly hostProof: { readonly opening: string, readonly size: number, readonly root: string, readonly consistencyProof: ReadonlyArray<string>, readonly headIndex: number, readonly headProof: ReadonlyArray<string>, readonly round: number, readonly roundProof: ReadonlyArray<string>, readonly checkpoint: string } | null } | null } | null };

export type AuditNewestCheckpointQueryVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type AuditNewestCheckpointQuery = { readonly tenant: { readonly id: string, readonly auditCheckpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } | null, readonly auditHostLog: { readonly origin: string, readonly rounds: number, readonly witnessedAt: string | null, readonly witnessedRounds: number | null } | null } | null };

export type AuditGrowthQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  from: number;
  epoch?: number | null | undefined;
}>;


export type AuditGrowthQuery = { readonly tenant: { readonly id: string, readonly auditConsistencyProof: { readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly note: string } } | null } | null };

export type AuditConsentsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: ConsentFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditConsentsQuery = { readonly tenant: { readonly id: string, readonly consents: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type AuditConsentValidityQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  at?: string | null | undefined;
}>;


export type AuditConsentValidityQuery = { readonly tenant: { readonly id: string, readonly consentValidity: { readonly asOf: string, readonly valid: boolean, readonly accountSid: string | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null } | null } | null };

export type AuditIssueReceiptMutationVariables = Exact<{
  input: IssueConsentReceiptInput;
}>;


export type AuditIssueReceiptMutation = { readonly issueConsentReceipt:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'IssueConsentReceiptPayload', readonly receipt: string, readonly fileName: string }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type AuditLegalHoldsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type AuditLegalHoldsQuery = { readonly tenant: { readonly id: string, readonly legalHolds: ReadonlyArray<{ readonly id: string, readonly subject: string | null, readonly from: string | null, readonly to: string | null, readonly reason: string, readonly reference: string, readonly placedAt: string, readonly placedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } }> | null } | null };

export type AuditPlaceHoldMutationVariables = Exact<{
  input: PlaceLegalHoldInput;
}>;


export type AuditPlaceHoldMutation = { readonly placeLegalHold:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'PlaceLegalHoldPayload', readonly legalHold: { readonly id: string } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type AuditReleaseHoldMutationVariables = Exact<{
  input: ReleaseLegalHoldInput;
}>;


export type AuditReleaseHoldMutation = { readonly releaseLegalHold:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'ReleaseLegalHoldPayload', readonly entryId: string }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type AuditErasePersonMutationVariables = Exact<{
  input: ErasePersonInput;
}>;


export type AuditErasePersonMutation = { readonly erasePerson:
    | { readonly __typename: 'ErasePersonPayload', readonly entryId: string, readonly erasedAt: string }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type AuditErasureCertificateQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  id: string;
}>;


export type AuditErasureCertificateQuery = { readonly tenant: { readonly id: string, readonly erasureCertificate: string | null } | null };

export type DispatchAttemptMadeFragment = { readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly senderKind: SenderKind | null, readonly senderClass: SenderClass | null, readonly chosenNumber: string | null, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly segments: number | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly meaning: string, readonly advice: string } | null };

export type DispatchChargeFragment = { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null };

export type DispatchLineFragment = { readonly id: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly simulated: boolean, readonly createdAt: string, readonly changedAt: string, readonly charge: { readonly amount: string, readonly currency: string } | null };

export type DispatchDetailsFragment = { readonly idempotencyKey: string, readonly failureReason: DispatchFailureReason | null, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly settledAt: string | null, readonly id: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly simulated: boolean, readonly createdAt: string, readonly changedAt: string, readonly deliveryError: { readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly senderKind: SenderKind | null, readonly senderClass: SenderClass | null, readonly chosenNumber: string | null, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly segments: number | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } };

export type PreviewStepFragment = { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null };

export type DispatchListQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: DispatchRecordFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DispatchListQuery = { readonly tenant: { readonly id: string, readonly dispatchRecords: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly simulated: boolean, readonly createdAt: string, readonly changedAt: string, readonly charge: { readonly amount: string, readonly currency: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type DispatchExplainedQueryVariables = Exact<{
  id: string;
  withAudit: boolean;
  withConfiguration: boolean;
}>;


export type DispatchExplainedQuery = { readonly node:
    | { readonly __typename: 'AuditEntry', readonly id: string }
    | { readonly __typename: 'ChangeRequest', readonly id: string }
    | { readonly __typename: 'Configuration', readonly id: string }
    | { readonly __typename: 'ConfigurationDraft', readonly id: string }
    | { readonly __typename: 'Consent', readonly id: string }
    | { readonly __typename: 'DispatchRecord', readonly id: string, readonly idempotencyKey: string, readonly failureReason: DispatchFailureReason | null, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly settledAt: string | null, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly simulated: boolean, readonly createdAt: string, readonly changedAt: string, readonly configuration?: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly account: { readonly id: string, readonly sid: string, readonly name: string } | null } | null, readonly auditEntries?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null, readonly deliveryError: { readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly senderKind: SenderKind | null, readonly senderClass: SenderClass | null, readonly chosenNumber: string | null, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly segments: number | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } }
    | { readonly __typename: 'NumberRefresh', readonly id: string }
    | { readonly __typename: 'OrganizationNumber', readonly id: string }
    | { readonly __typename: 'Tenant', readonly id: string }
    | { readonly __typename: 'TwilioAccount', readonly id: string }
    | { readonly __typename: 'Verification', readonly id: string }
   | null };

export type DispatchPreviewedQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  channel: Channel;
  to: string;
}>;


export type DispatchPreviewedQuery = { readonly tenant: { readonly id: string, readonly dispatchPreview: { readonly configurationVersion: number, readonly fallbackMode: FallbackMode, readonly country: string, readonly first: { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null } | null, readonly onApiError: { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null } | null } | null } | null };

export type DispatchFeedSubscriptionVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: DispatchRecordedFilter | null | undefined;
}>;


export type DispatchFeedSubscription = { readonly dispatchRecorded: { readonly missed: number, readonly record: { readonly id: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly simulated: boolean, readonly createdAt: string, readonly changedAt: string, readonly charge: { readonly amount: string, readonly currency: string } | null } } };

export type SendMessageMutationVariables = Exact<{
  input: DispatchInput;
}>;


export type SendMessageMutation = { readonly dispatch:
    | { readonly __typename: 'DispatchPayload', readonly record: { readonly idempotencyKey: string, readonly failureReason: DispatchFailureReason | null, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly settledAt: string | null, readonly id: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly simulated: boolean, readonly createdAt: string, readonly changedAt: string, readonly deliveryError: { readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly senderKind: SenderKind | null, readonly senderClass: SenderClass | null, readonly chosenNumber: string | null, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly segments: number | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'SendingBlocked', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type PlatformTenantsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type PlatformTenantsQuery = { readonly tenants: { readonly edges: ReadonlyArray<{ readonly node: { readonly tenantId: string, readonly createdAt: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PlatformStatisticsQueryVariables = Exact<{
  range: StatsRange;
  before: StatsRange;
  bucket: StatsBucketLength;
  timeZone: string;
  filter?: PlatformDispatchStatsFilter | null | undefined;
}>;


export type PlatformStatisticsQuery = { readonly volume: { readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null, readonly groups: ReadonlyArray<{ readonly billedAccount: BilledAccount | null, readonly counts: { readonly dispatches: number } }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null, readonly before: { readonly buckets: ReadonlyArray<{ readonly counts: { readonly dispatches: number } }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null, readonly byTenant: { readonly buckets: ReadonlyArray<{ readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null }> }> } | null };

export type PlatformLogPageQueryVariables = Exact<{
  filter?: PlatformLogFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PlatformLogPageQuery = { readonly platformLog: { readonly auditLog: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: PlatformLogEntryKind, readonly at: string, readonly object: string, readonly before: unknown, readonly after: unknown, readonly requestId: string, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type PlatformSealingQueryVariables = Exact<{ [key: string]: never; }>;


export type PlatformSealingQuery = { readonly platformLog: { readonly auditCheckpoint: { readonly epoch: number, readonly origin: string, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } | null, readonly auditHostLog: { readonly origin: string, readonly rounds: number, readonly witnessedAt: string | null, readonly witnessedRounds: number | null, readonly checkpoint: string } | null } | null };

export type SendingPauseFragment = { readonly entryId: string, readonly country: string | null, readonly reason: string, readonly pausedAt: string, readonly pausedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } };

export type PlatformPausesQueryVariables = Exact<{ [key: string]: never; }>;


export type PlatformPausesQuery = { readonly platformSendingPauses: ReadonlyArray<{ readonly entryId: string, readonly country: string | null, readonly reason: string, readonly pausedAt: string, readonly pausedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } }> | null };

export type PlatformTenantPausesQueryVariables = Exact<{
  tenantId: string;
}>;


export type PlatformTenantPausesQuery = { readonly tenant: { readonly tenantId: string, readonly sendingPauses: ReadonlyArray<{ readonly entryId: string, readonly country: string | null, readonly reason: string, readonly pausedAt: string, readonly pausedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } }> | null } | null };

export type PlatformPauseMutationVariables = Exact<{
  input: PauseSendingInput;
}>;


export type PlatformPauseMutation = { readonly pauseSending:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'PauseSendingPayload', readonly pause: { readonly entryId: string } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type PlatformResumeMutationVariables = Exact<{
  input: ResumeSendingInput;
}>;


export type PlatformResumeMutation = { readonly resumeSending:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'ResumeSendingPayload', readonly entryId: string }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type StatisticsPageQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  range: StatsRange;
  before: StatsRange;
  bucket: StatsBucketLength;
  timeZone: string;
  filter?: DispatchStatsFilter | null | undefined;
  detailed: boolean;
}>;


export type StatisticsPageQuery = { readonly tenant: { readonly id: string, readonly volume: { readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null, readonly groups: ReadonlyArray<{ readonly billedAccount: BilledAccount | null, readonly counts: { readonly dispatches: number } }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null, readonly before: { readonly buckets: ReadonlyArray<{ readonly counts: { readonly dispatches: number } }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null, readonly cost: { readonly buckets: ReadonlyArray<{ readonly groups: ReadonlyArray<{ readonly billedAccount: BilledAccount | null, readonly accountSid: string | null, readonly country: string | null, readonly counts: { readonly dispatches: number }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null }> }> } | null, readonly delivery: { readonly buckets: ReadonlyArray<{ readonly groups: ReadonlyArray<{ readonly channel: Channel | null, readonly delivery: DeliveryStatus | null, readonly counts: { readonly dispatches: number } }> }> } | null, readonly dispatchFailures?: ReadonlyArray<{ readonly stage: DispatchFailureStage, readonly originator: Originator, readonly failures: number, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }> | null, readonly dispatchLatency?: { readonly toAcceptance: { readonly measured: number, readonly steps: ReadonlyArray<{ readonly dispatches: number, readonly bounds: { readonly moreThanMs: number, readonly atMostMs: number | null } }>, readonly median: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p95: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p99: { readonly moreThanMs: number, readonly atMostMs: number | null } | null }, readonly toDelivery: { readonly measured: number, readonly steps: ReadonlyArray<{ readonly dispatches: number, readonly bounds: { readonly moreThanMs: number, readonly atMostMs: number | null } }>, readonly median: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p95: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p99: { readonly moreThanMs: number, readonly atMostMs: number | null } | null } } | null } | null };

export type StatisticsTotalsFragment = { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null };

export type StatisticsLatencyFragment = { readonly measured: number, readonly steps: ReadonlyArray<{ readonly dispatches: number, readonly bounds: { readonly moreThanMs: number, readonly atMostMs: number | null } }>, readonly median: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p95: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p99: { readonly moreThanMs: number, readonly atMostMs: number | null } | null };

export type StatisticsVolumeFragment = { readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null, readonly groups: ReadonlyArray<{ readonly billedAccount: BilledAccount | null, readonly counts: { readonly dispatches: number } }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null };

export type StatisticsBeforeFragment = { readonly buckets: ReadonlyArray<{ readonly counts: { readonly dispatches: number } }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null };

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
  credentialKind
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
  credentialKind
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
  credentialKind
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
  credentialKind
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
export const StepUpRequiredFragmentDoc = new TypedDocumentString(`
    fragment StepUpRequired on StepUpRequired {
  acrValues
  methods
  maxAgeSeconds
}
    `, {"fragmentName":"StepUpRequired"}) as unknown as TypedDocumentString<StepUpRequiredFragment, unknown>;
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
export const ListedNumberFragmentDoc = new TypedDocumentString(`
    fragment ListedNumber on OrganizationNumber {
  id
  phoneNumber
  name
  selected
  available
  excluded
}
    `, {"fragmentName":"ListedNumber"}) as unknown as TypedDocumentString<ListedNumberFragment, unknown>;
export const ListedNumbersFragmentDoc = new TypedDocumentString(`
    fragment ListedNumbers on OrganizationNumberConnection {
  counts {
    listed
    selected
    excluded
  }
  edges {
    node {
      ...ListedNumber
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    fragment ListedNumber on OrganizationNumber {
  id
  phoneNumber
  name
  selected
  available
  excluded
}`, {"fragmentName":"ListedNumbers"}) as unknown as TypedDocumentString<ListedNumbersFragment, unknown>;
export const AuditLineFragmentDoc = new TypedDocumentString(`
    fragment AuditLine on AuditEntry {
  id
  kind
  at
  object
  actor {
    ...Actor
    erased
  }
  seal {
    leafIndex
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`, {"fragmentName":"AuditLine"}) as unknown as TypedDocumentString<AuditLineFragment, unknown>;
export const DispatchLineFragmentDoc = new TypedDocumentString(`
    fragment DispatchLine on DispatchRecord {
  id
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  originatingNumber
  charge {
    amount
    currency
  }
  recipient
  country
  simulated
  createdAt
  changedAt
}
    `, {"fragmentName":"DispatchLine"}) as unknown as TypedDocumentString<DispatchLineFragment, unknown>;
export const DispatchAttemptMadeFragmentDoc = new TypedDocumentString(`
    fragment DispatchAttemptMade on DispatchAttempt {
  ordinal
  originator
  accountSid
  originatingNumber
  senderKind
  senderClass
  chosenNumber
  outcome
  evidence
  twilioSid
  httpStatus
  code
  error {
    meaning
    advice
  }
  fault
  segments
  durationMs
  startedAt
  settledAt
}
    `, {"fragmentName":"DispatchAttemptMade"}) as unknown as TypedDocumentString<DispatchAttemptMadeFragment, unknown>;
export const DispatchChargeFragmentDoc = new TypedDocumentString(`
    fragment DispatchCharge on Charge {
  amount
  currency
  source
  rateCardVersion
}
    `, {"fragmentName":"DispatchCharge"}) as unknown as TypedDocumentString<DispatchChargeFragment, unknown>;
export const DispatchDetailsFragmentDoc = new TypedDocumentString(`
    fragment DispatchDetails on DispatchRecord {
  ...DispatchLine
  deliveryError {
    meaning
    advice
  }
  idempotencyKey
  failureReason
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedErrors {
      code
      meaning
    }
  }
  configurationVersion
  attempts {
    ...DispatchAttemptMade
  }
  charge {
    ...DispatchCharge
  }
  language
  validitySeconds
  segments
  requestedBy {
    ...Actor
  }
  requestId
  settledAt
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
fragment DispatchAttemptMade on DispatchAttempt {
  ordinal
  originator
  accountSid
  originatingNumber
  senderKind
  senderClass
  chosenNumber
  outcome
  evidence
  twilioSid
  httpStatus
  code
  error {
    meaning
    advice
  }
  fault
  segments
  durationMs
  startedAt
  settledAt
}
fragment DispatchCharge on Charge {
  amount
  currency
  source
  rateCardVersion
}
fragment DispatchLine on DispatchRecord {
  id
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  originatingNumber
  charge {
    amount
    currency
  }
  recipient
  country
  simulated
  createdAt
  changedAt
}`, {"fragmentName":"DispatchDetails"}) as unknown as TypedDocumentString<DispatchDetailsFragment, unknown>;
export const PreviewStepFragmentDoc = new TypedDocumentString(`
    fragment PreviewStep on DispatchStep {
  originator
  rule
  trigger
  originatingNumber
  price {
    ...DispatchCharge
  }
  failureReason
}
    fragment DispatchCharge on Charge {
  amount
  currency
  source
  rateCardVersion
}`, {"fragmentName":"PreviewStep"}) as unknown as TypedDocumentString<PreviewStepFragment, unknown>;
export const SendingPauseFragmentDoc = new TypedDocumentString(`
    fragment SendingPause on SendingPause {
  entryId
  country
  reason
  pausedAt
  pausedBy {
    ...Actor
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`, {"fragmentName":"SendingPause"}) as unknown as TypedDocumentString<SendingPauseFragment, unknown>;
export const StatisticsLatencyFragmentDoc = new TypedDocumentString(`
    fragment StatisticsLatency on LatencyDistribution {
  measured
  steps {
    bounds {
      moreThanMs
      atMostMs
    }
    dispatches
  }
  median {
    moreThanMs
    atMostMs
  }
  p95 {
    moreThanMs
    atMostMs
  }
  p99 {
    moreThanMs
    atMostMs
  }
}
    `, {"fragmentName":"StatisticsLatency"}) as unknown as TypedDocumentString<StatisticsLatencyFragment, unknown>;
export const StatisticsTotalsFragmentDoc = new TypedDocumentString(`
    fragment StatisticsTotals on DispatchCounts {
  dispatches
  open
  billedToCustom
  billedToDefault
  fallback {
    withCustomAccount
    triggered
    fellBack
  }
}
    `, {"fragmentName":"StatisticsTotals"}) as unknown as TypedDocumentString<StatisticsTotalsFragment, unknown>;
export const StatisticsVolumeFragmentDoc = new TypedDocumentString(`
    fragment StatisticsVolume on DispatchStats {
  buckets {
    start
    end
    counts {
      dispatches
      open
      fallback {
        withCustomAccount
        triggered
        fellBack
      }
    }
    charges {
      currency
      charged
      amount
    }
    groups {
      billedAccount
      counts {
        dispatches
      }
    }
  }
  totals {
    ...StatisticsTotals
  }
  rates {
    fallbackRate
  }
  charges {
    currency
    charged
    amount
  }
}
    fragment StatisticsTotals on DispatchCounts {
  dispatches
  open
  billedToCustom
  billedToDefault
  fallback {
    withCustomAccount
    triggered
    fellBack
  }
}`, {"fragmentName":"StatisticsVolume"}) as unknown as TypedDocumentString<StatisticsVolumeFragment, unknown>;
export const StatisticsBeforeFragmentDoc = new TypedDocumentString(`
    fragment StatisticsBefore on DispatchStats {
  buckets {
    counts {
      dispatches
    }
  }
  totals {
    ...StatisticsTotals
  }
  rates {
    fallbackRate
  }
  charges {
    currency
    charged
    amount
  }
}
    fragment StatisticsTotals on DispatchCounts {
  dispatches
  open
  billedToCustom
  billedToDefault
  fallback {
    withCustomAccount
    triggered
    fellBack
  }
}`, {"fragmentName":"StatisticsBefore"}) as unknown as TypedDocumentString<StatisticsBeforeFragment, unknown>;
export const ConfigurationNewsDocument = {"__meta__":{"operationName":"ConfigurationNews","hash":"sha256:ba4bdd07409fc1ce653d764bc7296be877d653af79c61e03340043c87c952079"}} as unknown as TypedDocumentString<ConfigurationNewsSubscription, ConfigurationNewsSubscriptionVariables>;
export const WhoAmIDocument = {"__meta__":{"operationName":"WhoAmI","hash":"sha256:a5c0dabfb413a3127f53bd34fd429a2e56c1bfa49696197af5a461efaa83b01c"}} as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;
export const AccountStateDocument = {"__meta__":{"operationName":"AccountState","hash":"sha256:51e03ca1e563951ccda4da9c19674e001121d6d77541c65b5bd763c87b644386"}} as unknown as TypedDocumentString<AccountStateQuery, AccountStateQueryVariables>;
export const AccountDraftNumbersDocument = {"__meta__":{"operationName":"AccountDraftNumbers","hash":"sha256:b3934ac657fe7b6202e9c7f667184c1d6082ede55eea975d32c81e7e7ad3c0d1"}} as unknown as TypedDocumentString<AccountDraftNumbersQuery, AccountDraftNumbersQueryVariables>;
export const AccountLiveNumbersDocument = {"__meta__":{"operationName":"AccountLiveNumbers","hash":"sha256:4055e2ec723451ebe6558896dd8af3432104c3ef81ebc1ce56bd11c399cd67f2"}} as unknown as TypedDocumentString<AccountLiveNumbersQuery, AccountLiveNumbersQueryVariables>;
export const VerifyAccountDocument = {"__meta__":{"operationName":"VerifyAccount","mutation":true,"makesKey":true,"hash":"sha256:a4d293fae7f262412532a6acf45e4fd9ed80fd7e1a75aa2dfdceb42123ec3130"}} as unknown as TypedDocumentString<VerifyAccountMutation, VerifyAccountMutationVariables>;
export const AccountVerificationDocument = {"__meta__":{"operationName":"AccountVerification","hash":"sha256:9ed55d8546199dd1cb9987ae982f1f0e7b4dd7745be8d16fd8acaa8babb852f3"}} as unknown as TypedDocumentString<AccountVerificationSubscription, AccountVerificationSubscriptionVariables>;
export const SelectAccountNumbersDocument = {"__meta__":{"operationName":"SelectAccountNumbers","mutation":true,"makesKey":true,"hash":"sha256:3f4e7418d239e29f315bdf2ba0aabbc5c3fe2f5db6dc46c9db6cdee4cbb7759c"}} as unknown as TypedDocumentString<SelectAccountNumbersMutation, SelectAccountNumbersMutationVariables>;
export const SaveAccountDocument = {"__meta__":{"operationName":"SaveAccount","mutation":true,"makesKey":true,"hash":"sha256:6d7399012da75218587054b1fdb2d29e7fe2963087f55afdc06b04998850d871"}} as unknown as TypedDocumentString<SaveAccountMutation, SaveAccountMutationVariables>;
export const RemoveAccountDocument = {"__meta__":{"operationName":"RemoveAccount","mutation":true,"makesKey":true,"hash":"sha256:844f3fdce730fa17c823483006615002a0e6786d73e06eba6263d8e57488e882"}} as unknown as TypedDocumentString<RemoveAccountMutation, RemoveAccountMutationVariables>;
export const DiscardAccountDraftDocument = {"__meta__":{"operationName":"DiscardAccountDraft","mutation":true,"makesKey":true,"hash":"sha256:a2b4b8a6cda99faeea1574b2e0878123f7c007f7b65c4593c06ab89f4b44107c"}} as unknown as TypedDocumentString<DiscardAccountDraftMutation, DiscardAccountDraftMutationVariables>;
export const DeclineAccountConsentDocument = {"__meta__":{"operationName":"DeclineAccountConsent","mutation":true,"makesKey":true,"hash":"sha256:65e7f6e412d07de1841611762e3296e350d54968a3712abd713398e2782f8d8d"}} as unknown as TypedDocumentString<DeclineAccountConsentMutation, DeclineAccountConsentMutationVariables>;
export const AccountHistoryDocument = {"__meta__":{"operationName":"AccountHistory","hash":"sha256:b363b40292517d64c9a7d0e5d31256c14b0d3a0fb653226cbb8a295729113072"}} as unknown as TypedDocumentString<AccountHistoryQuery, AccountHistoryQueryVariables>;
export const AccountSavedMeanwhileDocument = {"__meta__":{"operationName":"AccountSavedMeanwhile","hash":"sha256:ee8b55df0535169e531becd71e590a8e1a3ed0a21e31ae366d18b23d5a240278"}} as unknown as TypedDocumentString<AccountSavedMeanwhileQuery, AccountSavedMeanwhileQueryVariables>;
export const AccountVersionDocument = {"__meta__":{"operationName":"AccountVersion","hash":"sha256:a00a5ea4657eebf9c23319d2ade352fe81d3094c28084278e07739305b732530"}} as unknown as TypedDocumentString<AccountVersionQuery, AccountVersionQueryVariables>;
export const AccountAsOfDocument = {"__meta__":{"operationName":"AccountAsOf","hash":"sha256:9b85b05a88eb0994ff176b4fb346abfeff151a36b06e8096621eb4e415c10b44"}} as unknown as TypedDocumentString<AccountAsOfQuery, AccountAsOfQueryVariables>;
export const AccountPreviewDocument = {"__meta__":{"operationName":"AccountPreview","hash":"sha256:13e10c822fa2702f13b3e02288afb44dbd3290442fb840b83e5f73177459d710"}} as unknown as TypedDocumentString<AccountPreviewQuery, AccountPreviewQueryVariables>;
export const AccountApprovalDocument = {"__meta__":{"operationName":"AccountApproval","hash":"sha256:fe987b21f2d4a2e5cdd6e8f6b9b9235837d09279d98592eab8de5c1248d46cca"}} as unknown as TypedDocumentString<AccountApprovalQuery, AccountApprovalQueryVariables>;
export const ApproveAccountChangeDocument = {"__meta__":{"operationName":"ApproveAccountChange","mutation":true,"makesKey":true,"hash":"sha256:1f953ba6ed681fcb6c93ba49ab892b81d13b32eb765a9181662dfad23a79fee9"}} as unknown as TypedDocumentString<ApproveAccountChangeMutation, ApproveAccountChangeMutationVariables>;
export const RejectAccountChangeDocument = {"__meta__":{"operationName":"RejectAccountChange","mutation":true,"makesKey":true,"hash":"sha256:e3a8711dc26a74756d92a625cc0f58d21a66601e2da3a540b411ba29507469f8"}} as unknown as TypedDocumentString<RejectAccountChangeMutation, RejectAccountChangeMutationVariables>;
export const WithdrawAccountChangeDocument = {"__meta__":{"operationName":"WithdrawAccountChange","mutation":true,"makesKey":true,"hash":"sha256:0ab561b2aee845cf24394e26af30b676d831f706ebe9af071828dfd41d54b077"}} as unknown as TypedDocumentString<WithdrawAccountChangeMutation, WithdrawAccountChangeMutationVariables>;
export const SetAccountFourEyesDocument = {"__meta__":{"operationName":"SetAccountFourEyes","mutation":true,"makesKey":true,"hash":"sha256:995c34b22ec724894dc034856cf279963aa49f04b0ef325a515bece803715127"}} as unknown as TypedDocumentString<SetAccountFourEyesMutation, SetAccountFourEyesMutationVariables>;
export const AuditLinesDocument = {"__meta__":{"operationName":"AuditLines","hash":"sha256:2df6108a853e758ba5ceaed774eb92b53b5ea37aed144d7099d992bb475e3927"}} as unknown as TypedDocumentString<AuditLinesQuery, AuditLinesQueryVariables>;
export const AuditEntryShownDocument = {"__meta__":{"operationName":"AuditEntryShown","hash":"sha256:b97f5f1160ac46a66506ec20765a61d19e4a08b051cafee7129ca3020847e368"}} as unknown as TypedDocumentString<AuditEntryShownQuery, AuditEntryShownQueryVariables>;
export const AuditEntryProofDocument = {"__meta__":{"operationName":"AuditEntryProof","hash":"sha256:bb33654bb6a8848fbfb6d086ea1bfdd8f99e67f9d6b2c1c836d8981beb5a87d8"}} as unknown as TypedDocumentString<AuditEntryProofQuery, AuditEntryProofQueryVariables>;
export const AuditNewestCheckpointDocument = {"__meta__":{"operationName":"AuditNewestCheckpoint","hash":"sha256:f1c3ef78918b5e2f08c2594bf16b609613b458bba29a0d736eda5570e01122b1"}} as unknown as TypedDocumentString<AuditNewestCheckpointQuery, AuditNewestCheckpointQueryVariables>;
export const AuditGrowthDocument = {"__meta__":{"operationName":"AuditGrowth","hash":"sha256:e78c040fffb48bfbb04e8a38df2c748ae36265bae4567b936ada81a6efb116db"}} as unknown as TypedDocumentString<AuditGrowthQuery, AuditGrowthQueryVariables>;
export const AuditConsentsDocument = {"__meta__":{"operationName":"AuditConsents","hash":"sha256:63f3365ef9f278f18d964196373ae37cf7a186fe229d826084dfe387c8801743"}} as unknown as TypedDocumentString<AuditConsentsQuery, AuditConsentsQueryVariables>;
export const AuditConsentValidityDocument = {"__meta__":{"operationName":"AuditConsentValidity","hash":"sha256:0da5ec25a7da2fd59f4aafe5c0c81ccd7160ce11caa770b0a9e093f93fa1389b"}} as unknown as TypedDocumentString<AuditConsentValidityQuery, AuditConsentValidityQueryVariables>;
export const AuditIssueReceiptDocument = {"__meta__":{"operationName":"AuditIssueReceipt","mutation":true,"makesKey":true,"hash":"sha256:496c1f4bfdcaced5bfb93336c66f11c8b5a8d214e6f3b6d7ed0ea1c13adae99f"}} as unknown as TypedDocumentString<AuditIssueReceiptMutation, AuditIssueReceiptMutationVariables>;
export const AuditLegalHoldsDocument = {"__meta__":{"operationName":"AuditLegalHolds","hash":"sha256:d6e6342fdaf6897b4fa2390907817d0857f312f13bedc259a0fd211993274c34"}} as unknown as TypedDocumentString<AuditLegalHoldsQuery, AuditLegalHoldsQueryVariables>;
export const AuditPlaceHoldDocument = {"__meta__":{"operationName":"AuditPlaceHold","mutation":true,"makesKey":true,"hash":"sha256:985411b5b3f5a61f7f51a3ba94621ad5878de72883cb1d143865a721fc4ebd36"}} as unknown as TypedDocumentString<AuditPlaceHoldMutation, AuditPlaceHoldMutationVariables>;
export const AuditReleaseHoldDocument = {"__meta__":{"operationName":"AuditReleaseHold","mutation":true,"makesKey":true,"hash":"sha256:b817273b2cdfc2f3844376ab89d7330583e52638f89209aefa90bdc38269cd59"}} as unknown as TypedDocumentString<AuditReleaseHoldMutation, AuditReleaseHoldMutationVariables>;
export const AuditErasePersonDocument = {"__meta__":{"operationName":"AuditErasePerson","mutation":true,"makesKey":true,"hash":"sha256:6d65c1e135450ac0c8af330b0e956fd8f83c71f37c1761addd8c41bafdbbf5fb"}} as unknown as TypedDocumentString<AuditErasePersonMutation, AuditErasePersonMutationVariables>;
export const AuditErasureCertificateDocument = {"__meta__":{"operationName":"AuditErasureCertificate","hash":"sha256:9ce2f1943f82f379e16c31bfe3305729d7883b8aaf0baa724702251cd7ecfd5f"}} as unknown as TypedDocumentString<AuditErasureCertificateQuery, AuditErasureCertificateQueryVariables>;
export const DispatchListDocument = {"__meta__":{"operationName":"DispatchList","hash":"sha256:59bcd35abeee350edd751c44577e64a28af60e0fe2e27771b7a6b291eba154fe"}} as unknown as TypedDocumentString<DispatchListQuery, DispatchListQueryVariables>;
export const DispatchExplainedDocument = {"__meta__":{"operationName":"DispatchExplained","hash":"sha256:45f30fcece844cf5286cc8b32ea72855df343cc01203d3669fc8b353bbf0e3ba"}} as unknown as TypedDocumentString<DispatchExplainedQuery, DispatchExplainedQueryVariables>;
export const DispatchPreviewedDocument = {"__meta__":{"operationName":"DispatchPreviewed","hash":"sha256:3823620575ade23320aeefd39dfbab22d2d93279e7700e61bdebd3a052fea39b"}} as unknown as TypedDocumentString<DispatchPreviewedQuery, DispatchPreviewedQueryVariables>;
export const DispatchFeedDocument = {"__meta__":{"operationName":"DispatchFeed","hash":"sha256:333e42f88cdfc00b4557291e443636e69e2eecf781c28d5e9b9bc67d88662fda"}} as unknown as TypedDocumentString<DispatchFeedSubscription, DispatchFeedSubscriptionVariables>;
export const SendMessageDocument = {"__meta__":{"operationName":"SendMessage","mutation":true,"hash":"sha256:130227c9f0dcd01d46c7dbd3189a6122c2b17dad52b774ff09c0f2a2eb369117"}} as unknown as TypedDocumentString<SendMessageMutation, SendMessageMutationVariables>;
export const PlatformTenantsDocument = {"__meta__":{"operationName":"PlatformTenants","hash":"sha256:dba0511399df6fe20aa9e624a57298f33075276e4afafb7f7cac49b812d6154f"}} as unknown as TypedDocumentString<PlatformTenantsQuery, PlatformTenantsQueryVariables>;
export const PlatformStatisticsDocument = {"__meta__":{"operationName":"PlatformStatistics","hash":"sha256:850bc960c10ca7f73fe747a2876e7aab445305226402983c963c85285cf44384"}} as unknown as TypedDocumentString<PlatformStatisticsQuery, PlatformStatisticsQueryVariables>;
export const PlatformLogPageDocument = {"__meta__":{"operationName":"PlatformLogPage","hash":"sha256:734676634ad576f2bf9b7ed7d93c55774a114e9be79b85ba8e41fda7fb2143f0"}} as unknown as TypedDocumentString<PlatformLogPageQuery, PlatformLogPageQueryVariables>;
export const PlatformSealingDocument = {"__meta__":{"operationName":"PlatformSealing","hash":"sha256:7e072228744964d67b18eb4685bbdc8bfcfa15e82857874ea70bb6f0d585de2c"}} as unknown as TypedDocumentString<PlatformSealingQuery, PlatformSealingQueryVariables>;
export const PlatformPausesDocument = {"__meta__":{"operationName":"PlatformPauses","hash":"sha256:0c39dac6d85ba8ec5539136f13e8cb87033b25451d019dd110acdc5c7b42cb5e"}} as unknown as TypedDocumentString<PlatformPausesQuery, PlatformPausesQueryVariables>;
export const PlatformTenantPausesDocument = {"__meta__":{"operationName":"PlatformTenantPauses","hash":"sha256:58205425438053d3fb426935996007b669decb70d8f93c0b9053749f8cc60a6d"}} as unknown as TypedDocumentString<PlatformTenantPausesQuery, PlatformTenantPausesQueryVariables>;
export const PlatformPauseDocument = {"__meta__":{"operationName":"PlatformPause","mutation":true,"makesKey":true,"hash":"sha256:fe55b7649e9b1a3f31a61032392851d37c2c2fc1a08858d6cfda30983e6da9cc"}} as unknown as TypedDocumentString<PlatformPauseMutation, PlatformPauseMutationVariables>;
export const PlatformResumeDocument = {"__meta__":{"operationName":"PlatformResume","mutation":true,"makesKey":true,"hash":"sha256:9f8a5e3ed99fe67088058f010e4b945ef946f959e358d80a9a18f679f40d3bd9"}} as unknown as TypedDocumentString<PlatformResumeMutation, PlatformResumeMutationVariables>;
export const StatisticsPageDocument = {"__meta__":{"operationName":"StatisticsPage","hash":"sha256:39e00f5169e12128b5cdfb4e841802d98f6ec35fbf1b253728a32711de358954"}} as unknown as TypedDocumentString<StatisticsPageQuery, StatisticsPageQueryVariables>;