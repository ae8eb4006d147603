import type { AccountSid, ConfigurationVersionNumber, TenantId, Uuid } from '../../kernel/ids.ts';
import type { RecordedActor } from '../../kernel/scope.ts';
import type {
  BilledAccount,
  Channel,
  ChargeSource,
  DeliveryStatus,
  DispatchRule,
  DispatchState,
  Evidence,
  FailureReason,
  Originator,
  OutcomeClass,
  Trigger,
} from '../../kernel/vocabulary/dispatch.ts';
import type { FallbackMode } from '../../kernel/vocabulary/fallback.ts';
import type { BudgetName } from '../../kernel/vocabulary/guards.ts';
import type { SenderClass, SenderKind } from '../../kernel/vocabulary/sender.ts';
import type { SealedText } from '../../secrets/recipient-cipher.ts';

/** One account's try at a dispatch. */
export interface Attempt {
  readonly id: Uuid;
  /** 1 for the first. */
  readonly ordinal: number;
  readonly originator: Originator;
  readonly accountSid: AccountSid;
  /** The sealed token that it uses; null for the default account. */
  readonly credentialId: Uuid | null;
  /** The number, or for an SMS of the default account any of its senders, that it originates from (D16). */
  readonly from: string;
  /** Null of attempts that were made before it was kept. */
  readonly senderKind: SenderKind | null;
  /** Null of an attempt of the custom account, whose senders the tenant sets up at Twilio (N7). */
  readonly senderClass: SenderClass | null;
  /** The sender that a messaging service chose; null until Twilio has told, and of other kinds. */
  readonly chosenFrom: string | null;
  /** `OPEN` from its intent on, until something is known (D8). */
  readonly outcome: OutcomeClass;
  /** Null until something is known. */
  readonly evidence: Evidence | null;
  readonly twilioSid: string | null;
  /** The number of SMS segments that Twilio says that it has (B5); null while it has not told, and of a call. */
  readonly segments: number | null;
  readonly httpStatus: number | null;
  readonly code: number | null;
  /** The network failure where no readable response came. */
  readonly fault: string | null;
  readonly startedAt: Date;
  /** The time that the call took, in milliseconds; null while it is under way or when its process died. */
  readonly durationMs: number | null;
  readonly settledAt: Date | null;
  /**
   * The price of the estimated segments if the default account's Twilio accepts, by the rate card at the
   * intent (B2, D14).
   */
  readonly quote: Charge | null;
  /** Taken out of a budget while it may be billed; null where none counts it (G4). */
  readonly budgeted: Budgeted | null;
}

/** The money of an attempt that a budget counts, for as many segments as were estimated (G4). */
export interface Budgeted {
  readonly budget: BudgetName;
  /** The day that it counts for, by the clocks of the tenant's zone: YYYY-MM-DD. */
  readonly day: string;
  /** A decimal string. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** The cost of a dispatch, a decimal string that is positive when charged (B2, B3). */
export interface Charge {
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly source: ChargeSource;
  /** The version of the platform's rate card; null for Twilio's own price. */
  readonly rateCardVersion: string | null;
}

/** The record of one SMS or voice event, which explains itself (B4). */
export interface DispatchRecord {
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly idempotencyKey: string;
  readonly channel: Channel;
  /** All but the country and the last digits hidden (D12). */
  readonly recipientMasked: string;
  /** Keyed hash for exact look-up (D12). */
  readonly recipientHash: Buffer;
  /** The recipient, sealed, while an attempt is open (D12). */
  readonly sealedRecipient: SealedText | null;
  /** ISO 3166-1 alpha-2 where the number tells it, else `ZZ`. */
  readonly country: string;
  /** BCP 47, for voice; null for SMS. */
  readonly language: string | null;
  readonly validitySeconds: number | null;
  /** SMS segments as we count them, before Twilio has told; 1 for a call. */
  readonly estimatedSegments: number;
  readonly configurationVersion: ConfigurationVersionNumber;
  readonly fallbackMode: FallbackMode;
  /** The platform's settings it was decided under (D14). */
  readonly settings: DispatchSettings;
  readonly state: DispatchState;
  readonly delivery: DeliveryStatus;
  /** Twilio's error code of a delivery that failed. */
  readonly deliveryCode: number | null;
  readonly billed: BilledAccount;
  readonly alsoBilled: Originator | null;
  readonly trigger: Trigger | null;
  readonly rule: DispatchRule;
  readonly failureReason: FailureReason | null;
  readonly charge: Charge | null;
  readonly requestedBy: RecordedActor;
  readonly requestId: string;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  /** When it became known that the message was delivered or the call held; null until then. */
  readonly deliveredAt: Date | null;
  readonly changedAt: Date;
  /** Until when the process that sends has it; null when nothing is under way. */
  readonly leaseUntil: Date | null;
  /** When Twilio is to be asked next what became of an open attempt, or what a message cost (D11, B3). */
  readonly followUpAt: Date | null;
  /** The number of requests so far. */
  readonly followUps: number;
  /** True if a simulator took it in place of Twilio (X6): then no message was sent, and nothing is owed. */
  readonly simulated: boolean;
  readonly attempts: readonly Attempt[];
}

/** The platform's settings for all tenants (D6, D9). */
export interface DispatchSettings {
  /** True if `NOT_DEFINED` is treated as `DISABLED` instead of originating from the default account. */
  readonly treatUndefinedAsDisabled: boolean;
  /** Twilio error codes that never fall back; empty unless the platform lists some. */
  readonly excludedCodes: readonly number[];
}
