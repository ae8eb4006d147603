import type {
  Channel,
  DispatchFailureReason,
  DispatchRule,
  DispatchTrigger,
} from '../../generated/graphql.ts';

const rule: Readonly<Record<DispatchRule, string>> = {
  CUSTOM_FIRST: 'A live custom account is always tried first.',
  NO_CUSTOM_ACCOUNT: 'There is no live custom account. That is not a fallback.',
  FALLBACK_ALLOWED: 'The fallback policy lets the default account send and be billed.',
  FALLBACK_DISABLED: 'The fallback policy is disabled: no other account is tried.',
  FALLBACK_EXCLUDED_CODE: 'The platform makes no fallback after this code.',
  FALLBACK_GUARDED: 'A guard of the platform refuses the fallback.',
  FALLBACK_BUDGET_SPENT: 'The budget for fallbacks is spent: no other account is tried.',
  FALLBACK_NOT_DEFINED:
    'No admin has ever chosen a fallback policy; the default account then sends and is billed.',
  FALLBACK_NOT_DEFINED_OFF:
    'No admin has ever chosen a fallback policy, which this platform treats as disabled.',
};

const trigger: Readonly<Record<DispatchTrigger, string>> = {
  API_ERROR: 'Twilio refused the custom account’s request, or did not answer it.',
  NO_ORIGINATION_NUMBER: 'No number of the custom account is both selected and available.',
};

const failureReason: Readonly<Record<DispatchFailureReason, string>> = {
  INTERRUPTED: 'Sending would be interrupted.',
  NO_DEFAULT_NUMBER: 'The default account has no number or sender ID for this channel.',
  TIME_SPENT: 'There would be no time left.',
};

/** The texts of the preview and of the form that sends. */
export const composeText = {
  message: 'Message',
  lead: 'It is sent as a service would send it, and billed. The text is passed on to Twilio and kept nowhere.',
  previewLead: 'Nothing is sent. Choose a channel and a number to see who would send, and who would pay.',
  channel: 'Channel',
  recipient: 'To',
  recipientHint: 'With + and country code, for example +14155550123',
  text: 'Text',
  textHint: (channel: Channel) =>
    channel === 'SMS' ? 'What the recipient reads.' : 'What is spoken to the recipient, in English.',
  wrong: {
    recipient: 'Write the whole number with + and country code, for example +14155550123.',
    text: 'Write what is to be sent.',
  },
  send: 'Send',
  sending: 'Sending …',
  another: 'Send another message',
  mayNotSend: 'To send a message from here, sign in with the role dispatcher.',
  preview: {
    title: 'Who would send, and who would pay',
    none: 'Choose a channel and write a whole number: what would happen is shown here.',
    first: 'What happens first',
    onApiError: 'If Twilio refuses the custom account, or does not answer',
    off: 'This channel is switched off in the configuration: the message would be refused, and nobody billed.',
    sends: {
      CUSTOM: (number: string) => `The custom account sends it from ${number}.`,
      DEFAULT: (number: string) => `The default account sends it from ${number}.`,
    },
    numberUnknown: 'one of its numbers',
    nothing: 'Nothing is sent, and nobody is billed.',
    price: {
      SMS: (amount: string, currency: string) => `${amount} ${currency} for each segment of the text`,
      VOICE: (amount: string, currency: string) => `${amount} ${currency} for the call`,
    },
    ownPrice: 'Twilio’s own price',
    free: 'nothing',
    payer: 'Pays',
    howMuch: 'How much',
    why: 'Why',
    decidedUnder: (version: number, country: string) =>
      `Decided under configuration version ${version}. The number’s country: ${country}.`,
    rule,
    trigger,
    failureReason,
  },
  outcome: {
    title: 'What became of it',
    explain: 'Explain this dispatch in full',
    repeated: 'It is not known whether the message was sent',
    repeatAdvice: 'Send again as it is: the same idempotency key makes sure that it is sent once.',
    refused: 'It was not sent',
  },
} as const;
