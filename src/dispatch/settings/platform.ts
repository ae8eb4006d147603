import type { AccountSid, AuthToken } from '../../kernel/ids.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { TwilioCredential } from '../../twilio/gateway.ts';
import type { DispatchSettings } from '../record/dispatch.ts';
import type { RateCard } from './rate-card-rules.ts';

/** The platform's own Twilio account, with what it originates from (N7). */
export interface DefaultAccount {
  readonly sid: AccountSid;
  readonly authToken: AuthToken;
  /** Its other token while it is rotated: what Twilio refuses the first for, is tried with this one. */
  readonly secondAuthToken?: AuthToken | undefined;
  /** Numbers and sender IDs for SMS, numbers for voice; a recipient always gets the same one. */
  readonly senders: Readonly<Record<Channel, readonly string[]>>;
}

/** The configuration of the platform for dispatching. */
export interface DispatchPlatform {
  /** Null where the platform has none: then only custom accounts originate. */
  readonly account: DefaultAccount | null;
  readonly settings: DispatchSettings;
  readonly rateCard: RateCard;
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

/** True if the default account can originate on the channel. */
export function hasDefaultSender({ account }: DispatchPlatform, channel: Channel): boolean {
  return (account?.senders[channel].length ?? 0) > 0;
}
