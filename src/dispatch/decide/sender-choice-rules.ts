import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { DefaultSender, DispatchPlatform } from '../settings/platform.ts';
import { senderIdSupport } from '../settings/sender-countries.ts';
import { chooseNumber } from './number-choice-rules.ts';

/** The message that a sender is wanted for. */
export interface SenderNeed {
  readonly channel: Channel;
  /** The recipient's country, ISO 3166-1 alpha-2, or `ZZ` where it is not known. */
  readonly country: string;
}

/**
 * True if a sender may be used for a message (D16): its class is for codes, its channels and countries take it in, and, for a
 * sender ID, the country carries it. Where only registered ones are carried, that the platform names the country
 * says that it is registered there; "all countries" does not.
 *
 * @internal
 */
export function fits(sender: DefaultSender, { channel, country }: SenderNeed): boolean {
  const { countries } = sender;
  if (sender.class !== 'TRANSACTIONAL' || !sender.channels.includes(channel)) return false;
  if (countries !== null && !countries.includes(country)) return false;
  if (sender.kind !== 'SENDER_ID') return true;
  const support = senderIdSupport(country);
  return support === 'CARRIED' || (support === 'REGISTERED' && countries !== null);
}

/**
 * The sender of the default account that a message originates from: of those that fit, a recipient always gets the same one
 * (D16). `undefined` where none fits: the account has no origination number (D7).
 *
 * @param weigh a hash of both texts, the same at any time and on every node
 */
export function chooseSender(
  senders: readonly DefaultSender[],
  need: SenderNeed,
  recipient: string,
  weigh: (from: string, recipient: string) => number,
): DefaultSender | undefined {
  const fitting = new Map(
    senders.filter((sender) => fits(sender, need)).map((sender) => [sender.from, sender]),
  );
  const from = chooseNumber([...fitting.keys()], recipient, weigh);
  return from === undefined ? undefined : fitting.get(from);
}

/** True if the default account can originate a message. */
export function hasDefaultSender({ account }: DispatchPlatform, need: SenderNeed): boolean {
  return account?.senders.some((sender) => fits(sender, need)) ?? false;
}
