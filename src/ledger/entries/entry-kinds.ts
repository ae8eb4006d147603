import type { AccountSid, ConfigurationVersionNumber, Uuid } from '../../kernel/ids.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';

/** The part of a configuration version that its entries keep. Nothing in it is secret (A4). */
export interface ConfigurationSummary extends JsonObject {
  readonly version: ConfigurationVersionNumber;
  readonly accountSid: AccountSid | null;
  /** The account as Twilio described it, without its name, and which token it is used with. Entries of old lack it. */
  readonly account: {
    readonly type: string;
    readonly ownerAccountSid: AccountSid;
    readonly verifiedAt: string;
    readonly tokenSetAt: string;
    readonly credentialId: Uuid;
  } | null;
  readonly selectedNumbers: readonly PhoneNumber[];
  readonly channels: readonly string[];
  readonly fallbackMode: string;
  readonly consentId: Uuid | null;
}

/** The summary of a consent in its entry. */
export interface ConsentSummary extends JsonObject {
  readonly consentId: Uuid;
  readonly accountSid: AccountSid;
  readonly documentVersion: number;
  readonly documentLocale: string;
  readonly documentDigest: string;
  /** The draft that was shown, and its revision. Entries of old lack them. */
  readonly draftId: Uuid | null;
  readonly draftRevision: number | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** The summary of a draft in its entries. */
export interface DraftSummary extends JsonObject {
  readonly draftId: Uuid;
  readonly revision: number;
  readonly accountSid: AccountSid;
}

/**
 * The summary of a dispatch in its entries: who was billed, and why. A price that Twilio tells later has an entry of its
 * own. Entries of old lack what their comments say.
 */
export interface DispatchSummary extends JsonObject {
  readonly dispatchId: Uuid;
  readonly channel: string;
  readonly state: string;
  readonly billedAccount: string;
  readonly alsoBilled: string | null;
  readonly trigger: string | null;
  readonly rule: string;
  readonly fallbackMode: string;
  readonly configurationVersion: ConfigurationVersionNumber;
  /** From here to `requestId`: not in entries of old. */
  readonly failureReason: string | null;
  readonly country: string;
  /** As Twilio counts them where it has told, else as we do (B5). */
  readonly segments: number;
  /** As we count them. Not in entries of old. */
  readonly estimatedSegments: number;
  /** The charge of the platform; null if the default account is not billed. */
  readonly charge: {
    readonly amount: string;
    readonly currency: string;
    readonly rateCardVersion: string | null;
  } | null;
  readonly settings: { readonly notDefinedIsOff: boolean; readonly excludedCodes: readonly number[] };
  readonly requestedBy: {
    readonly kind: string;
    readonly subject: string | null;
    readonly displayName: string | null;
    readonly authenticatedBy: string;
  };
  readonly requestId: string;
  /** True if a simulator took it in place of Twilio. Not in entries of old. */
  readonly simulated: boolean;
  readonly attempts: readonly {
    readonly originator: string;
    readonly accountSid: AccountSid;
    /** Not in entries of old, nor are `evidence` and `fault`. */
    readonly from: string;
    readonly outcome: string;
    readonly evidence: string | null;
    readonly code: number | null;
    readonly fault: string | null;
    readonly twilioSid: string | null;
  }[];
}

interface AvailabilitySummary extends JsonObject {
  readonly phoneNumber: PhoneNumber;
  readonly accountSid: AccountSid;
  readonly available: boolean;
}

/** The price of a dispatch in its entry. */
interface PriceSummary extends JsonObject {
  readonly dispatchId: Uuid;
  readonly billedAccount: string;
  readonly charge: { readonly amount: string; readonly currency: string };
}

/** The summary of an export in its entry: what was asked for, and the checkpoint that it ends with. */
export interface ExportSummary extends JsonObject {
  readonly format: string;
  /** `include` if it tells personal values, else `omit`. */
  readonly disclosures: string;
  readonly filter: JsonObject | null;
  readonly epoch: number;
  /** The leaf that it begins with. */
  readonly start: number;
  readonly checkpoint: string;
  /** The entry of the export that it goes on with; null for one of its own. */
  readonly resumes: Uuid | null;
}

/**
 * Every kind of audit entry with its states before and after: the closed union of A1, written once. A state that does
 * not exist is `null`.
 */
export interface EntryStates {
  VERIFICATION_FINISHED: {
    before: { readonly status: string };
    after: {
      readonly status: string;
      readonly accountSid: string | null;
      readonly failureReason: string | null;
    };
  };
  DRAFT_CREATED: { before: null; after: DraftSummary };
  DRAFT_REPLACED: { before: DraftSummary; after: DraftSummary };
  /** The numbers that the selection lost and gained; entries of older logs hold both selections whole. */
  DRAFT_CHANGED: {
    before: { readonly revision: number; readonly removedNumbers: readonly PhoneNumber[] };
    after: { readonly revision: number; readonly addedNumbers: readonly PhoneNumber[] };
  };
  DRAFT_DISCARDED: { before: DraftSummary; after: null };
  DRAFT_EXPIRED: { before: DraftSummary; after: null };
  CONFIGURATION_SAVED: { before: ConfigurationSummary; after: ConfigurationSummary };
  ACCOUNT_REMOVED: { before: ConfigurationSummary; after: ConfigurationSummary };
  TOKEN_ROTATED: {
    before: { readonly accountSid: AccountSid; readonly tokenSetAt: string };
    after: { readonly accountSid: AccountSid; readonly tokenSetAt: string };
  };
  FALLBACK_POLICY_CHANGED: { before: { readonly mode: string }; after: { readonly mode: string } };
  CHANNELS_CHANGED: {
    before: { readonly channels: readonly string[] };
    after: { readonly channels: readonly string[] };
  };
  CONSENT_GIVEN: { before: null; after: ConsentSummary };
  CONSENT_DECLINED: { before: null; after: ConsentSummary };
  /** From where the consent was given is not told again: it belongs to somebody else than the actor (A6). */
  CONSENT_ENDED: {
    before: Omit<ConsentSummary, 'ip' | 'userAgent'>;
    after: {
      readonly endedBy: Uuid;
      readonly reason: string;
      readonly ip: string | null;
      readonly userAgent: string | null;
    };
  };
  NUMBER_AVAILABILITY_CHANGED: { before: AvailabilitySummary; after: AvailabilitySummary };
  WARNING_RAISED: { before: null; after: { readonly warning: string } };
  WARNING_CLEARED: { before: { readonly warning: string; readonly since: string }; after: null };
  DISPATCH_DECIDED: { before: null; after: DispatchSummary };
  DISPATCH_CORRECTED: { before: DispatchSummary; after: DispatchSummary };
  /** The price that Twilio charged the custom account, read back once delivery was final (B3, A8). */
  DISPATCH_PRICED: {
    before: null;
    after: PriceSummary;
  };
  /** The first entry of a log in an epoch: what the log had come to in the one before (A3). */
  LEDGER_EPOCH_STARTED: {
    before: { readonly epoch: number; readonly checkpoint: string };
    after: { readonly epoch: number };
  };
  AUDIT_EXPORTED: { before: null; after: ExportSummary };
  /** It tells nothing of the person (A6). */
  PERSON_ERASED: {
    before: null;
    after: {
      readonly reason: string;
      readonly reference: string;
      /** The number of commitments of which the values were erased. */
      readonly count: number;
      /** SHA-256 in hexadecimal over the canonical JSON of the list of them. */
      readonly commitmentsDigest: string;
    };
  };
  LEGAL_HOLD_PLACED: {
    before: null;
    after: {
      readonly holdId: Uuid;
      /** The person, the times from and before which, or all three null: it is for the whole tenant. */
      readonly subject: string | null;
      readonly from: string | null;
      readonly to: string | null;
      readonly reason: string;
      readonly reference: string;
    };
  };
  /** The person it was for is told by the entry that placed it, where they can be erased (A6). */
  LEGAL_HOLD_RELEASED: {
    before: { readonly holdId: Uuid; readonly placedBy: Uuid };
    after: { readonly reason: string };
  };
  CONSENT_RECEIPT_ISSUED: {
    before: null;
    after: { readonly consentId: Uuid; readonly entryId: Uuid; readonly checkpoint: string };
  };
  LEDGER_KEY_CHANGED: { before: null; after: { readonly key: string } };
  CONSENT_DOCUMENT_PUBLISHED: {
    before: null;
    after: {
      readonly version: number;
      readonly locale: string;
      readonly digest: string;
      readonly inForceFrom: string;
    };
  };
  RATE_CARD_PUBLISHED: {
    before: null;
    after: {
      readonly version: string;
      readonly currency: string;
      readonly prices: readonly {
        readonly channel: string;
        readonly prefix: string;
        readonly amount: string;
      }[];
    };
  };
  DISPATCH_SETTINGS_CHANGED: {
    /** Null in the first one. */
    before: { readonly notDefinedIsOff: boolean; readonly excludedCodes: readonly number[] } | null;
    after: { readonly notDefinedIsOff: boolean; readonly excludedCodes: readonly number[] };
  };
  RETENTION_APPLIED: {
    before: null;
    after: {
      readonly month: string;
      readonly dispatches: number;
      readonly attempts: number;
      readonly keys: number;
      /** The number of its dispatches that stay, since they are open or under a legal hold. */
      readonly kept: number;
    };
  };
  MASTER_KEYS_ROTATED: {
    before: null;
    after: { readonly masterKeyId: string; readonly credentials: number; readonly recipients: number };
  };
  MASTER_KEY_RETIRED: { before: null; after: { readonly masterKeyId: string } };
  TENANTS_READ: { before: null; after: { readonly first: number; readonly after: string | null } };
  STATISTICS_READ: {
    before: null;
    after: {
      readonly from: string;
      readonly to: string;
      readonly bucket: string;
      readonly groupBy: readonly string[];
      readonly tenants: readonly string[] | null;
    };
  };
}

/** A new entry, as a rule returns it: the kind, the object it is about and that object's states. */
export type NewEntry<K extends EntryKind = EntryKind> = {
  [Kind in K]: { readonly kind: Kind; readonly object: string } & Readonly<EntryStates[Kind]>;
}[K];

/** The object of an entry and its kind. */
export interface EntryName {
  readonly kind: EntryKind;
  readonly object: string;
}

/** The members of every entry besides its states (A4). */
export interface EntryBody {
  readonly v: 1 | 2;
  readonly id: Uuid;
  readonly tenant: string;
  readonly at: string;
  readonly kind: EntryKind;
  readonly object: string;
  readonly actor: {
    readonly kind: string;
    readonly subject: string;
    readonly displayName: string;
    readonly authenticatedBy: string;
  };
  readonly requestId: string;
  readonly before: Json;
  readonly after: Json;
}
