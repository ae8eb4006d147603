import type {
  SenderClass as SenderClassName,
  SenderKind as SenderKindName,
} from '../../../kernel/vocabulary/sender.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';

export const SenderKind = builder.enumType('SenderKind', {
  description: 'The kind of a sender that a message originates from.',
  values: {
    LONG_CODE: { description: 'A phone number.' },
    TOLL_FREE: { description: 'A toll-free phone number.' },
    SHORT_CODE: { description: 'A short code of one country.' },
    SENDER_ID: { description: 'An alphanumeric sender ID, which not every country carries.' },
    MESSAGING_SERVICE: { description: 'A messaging service at Twilio, which chooses the sender itself.' },
  } satisfies Described<SenderKindName>,
});

export const SenderClass = builder.enumType('SenderClass', {
  description: 'The traffic that a sender of the default account is registered for.',
  values: {
    TRANSACTIONAL: { description: 'Codes and notices that a person asked for.' },
    PROMOTIONAL: { description: 'Advertising. Such a sender is never used.' },
  } satisfies Described<SenderClassName>,
});
