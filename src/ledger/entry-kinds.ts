import type { AccountSid, ConfigurationVersionNumber, Uuid } from '../kernel/ids.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';

/** The part of a configuration version that its entries keep. Nothing in it is secret (A4). */
export interface ConfigurationSummary extends JsonObject {
  readonly version: ConfigurationVersionNumber;
  readonly accountSid: AccountSid | null;
  readonly selectedNumbers: readonly PhoneNumber[];
  readonly channels: readonly string[];
  readonly fallbackMode: string;
  readonly consentId: Uuid | null;
}

/** What a consent entry keeps of the consent. */
export interface ConsentSummary extends JsonObject {
  readonly consentId: Uuid;
  readonly accountSid: AccountSid;
  readonly documentVersion: number;
  readonly documentLocale: string;
  readonly documentDigest: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** What a draft's entries keep of it. */
export interface DraftSummary extends JsonObject {
  readonly draftId: Uuid;
  readonly revision: number;
  readonly accountSid: AccountSid;
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
  DRAFT_CHANGED: {
    before: { readonly revision: number; readonly selectedNumbers: readonly PhoneNumber[] };
    after: { readonly revision: number; readonly selectedNumbers: readonly PhoneNumber[] };
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
  CONSENT_ENDED: { before: ConsentSummary; after: { readonly endedBy: Uuid; readonly reason: string } };
  NUMBER_AVAILABILITY_CHANGED: {
    before: {
      readonly phoneNumber: PhoneNumber;
      readonly accountSid: AccountSid;
      readonly available: boolean;
    };
    after: {
      readonly phoneNumber: PhoneNumber;
      readonly accountSid: AccountSid;
      readonly available: boolean;
    };
  };
  WARNING_RAISED: { before: null; after: { readonly warning: string } };
  WARNING_CLEARED: { before: { readonly warning: string; readonly since: string }; after: null };
  CONSENT_DOCUMENT_PUBLISHED: {
    before: null;
    after: {
      readonly version: number;
      readonly locale: string;
      readonly digest: string;
      readonly inForceFrom: string;
    };
  };
  MASTER_KEYS_ROTATED: {
    before: null;
    after: { readonly masterKeyId: string; readonly credentials: number };
  };
  TENANTS_READ: { before: null; after: { readonly first: number; readonly after: string | null } };
}

/** The name of a kind of entry. */
export type EntryKind = keyof EntryStates;

/** The kinds that lie in the platform's own log, under its reserved tenant. */
export type PlatformEntryKind = 'CONSENT_DOCUMENT_PUBLISHED' | 'MASTER_KEYS_ROTATED' | 'TENANTS_READ';

/** What a rule returns to be recorded: the kind, the object it is about and that object's states. */
export type NewEntry<K extends EntryKind = EntryKind> = {
  [Kind in K]: { readonly kind: Kind; readonly object: string } & Readonly<EntryStates[Kind]>;
}[K];

/** What every entry says besides its states (A4). */
export interface EntryBody {
  readonly v: 1;
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
