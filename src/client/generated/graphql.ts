/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a token can permit. */
export type AccessScope =
  /** Read the audit log. */
  | 'AUDIT_READ'
  /** Read configuration, draft, verifications. */
  | 'CONFIGURATION_READ'
  /** Verify, select, save, remove, discard, decline, refresh. */
  | 'CONFIGURATION_WRITE'
  /** Read the consent history. */
  | 'CONSENTS_READ'
  /** Send messages. */
  | 'DISPATCH'
  /** Follow dispatches as they are recorded. */
  | 'LIVE_READ'
  /** Read the platform's own log. */
  | 'PLATFORM_LOG_READ'
  /** Ask who would send and who would pay. */
  | 'PREVIEW'
  /** Read dispatch records. */
  | 'RECORDS_READ'
  /** Read the dispatch records that the token itself made. */
  | 'RECORDS_READ_OWN'
  /** Read statistics. */
  | 'STATISTICS_READ'
  /** List the tenants of the platform. */
  | 'TENANTS_READ';

/** What an admin should know of an account. */
export type AccountWarningKind =
  /** The account is suspended, closed or not usable. */
  | 'ACCOUNT_NOT_ACTIVE'
  /** No fallback policy was ever chosen: the default account may be billed. */
  | 'FALLBACK_NOT_DEFINED'
  /** No selected number is available. */
  | 'NO_NUMBER_LEFT'
  /** The numbers could not be read when last tried. */
  | 'REFRESH_FAILED'
  /** A selected number is no longer available. */
  | 'SELECTED_NUMBER_GONE'
  /** Twilio rejects the auth token. */
  | 'TOKEN_REJECTED'
  /** The account is a trial account, which cannot send to everyone. */
  | 'TRIAL';

/** Who acts. */
export type ActorKind =
  /** A person. */
  | 'PERSON'
  /** A machine of the platform or of the tenant. */
  | 'SERVICE'
  /** Originator itself, such as when it lets a draft expire. */
  | 'SYSTEM';

/** How it became known what an attempt came to. */
export type AttemptEvidence =
  /** By Twilio's answer to the call itself, or by its absence. */
  | 'ANSWER'
  /** By a status callback. */
  | 'CALLBACK'
  /** By a look at Twilio's lists. */
  | 'LIST';

/** What an attempt came to. */
export type AttemptOutcome =
  /** Twilio accepted it. */
  | 'ACCEPTED'
  /** It never reached Twilio. */
  | 'NOT_SENT'
  /** Not yet known whether Twilio accepted it. */
  | 'OPEN'
  /** Twilio refused it. */
  | 'REFUSED'
  /** Twilio rate-limited the request (HTTP 429) and did not process it. */
  | 'THROTTLED';

/** Which audit entries a list shows; what is absent does not narrow it. */
export type AuditEntryFilter = {
  /** Entries of what the subject of this name did. */
  readonly actorSubject?: string | null | undefined;
  /** Entries of this instant and later. */
  readonly from?: string | null | undefined;
  /** Entries of one of these kinds. */
  readonly kinds?: ReadonlyArray<AuditEntryKind> | null | undefined;
  /** Entries about exactly this object, as `configuration/3`. */
  readonly object?: string | null | undefined;
  /** Entries of before this instant. */
  readonly to?: string | null | undefined;
};

/** What an entry of a tenant's audit log records. */
export type AuditEntryKind =
  /** The custom account was removed. */
  | 'ACCOUNT_REMOVED'
  /** The log, or a part of it, was exported. */
  | 'AUDIT_EXPORTED'
  /** The channels in use changed. */
  | 'CHANNELS_CHANGED'
  /** A configuration version became live. */
  | 'CONFIGURATION_SAVED'
  /** A person declined to consent. */
  | 'CONSENT_DECLINED'
  /** A consent ended. */
  | 'CONSENT_ENDED'
  /** A person consented. */
  | 'CONSENT_GIVEN'
  /** A receipt of a consent was issued. */
  | 'CONSENT_RECEIPT_ISSUED'
  /** What was known of a dispatch turned out to be otherwise. */
  | 'DISPATCH_CORRECTED'
  /** It became known what a dispatch came to, and whose account is billed. */
  | 'DISPATCH_DECIDED'
  /** The selection of a draft changed. */
  | 'DRAFT_CHANGED'
  /** A draft was begun. */
  | 'DRAFT_CREATED'
  /** A draft was given up. */
  | 'DRAFT_DISCARDED'
  /** A draft ran out. */
  | 'DRAFT_EXPIRED'
  /** A draft took the place of another. */
  | 'DRAFT_REPLACED'
  /** The fallback policy changed. */
  | 'FALLBACK_POLICY_CHANGED'
  /** The log began anew, in the first entry of an epoch, after a restore. */
  | 'LEDGER_EPOCH_STARTED'
  /** A selected number came or went at Twilio. */
  | 'NUMBER_AVAILABILITY_CHANGED'
  /** The live account got another auth token. */
  | 'TOKEN_ROTATED'
  /** A verification ended. */
  | 'VERIFICATION_FINISHED'
  /** A warning on the account was cleared. */
  | 'WARNING_CLEARED'
  /** A warning on the account was raised. */
  | 'WARNING_RAISED';

/** The account that is billed: the one whose API accepted the dispatch. */
export type BilledAccount =
  /** The tenant's own account. */
  | 'CUSTOM'
  /** The platform's account, by the platform's rate card. */
  | 'DEFAULT'
  /** No account accepted it. */
  | 'NONE'
  /** Not yet known whether an account accepted it. */
  | 'UNKNOWN';

/** A way to reach a recipient. */
export type Channel =
  /** A text message. */
  | 'SMS'
  /** A call. */
  | 'VOICE';

/** Who says what a dispatch costs. */
export type ChargeSource =
  /** The platform's rate card, for the default account. */
  | 'RATE_CARD'
  /** Twilio, for the custom account. */
  | 'TWILIO';

/** Why a consent ended. */
export type ConsentEndReason =
  /** The account was removed. */
  | 'ACCOUNT_REMOVED'
  /** Another account was saved. */
  | 'ACCOUNT_REPLACED';

/** Which consent records a list shows; what is absent does not narrow it. */
export type ConsentFilter = {
  /** Records about this account. */
  readonly accountSid?: string | null | undefined;
  /** Records of what the subject of this name did. */
  readonly actorSubject?: string | null | undefined;
  /** Records of this instant and later. */
  readonly from?: string | null | undefined;
  /** Records that state one of these. */
  readonly kinds?: ReadonlyArray<ConsentKind> | null | undefined;
  /** The instant that `statuses` is about; now where it is absent. */
  readonly statusAt?: string | null | undefined;
  /** Records of what stands so; a record that states an end has no status of its own. */
  readonly statuses?: ReadonlyArray<ConsentStatus> | null | undefined;
  /** Records of before this instant. */
  readonly to?: string | null | undefined;
};

/** What was shown to the admin who decides. It is refused where something else would go live. */
export type ConsentInput = {
  /** The account SID. */
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

/** What a consent record states. */
export type ConsentKind =
  /** A person said no; nothing else changed. */
  | 'DECLINED'
  /** An earlier consent ended, since its account was replaced or removed. */
  | 'ENDED'
  /** A person said yes to the text for an account. */
  | 'GIVEN';

/** How it stands with what somebody decided about a text and an account. */
export type ConsentStatus =
  /** Consent was declined. */
  | 'DECLINED'
  /** A consent was given, and has ended. */
  | 'ENDED'
  /** A consent was given, and has not ended. */
  | 'VALID';

/** The consent that a person declines to give. */
export type DeclineConsentInput = {
  /** What was shown. */
  readonly consent: ConsentInput;
  /** The draft that asked for consent. */
  readonly draft: DraftReferenceInput;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** How far the delivery has come, as Twilio reported last. It only ever moves forward. */
export type DeliveryStatus =
  /** Voice: the line was busy. */
  | 'BUSY'
  /** Voice: the call was canceled. */
  | 'CANCELED'
  /** Voice: the call was answered and has ended. */
  | 'COMPLETED'
  /** SMS: it was delivered. */
  | 'DELIVERED'
  /** It failed after Twilio had accepted it. */
  | 'FAILED'
  /** Voice: the call was answered. */
  | 'IN_PROGRESS'
  /** Nothing was reported. */
  | 'NONE'
  /** Voice: nobody answered. */
  | 'NO_ANSWER'
  /** It waits at Twilio. */
  | 'QUEUED'
  /** Voice: it rings. */
  | 'RINGING'
  /** SMS: it is being sent. */
  | 'SENDING'
  /** SMS: the carrier has it. */
  | 'SENT'
  /** SMS: it could not be delivered. */
  | 'UNDELIVERED';

/** The draft to give up. */
export type DiscardDraftInput = {
  /** The draft to give up. */
  readonly draft: DraftReferenceInput;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** Messages of one tenant to send at once. */
export type DispatchBatchInput = {
  /** The messages, 1 to 1000. A key that is repeated gets one record. */
  readonly items: ReadonlyArray<DispatchItemInput>;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** Why a dispatch failed, beyond what its attempts tell. */
export type DispatchFailureReason =
  /** The process that sent it died before the fallback; send it anew under a new key. */
  | 'INTERRUPTED'
  /** The default account has nothing to originate from on the channel. */
  | 'NO_DEFAULT_NUMBER'
  /** No time was left for the fallback. */
  | 'TIME_SPENT';

/** A message to send. */
export type DispatchInput = {
  /** SMS or voice. */
  readonly channel: Channel;
  /** 1 to 255 printable ASCII characters, unique within the tenant. The same key with the same request gives the same record and sends nothing. */
  readonly idempotencyKey: string;
  /** For voice, the language to speak in, a BCP 47 tag; `en-US` where it is absent. */
  readonly language?: string | null | undefined;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
  /** What is written or spoken. It is passed on to Twilio and not kept. */
  readonly text: string;
  /** The recipient in E.164. */
  readonly to: string;
  /** For SMS, how long it stays worth sending; Twilio's own period where it is absent. */
  readonly validitySeconds?: number | null | undefined;
};

/** A message of a batch, with a key of its own. */
export type DispatchItemInput = {
  /** SMS or voice. */
  readonly channel: Channel;
  /** 1 to 255 printable ASCII characters, unique within the tenant. The same key with the same request gives the same record and sends nothing. */
  readonly idempotencyKey: string;
  /** For voice, the language to speak in, a BCP 47 tag; `en-US` where it is absent. */
  readonly language?: string | null | undefined;
  /** What is written or spoken. It is passed on to Twilio and not kept. */
  readonly text: string;
  /** The recipient in E.164. */
  readonly to: string;
  /** For SMS, how long it stays worth sending; Twilio's own period where it is absent. */
  readonly validitySeconds?: number | null | undefined;
};

/** Which dispatch records a list shows; what is absent does not narrow it. */
export type DispatchRecordFilter = {
  /** Records billed to one of these. */
  readonly billedAccounts?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Records of one of these channels. */
  readonly channels?: ReadonlyArray<Channel> | null | undefined;
  /** Records decided under a configuration version of one of these numbers. */
  readonly configurationVersions?: ReadonlyArray<number> | null | undefined;
  /** Records to recipients of one of these countries, as ISO 3166-1 alpha-2 or `ZZ`. */
  readonly countries?: ReadonlyArray<string> | null | undefined;
  /** Records at one of these delivery statuses. */
  readonly deliveries?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Records created at this instant and later. */
  readonly from?: string | null | undefined;
  /** Records with an attempt from exactly this number or sender ID. */
  readonly originatingNumber?: string | null | undefined;
  /** Records to exactly this recipient. */
  readonly recipient?: string | null | undefined;
  /** Records that one of these rules decided. */
  readonly rules?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Records in one of these states. */
  readonly states?: ReadonlyArray<DispatchState> | null | undefined;
  /** Records created before this instant. */
  readonly to?: string | null | undefined;
  /** Records with one of these triggers. */
  readonly triggers?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** Which dispatch records are followed, as they are when they change; what is absent does not narrow it. */
export type DispatchRecordedFilter = {
  /** Records billed to one of these. */
  readonly billedAccounts?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Records of one of these channels. */
  readonly channels?: ReadonlyArray<Channel> | null | undefined;
  /** Records decided under a configuration version of one of these numbers. */
  readonly configurationVersions?: ReadonlyArray<number> | null | undefined;
  /** Records to recipients of one of these countries, as ISO 3166-1 alpha-2 or `ZZ`. */
  readonly countries?: ReadonlyArray<string> | null | undefined;
  /** Records at one of these delivery statuses. */
  readonly deliveries?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Records with an attempt from exactly this number or sender ID. */
  readonly originatingNumber?: string | null | undefined;
  /** Records to exactly this recipient. */
  readonly recipient?: string | null | undefined;
  /** Records that one of these rules decided. */
  readonly rules?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Records in one of these states. */
  readonly states?: ReadonlyArray<DispatchState> | null | undefined;
  /** Records with one of these triggers. */
  readonly triggers?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** The rule by which a dispatch was decided. */
export type DispatchRule =
  /** The custom account is always tried first. */
  | 'CUSTOM_FIRST'
  /** The fallback policy gives the default account its turn. */
  | 'FALLBACK_ALLOWED'
  /** The fallback policy forbids the default account. */
  | 'FALLBACK_DISABLED'
  /** The platform never falls back after Twilio's error code. */
  | 'FALLBACK_EXCLUDED_CODE'
  /** Nobody chose a fallback policy, which gives the default account its turn. */
  | 'FALLBACK_NOT_DEFINED'
  /** Nobody chose a fallback policy, and the platform takes that for a prohibition. */
  | 'FALLBACK_NOT_DEFINED_OFF'
  /** There was no custom account: the default account sends. That is no fallback. */
  | 'NO_CUSTOM_ACCOUNT';

/** Where a dispatch stands. */
export type DispatchState =
  /** An account accepted it. */
  | 'ACCEPTED'
  /** Every attempt is known not to be accepted. */
  | 'FAILED'
  /** No attempt is known to be accepted, and one may have been. It may still become known. */
  | 'OUTCOME_UNKNOWN'
  /** It is under way. */
  | 'PENDING';

/** Which dispatches count; what is absent does not narrow it. */
export type DispatchStatsFilter = {
  /** Those billed to one of these. */
  readonly billedAccount?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Those of one of these channels. */
  readonly channel?: ReadonlyArray<Channel> | null | undefined;
  /** Those to recipients of one of these countries, or of `ZZ`. */
  readonly country?: ReadonlyArray<string> | null | undefined;
  /** Those at one of these delivery statuses. */
  readonly delivery?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Those that one of these rules decided. */
  readonly rule?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Those in one of these states. */
  readonly state?: ReadonlyArray<DispatchState> | null | undefined;
  /** Those with one of these triggers. */
  readonly trigger?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** What made a fallback to the default account come into question. */
export type DispatchTrigger =
  /** Twilio refused, or did not answer, the custom account's attempt. */
  | 'API_ERROR'
  /** No selected number of the custom account was available. */
  | 'NO_ORIGINATION_NUMBER';

/** What made a fallback come into question, or that nothing did; to filter and to group by. */
export type DispatchTriggerValue =
  /** Twilio refused, or did not answer, the custom account's attempt. */
  | 'API_ERROR'
  /** Nothing did. */
  | 'NONE'
  /** No selected number of the custom account was available. */
  | 'NO_ORIGINATION_NUMBER';

/** The draft as it was shown. It is refused once it has changed. */
export type DraftReferenceInput = {
  /** The global id of the draft. */
  readonly id: string;
  /** Its revision. */
  readonly revision: number;
};

/** Why a number of the account is not listed: what it can do, which is not both. */
export type ExclusionReason =
  /** It can neither send SMS nor place calls. */
  | 'NEITHER'
  /** It can send SMS but not place calls. */
  | 'SMS_ONLY'
  /** It can place calls but not send SMS. */
  | 'VOICE_ONLY';

/** What an admin may choose for messages that the custom account could not originate. */
export type FallbackChoice =
  /** The default account sends them, and is billed. */
  | 'DEFAULT_ACCOUNT'
  /** They are not sent. Front ends preselect this. */
  | 'DISABLED';

/** What happens to a message that the custom account could not originate. */
export type FallbackMode =
  /** The default account sends it, and is billed. */
  | 'DEFAULT_ACCOUNT'
  /** It is not sent. */
  | 'DISABLED'
  /** No admin ever chose: the default account may send, and be billed. It is never chosen. */
  | 'NOT_DEFINED';

/** The consent that a receipt is wanted of. */
export type IssueConsentReceiptInput = {
  /** The global id of the record of a consent given. */
  readonly consentId: string;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** How far a refresh has come. `REFRESHED` and `FAILED` are final. */
export type NumberRefreshStatus =
  /** An account is fetched from Twilio. */
  | 'CHECKING_CREDENTIALS'
  /** An account could not be read; what is known of its numbers stays. */
  | 'FAILED'
  /** The numbers of an account are fetched from Twilio. */
  | 'LISTING_NUMBERS'
  /** It waits to be begun. */
  | 'PENDING'
  /** Every account was read completely. */
  | 'REFRESHED';

/** Which numbers of an account a list shows. */
export type OrganizationNumberFilter =
  /** Those that Twilio has, able to do both SMS and voice. */
  | 'AVAILABLE'
  /** Those that Twilio has but that cannot be selected, each with its reason. */
  | 'EXCLUDED'
  /** Those that can be selected, and those that are. */
  | 'LISTED'
  /** Those that are selected. */
  | 'SELECTED';

/** Whose Twilio account makes an attempt. */
export type Originator =
  /** The tenant's own account. */
  | 'CUSTOM'
  /** The platform's account. */
  | 'DEFAULT';

/** Which dispatches of the platform count; what is absent does not narrow it. */
export type PlatformDispatchStatsFilter = {
  /** Those billed to one of these. */
  readonly billedAccount?: ReadonlyArray<BilledAccount> | null | undefined;
  /** Those of one of these channels. */
  readonly channel?: ReadonlyArray<Channel> | null | undefined;
  /** Those to recipients of one of these countries, or of `ZZ`. */
  readonly country?: ReadonlyArray<string> | null | undefined;
  /** Those at one of these delivery statuses. */
  readonly delivery?: ReadonlyArray<DeliveryStatus> | null | undefined;
  /** Those that one of these rules decided. */
  readonly rule?: ReadonlyArray<DispatchRule> | null | undefined;
  /** Those in one of these states. */
  readonly state?: ReadonlyArray<DispatchState> | null | undefined;
  /** Those of one of these tenants, by their plain or global ids. */
  readonly tenant?: ReadonlyArray<string> | null | undefined;
  /** Those with one of these triggers. */
  readonly trigger?: ReadonlyArray<DispatchTriggerValue> | null | undefined;
};

/** What an entry of the platform's own log records. */
export type PlatformLogEntryKind =
  /** The log, or a part of it, was exported. */
  | 'AUDIT_EXPORTED'
  /** A legal text was published. */
  | 'CONSENT_DOCUMENT_PUBLISHED'
  /** The settings that hold for all dispatches changed. */
  | 'DISPATCH_SETTINGS_CHANGED'
  /** The log began anew, in the first entry of an epoch, after a restore. */
  | 'LEDGER_EPOCH_STARTED'
  /** Another key began to sign checkpoints. */
  | 'LEDGER_KEY_CHANGED'
  /** Auth tokens were wrapped under another master key. */
  | 'MASTER_KEYS_ROTATED'
  /** A master key that seals nothing any more was given up. */
  | 'MASTER_KEY_RETIRED'
  /** A rate card came into use. */
  | 'RATE_CARD_PUBLISHED'
  /** Dispatch records past their time were removed. */
  | 'RETENTION_APPLIED'
  /** Statistics of all tenants were read. */
  | 'STATISTICS_READ'
  /** The list of tenants was read. */
  | 'TENANTS_READ';

/** Which entries of the platform's log a list shows; what is absent does not narrow it. */
export type PlatformLogFilter = {
  /** Entries of what the subject of this name did. */
  readonly actorSubject?: string | null | undefined;
  /** Entries of this instant and later. */
  readonly from?: string | null | undefined;
  /** Entries of one of these kinds. */
  readonly kinds?: ReadonlyArray<PlatformLogEntryKind> | null | undefined;
  /** Entries about exactly this object, as `configuration/3`. */
  readonly object?: string | null | undefined;
  /** Entries of before this instant. */
  readonly to?: string | null | undefined;
};

/** What is wrong, for programs to branch on. */
export type ProblemCode =
  /** The account SID is not `AC` and 32 hexadecimal digits. */
  | 'ACCOUNT_SID_FORMAT'
  /** The account SID is not 34 characters long. */
  | 'ACCOUNT_SID_LENGTH'
  /** The auth token is empty. */
  | 'AUTH_TOKEN_MISSING'
  /** The auth token has characters that are not printable ASCII. */
  | 'AUTH_TOKEN_NOT_PRINTABLE'
  /** The auth token is too long. */
  | 'AUTH_TOKEN_TOO_LONG'
  /** The tenant does not use the channel. */
  | 'CHANNEL_OFF'
  /** The input says two things that exclude each other, or neither. */
  | 'CONFLICTING_INPUT'
  /** No consent is asked for, since the account stays the same. */
  | 'CONSENT_NOT_ASKED_FOR'
  /** The record is not of a consent that was given. */
  | 'CONSENT_NOT_GIVEN'
  /** The consent names something else than this save would make live. */
  | 'CONSENT_OUT_OF_DATE'
  /** Consent to the legal text is required. */
  | 'CONSENT_REQUIRED'
  /** The text is no cursor of the list. */
  | 'CURSOR_MALFORMED'
  /** The draft has expired. */
  | 'DRAFT_EXPIRED'
  /** The draft has changed, was replaced, or is no longer there. */
  | 'DRAFT_OUT_OF_DATE'
  /** The idempotency key is not 1 to 255 printable ASCII characters. */
  | 'IDEMPOTENCY_KEY_FORMAT'
  /** The idempotency key stands for another request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The text is no global id of what it should name. */
  | 'ID_MALFORMED'
  /** The save names nothing to change. */
  | 'NOTHING_TO_SAVE'
  /** There is no such object. */
  | 'NOT_FOUND'
  /** The audit entry is not sealed yet. */
  | 'NOT_SEALED_YET'
  /** There is no custom account. */
  | 'NO_ACCOUNT'
  /** None of the selected numbers is available. */
  | 'NO_AVAILABLE_NUMBER_SELECTED'
  /** No channel is chosen. */
  | 'NO_CHANNEL'
  /** There is no draft. */
  | 'NO_DRAFT'
  /** No number is selected. */
  | 'NO_NUMBER_SELECTED'
  /** The number cannot do both SMS and voice. */
  | 'NUMBER_EXCLUDED'
  /** The number is no longer available at Twilio. */
  | 'NUMBER_UNAVAILABLE'
  /** The account has no such number. */
  | 'NUMBER_UNKNOWN'
  /** The page size is out of bounds. */
  | 'PAGE_SIZE'
  /** Only a person of the tenant may do this. */
  | 'PERSON_REQUIRED'
  /** The text is no telephone number in E.164. */
  | 'PHONE_NUMBER_FORMAT'
  /** It was asked for too often. */
  | 'RATE_LIMITED'
  /** What is asked for is not kept in this combination. */
  | 'STATS_COMBINATION'
  /** The range of the statistics is empty, too long or reversed. */
  | 'STATS_RANGE'
  /** The text is no IANA time zone. */
  | 'STATS_TIME_ZONE'
  /** The statistics have too many rows. */
  | 'STATS_TOO_MANY_ROWS'
  /** The text is no tenant id. */
  | 'TENANT_MALFORMED'
  /** A platform role has to name the tenant. */
  | 'TENANT_REQUIRED'
  /** The text is empty or too long. */
  | 'TEXT_LENGTH'
  /** The list is too long. */
  | 'TOO_MANY_VALUES'
  /** The value is out of bounds. */
  | 'VALUE_OUT_OF_RANGE'
  /** Another version has become live. */
  | 'VERSION_OUT_OF_DATE';

/** Whose numbers to read anew. */
export type RefreshOrganizationNumbersInput = {
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** From which configuration to remove the custom account. */
export type RemoveTwilioAccountInput = {
  /** The number of the live version that this is based on; 0 where none was saved yet. */
  readonly baseVersion: number;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** What to put live together, as the next version. What is absent stays as it is. */
export type SaveTwilioAccountInput = {
  /** The number of the live version that this is based on; 0 where none was saved yet. */
  readonly baseVersion: number;
  /** The channels in use, at least one. */
  readonly channels?: ReadonlyArray<Channel> | null | undefined;
  /** The consent that the draft asks for; absent where it asks for none. */
  readonly consent?: ConsentInput | null | undefined;
  /** The draft to put live; absent to save the fallback policy or the channels alone. */
  readonly draft?: DraftReferenceInput | null | undefined;
  /** The fallback policy. */
  readonly fallbackMode?: FallbackChoice | null | undefined;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** The numbers to select, in place of the former selection: either by name or all. */
export type SelectOrganizationNumbersInput = {
  /** Whether to select every number that is listed at this moment. */
  readonly all?: boolean | null | undefined;
  /** The draft to edit; absent where there is none, to begin one from the live account. */
  readonly draft?: DraftReferenceInput | null | undefined;
  /** The numbers in E.164, at most 5000. */
  readonly phoneNumbers?: ReadonlyArray<string> | null | undefined;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

/** The length of time that statistics are given by. */
export type StatsBucketLength =
  /** Days of the time zone, which may have 23 or 25 hours. */
  | 'DAY'
  /** Hours. */
  | 'HOUR'
  /** Minutes, over 6 hours at most. */
  | 'MINUTE'
  /** Months of the time zone. */
  | 'MONTH';

/** What dispatches can be told apart by. */
export type StatsDimension =
  /** The billed account. */
  | 'BILLED_ACCOUNT'
  /** SMS or voice. */
  | 'CHANNEL'
  /** The recipients' country. It combines with billed account, channel and delivery only. */
  | 'COUNTRY'
  /** How far the delivery has come. */
  | 'DELIVERY'
  /** The rule that decided. */
  | 'RULE'
  /** Where the dispatches stand. */
  | 'STATE'
  /** The tenant, for platform statistics only. */
  | 'TENANT'
  /** What made a fallback come into question. */
  | 'TRIGGER';

/** A stretch of time. It begins and ends on quarter-hours of UTC, by minute on full minutes. */
export type StatsRange = {
  /** Its first instant. */
  readonly from: string;
  /** The instant after its last. */
  readonly to: string;
};

/** The state of an account at Twilio when it was verified. */
export type TwilioAccountStatus =
  /** It can be used; no other account is verified. */
  | 'ACTIVE';

/** The kind of an account at Twilio. */
export type TwilioAccountType =
  /** A paid account. */
  | 'FULL'
  /** A trial account, which cannot send to everyone. */
  | 'TRIAL';

/** Why an account could not be verified or read. */
export type VerificationFailureReason =
  /** The account is closed. */
  | 'ACCOUNT_CLOSED'
  /** Twilio does not let the account be used. */
  | 'ACCOUNT_NOT_USABLE'
  /** Twilio has suspended the account. */
  | 'ACCOUNT_SUSPENDED'
  /** Twilio knows no such account, or not with this token. */
  | 'INCORRECT_CREDENTIALS'
  /** Originator could not keep what Twilio answered. Trying again does not help. */
  | 'INTERNAL'
  /** The account has no phone numbers. */
  | 'NO_ORIGINATING_NUMBERS'
  /** None of its numbers can do both SMS and voice. */
  | 'NO_USABLE_NUMBERS'
  /** A newer verification, a discarded draft or a removal came first. */
  | 'SUPERSEDED'
  /** They are test credentials, which cannot send. */
  | 'TEST_CREDENTIALS'
  /** Twilio gave no readable answer in time. Trying again may help. */
  | 'TWILIO_UNAVAILABLE';

/** How far a verification has come. `VERIFIED` and `FAILED` are final. */
export type VerificationStatus =
  /** The account is fetched from Twilio. */
  | 'CHECKING_CREDENTIALS'
  /** The account is not verified; nothing else has changed. */
  | 'FAILED'
  /** Its numbers are fetched from Twilio. */
  | 'LISTING_NUMBERS'
  /** It waits to be begun. */
  | 'PENDING'
  /** The account is verified and has become the draft. */
  | 'VERIFIED';

/** The account to verify. Blanks around both texts are dropped. */
export type VerifyTwilioAccountInput = {
  /** The account SID, 34 characters. */
  readonly accountSid: string;
  /** The auth token. It is never shown again. */
  readonly authToken: string;
  /** The tenant, by its plain or its global id. A platform role has to name it; otherwise it is absent or one's own. */
  readonly tenantId?: string | null | undefined;
};

type LedgerEntry_AuditEntry_Fragment = { readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null };

type LedgerEntry_PlatformLogEntry_Fragment = { readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null };

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


export type AuditLogQuery = { readonly tenant: { readonly id: string, readonly auditLog: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

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


export type TenantConfigurationQuery = { readonly tenant: { readonly id: string, readonly tenantId: string, readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly organizationNumbers: { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } | null } | null };

export type TenantDraftQueryVariables = Exact<{
  tenantId?: string | null | undefined;
}>;


export type TenantDraftQuery = { readonly tenant: { readonly id: string, readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly latestVerification: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } | null, readonly latestRefresh: { readonly id: string, readonly status: NumberRefreshStatus, readonly createdAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } | null } | null };

export type ConfigurationVersionQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  number: number;
}>;


export type ConfigurationVersionQuery = { readonly tenant: { readonly id: string, readonly configurationVersion: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } | null } | null };

export type TenantsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TenantsQuery = { readonly tenants: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly tenantId: string, readonly createdAt: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

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


export type ConsentsQuery = { readonly tenant: { readonly id: string, readonly consents: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type ConsentEvidenceQueryVariables = Exact<{
  id: string;
  at?: string | null | undefined;
}>;


export type ConsentEvidenceQuery = { readonly node:
    | { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly statusThen: ConsentStatus | null, readonly text: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly auditEntry: { readonly id: string, readonly kind: AuditEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } | null, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } }
    | Record<PropertyKey, never>
   | null };

export type ConsentValidityQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  at?: string | null | undefined;
}>;


export type ConsentValidityQuery = { readonly tenant: { readonly id: string, readonly consentValidity: { readonly at: string, readonly valid: boolean, readonly accountSid: string | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null } | null } | null };

export type DeclineConsentMutationVariables = Exact<{
  input: DeclineConsentInput;
}>;


export type DeclineConsentMutation = { readonly declineConsent:
    | { readonly __typename: 'DeclineConsentPayload', readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RequirementsNotMet', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null }
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

export type DispatchAttemptFragment = { readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null };

export type DispatchRecordFragment = { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } };

export type DispatchStepFragment = { readonly originator: Originator | null, readonly rule: DispatchRule, readonly trigger: DispatchTrigger | null, readonly originatingNumber: string | null, readonly failureReason: DispatchFailureReason | null, readonly price: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null };

export type DispatchMutationVariables = Exact<{
  input: DispatchInput;
}>;


export type DispatchMutation = { readonly dispatch:
    | { readonly __typename: 'DispatchPayload', readonly record: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DispatchBatchMutationVariables = Exact<{
  input: DispatchBatchInput;
}>;


export type DispatchBatchMutation = { readonly dispatchBatch:
    | { readonly __typename: 'DispatchBatchPayload', readonly items: ReadonlyArray<
        | { readonly __typename: 'DispatchPayload', readonly record: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } }
        | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
        | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
        | { readonly __typename: 'NotStarted', readonly idempotencyKey: string, readonly message: string }
        | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
      > }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DispatchRecordQueryVariables = Exact<{
  id: string;
}>;


export type DispatchRecordQuery = { readonly node:
    | { readonly __typename: 'AuditEntry', readonly id: string }
    | { readonly __typename: 'Configuration', readonly id: string }
    | { readonly __typename: 'ConfigurationDraft', readonly id: string }
    | { readonly __typename: 'Consent', readonly id: string }
    | { readonly __typename: 'DispatchRecord', readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } }
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


export type DispatchRecordOfKeyQuery = { readonly tenant: { readonly id: string, readonly dispatchRecord: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null } | null };

export type DispatchRecordsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  filter?: DispatchRecordFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DispatchRecordsQuery = { readonly tenant: { readonly id: string, readonly dispatchRecords: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

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


export type DispatchRecordedSubscription = { readonly dispatchRecorded: { readonly missed: number, readonly record: { readonly id: string, readonly idempotencyKey: string, readonly channel: Channel, readonly state: DispatchState, readonly delivery: DeliveryStatus, readonly deliveryCode: number | null, readonly billedAccount: BilledAccount, readonly alsoBilled: Originator | null, readonly trigger: DispatchTrigger | null, readonly rule: DispatchRule, readonly failureReason: DispatchFailureReason | null, readonly simulated: boolean, readonly fallbackMode: FallbackMode, readonly configurationVersion: number, readonly originatingNumber: string | null, readonly recipient: string, readonly country: string, readonly language: string | null, readonly validitySeconds: number | null, readonly segments: number, readonly requestId: string, readonly createdAt: string, readonly settledAt: string | null, readonly changedAt: string, readonly settings: { readonly treatUndefinedAsDisabled: boolean, readonly excludedCodes: ReadonlyArray<number> }, readonly attempts: ReadonlyArray<{ readonly ordinal: number, readonly originator: Originator, readonly accountSid: string, readonly originatingNumber: string, readonly outcome: AttemptOutcome, readonly evidence: AttemptEvidence | null, readonly twilioSid: string | null, readonly httpStatus: number | null, readonly code: number | null, readonly fault: string | null, readonly durationMs: number | null, readonly startedAt: string, readonly settledAt: string | null }>, readonly charge: { readonly amount: string, readonly currency: string, readonly source: ChargeSource, readonly rateCardVersion: string | null } | null, readonly requestedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } } };

export type ActorFragment = { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string };

export type WarningFragment = { readonly kind: AccountWarningKind, readonly since: string, readonly message: string };

export type AccountFragment = { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> };

export type OrganizationNumberFragment = { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null };

export type NumberPageFragment = { readonly counts: { readonly listed: number, readonly selected: number, readonly available: number, readonly excluded: number }, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly phoneNumber: string, readonly sid: string, readonly name: string, readonly selected: boolean, readonly selectedAt: string | null, readonly available: boolean, readonly availabilityChangedAt: string | null, readonly excluded: ExclusionReason | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type ConsentDocumentFragment = { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string };

export type ConsentFragment = { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } };

export type ConfigurationFragment = { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null };

export type IssueFragment = { readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> };

export type DraftFragment = { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> };

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

export type OutOfDateFragment = { readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } };

export type RequirementsNotMetFragment = { readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null };

export type RateLimitedFragment = { readonly retryAfterSeconds: number, readonly retryAt: string | null };

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
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'SelectOrganizationNumbersPayload', readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } }
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


export type PlatformLogQuery = { readonly platformLog: { readonly auditLog: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly kind: PlatformLogEntryKind, readonly at: string, readonly object: string, readonly requestId: string, readonly before: unknown, readonly after: unknown, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly seal: { readonly epoch: number, readonly leafIndex: number, readonly sealedAt: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

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

export type SaveTwilioAccountMutationVariables = Exact<{
  input: SaveTwilioAccountInput;
}>;


export type SaveTwilioAccountMutation = { readonly saveTwilioAccount:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RequirementsNotMet', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly consentDocument: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string }, readonly currentDraft: { readonly id: string, readonly revision: number } | null }
    | { readonly __typename: 'SaveTwilioAccountPayload', readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
   | null };

export type RemoveTwilioAccountMutationVariables = Exact<{
  input: RemoveTwilioAccountInput;
}>;


export type RemoveTwilioAccountMutation = { readonly removeTwilioAccount:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'NotPossible', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RemoveTwilioAccountPayload', readonly configuration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
   | null };

export type DiscardDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;


export type DiscardDraftMutation = { readonly discardDraft:
    | { readonly __typename: 'DiscardDraftPayload', readonly draftId: string }
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'OutOfDate', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }>, readonly currentDraft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly currentConfiguration: { readonly id: string, readonly version: number, readonly inForceFrom: string | null, readonly channels: ReadonlyArray<Channel>, readonly fallbackPolicy: { readonly mode: FallbackMode, readonly chosenAt: string | null, readonly chosenBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> } | null, readonly consent: { readonly id: string, readonly kind: ConsentKind, readonly status: ConsentStatus | null, readonly accountSid: string, readonly draftRevision: number | null, readonly configurationVersion: number | null, readonly endReason: ConsentEndReason | null, readonly ip: string | null, readonly userAgent: string | null, readonly requestId: string, readonly recordedAt: string, readonly document: { readonly version: number, readonly locale: string, readonly digest: string }, readonly endedBy: { readonly id: string, readonly endReason: ConsentEndReason | null, readonly recordedAt: string } | null, readonly actor: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } } | null, readonly savedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string } | null } }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
   | null };

export type DispatchCountsFragment = { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null };

export type DispatchStatsFragment = { readonly chargesUnavailableFor: ReadonlyArray<StatsDimension>, readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly billedAccount: BilledAccount | null, readonly channel: Channel | null, readonly state: DispatchState | null, readonly trigger: DispatchTriggerValue | null, readonly rule: DispatchRule | null, readonly delivery: DeliveryStatus | null, readonly country: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null } }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null, readonly customShare: number | null, readonly defaultShare: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null };

export type DispatchStatsQueryVariables = Exact<{
  tenantId?: string | null | undefined;
  range: StatsRange;
  bucket: StatsBucketLength;
  timeZone?: string;
  groupBy?: ReadonlyArray<StatsDimension>;
  filter?: DispatchStatsFilter | null | undefined;
}>;


export type DispatchStatsQuery = { readonly tenant: { readonly id: string, readonly dispatchStats: { readonly chargesUnavailableFor: ReadonlyArray<StatsDimension>, readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly billedAccount: BilledAccount | null, readonly channel: Channel | null, readonly state: DispatchState | null, readonly trigger: DispatchTriggerValue | null, readonly rule: DispatchRule | null, readonly delivery: DeliveryStatus | null, readonly country: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null } }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null, readonly customShare: number | null, readonly defaultShare: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null } | null };

export type PlatformDispatchStatsQueryVariables = Exact<{
  range: StatsRange;
  bucket: StatsBucketLength;
  timeZone?: string;
  groupBy?: ReadonlyArray<StatsDimension>;
  filter?: PlatformDispatchStatsFilter | null | undefined;
}>;


export type PlatformDispatchStatsQuery = { readonly platformDispatchStats: { readonly chargesUnavailableFor: ReadonlyArray<StatsDimension>, readonly buckets: ReadonlyArray<{ readonly start: string, readonly end: string, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly groups: ReadonlyArray<{ readonly tenantId: string | null, readonly billedAccount: BilledAccount | null, readonly channel: Channel | null, readonly state: DispatchState | null, readonly trigger: DispatchTriggerValue | null, readonly rule: DispatchRule | null, readonly delivery: DeliveryStatus | null, readonly country: string | null, readonly counts: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null } }> }>, readonly totals: { readonly dispatches: number, readonly open: number, readonly billedToCustom: number, readonly billedToDefault: number, readonly fallback: { readonly withCustomAccount: number, readonly triggered: number, readonly fellBack: number } | null }, readonly rates: { readonly fallbackRate: number | null, readonly customShare: number | null, readonly defaultShare: number | null }, readonly charges: ReadonlyArray<{ readonly currency: string, readonly charged: number, readonly amount: string }> | null } | null };

export type VerifyTwilioAccountMutationVariables = Exact<{
  input: VerifyTwilioAccountInput;
}>;


export type VerifyTwilioAccountMutation = { readonly verifyTwilioAccount:
    | { readonly __typename: 'InvalidInput', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'RateLimited', readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string>, readonly retryAfterSeconds: number, readonly retryAt: string | null, readonly issues: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> }
    | { readonly __typename: 'VerifyTwilioAccountPayload', readonly verification: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } }
   | null };

export type VerificationQueryVariables = Exact<{
  id: string;
}>;


export type VerificationQuery = { readonly node:
    | { readonly __typename: 'AuditEntry', readonly id: string }
    | { readonly __typename: 'Configuration', readonly id: string }
    | { readonly __typename: 'ConfigurationDraft', readonly id: string }
    | { readonly __typename: 'Consent', readonly id: string }
    | { readonly __typename: 'DispatchRecord', readonly id: string }
    | { readonly __typename: 'NumberRefresh', readonly id: string }
    | { readonly __typename: 'OrganizationNumber', readonly id: string }
    | { readonly __typename: 'Tenant', readonly id: string }
    | { readonly __typename: 'TwilioAccount', readonly id: string }
    | { readonly __typename: 'Verification', readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly draft: { readonly id: string, readonly revision: number, readonly createdAt: string, readonly changedAt: string, readonly expiresAt: string, readonly liveVersion: number, readonly changedBy: { readonly kind: ActorKind, readonly subject: string, readonly displayName: string, readonly authenticatedBy: string }, readonly account: { readonly id: string, readonly sid: string, readonly name: string, readonly status: TwilioAccountStatus, readonly type: TwilioAccountType, readonly ownerAccountSid: string, readonly verifiedAt: string, readonly tokenSetAt: string, readonly warnings: ReadonlyArray<{ readonly kind: AccountWarningKind, readonly since: string, readonly message: string }> }, readonly consentRequired: { readonly accountSid: string, readonly draftRevision: number, readonly document: { readonly version: number, readonly locale: string, readonly title: string, readonly body: string, readonly digest: string, readonly inForceFrom: string } } | null, readonly unmetRequirements: ReadonlyArray<{ readonly code: ProblemCode, readonly message: string, readonly path: ReadonlyArray<string> }> } | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null }
   | null };

export type VerificationStatusSubscriptionVariables = Exact<{
  id: string;
}>;


export type VerificationStatusSubscription = { readonly verificationStatus: { readonly id: string, readonly status: VerificationStatus, readonly accountSid: string | null, readonly warnings: ReadonlyArray<AccountWarningKind>, readonly createdAt: string, readonly deadlineAt: string, readonly finishedAt: string | null, readonly draft: { readonly id: string, readonly revision: number } | null, readonly failure: { readonly reason: VerificationFailureReason, readonly message: string } | null } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly subject: string, readonly displayName: string, readonly kind: ActorKind, readonly authenticatedBy: string, readonly platform: boolean, readonly scopes: ReadonlyArray<AccessScope>, readonly expiresAt: string, readonly tenant: { readonly id: string, readonly tenantId: string } | null } };

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
  code
  fault
  durationMs
  startedAt
  settledAt
}
    `, {"fragmentName":"DispatchAttempt"}) as unknown as TypedDocumentString<DispatchAttemptFragment, unknown>;
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
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment DispatchAttempt on DispatchAttempt {
  ordinal
  originator
  accountSid
  originatingNumber
  outcome
  evidence
  twilioSid
  httpStatus
  code
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
    groups {
      tenantId
      billedAccount
      channel
      state
      trigger
      rule
      delivery
      country
      counts {
        ...DispatchCounts
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
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($tenantId: ID, $filter: AuditEntryFilter, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    id
    auditLog(filter: $filter, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          kind
          ...LedgerEntry
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
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
}`) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AuditCheckpointDocument = new TypedDocumentString(`
    query AuditCheckpoint($tenantId: ID, $epoch: Int) {
  tenant(id: $tenantId) {
    id
    auditCheckpoint(epoch: $epoch) {
      ...AuditCheckpoint
    }
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}`) as unknown as TypedDocumentString<AuditCheckpointQuery, AuditCheckpointQueryVariables>;
export const AuditInclusionProofDocument = new TypedDocumentString(`
    query AuditInclusionProof($tenantId: ID, $entryId: ID!) {
  tenant(id: $tenantId) {
    id
    auditInclusionProof(entryId: $entryId) {
      ...AuditInclusionProof
    }
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}
fragment AuditInclusionProof on AuditInclusionProof {
  entryText
  leafIndex
  treeSize
  hashes
  checkpoint {
    ...AuditCheckpoint
  }
}`) as unknown as TypedDocumentString<AuditInclusionProofQuery, AuditInclusionProofQueryVariables>;
export const AuditConsistencyProofDocument = new TypedDocumentString(`
    query AuditConsistencyProof($tenantId: ID, $from: Count!, $to: Count, $epoch: Int) {
  tenant(id: $tenantId) {
    id
    auditConsistencyProof(from: $from, to: $to, epoch: $epoch) {
      ...AuditConsistencyProof
    }
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}
fragment AuditConsistencyProof on AuditConsistencyProof {
  from
  to
  hashes
  checkpoint {
    ...AuditCheckpoint
  }
}`) as unknown as TypedDocumentString<AuditConsistencyProofQuery, AuditConsistencyProofQueryVariables>;
export const TenantConfigurationDocument = new TypedDocumentString(`
    query TenantConfiguration($tenantId: ID, $at: DateTime) {
  tenant(id: $tenantId) {
    id
    tenantId
    configuration(at: $at) {
      ...Configuration
      account {
        organizationNumbers(filter: SELECTED, first: 100) {
          ...NumberPage
        }
      }
    }
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
}`) as unknown as TypedDocumentString<TenantConfigurationQuery, TenantConfigurationQueryVariables>;
export const TenantDraftDocument = new TypedDocumentString(`
    query TenantDraft($tenantId: ID) {
  tenant(id: $tenantId) {
    id
    draft {
      ...Draft
    }
    latestVerification {
      ...Verification
    }
    latestRefresh {
      ...NumberRefresh
    }
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
}
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
fragment NumberRefresh on NumberRefresh {
  id
  status
  failure {
    reason
    message
  }
  createdAt
  finishedAt
}`) as unknown as TypedDocumentString<TenantDraftQuery, TenantDraftQueryVariables>;
export const ConfigurationVersionDocument = new TypedDocumentString(`
    query ConfigurationVersion($tenantId: ID, $number: Int!) {
  tenant(id: $tenantId) {
    id
    configurationVersion(number: $number) {
      ...Configuration
    }
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
}`) as unknown as TypedDocumentString<ConfigurationVersionQuery, ConfigurationVersionQueryVariables>;
export const TenantsDocument = new TypedDocumentString(`
    query Tenants($first: Int!, $after: String) {
  tenants(first: $first, after: $after) {
    edges {
      cursor
      node {
        tenantId
        createdAt
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TenantsQuery, TenantsQueryVariables>;
export const ConsentDocumentDocument = new TypedDocumentString(`
    query ConsentDocument($locale: String) {
  consentDocument(locale: $locale) {
    ...ConsentDocument
  }
}
    fragment ConsentDocument on ConsentDocument {
  version
  locale
  title
  body
  digest
  inForceFrom
}`) as unknown as TypedDocumentString<ConsentDocumentQuery, ConsentDocumentQueryVariables>;
export const ConsentsDocument = new TypedDocumentString(`
    query Consents($tenantId: ID, $filter: ConsentFilter, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    id
    consents(filter: $filter, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...Consent
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
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
}`) as unknown as TypedDocumentString<ConsentsQuery, ConsentsQueryVariables>;
export const ConsentEvidenceDocument = new TypedDocumentString(`
    query ConsentEvidence($id: ID!, $at: DateTime) {
  node(id: $id) {
    ... on Consent {
      ...Consent
      statusThen: status(at: $at)
      text: document {
        ...ConsentDocument
      }
      auditEntry {
        id
        kind
        ...LedgerEntry
      }
    }
  }
}
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
}`) as unknown as TypedDocumentString<ConsentEvidenceQuery, ConsentEvidenceQueryVariables>;
export const ConsentValidityDocument = new TypedDocumentString(`
    query ConsentValidity($tenantId: ID, $at: DateTime) {
  tenant(id: $tenantId) {
    id
    consentValidity(at: $at) {
      at
      valid
      accountSid
      consent {
        ...Consent
      }
    }
  }
}
    fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
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
}`) as unknown as TypedDocumentString<ConsentValidityQuery, ConsentValidityQueryVariables>;
export const DeclineConsentDocument = new TypedDocumentString(`
    mutation DeclineConsent($input: DeclineConsentInput!) {
  declineConsent(input: $input) {
    __typename
    ... on DeclineConsentPayload {
      consent {
        ...Consent
      }
    }
    ...Problem
    ...OutOfDate
    ...RequirementsNotMet
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
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment OutOfDate on OutOfDate {
  currentDraft {
    ...Draft
  }
  currentConfiguration {
    ...Configuration
  }
}
fragment RequirementsNotMet on RequirementsNotMet {
  consentDocument {
    ...ConsentDocument
  }
  currentDraft {
    id
    revision
  }
}`) as unknown as TypedDocumentString<DeclineConsentMutation, DeclineConsentMutationVariables>;
export const IssueConsentReceiptDocument = new TypedDocumentString(`
    mutation IssueConsentReceipt($input: IssueConsentReceiptInput!) {
  issueConsentReceipt(input: $input) {
    __typename
    ... on IssueConsentReceiptPayload {
      receipt
      fileName
    }
    ...Problem
    ...RateLimited
  }
}
    fragment Issue on Issue {
  code
  message
  path
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment RateLimited on RateLimited {
  retryAfterSeconds
  retryAt
}`) as unknown as TypedDocumentString<IssueConsentReceiptMutation, IssueConsentReceiptMutationVariables>;
export const DispatchDocument = new TypedDocumentString(`
    mutation Dispatch($input: DispatchInput!) {
  dispatch(input: $input) {
    __typename
    ... on DispatchPayload {
      record {
        ...DispatchRecord
      }
    }
    ...Problem
    ...RateLimited
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
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
  code
  fault
  durationMs
  startedAt
  settledAt
}
fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
fragment Issue on Issue {
  code
  message
  path
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment RateLimited on RateLimited {
  retryAfterSeconds
  retryAt
}`) as unknown as TypedDocumentString<DispatchMutation, DispatchMutationVariables>;
export const DispatchBatchDocument = new TypedDocumentString(`
    mutation DispatchBatch($input: DispatchBatchInput!) {
  dispatchBatch(input: $input) {
    __typename
    ... on DispatchBatchPayload {
      items {
        __typename
        ... on DispatchPayload {
          record {
            ...DispatchRecord
          }
        }
        ... on NotStarted {
          idempotencyKey
          message
        }
        ...Problem
        ...RateLimited
      }
    }
    ...Problem
    ...RateLimited
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
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
  code
  fault
  durationMs
  startedAt
  settledAt
}
fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}
fragment Issue on Issue {
  code
  message
  path
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment RateLimited on RateLimited {
  retryAfterSeconds
  retryAt
}`) as unknown as TypedDocumentString<DispatchBatchMutation, DispatchBatchMutationVariables>;
export const DispatchRecordDocument = new TypedDocumentString(`
    query DispatchRecord($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on DispatchRecord {
      ...DispatchRecord
    }
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
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
  code
  fault
  durationMs
  startedAt
  settledAt
}
fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`) as unknown as TypedDocumentString<DispatchRecordQuery, DispatchRecordQueryVariables>;
export const DispatchRecordOfKeyDocument = new TypedDocumentString(`
    query DispatchRecordOfKey($tenantId: ID, $idempotencyKey: String!) {
  tenant(id: $tenantId) {
    id
    dispatchRecord(idempotencyKey: $idempotencyKey) {
      ...DispatchRecord
    }
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
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
  code
  fault
  durationMs
  startedAt
  settledAt
}
fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`) as unknown as TypedDocumentString<DispatchRecordOfKeyQuery, DispatchRecordOfKeyQueryVariables>;
export const DispatchRecordsDocument = new TypedDocumentString(`
    query DispatchRecords($tenantId: ID, $filter: DispatchRecordFilter, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    id
    dispatchRecords(filter: $filter, first: $first, after: $after) {
      edges {
        cursor
        node {
          ...DispatchRecord
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
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
  code
  fault
  durationMs
  startedAt
  settledAt
}
fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`) as unknown as TypedDocumentString<DispatchRecordsQuery, DispatchRecordsQueryVariables>;
export const DispatchPreviewDocument = new TypedDocumentString(`
    query DispatchPreview($tenantId: ID, $channel: Channel!, $to: PhoneNumber!) {
  tenant(id: $tenantId) {
    id
    dispatchPreview(channel: $channel, to: $to) {
      configurationVersion
      fallbackMode
      country
      first {
        ...DispatchStep
      }
      onApiError {
        ...DispatchStep
      }
    }
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
}
fragment DispatchStep on DispatchStep {
  originator
  rule
  trigger
  originatingNumber
  price {
    ...Charge
  }
  failureReason
}`) as unknown as TypedDocumentString<DispatchPreviewQuery, DispatchPreviewQueryVariables>;
export const DispatchRecordedDocument = new TypedDocumentString(`
    subscription DispatchRecorded($tenantId: ID, $filter: DispatchRecordedFilter) {
  dispatchRecorded(tenantId: $tenantId, filter: $filter) {
    missed
    record {
      ...DispatchRecord
    }
  }
}
    fragment Charge on Charge {
  amount
  currency
  source
  rateCardVersion
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
  code
  fault
  durationMs
  startedAt
  settledAt
}
fragment DispatchRecord on DispatchRecord {
  id
  idempotencyKey
  channel
  state
  delivery
  deliveryCode
  billedAccount
  alsoBilled
  trigger
  rule
  failureReason
  simulated
  fallbackMode
  settings {
    treatUndefinedAsDisabled
    excludedCodes
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
fragment Actor on Actor {
  kind
  subject
  displayName
  authenticatedBy
}`) as unknown as TypedDocumentString<DispatchRecordedSubscription, DispatchRecordedSubscriptionVariables>;
export const DraftNumbersDocument = new TypedDocumentString(`
    query DraftNumbers($tenantId: ID, $filter: OrganizationNumberFilter! = LISTED, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    id
    draft {
      id
      revision
      account {
        id
        sid
        organizationNumbers(filter: $filter, first: $first, after: $after) {
          ...NumberPage
        }
      }
    }
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
}
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
}`) as unknown as TypedDocumentString<DraftNumbersQuery, DraftNumbersQueryVariables>;
export const LiveNumbersDocument = new TypedDocumentString(`
    query LiveNumbers($tenantId: ID, $filter: OrganizationNumberFilter! = LISTED, $first: Int!, $after: String) {
  tenant(id: $tenantId) {
    id
    configuration {
      id
      version
      account {
        id
        sid
        organizationNumbers(filter: $filter, first: $first, after: $after) {
          ...NumberPage
        }
      }
    }
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
}
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
}`) as unknown as TypedDocumentString<LiveNumbersQuery, LiveNumbersQueryVariables>;
export const SelectOrganizationNumbersDocument = new TypedDocumentString(`
    mutation SelectOrganizationNumbers($input: SelectOrganizationNumbersInput!) {
  selectOrganizationNumbers(input: $input) {
    __typename
    ... on SelectOrganizationNumbersPayload {
      draft {
        ...Draft
      }
    }
    ...Problem
    ...OutOfDate
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
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment OutOfDate on OutOfDate {
  currentDraft {
    ...Draft
  }
  currentConfiguration {
    ...Configuration
  }
}`) as unknown as TypedDocumentString<SelectOrganizationNumbersMutation, SelectOrganizationNumbersMutationVariables>;
export const RefreshOrganizationNumbersDocument = new TypedDocumentString(`
    mutation RefreshOrganizationNumbers($input: RefreshOrganizationNumbersInput!) {
  refreshOrganizationNumbers(input: $input) {
    __typename
    ... on RefreshOrganizationNumbersPayload {
      refresh {
        ...NumberRefresh
      }
    }
    ...Problem
    ...RateLimited
  }
}
    fragment Issue on Issue {
  code
  message
  path
}
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
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment RateLimited on RateLimited {
  retryAfterSeconds
  retryAt
}`) as unknown as TypedDocumentString<RefreshOrganizationNumbersMutation, RefreshOrganizationNumbersMutationVariables>;
export const PlatformLogDocument = new TypedDocumentString(`
    query PlatformLog($filter: PlatformLogFilter, $first: Int!, $after: String) {
  platformLog {
    auditLog(filter: $filter, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          kind
          ...LedgerEntry
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
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
}`) as unknown as TypedDocumentString<PlatformLogQuery, PlatformLogQueryVariables>;
export const PlatformLogCheckpointDocument = new TypedDocumentString(`
    query PlatformLogCheckpoint($epoch: Int) {
  platformLog {
    auditCheckpoint(epoch: $epoch) {
      ...AuditCheckpoint
    }
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}`) as unknown as TypedDocumentString<PlatformLogCheckpointQuery, PlatformLogCheckpointQueryVariables>;
export const PlatformLogInclusionProofDocument = new TypedDocumentString(`
    query PlatformLogInclusionProof($entryId: ID!) {
  platformLog {
    auditInclusionProof(entryId: $entryId) {
      ...AuditInclusionProof
    }
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}
fragment AuditInclusionProof on AuditInclusionProof {
  entryText
  leafIndex
  treeSize
  hashes
  checkpoint {
    ...AuditCheckpoint
  }
}`) as unknown as TypedDocumentString<PlatformLogInclusionProofQuery, PlatformLogInclusionProofQueryVariables>;
export const PlatformLogConsistencyProofDocument = new TypedDocumentString(`
    query PlatformLogConsistencyProof($from: Count!, $to: Count, $epoch: Int) {
  platformLog {
    auditConsistencyProof(from: $from, to: $to, epoch: $epoch) {
      ...AuditConsistencyProof
    }
  }
}
    fragment AuditCheckpoint on AuditCheckpoint {
  origin
  epoch
  size
  rootHash
  sealedAt
  note
}
fragment AuditConsistencyProof on AuditConsistencyProof {
  from
  to
  hashes
  checkpoint {
    ...AuditCheckpoint
  }
}`) as unknown as TypedDocumentString<PlatformLogConsistencyProofQuery, PlatformLogConsistencyProofQueryVariables>;
export const SaveTwilioAccountDocument = new TypedDocumentString(`
    mutation SaveTwilioAccount($input: SaveTwilioAccountInput!) {
  saveTwilioAccount(input: $input) {
    __typename
    ... on SaveTwilioAccountPayload {
      configuration {
        ...Configuration
      }
    }
    ...Problem
    ...OutOfDate
    ...RequirementsNotMet
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
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment OutOfDate on OutOfDate {
  currentDraft {
    ...Draft
  }
  currentConfiguration {
    ...Configuration
  }
}
fragment RequirementsNotMet on RequirementsNotMet {
  consentDocument {
    ...ConsentDocument
  }
  currentDraft {
    id
    revision
  }
}`) as unknown as TypedDocumentString<SaveTwilioAccountMutation, SaveTwilioAccountMutationVariables>;
export const RemoveTwilioAccountDocument = new TypedDocumentString(`
    mutation RemoveTwilioAccount($input: RemoveTwilioAccountInput!) {
  removeTwilioAccount(input: $input) {
    __typename
    ... on RemoveTwilioAccountPayload {
      configuration {
        ...Configuration
      }
    }
    ...Problem
    ...OutOfDate
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
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment OutOfDate on OutOfDate {
  currentDraft {
    ...Draft
  }
  currentConfiguration {
    ...Configuration
  }
}`) as unknown as TypedDocumentString<RemoveTwilioAccountMutation, RemoveTwilioAccountMutationVariables>;
export const DiscardDraftDocument = new TypedDocumentString(`
    mutation DiscardDraft($input: DiscardDraftInput!) {
  discardDraft(input: $input) {
    __typename
    ... on DiscardDraftPayload {
      draftId
    }
    ...Problem
    ...OutOfDate
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
}
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment OutOfDate on OutOfDate {
  currentDraft {
    ...Draft
  }
  currentConfiguration {
    ...Configuration
  }
}`) as unknown as TypedDocumentString<DiscardDraftMutation, DiscardDraftMutationVariables>;
export const DispatchStatsDocument = new TypedDocumentString(`
    query DispatchStats($tenantId: ID, $range: StatsRange!, $bucket: StatsBucketLength!, $timeZone: String! = "UTC", $groupBy: [StatsDimension!]! = [], $filter: DispatchStatsFilter) {
  tenant(id: $tenantId) {
    id
    dispatchStats(
      range: $range
      bucket: $bucket
      timeZone: $timeZone
      groupBy: $groupBy
      filter: $filter
    ) {
      ...DispatchStats
    }
  }
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
}
fragment DispatchStats on DispatchStats {
  buckets {
    start
    end
    counts {
      ...DispatchCounts
    }
    groups {
      tenantId
      billedAccount
      channel
      state
      trigger
      rule
      delivery
      country
      counts {
        ...DispatchCounts
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
}`) as unknown as TypedDocumentString<DispatchStatsQuery, DispatchStatsQueryVariables>;
export const PlatformDispatchStatsDocument = new TypedDocumentString(`
    query PlatformDispatchStats($range: StatsRange!, $bucket: StatsBucketLength!, $timeZone: String! = "UTC", $groupBy: [StatsDimension!]! = [], $filter: PlatformDispatchStatsFilter) {
  platformDispatchStats(
    range: $range
    bucket: $bucket
    timeZone: $timeZone
    groupBy: $groupBy
    filter: $filter
  ) {
    ...DispatchStats
  }
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
}
fragment DispatchStats on DispatchStats {
  buckets {
    start
    end
    counts {
      ...DispatchCounts
    }
    groups {
      tenantId
      billedAccount
      channel
      state
      trigger
      rule
      delivery
      country
      counts {
        ...DispatchCounts
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
}`) as unknown as TypedDocumentString<PlatformDispatchStatsQuery, PlatformDispatchStatsQueryVariables>;
export const VerifyTwilioAccountDocument = new TypedDocumentString(`
    mutation VerifyTwilioAccount($input: VerifyTwilioAccountInput!) {
  verifyTwilioAccount(input: $input) {
    __typename
    ... on VerifyTwilioAccountPayload {
      verification {
        ...Verification
      }
    }
    ...Problem
    ...RateLimited
  }
}
    fragment Issue on Issue {
  code
  message
  path
}
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
fragment Problem on Problem {
  code
  message
  path
  issues {
    ...Issue
  }
}
fragment RateLimited on RateLimited {
  retryAfterSeconds
  retryAt
}`) as unknown as TypedDocumentString<VerifyTwilioAccountMutation, VerifyTwilioAccountMutationVariables>;
export const VerificationDocument = new TypedDocumentString(`
    query Verification($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Verification {
      ...Verification
      draft {
        ...Draft
      }
    }
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
}
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
}`) as unknown as TypedDocumentString<VerificationQuery, VerificationQueryVariables>;
export const VerificationStatusDocument = new TypedDocumentString(`
    subscription VerificationStatus($id: ID!) {
  verificationStatus(id: $id) {
    ...Verification
    draft {
      id
      revision
    }
  }
}
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
}`) as unknown as TypedDocumentString<VerificationStatusSubscription, VerificationStatusSubscriptionVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    subject
    displayName
    kind
    authenticatedBy
    platform
    scopes
    expiresAt
    tenant {
      id
      tenantId
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;