import type { AccountSid, AuthToken } from '../../kernel/ids.ts';
import { SHIPPED_LIMITS } from '../../kernel/sending/sending-policy.ts';
import type { DispatchPlatform } from './platform.ts';
import { plainSender } from './sender-file-rules.ts';

/** A platform for development and tests: the account given, and a rate card small enough to be read. */
export function developmentPlatform(account: {
  readonly sid: AccountSid;
  readonly authToken: AuthToken;
  readonly numbers: readonly string[];
  readonly senderIds: readonly string[];
}): DispatchPlatform {
  const { sid, authToken, numbers, senderIds } = account;
  return {
    account: { sid, authToken, senders: [...senderIds, ...numbers].map(plainSender) },
    settings: { treatUndefinedAsDisabled: false, excludedCodes: [] },
    simulated: true,
    sendingLimits: SHIPPED_LIMITS,
    rateCard: {
      version: 'development-1',
      currency: 'USD',
      prices: [
        { channel: 'SMS', prefix: '', amount: '0.0500' },
        { channel: 'SMS', prefix: '+1', amount: '0.0083' },
        { channel: 'SMS', prefix: '+49', amount: '0.0930' },
        { channel: 'VOICE', prefix: '', amount: '0.1000' },
        { channel: 'VOICE', prefix: '+1', amount: '0.0140' },
        { channel: 'VOICE', prefix: '+49', amount: '0.0310' },
      ],
    },
  };
}
