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

/** The messages of a batch, all of one tenant. */
export type DispatchBatchInput = {
  /** The messages, 1 to 1000. Items that repeat the same request under the same idempotency key share one record. */
  readonly items: ReadonlyArray<DispatchItemInput>;
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

/** One message of a batch, with its own idempotency key. */
export type DispatchItemInput = {
  /** The channel. */
  readonly channel: Channel;
  /** The idempotency key: 1 to 255 printable ASCII characters, unique within the tenant. Repeating the same request with the same key returns the same record and sends nothing. */
  readonly idempotencyKey: string;
  /** Voice only: the language to speak in, as a BCP 47 tag. The default is `en-US`. */
  readonly language?: string | null | undefined;
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

/** The one whose use a limit bounds; it counts for each of them by itself. */
export type LimitHolder =
  /** An address of the network; for IPv6 its 64 bits. */
  | 'ADDRESS'
  /** One response, or one event of a subscription. */
  | 'ANSWER'
  /** One connection. */
  | 'CONNECTION'
  /** One operation. */
  | 'OPERATION'
  /** One HTTP request or one message of a WebSocket. */
  | 'REQUEST'
  /** One node, for all its callers together. */
  | 'SERVER'
  /** A subject of a tenant, on one node. */
  | 'SUBJECT'
  /** A tenant with all its subjects; a share on one node, anything else on all. */
  | 'TENANT';

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

/** Selects the audit entries of all tenants. All conditions must match; a condition that is absent matches everything. */
export type PlatformAuditEntryFilter = {
  /** Entries at or after this time. */
  readonly from?: string | null | undefined;
  /** Entries of one of these kinds. */
  readonly kinds?: ReadonlyArray<AuditEntryKind> | null | undefined;
  /** Entries before this time. */
  readonly to?: string | null | undefined;
};

/** Selects the consent records of all tenants. All conditions must match; a condition that is absent matches everything. */
export type PlatformConsentFilter = {
  /** Records about the account with this SID, in any letter case. */
  readonly accountSid?: string | null | undefined;
  /** Records about the legal text with this digest. */
  readonly documentDigest?: string | null | undefined;
  /** Records about the legal text of this version. */
  readonly documentVersion?: number | null | undefined;
  /** Records at or after this time. */
  readonly from?: string | null | undefined;
  /** Records of one of these kinds. */
  readonly kinds?: ReadonlyArray<ConsentKind> | null | undefined;
  /** Records before this time. */
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

/** The tenant whose numbers to refresh. */
export type RefreshOrganizationNumbersInput = {
  /** The idempotency key: 1 to 255 printable ASCII characters, unique among those of the caller in the tenant. For 7 days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key. */
  readonly idempotencyKey?: string | null | undefined;
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

/** A dimension by which dispatches can be grouped. */
export type StatsDimension =
  /** The SID of the billed account. */
  | 'ACCOUNT_SID'
  /** The billed account. */
  | 'BILLED_ACCOUNT'
  /** The channel. */
  | 'CHANNEL'
  /** The recipients' country. */
  | 'COUNTRY'
  /** The delivery status. */
  | 'DELIVERY'
  /** The rule that decided the dispatches. */
  | 'RULE'
  /** The state of the dispatches. */
  | 'STATE'
  /** The tenant, for platform statistics only. */
  | 'TENANT'
  /** The event that triggered a fallback. */
  | 'TRIGGER';

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

/** The reason why it cannot be known which account is billed for a dispatch. */
export type UnknownBillingReason =
  /** The custom account accepted, which became known only after an API error. Under the other mode the default account would have been tried meanwhile. */
  | 'ACCEPTED_LATE'
  /** The custom account failed with an API error. Under the other mode the default account would have been tried, and nobody knows whether it would have accepted. */
  | 'NOT_TRIED_AFTER_API_ERROR'
  /** The custom account had no origination number. Under the other mode the default account would have been tried, and nobody knows whether it would have accepted. */
  | 'NOT_TRIED_WITHOUT_NUMBER'
  /** It is not known whether Twilio accepted an attempt. */
  | 'OUTCOME_OPEN'
  /** The dispatch is still pending. */
  | 'PENDING';

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

type LedgerEntry_AuditEntry_Fragment = { readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null };

type LedgerEntry_PlatformLogEntry_Fragment = { readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null };

export type LedgerEntryFragment =
  | LedgerEntry_AuditEntry_Fragment
  | LedgerEntry_PlatformLogEntry_Fragment
;

export type AuditCheckpointFragment = { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string };

export type AuditInclusionProofFragment = { readonly entryText: string, readonly leafIndex: number, readonly treeSize: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } };

export type AuditConsistencyProofFragment = { readonly from: number, readonly to: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } };

export type AuditLogQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: AuditEntryFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditLogQuery = { readonly tenant: { readonly id: string, readonly auditLog: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type AuditCheckpointQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  epoch?: number | null | undefined;
}>;


export type AuditCheckpointQuery = { readonly tenant: { readonly id: string, readonly auditCheckpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } | null } | null };

export type AuditInclusionProofQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  entryId: string;
}>;


export type AuditInclusionProofQuery = { readonly tenant: { readonly id: string, readonly auditInclusionProof: { readonly entryText: string, readonly leafIndex: number, readonly treeSize: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } } | null } | null };

export type AuditConsistencyProofQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  from: number;
  to?: number | null | undefined;
  epoch?: number | null | undefined;
}>;


export type AuditConsistencyProofQuery = { readonly tenant: { readonly id: string, readonly auditConsistencyProof: { readonly from: number, readonly to: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } } | null } | null };

export type TenantConfigurationQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  at?: string | null | undefined;
}>;


export type TenantConfigurationQuery = { readonly tenant: { readonly id: string, readonly tenantId: string, readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly organizationNumbers: { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } | null } | null };

export type TenantDraftQueryVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type TenantDraftQuery = { readonly tenant: { readonly id: string, readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly latestVerification: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } | null, readonly latestRefresh: { readonly id: string, readonly status: NumberRefreshStatus, readonly createdAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } | null } | null };

export type ConfigurationVersionQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  number: number;
}>;


export type ConfigurationVersionQuery = { readonly tenant: { readonly id: string, readonly configurationVersion: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } | null } | null };

export type ConfigurationHistoryQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ConfigurationHistoryQuery = { readonly tenant: { readonly id: string, readonly configurations: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null, readonly changes: ReadonlyArray<
            | { readonly __typename: 'CoveringConsentChange', readonly consentBefore: { readonly id: string, readonly accountSid: string } | null, readonly consentAfter: { readonly id: string, readonly accountSid: string } | null }
            | { readonly __typename: 'CustomAccountChange', readonly accountBefore: { readonly sid: string, readonly name: string } | null, readonly accountAfter: { readonly sid: string, readonly name: string } | null }
            | { readonly __typename: 'FallbackPolicyChange', readonly policyBefore: { readonly mode: FallbackMode }, readonly policyAfter: { readonly mode: FallbackMode } }
            | { readonly __typename: 'SelectedNumbersChange', readonly removedCount: number, readonly addedCount: number }
            | { readonly __typename: 'SendingPolicyChange' }
            | { readonly __typename: 'TokenRotation', readonly setBefore: string, readonly setAfter: string }
            | { readonly __typename: 'UsedChannelsChange', readonly channelsBefore: ReadonlyArray<Channel>, readonly channelsAfter: ReadonlyArray<Channel> }
          > } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type TenantsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TenantsQuery = { readonly tenants: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly tenantId: string, readonly createdAt: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type ConfigurationChangedSubscriptionVariables = Exact<{
  tenantId?: string | null | undefined;
  afterVersion?: number | null | undefined;
}>;


export type ConfigurationChangedSubscription = { readonly configurationChanged: { readonly version: number, readonly at: string | null, readonly kinds: ReadonlyArray<ConfigurationChangeKind>, readonly by: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null, readonly configuration: { readonly id: string } } };

export type ConsentDocumentQueryVariables = Exact<{
  locale?: string | null | undefined;
}>;


export type ConsentDocumentQuery = { readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } };

export type ConsentsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: ConsentFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ConsentsQuery = { readonly tenant: { readonly id: string, readonly consents: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type ConsentEvidenceQueryVariables = Exact<{
  id: string;
  at?: string | null | undefined;
}>;


export type ConsentEvidenceQuery = { readonly node:
    | { readonly __typename: 'AuditEntry' }
    | { readonly __typename: 'ChangeRequest' }
    | { readonly __typename: 'Configuration' }
    | { readonly __typename: 'ConfigurationDraft' }
    | { readonly __typename: 'Consent', readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly statusThen: ConsentStatus | null, readonly text: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly auditEntry: { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } | null, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } }
    | { readonly __typename: 'DispatchRecord' }
    | { readonly __typename: 'NumberRefresh' }
    | { readonly __typename: 'OrganizationNumber' }
    | { readonly __typename: 'Tenant' }
    | { readonly __typename: 'TwilioAccount' }
    | { readonly __typename: 'Verification' }
   | null };

export type ConsentValidityQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  at?: string | null | undefined;
}>;


export type ConsentValidityQuery = { readonly tenant: { readonly id: string, readonly consentValidity: { readonly at: string, readonly valid: boolean, readonly accountSid: string | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null } | null } | null };

export type DeclineConsentMutationVariables = Exact<{
  input: DeclineConsentInput;
}>;


export type DeclineConsentMutation = { readonly declineConsent:
    | { readonly __typename: 'DeclineConsentPayload', readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RequirementsNotMet', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type IssueConsentReceiptMutationVariables = Exact<{
  input: IssueConsentReceiptInput;
}>;


export type IssueConsentReceiptMutation = { readonly issueConsentReceipt:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'IssueConsentReceiptPayload', readonly receipt: string, readonly fileName: string }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type ChargeFragment = { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null };

export type TwilioErrorInfoFragment = { readonly code: number, readonly meaning: string, readonly advice: string };

export type DispatchAttemptFragment = { readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null };

export type DispatchRecordFragment = { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } };

export type DispatchStepFragment = { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null };

export type DispatchMutationVariables = Exact<{
  input: DispatchInput;
}>;


export type DispatchMutation = { readonly dispatch:
    | { readonly __typename: 'DispatchPayload', readonly record: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'SendingBlocked', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DispatchBatchMutationVariables = Exact<{
  input: DispatchBatchInput;
}>;


export type DispatchBatchMutation = { readonly dispatchBatch:
    | { readonly __typename: 'DispatchBatchPayload', readonly items: ReadonlyArray<
        | { readonly __typename: 'DispatchPayload', readonly record: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }
        | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
        | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
        | { readonly __typename: 'NotStarted', readonly idempotencyKey: string, readonly message: string }
        | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
        | { readonly __typename: 'SendingBlocked', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
      > }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DispatchRecordQueryVariables = Exact<{
  id: string;
}>;


export type DispatchRecordQuery = { readonly node:
    | { readonly __typename: 'AuditEntry', readonly id: string }
    | { readonly __typename: 'ChangeRequest', readonly id: string }
    | { readonly __typename: 'Configuration', readonly id: string }
    | { readonly __typename: 'ConfigurationDraft', readonly id: string }
    | { readonly __typename: 'Consent', readonly id: string }
    | { readonly __typename: 'DispatchRecord', readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } }
    | { readonly __typename: 'NumberRefresh', readonly id: string }
    | { readonly __typename: 'OrganizationNumber', readonly id: string }
    | { readonly __typename: 'Tenant', readonly id: string }
    | { readonly __typename: 'TwilioAccount', readonly id: string }
    | { readonly __typename: 'Verification', readonly id: string }
   | null };

export type DispatchRecordOfKeyQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  idempotencyKey: string;
}>;


export type DispatchRecordOfKeyQuery = { readonly tenant: { readonly id: string, readonly dispatchRecord: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null } | null };

export type DispatchRecordsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: DispatchRecordFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DispatchRecordsQuery = { readonly tenant: { readonly id: string, readonly dispatchRecords: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type DispatchPreviewQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  channel: Channel;
  to: string;
}>;


export type DispatchPreviewQuery = { readonly tenant: { readonly id: string, readonly dispatchPreview: { readonly configurationVersion: number, readonly fallbackMode: FallbackMode, readonly country: string, readonly first: { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null } | null, readonly onApiError: { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null } | null } | null } | null };

export type DispatchRecordedSubscriptionVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: DispatchRecordedFilter | null | undefined;
}>;


export type DispatchRecordedSubscription = { readonly dispatchRecorded: { readonly missed: number, readonly record: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly deliveryError: { readonly code: number, readonly meaning: string, readonly advice: string } | null, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedErrors: ReadonlyArray<{ readonly code: number, readonly meaning: string, readonly advice: string }> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } } };

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

export type DraftNumbersQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: OrganizationNumberFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type DraftNumbersQuery = { readonly tenant: { readonly id: string, readonly draft: { readonly id: string, readonly revision: number, readonly account: { readonly id: string, readonly sid: string, readonly organizationNumbers: { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } } | null } | null };

export type LiveNumbersQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: OrganizationNumberFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type LiveNumbersQuery = { readonly tenant: { readonly id: string, readonly configuration: { readonly id: string, readonly version: number, readonly account: { readonly id: string, readonly sid: string, readonly organizationNumbers: { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null } | null } | null };

export type SelectOrganizationNumbersMutationVariables = Exact<{
  input: SelectOrganizationNumbersInput;
}>;


export type SelectOrganizationNumbersMutation = { readonly selectOrganizationNumbers:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'SelectOrganizationNumbersPayload', readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } }
   | null };

export type RefreshOrganizationNumbersMutationVariables = Exact<{
  input: RefreshOrganizationNumbersInput;
}>;


export type RefreshOrganizationNumbersMutation = { readonly refreshOrganizationNumbers:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RefreshOrganizationNumbersPayload', readonly refresh: { readonly id: string, readonly status: NumberRefreshStatus, readonly createdAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } }
   | null };

export type PlatformLogQueryVariables = Exact<{
  filter?: PlatformLogFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PlatformLogQuery = { readonly platformLog: { readonly auditLog: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: PlatformLogEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type PlatformLogCheckpointQueryVariables = Exact<{
  epoch?: number | null | undefined;
}>;


export type PlatformLogCheckpointQuery = { readonly platformLog: { readonly auditCheckpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } | null } | null };

export type PlatformLogInclusionProofQueryVariables = Exact<{
  entryId: string;
}>;


export type PlatformLogInclusionProofQuery = { readonly platformLog: { readonly auditInclusionProof: { readonly entryText: string, readonly leafIndex: number, readonly treeSize: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } } | null } | null };

export type PlatformLogConsistencyProofQueryVariables = Exact<{
  from: number;
  to?: number | null | undefined;
  epoch?: number | null | undefined;
}>;


export type PlatformLogConsistencyProofQuery = { readonly platformLog: { readonly auditConsistencyProof: { readonly from: number, readonly to: number, readonly hashes: ReadonlyArray<string>, readonly checkpoint: { readonly origin: string, readonly epoch: number, readonly size: number, readonly rootHash: string, readonly sealedAt: string, readonly note: string } } | null } | null };

export type PlatformConsentsQueryVariables = Exact<{
  filter?: PlatformConsentFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PlatformConsentsQuery = { readonly platformConsents: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly tenantId: string, readonly id: string, readonly kind: ConsentKind, readonly accountSid: string, readonly documentVersion: number, readonly documentLocale: string, readonly documentDigest: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PlatformAuditEntriesQueryVariables = Exact<{
  filter?: PlatformAuditEntryFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type PlatformAuditEntriesQuery = { readonly platformAuditEntries: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly tenantId: string, readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type SaveTwilioAccountMutationVariables = Exact<{
  input: SaveTwilioAccountInput;
}>;


export type SaveTwilioAccountMutation = { readonly saveTwilioAccount:
    | { readonly __typename: 'ChangeRequested', readonly changeRequest: { readonly id: string, readonly state: ChangeRequestState, readonly digest: string } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RequirementsNotMet', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null }
    | { readonly __typename: 'SaveTwilioAccountPayload', readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type RemoveTwilioAccountMutationVariables = Exact<{
  input: RemoveTwilioAccountInput;
}>;


export type RemoveTwilioAccountMutation = { readonly removeTwilioAccount:
    | { readonly __typename: 'ChangeRequested', readonly changeRequest: { readonly id: string, readonly state: ChangeRequestState, readonly digest: string } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RemoveTwilioAccountPayload', readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'StepUpRequired', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly acrValues: ReadonlyArray<string>, readonly methods: ReadonlyArray<string>, readonly maxAgeSeconds: number | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DiscardDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;


export type DiscardDraftMutation = { readonly discardDraft:
    | { readonly __typename: 'DiscardDraftPayload', readonly draftId: string }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DispatchCountsFragment = { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null };

export type DispatchStatsFragment = { readonly chargesUnavailableFor: ReadonlyArray<StatsDimension>, readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null, readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly billedAccount: BilledAccount | null, readonly accountSid: string | null, readonly channel: Channel | null, readonly state: DispatchState | null, readonly trigger: DispatchTriggerValue | null, readonly rule: DispatchRule | null, readonly delivery: DeliveryStatus | null, readonly country: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null, readonly customShare: number | null, readonly defaultShare: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null };

export type DispatchStatsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  range: StatsRange;
  bucket: StatsBucketLength;
  timeZone?: string;
  groupBy?: ReadonlyArray<StatsDimension>;
  filter?: DispatchStatsFilter | null | undefined;
}>;


export type DispatchStatsQuery = { readonly tenant: { readonly id: string, readonly dispatchStats: { readonly chargesUnavailableFor: ReadonlyArray<StatsDimension>, readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null, readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly billedAccount: BilledAccount | null, readonly accountSid: string | null, readonly channel: Channel | null, readonly state: DispatchState | null, readonly trigger: DispatchTriggerValue | null, readonly rule: DispatchRule | null, readonly delivery: DeliveryStatus | null, readonly country: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null, readonly customShare: number | null, readonly defaultShare: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null } | null };

export type PlatformDispatchStatsQueryVariables = Exact<{
  range: StatsRange;
  bucket: StatsBucketLength;
  timeZone?: string;
  groupBy?: ReadonlyArray<StatsDimension>;
  filter?: PlatformDispatchStatsFilter | null | undefined;
}>;


export type PlatformDispatchStatsQuery = { readonly platformDispatchStats: { readonly chargesUnavailableFor: ReadonlyArray<StatsDimension>, readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null, readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly billedAccount: BilledAccount | null, readonly accountSid: string | null, readonly channel: Channel | null, readonly state: DispatchState | null, readonly trigger: DispatchTriggerValue | null, readonly rule: DispatchRule | null, readonly delivery: DeliveryStatus | null, readonly country: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null, readonly customShare: number | null, readonly defaultShare: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null };

export type FallbackWhatIfQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  range: StatsRange;
  mode: FallbackMode;
}>;


export type FallbackWhatIfQuery = { readonly tenant: { readonly id: string, readonly fallbackWhatIf: { readonly dispatches: number, readonly actual: { readonly accounts: ReadonlyArray<{ readonly billedAccount: BilledAccount, readonly dispatches: number, readonly billedTwice: number, readonly unpriced: number, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> }>, readonly unknown: ReadonlyArray<{ readonly reason: UnknownBillingReason, readonly dispatches: number }> }, readonly hypothetical: { readonly accounts: ReadonlyArray<{ readonly billedAccount: BilledAccount, readonly dispatches: number, readonly billedTwice: number, readonly unpriced: number, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> }>, readonly unknown: ReadonlyArray<{ readonly reason: UnknownBillingReason, readonly dispatches: number }> } } | null } | null };

export type FallbackBillingFragment = { readonly accounts: ReadonlyArray<{ readonly billedAccount: BilledAccount, readonly dispatches: number, readonly billedTwice: number, readonly unpriced: number, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> }>, readonly unknown: ReadonlyArray<{ readonly reason: UnknownBillingReason, readonly dispatches: number }> };

export type DispatchDetailsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  range: StatsRange;
  filter?: DispatchStatsFilter | null | undefined;
}>;


export type DispatchDetailsQuery = { readonly tenant: { readonly id: string, readonly dispatchFailures: ReadonlyArray<{ readonly stage: DispatchFailureStage, readonly originator: Originator, readonly failures: number, readonly error: { readonly code: number, readonly meaning: string, readonly advice: string } | null }> | null, readonly dispatchLatency: { readonly toAcceptance: { readonly measured: number, readonly steps: ReadonlyArray<{ readonly dispatches: number, readonly bounds: { readonly moreThanMs: number, readonly atMostMs: number | null } }>, readonly median: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p95: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p99: { readonly moreThanMs: number, readonly atMostMs: number | null } | null }, readonly toDelivery: { readonly measured: number, readonly steps: ReadonlyArray<{ readonly dispatches: number, readonly bounds: { readonly moreThanMs: number, readonly atMostMs: number | null } }>, readonly median: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p95: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p99: { readonly moreThanMs: number, readonly atMostMs: number | null } | null } } | null } | null };

export type LatencyDistributionFragment = { readonly measured: number, readonly steps: ReadonlyArray<{ readonly dispatches: number, readonly bounds: { readonly moreThanMs: number, readonly atMostMs: number | null } }>, readonly median: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p95: { readonly moreThanMs: number, readonly atMostMs: number | null } | null, readonly p99: { readonly moreThanMs: number, readonly atMostMs: number | null } | null };

export type LatencyBoundsFragment = { readonly moreThanMs: number, readonly atMostMs: number | null };

export type VerifyTwilioAccountMutationVariables = Exact<{
  input: VerifyTwilioAccountInput;
}>;


export type VerifyTwilioAccountMutation = { readonly verifyTwilioAccount:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'VerifyTwilioAccountPayload', readonly verification: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } }
   | null };

export type VerificationQueryVariables = Exact<{
  id: string;
}>;


export type VerificationQuery = { readonly node:
    | { readonly __typename: 'AuditEntry', readonly id: string }
    | { readonly __typename: 'ChangeRequest', readonly id: string }
    | { readonly __typename: 'Configuration', readonly id: string }
    | { readonly __typename: 'ConfigurationDraft', readonly id: string }
    | { readonly __typename: 'Consent', readonly id: string }
    | { readonly __typename: 'DispatchRecord', readonly id: string }
    | { readonly __typename: 'NumberRefresh', readonly id: string }
    | { readonly __typename: 'OrganizationNumber', readonly id: string }
    | { readonly __typename: 'Tenant', readonly id: string }
    | { readonly __typename: 'TwilioAccount', readonly id: string }
    | { readonly __typename: 'Verification', readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string | null, readonly displayName: string | null, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly credentialKind: TwilioCredentialKind, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null }
   | null };

export type VerificationStatusSubscriptionVariables = Exact<{
  id: string;
}>;


export type VerificationStatusSubscription = { readonly verificationStatus: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly draft: { readonly id: string, readonly revision: number } | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly subject: string, readonly displayName: string, readonly kind: ActorKind, readonly authenticatedBy: string, readonly platform: boolean, readonly scopes: ReadonlyArray<AccessScope>, readonly expiresAt: string, readonly tenant: { readonly id: string, readonly tenantId: string } | null } };

export type LimitsQueryVariables = Exact<{ [key: string]: never; }>;


export type LimitsQuery = { readonly viewer: { readonly limits: ReadonlyArray<{ readonly name: string, readonly counts: string, readonly maximum: number, readonly per: LimitHolder, readonly guaranteed: number | null, readonly setting: string | null }> } };

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
export const ActorFragmentDoc = new TypedDocumentString(`
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
    `, {"fragmentName":"Actor"}) as unknown as TypedDocumentString<ActorFragment, unknown>;
export const LedgerEntryFragmentDoc = new TypedDocumentString(`
    fragment LedgerEntry on LedgerEntry {
  at
  actor {
    ...Actor
  }
  object
  requestId
  before
  after
  seal {
    epoch
    leafIndex
    sealedAt
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`, {"fragmentName":"LedgerEntry"}) as unknown as TypedDocumentString<LedgerEntryFragment, unknown>;
export const AuditCheckpointFragmentDoc = new TypedDocumentString(`
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}
    `, {"fragmentName":"AuditCheckpoint"}) as unknown as TypedDocumentString<AuditCheckpointFragment, unknown>;
export const AuditInclusionProofFragmentDoc = new TypedDocumentString(`
    fragment AuditInclusionProof on AuditInclusionProof {
  entryText
  leafIndex
  treeSize
  hashes
  checkpoint {
    ...AuditCheckpoint
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}`, {"fragmentName":"AuditInclusionProof"}) as unknown as TypedDocumentString<AuditInclusionProofFragment, unknown>;
export const AuditConsistencyProofFragmentDoc = new TypedDocumentString(`
    fragment AuditConsistencyProof on AuditConsistencyProof {
  from
  to
  hashes
  checkpoint {
    ...AuditCheckpoint
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}`, {"fragmentName":"AuditConsistencyProof"}) as unknown as TypedDocumentString<AuditConsistencyProofFragment, unknown>;
export const TwilioErrorInfoFragmentDoc = new TypedDocumentString(`
    fragment TwilioErrorInfo on TwilioErrorInfo {
  code
  meaning
  advice
}
    `, {"fragmentName":"TwilioErrorInfo"}) as unknown as TypedDocumentString<TwilioErrorInfoFragment, unknown>;
export const DispatchAttemptFragmentDoc = new TypedDocumentString(`
    fragment DispatchAttempt on DispatchAttempt {
  ordinal
  originator
  accountSid
  originatingNumber
  outcome
  evidence
  twilioSid
  httpStatus
  error {
    ...TwilioErrorInfo
  }
  fault
  durationMs
  startedAt
  settledAt
}
    fragment TwilioErrorInfo on TwilioErrorInfo {
  code
  meaning
  advice
}`, {"fragmentName":"DispatchAttempt"}) as unknown as TypedDocumentString<DispatchAttemptFragment, unknown>;
export const ChargeFragmentDoc = new TypedDocumentString(`
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
}
    `, {"fragmentName":"Charge"}) as unknown as TypedDocumentString<ChargeFragment, unknown>;
export const DispatchRecordFragmentDoc = new TypedDocumentString(`
    fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryError {
    ...TwilioErrorInfo
  }
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedErrors {
      ...TwilioErrorInfo
    }
  }
  configurationVersion
  originatingNumber
  attempts {
    ...DispatchAttempt
  }
  charge {
    ...Charge
  }
  recipient
  country
  language
  validitySeconds
  segments
  requestedBy {
    ...Actor
  }
  requestId
  createdAt
  settledAt
  changedAt
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
}
fragment TwilioErrorInfo on TwilioErrorInfo {
  code
  meaning
  advice
}
fragment DispatchAttempt on DispatchAttempt {
  ordinal
  originator
  accountSid
  originatingNumber
  outcome
  evidence
  twilioSid
  httpStatus
  error {
    ...TwilioErrorInfo
  }
  fault
  durationMs
  startedAt
  settledAt
}
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`, {"fragmentName":"DispatchRecord"}) as unknown as TypedDocumentString<DispatchRecordFragment, unknown>;
export const DispatchStepFragmentDoc = new TypedDocumentString(`
    fragment DispatchStep on DispatchStep {
  originator
  rule
  trigger
  originatingNumber
  price {
    ...Charge
  }
  failureReason
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
}`, {"fragmentName":"DispatchStep"}) as unknown as TypedDocumentString<DispatchStepFragment, unknown>;
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
export const DispatchCountsFragmentDoc = new TypedDocumentString(`
    fragment DispatchCounts on DispatchCounts {
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
    `, {"fragmentName":"DispatchCounts"}) as unknown as TypedDocumentString<DispatchCountsFragment, unknown>;
export const DispatchStatsFragmentDoc = new TypedDocumentString(`
    fragment DispatchStats on DispatchStats {
  buckets {
    start
    end
    counts {
      ...DispatchCounts
    }
    charges {
      currency
      charged
      amount
    }
    groups {
      tenantId
      billedAccount
      accountSid
      channel
      state
      trigger
      rule
      delivery
      country
      counts {
        ...DispatchCounts
      }
      charges {
        currency
        charged
        amount
      }
    }
  }
  totals {
    ...DispatchCounts
  }
  rates {
    fallbackRate
    customShare
    defaultShare
  }
  charges {
    currency
    charged
    amount
  }
  chargesUnavailableFor
}
    fragment DispatchCounts on DispatchCounts {
  dispatches
  open
  billedToCustom
  billedToDefault
  fallback {
    withCustomAccount
    triggered
    fellBack
  }
}`, {"fragmentName":"DispatchStats"}) as unknown as TypedDocumentString<DispatchStatsFragment, unknown>;
export const FallbackBillingFragmentDoc = new TypedDocumentString(`
    fragment FallbackBilling on FallbackBilling {
  accounts {
    billedAccount
    dispatches
    billedTwice
    charges {
      currency
      charged
      amount
    }
    unpriced
  }
  unknown {
    reason
    dispatches
  }
}
    `, {"fragmentName":"FallbackBilling"}) as unknown as TypedDocumentString<FallbackBillingFragment, unknown>;
export const LatencyBoundsFragmentDoc = new TypedDocumentString(`
    fragment LatencyBounds on LatencyBounds {
  moreThanMs
  atMostMs
}
    `, {"fragmentName":"LatencyBounds"}) as unknown as TypedDocumentString<LatencyBoundsFragment, unknown>;
export const LatencyDistributionFragmentDoc = new TypedDocumentString(`
    fragment LatencyDistribution on LatencyDistribution {
  measured
  steps {
    bounds {
      ...LatencyBounds
    }
    dispatches
  }
  median {
    ...LatencyBounds
  }
  p95 {
    ...LatencyBounds
  }
  p99 {
    ...LatencyBounds
  }
}
    fragment LatencyBounds on LatencyBounds {
  moreThanMs
  atMostMs
}`, {"fragmentName":"LatencyDistribution"}) as unknown as TypedDocumentString<LatencyDistributionFragment, unknown>;
export const AuditLogDocument = {"__meta__":{"operationName":"AuditLog","hash":"sha256:079042f2a5e7a095a4c334cdf24346a34a39c673a6cf6b14e7977e63ff9c91b8"}} as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AuditCheckpointDocument = {"__meta__":{"operationName":"AuditCheckpoint","hash":"sha256:8030ab4745254448e57e244346f03e4f6e3bd702ef05fb1befadda7e79090938"}} as unknown as TypedDocumentString<AuditCheckpointQuery, AuditCheckpointQueryVariables>;
export const AuditInclusionProofDocument = {"__meta__":{"operationName":"AuditInclusionProof","hash":"sha256:b40fdef0a4318b0878fdcf29f69ea7918104729a2a3a23367fa05dd8054e4450"}} as unknown as TypedDocumentString<AuditInclusionProofQuery, AuditInclusionProofQueryVariables>;
export const AuditConsistencyProofDocument = {"__meta__":{"operationName":"AuditConsistencyProof","hash":"sha256:a011ea3a537217adecd6b1120714ab1dce9a38b9edc2193fa351433159b604b1"}} as unknown as TypedDocumentString<AuditConsistencyProofQuery, AuditConsistencyProofQueryVariables>;
export const TenantConfigurationDocument = {"__meta__":{"operationName":"TenantConfiguration","hash":"sha256:ccfb3604717ce58132bbaf9153f4348f4382347d06a520f813f8a74a8af7e851"}} as unknown as TypedDocumentString<TenantConfigurationQuery, TenantConfigurationQueryVariables>;
export const TenantDraftDocument = {"__meta__":{"operationName":"TenantDraft","hash":"sha256:0deb6a991f248d5b8ec89fb735c8d82b4c19e67d0c52282a495eb091bfbd9dc7"}} as unknown as TypedDocumentString<TenantDraftQuery, TenantDraftQueryVariables>;
export const ConfigurationVersionDocument = {"__meta__":{"operationName":"ConfigurationVersion","hash":"sha256:86426daeadc04a9450883b10940cca59d8c509d162be7da5ca468f1f4c5d1d22"}} as unknown as TypedDocumentString<ConfigurationVersionQuery, ConfigurationVersionQueryVariables>;
export const ConfigurationHistoryDocument = {"__meta__":{"operationName":"ConfigurationHistory","hash":"sha256:fc40ca5b46a9631849c7a83972f69de712499d67d5fb68505f301f60d3f95a1a"}} as unknown as TypedDocumentString<ConfigurationHistoryQuery, ConfigurationHistoryQueryVariables>;
export const TenantsDocument = {"__meta__":{"operationName":"Tenants","hash":"sha256:72ad8444078e0ff9d45960afb589ecba3e6ecf5c7333f2c44a9122894e35cc91"}} as unknown as TypedDocumentString<TenantsQuery, TenantsQueryVariables>;
export const ConfigurationChangedDocument = {"__meta__":{"operationName":"ConfigurationChanged","hash":"sha256:0997f7bb82ea40c7c5cea5c07b39188057879ba26930f3285a8176ebe2869e79"}} as unknown as TypedDocumentString<ConfigurationChangedSubscription, ConfigurationChangedSubscriptionVariables>;
export const ConsentDocumentDocument = {"__meta__":{"operationName":"ConsentDocument","hash":"sha256:39d41f736c3c8fe53e220d4d3dd908f309b07a1954933fddf4058cde134154c6"}} as unknown as TypedDocumentString<ConsentDocumentQuery, ConsentDocumentQueryVariables>;
export const ConsentsDocument = {"__meta__":{"operationName":"Consents","hash":"sha256:14598e49fbe49a6c0dfe8ca26999bd686680e4b755290bccb79824c042efee26"}} as unknown as TypedDocumentString<ConsentsQuery, ConsentsQueryVariables>;
export const ConsentEvidenceDocument = {"__meta__":{"operationName":"ConsentEvidence","hash":"sha256:9a8dfd9ff8d099acf4e1fb71f8c357caf6b643957b75c1143c65fab13420972a"}} as unknown as TypedDocumentString<ConsentEvidenceQuery, ConsentEvidenceQueryVariables>;
export const ConsentValidityDocument = {"__meta__":{"operationName":"ConsentValidity","hash":"sha256:8fbc51a8eaf21349f38ad1d7be11e0ebc53c911bce9cbc6b8a11966217012e2b"}} as unknown as TypedDocumentString<ConsentValidityQuery, ConsentValidityQueryVariables>;
export const DeclineConsentDocument = {"__meta__":{"operationName":"DeclineConsent","mutation":true,"makesKey":true,"hash":"sha256:b0390eea5bd6d551a53e9bd46c35059b87a2459be1923b7ed0e3bafb65419f0b"}} as unknown as TypedDocumentString<DeclineConsentMutation, DeclineConsentMutationVariables>;
export const IssueConsentReceiptDocument = {"__meta__":{"operationName":"IssueConsentReceipt","mutation":true,"makesKey":true,"hash":"sha256:c39c379b8fe589f6dfe21d7d1edb165da7e094b19eb3347a6814f74b47a409a4"}} as unknown as TypedDocumentString<IssueConsentReceiptMutation, IssueConsentReceiptMutationVariables>;
export const DispatchDocument = {"__meta__":{"operationName":"Dispatch","mutation":true,"hash":"sha256:7d077734a0da840134ee6a9c7a6c6463d0454bb594521356dcab8934b7411042"}} as unknown as TypedDocumentString<DispatchMutation, DispatchMutationVariables>;
export const DispatchBatchDocument = {"__meta__":{"operationName":"DispatchBatch","mutation":true,"hash":"sha256:dc2318654537e88e9264e3b9d7cfd4f366d8f6b213678474e887680845e88e74"}} as unknown as TypedDocumentString<DispatchBatchMutation, DispatchBatchMutationVariables>;
export const DispatchRecordDocument = {"__meta__":{"operationName":"DispatchRecord","hash":"sha256:e92980faf2ff67a75d6e94f5d50906a168dffddb255264d5ceed0a7ee45d8065"}} as unknown as TypedDocumentString<DispatchRecordQuery, DispatchRecordQueryVariables>;
export const DispatchRecordOfKeyDocument = {"__meta__":{"operationName":"DispatchRecordOfKey","hash":"sha256:8810e2f9527fd0c5a40774fe4e3b3171c355cd832cf01c6658d5e7633aac5b28"}} as unknown as TypedDocumentString<DispatchRecordOfKeyQuery, DispatchRecordOfKeyQueryVariables>;
export const DispatchRecordsDocument = {"__meta__":{"operationName":"DispatchRecords","hash":"sha256:6f3502ff6839c0d6fe0d06c0906446043fe085758e58f3b2ba0d433619319107"}} as unknown as TypedDocumentString<DispatchRecordsQuery, DispatchRecordsQueryVariables>;
export const DispatchPreviewDocument = {"__meta__":{"operationName":"DispatchPreview","hash":"sha256:bb4eaf38f667656d20e53e93fe00c8c1331385e49bd20879b7bf895be5b571ee"}} as unknown as TypedDocumentString<DispatchPreviewQuery, DispatchPreviewQueryVariables>;
export const DispatchRecordedDocument = {"__meta__":{"operationName":"DispatchRecorded","hash":"sha256:dbf88469601b0aa90cb6d6ff3bc22b0801e8886fe872bbb09051a9c95d1b4249"}} as unknown as TypedDocumentString<DispatchRecordedSubscription, DispatchRecordedSubscriptionVariables>;
export const DraftNumbersDocument = {"__meta__":{"operationName":"DraftNumbers","hash":"sha256:1f9e457fa4bf69f142457de3c48785ae59d23b80edc340b58e9c563662dbf54e"}} as unknown as TypedDocumentString<DraftNumbersQuery, DraftNumbersQueryVariables>;
export const LiveNumbersDocument = {"__meta__":{"operationName":"LiveNumbers","hash":"sha256:fde8882e95c9abb1bddae542e011a1125f53be58dd1d7a4d05424fc8dfed1ad1"}} as unknown as TypedDocumentString<LiveNumbersQuery, LiveNumbersQueryVariables>;
export const SelectOrganizationNumbersDocument = {"__meta__":{"operationName":"SelectOrganizationNumbers","mutation":true,"makesKey":true,"hash":"sha256:2efc62845a83ecee81b27bf360e046a3be4f28e44a96396d00a9be307b89d3b9"}} as unknown as TypedDocumentString<SelectOrganizationNumbersMutation, SelectOrganizationNumbersMutationVariables>;
export const RefreshOrganizationNumbersDocument = {"__meta__":{"operationName":"RefreshOrganizationNumbers","mutation":true,"makesKey":true,"hash":"sha256:9fcee4f728062bb6cc3f27e0ac5551ab30f27ab01047cb833431e5f4a39a3f68"}} as unknown as TypedDocumentString<RefreshOrganizationNumbersMutation, RefreshOrganizationNumbersMutationVariables>;
export const PlatformLogDocument = {"__meta__":{"operationName":"PlatformLog","hash":"sha256:ba38782db895cb8425fed2c1b5d2ee1411df6431b0fef280d1587dd6ac3a23ca"}} as unknown as TypedDocumentString<PlatformLogQuery, PlatformLogQueryVariables>;
export const PlatformLogCheckpointDocument = {"__meta__":{"operationName":"PlatformLogCheckpoint","hash":"sha256:d4bfca47ff5d5238bf123d5e596adca21829a2e76ee0dd7a41db277aea2c1a65"}} as unknown as TypedDocumentString<PlatformLogCheckpointQuery, PlatformLogCheckpointQueryVariables>;
export const PlatformLogInclusionProofDocument = {"__meta__":{"operationName":"PlatformLogInclusionProof","hash":"sha256:7e96bb083633e9460021615b6af3ca3d59c1c26c7ffd009be64eddf809e6554b"}} as unknown as TypedDocumentString<PlatformLogInclusionProofQuery, PlatformLogInclusionProofQueryVariables>;
export const PlatformLogConsistencyProofDocument = {"__meta__":{"operationName":"PlatformLogConsistencyProof","hash":"sha256:606d7fdb16891334420a4562419ea1f6e73d85443f961786a92f266e8d4e848a"}} as unknown as TypedDocumentString<PlatformLogConsistencyProofQuery, PlatformLogConsistencyProofQueryVariables>;
export const PlatformConsentsDocument = {"__meta__":{"operationName":"PlatformConsents","hash":"sha256:c4cb9cdd7819ecc57f00684f9e1896a4d5d00b2e9c57f8e68770449e6d62d251"}} as unknown as TypedDocumentString<PlatformConsentsQuery, PlatformConsentsQueryVariables>;
export const PlatformAuditEntriesDocument = {"__meta__":{"operationName":"PlatformAuditEntries","hash":"sha256:2b56c953491d157f17f741171ebcda33c41c7ae8726245fc50e0d354c29ece57"}} as unknown as TypedDocumentString<PlatformAuditEntriesQuery, PlatformAuditEntriesQueryVariables>;
export const SaveTwilioAccountDocument = {"__meta__":{"operationName":"SaveTwilioAccount","mutation":true,"makesKey":true,"hash":"sha256:1b21ab5fdce27b09f86fb01e27add8ada1e4a382ac701c826b8b9e415cfef299"}} as unknown as TypedDocumentString<SaveTwilioAccountMutation, SaveTwilioAccountMutationVariables>;
export const RemoveTwilioAccountDocument = {"__meta__":{"operationName":"RemoveTwilioAccount","mutation":true,"makesKey":true,"hash":"sha256:3094020ebf1cd7d857af60952f2b4513da248cdb6519753b4a79f4f48d043a7e"}} as unknown as TypedDocumentString<RemoveTwilioAccountMutation, RemoveTwilioAccountMutationVariables>;
export const DiscardDraftDocument = {"__meta__":{"operationName":"DiscardDraft","mutation":true,"makesKey":true,"hash":"sha256:619c7f9364629cff03d41e0adfb3d818f49d8cd8b0e90e0236bbbd036e20c015"}} as unknown as TypedDocumentString<DiscardDraftMutation, DiscardDraftMutationVariables>;
export const DispatchStatsDocument = {"__meta__":{"operationName":"DispatchStats","hash":"sha256:8d40c8770743be987a13815caf99f99bd17a95d8ef150e285c3512bddc0c1c2c"}} as unknown as TypedDocumentString<DispatchStatsQuery, DispatchStatsQueryVariables>;
export const PlatformDispatchStatsDocument = {"__meta__":{"operationName":"PlatformDispatchStats","hash":"sha256:6ac18a11fb17a6bbec120c7901e04a2eb9b02ee6428f56362e21b35ec88fd20a"}} as unknown as TypedDocumentString<PlatformDispatchStatsQuery, PlatformDispatchStatsQueryVariables>;
export const FallbackWhatIfDocument = {"__meta__":{"operationName":"FallbackWhatIf","hash":"sha256:a78853da48bdef8f367dbc852e3d1021927853d083c5d7e48e2bc537b74e305c"}} as unknown as TypedDocumentString<FallbackWhatIfQuery, FallbackWhatIfQueryVariables>;
export const DispatchDetailsDocument = {"__meta__":{"operationName":"DispatchDetails","hash":"sha256:b02329f0ecb413cd92e6190b091c3458c8b6c98829d38bd2810d46f259f8c1fd"}} as unknown as TypedDocumentString<DispatchDetailsQuery, DispatchDetailsQueryVariables>;
export const VerifyTwilioAccountDocument = {"__meta__":{"operationName":"VerifyTwilioAccount","mutation":true,"makesKey":true,"hash":"sha256:db4fa829e305bb63aa5a53c73c81274d7a7de1ec9c792ae5ab80e21633b6b5db"}} as unknown as TypedDocumentString<VerifyTwilioAccountMutation, VerifyTwilioAccountMutationVariables>;
export const VerificationDocument = {"__meta__":{"operationName":"Verification","hash":"sha256:dd751c1e2a13e4b521e62b515666fa0cd18c4249bb35a975c9c47d7e52b7227d"}} as unknown as TypedDocumentString<VerificationQuery, VerificationQueryVariables>;
export const VerificationStatusDocument = {"__meta__":{"operationName":"VerificationStatus","hash":"sha256:6b229d0355fc79f96ffe337ab7397765bc3182c5cdeee9aa8365a5483a225619"}} as unknown as TypedDocumentString<VerificationStatusSubscription, VerificationStatusSubscriptionVariables>;
export const ViewerDocument = {"__meta__":{"operationName":"Viewer","hash":"sha256:40ff83827dfac11cd432dc3f7fbf09ac731b433841f130540b64c4f17ecc8a45"}} as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const LimitsDocument = {"__meta__":{"operationName":"Limits","hash":"sha256:431d8dbcea7877736d8dea62bc20999c1240f612430c12f7c4a4bd9672b937fe"}} as unknown as TypedDocumentString<LimitsQuery, LimitsQueryVariables>;