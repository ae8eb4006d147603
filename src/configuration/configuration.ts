import type { VerifiedAccount } from '../account/account.ts';
import type { AccountWarning } from '../account/warning-rules.ts';
import {
  type ConfigurationVersionNumber,
  configurationVersion,
  type TenantId,
  type Uuid,
} from '../kernel/ids.ts';
import type { RecordedActor } from '../kernel/scope.ts';
import { NO_CHOICE, type PolicyChoice } from '../kernel/sending/sending-policy.ts';
import type { SelectedNumber } from '../numbers/organization-number.ts';
import { type FallbackPolicy, UNDEFINED_POLICY } from './fallback-policy-rules.ts';

/** The channels that a tenant uses; at least one (S9). */
export interface Channels {
  readonly sms: boolean;
  readonly voice: boolean;
}

/** An immutable version of a tenant's configuration. Version 0 is what every tenant starts with (S12). */
export interface Configuration {
  readonly tenant: TenantId;
  readonly version: ConfigurationVersionNumber;
  /** From when on it is in force, until its successor is; null for version 0, which always was. */
  readonly inForceFrom: Date | null;
  /** The custom account; null when the default account sends. */
  readonly account: VerifiedAccount | null;
  readonly selectedNumbers: readonly SelectedNumber[];
  readonly channels: Channels;
  readonly fallback: FallbackPolicy;
  /** The members of the sending policy that the tenant chose. */
  readonly sendingPolicy: PolicyChoice;
  /** The consent that covers the account; null when there is none to cover. */
  readonly consentId: Uuid | null;
  /** The actor that saved it; null for version 0. */
  readonly savedBy: RecordedActor | null;
  readonly requestId: string | null;
  /** The digest of that request, by `requestDigest`; null for version 0, and where that was not kept. */
  readonly requestDigest: string | null;
}

/** A version that somebody saved: any but version 0. */
export interface SavedConfiguration extends Configuration {
  readonly inForceFrom: Date;
  readonly savedBy: RecordedActor;
  readonly requestId: string;
}

/** A configuration being edited; at most one per tenant, never used to send. */
export interface Draft {
  readonly tenant: TenantId;
  readonly id: Uuid;
  /** Grows with each change (S3). */
  readonly revision: number;
  readonly account: VerifiedAccount;
  readonly selectedNumbers: readonly SelectedNumber[];
  /** Since when its account could not be read; null when the last refresh succeeded. */
  readonly refreshFailedAt: Date | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly changedBy: RecordedActor;
  /** The digest of the request for the last change, by `requestDigest`; null where nobody asked for it. */
  readonly requestDigest: string | null;
  readonly expiresAt: Date;
}

/** The state of a tenant: its live version, its draft, and the warnings that stand on the live account. */
export interface ConfigurationState {
  readonly live: Configuration;
  /** Null also when the draft has expired, even though its row may still be there. */
  readonly draft: Draft | null;
  /** A draft that has expired and is still to be cleared away. */
  readonly expired: Draft | null;
  readonly warnings: readonly AccountWarning[];
}

/** The configuration of a tenant that has saved none (S12). */
export function initialConfiguration(tenant: TenantId): Configuration {
  return {
    tenant,
    version: configurationVersion(0),
    inForceFrom: null,
    account: null,
    selectedNumbers: [],
    channels: { sms: true, voice: true },
    fallback: UNDEFINED_POLICY,
    sendingPolicy: NO_CHOICE,
    consentId: null,
    savedBy: null,
    requestId: null,
    requestDigest: null,
  };
}
