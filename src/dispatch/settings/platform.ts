import type { AccountSid, AuthToken } from '../../kernel/ids.ts';
import type { SendingLimits } from '../../kernel/sending/sending-policy.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { SenderClass, SenderKind } from '../../kernel/vocabulary/sender.ts';
import type { TwilioCredential } from '../../twilio/gateway.ts';
import type { DispatchSettings } from '../record/dispatch.ts';
import type { RateCard } from './rate-card-rules.ts';

/** A sender of the default account, and what it may be used for (D16). */
export interface DefaultSender {
  /** A number in E.164, a short code, a sender ID, or the SID of a messaging service. */
  readonly from: string;
  readonly kind: SenderKind;
  readonly class: SenderClass;
  readonly channels: readonly Channel[];
  /** ISO 3166-1 alpha-2; null for all. */
  readonly countries: readonly string[] | null;
}

/** The platform's own Twilio account, with what it originates from (N7). */
export interface DefaultAccount {
  readonly sid: AccountSid;
  readonly authToken: AuthToken;
  /** Its other token while it is rotated: what Twilio refuses the first for, is tried with this one. */
  readonly secondAuthToken?: AuthToken | undefined;
  readonly senders: readonly DefaultSender[];
}

/** The configuration of the platform for dispatching. */
export interface DispatchPlatform {
  /** Null where the platform has none: then only custom accounts originate. */
  readonly account: DefaultAccount | null;
  readonly settings: DispatchSettings;
  readonly rateCard: RateCard;
  /** The defaults and bounds of the tenants' sending policies. */
  readonly sendingLimits: SendingLimits;
  /** True if a simulator stands in Twilio's place, which records tell (X6). */
  readonly simulated: boolean;
}

/** The tokens by which Twilio knows the default account, the one to be tried first before the other. */
export function defaultCredentials({
  sid,
  authToken,
  secondAuthToken,
}: DefaultAccount): readonly [TwilioCredential, ...TwilioCredential[]] {
  const first = { sid, authToken };
  return secondAuthToken === undefined ? [first] : [first, { sid, authToken: secondAuthToken }];
}
