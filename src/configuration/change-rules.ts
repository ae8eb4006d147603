import type { VerifiedAccount } from '../account/account.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { PolicyChoice } from '../kernel/sending/sending-policy.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import { numbersOnlyIn } from '../numbers/number-rules.ts';
import { channelNames } from './channel-rules.ts';
import type { Channels, Configuration } from './configuration.ts';
import type { FallbackPolicy } from './fallback-policy-rules.ts';
import { isSameChoice, policyState } from './sending-policy-rules.ts';

interface BeforeAfter<T> {
  readonly before: T;
  readonly after: T;
}

/** A custom account instead of another one or of none, or none instead of one. */
export interface AccountChange extends BeforeAfter<Configuration> {
  readonly kind: 'ACCOUNT';
}

/** Another auth token of the same account (S6). */
export interface TokenChange extends BeforeAfter<VerifiedAccount> {
  readonly kind: 'TOKEN';
}

/** Other selected numbers, those of another account included. */
export interface NumbersChange extends BeforeAfter<Configuration> {
  readonly kind: 'NUMBERS';
  readonly removed: readonly PhoneNumber[];
  readonly added: readonly PhoneNumber[];
}

/** Another mode of fallback. */
export interface PolicyChange extends BeforeAfter<FallbackPolicy> {
  readonly kind: 'FALLBACK_POLICY';
}

/** Other channels. */
export interface ChannelsChange extends BeforeAfter<Channels> {
  readonly kind: 'CHANNELS';
}

/** Other members of the sending policy (G9). */
export interface SendingPolicyChange extends BeforeAfter<PolicyChoice> {
  readonly kind: 'SENDING_POLICY';
}

/** Another consent that covers the account, or none any more. */
export interface ConsentChange extends BeforeAfter<Uuid | null> {
  readonly kind: 'CONSENT';
}

/** A difference between a version and the one before it. */
export type ConfigurationChange =
  | AccountChange
  | TokenChange
  | NumbersChange
  | PolicyChange
  | ChannelsChange
  | SendingPolicyChange
  | ConsentChange;

/** Everything in which a version differs from the one before it, each kind at most once, in the order of their union. */
export function configurationChanges(
  before: Configuration,
  after: Configuration,
): readonly ConfigurationChange[] {
  const [former, account] = [before.account, after.account];
  const isSameAccount = former?.sid === account?.sid;
  const removed = numbersOnlyIn(before.selectedNumbers, after.selectedNumbers);
  const added = numbersOnlyIn(after.selectedNumbers, before.selectedNumbers);
  const changes: ConfigurationChange[] = [];
  if (!isSameAccount) changes.push({ kind: 'ACCOUNT', before, after });
  if (isSameAccount && former !== null && account !== null && former.credentialId !== account.credentialId) {
    changes.push({ kind: 'TOKEN', before: former, after: account });
  }
  if (removed.length > 0 || added.length > 0)
    changes.push({ kind: 'NUMBERS', before, after, removed, added });
  if (before.fallback.mode !== after.fallback.mode) {
    changes.push({ kind: 'FALLBACK_POLICY', before: before.fallback, after: after.fallback });
  }
  if (before.channels.sms !== after.channels.sms || before.channels.voice !== after.channels.voice) {
    changes.push({ kind: 'CHANNELS', before: before.channels, after: after.channels });
  }
  if (!isSameChoice(before.sendingPolicy, after.sendingPolicy)) {
    changes.push({ kind: 'SENDING_POLICY', before: before.sendingPolicy, after: after.sendingPolicy });
  }
  if (before.consentId !== after.consentId) {
    changes.push({ kind: 'CONSENT', before: before.consentId, after: after.consentId });
  }
  return changes;
}

/** The audit entry of a change that has one of its own (A1); the entry of the save itself tells the rest. */
export function changeEntries(change: ConfigurationChange): readonly NewEntry[] {
  switch (change.kind) {
    case 'TOKEN': {
      const part = ({ sid, tokenSetAt }: VerifiedAccount) => ({
        accountSid: sid,
        tokenSetAt: tokenSetAt.toISOString(),
      });
      const [before, after] = [part(change.before), part(change.after)];
      return [{ kind: 'TOKEN_ROTATED', object: `account/${after.accountSid}`, before, after }];
    }
    case 'FALLBACK_POLICY': {
      const part = ({ mode }: FallbackPolicy) => ({ mode });
      const [before, after] = [part(change.before), part(change.after)];
      return [{ kind: 'FALLBACK_POLICY_CHANGED', object: 'fallback-policy', before, after }];
    }
    case 'CHANNELS': {
      const part = (channels: Channels) => ({ channels: channelNames(channels) });
      const [before, after] = [part(change.before), part(change.after)];
      return [{ kind: 'CHANNELS_CHANGED', object: 'channels', before, after }];
    }
    case 'SENDING_POLICY': {
      const part = (choice: PolicyChoice) => ({ chosen: policyState(choice) ?? null });
      const [before, after] = [part(change.before), part(change.after)];
      return [{ kind: 'SENDING_POLICY_CHANGED', object: 'sending-policy', before, after }];
    }
    case 'ACCOUNT':
    case 'NUMBERS':
    case 'CONSENT':
      return [];
  }
}
