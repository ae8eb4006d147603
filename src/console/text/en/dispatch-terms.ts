import type {
  AttemptEvidence,
  AttemptOutcome,
  BilledAccount,
  Channel,
  DeliveryStatus,
  DispatchFailureReason,
  DispatchRule,
  DispatchState,
  DispatchTrigger,
  FallbackMode,
  Originator,
  SenderClass,
  SenderKind,
} from '../../generated/graphql.ts';

type Terms<Value extends string> = Readonly<Record<Value, string>>;

const channel: Terms<Channel> = { SMS: 'SMS', VOICE: 'Voice' };

const state: Terms<DispatchState> = {
  PENDING: 'In progress',
  ACCEPTED: 'Accepted',
  FAILED: 'Failed',
  OUTCOME_UNKNOWN: 'Outcome unknown',
};

const sender: Terms<SenderKind | SenderClass> = {
  LONG_CODE: 'phone number',
  TOLL_FREE: 'toll-free number',
  SHORT_CODE: 'short code',
  SENDER_ID: 'sender ID',
  MESSAGING_SERVICE: 'messaging service',
  TRANSACTIONAL: 'for codes and notices',
  PROMOTIONAL: 'for advertising',
};

const stateExplained: Terms<DispatchState> = {
  PENDING: 'It is being sent at this moment.',
  ACCEPTED: 'Twilio accepted it for an account, which is billed.',
  FAILED: 'No account accepted it, and none can still turn out to have. Nobody is billed.',
  OUTCOME_UNKNOWN:
    'Twilio may have accepted it: its response is missing or could not be read. It is settled by a status callback or from Twilio’s lists; until then it is unknown who is billed.',
};

const billed: Terms<BilledAccount> = {
  CUSTOM: 'Custom account',
  DEFAULT: 'Default account',
  NONE: 'Nobody',
  UNKNOWN: 'Not yet known',
};

const account: Terms<Originator> = { CUSTOM: 'Custom account', DEFAULT: 'Default account' };

const accountInText: Terms<Originator> = { CUSTOM: 'the custom account', DEFAULT: 'the default account' };

const rule: Terms<DispatchRule> = {
  CUSTOM_FIRST: 'Custom account first',
  NO_CUSTOM_ACCOUNT: 'No custom account',
  FALLBACK_ALLOWED: 'Fallback allowed',
  FALLBACK_DISABLED: 'Fallback disabled',
  FALLBACK_EXCLUDED_CODE: 'Code excluded from fallback',
  FALLBACK_GUARDED: 'Fallback refused by a guard',
  FALLBACK_BUDGET_SPENT: 'Fallback budget spent',
  FALLBACK_NOT_DEFINED: 'Fallback never chosen',
  FALLBACK_NOT_DEFINED_OFF: 'Fallback never chosen, so off',
};

const ruleExplained: Terms<DispatchRule> = {
  CUSTOM_FIRST: 'A live custom account is always tried first.',
  NO_CUSTOM_ACCOUNT:
    'There was no live custom account, so the default account sends. That is not a fallback.',
  FALLBACK_ALLOWED:
    'The custom account could not originate it, and the fallback policy lets the default account send and be billed.',
  FALLBACK_DISABLED:
    'The custom account could not originate it, and the fallback policy forbids the default account to send.',
  FALLBACK_EXCLUDED_CODE:
    'Twilio refused the custom account with a code after which the platform makes no fallback, so no other account was tried.',
  FALLBACK_GUARDED:
    'The custom account could not originate it, and a guard of the platform refused it on the default account.',
  FALLBACK_BUDGET_SPENT:
    'The custom account could not originate it, and the budget for fallbacks had too little left, so no other account was tried.',
  FALLBACK_NOT_DEFINED:
    'The custom account could not originate it. No admin has ever chosen a fallback policy, and then the default account sends and is billed.',
  FALLBACK_NOT_DEFINED_OFF:
    'The custom account could not originate it. No admin has ever chosen a fallback policy, which this platform treats as disabled, so no other account was tried.',
};

const trigger: Terms<DispatchTrigger | 'NONE'> = {
  API_ERROR: 'API error',
  NO_ORIGINATION_NUMBER: 'No number to send from',
  NONE: 'No fallback triggered',
};

const triggerExplained: Terms<DispatchTrigger> = {
  API_ERROR: 'Twilio refused the custom account’s request or did not answer it.',
  NO_ORIGINATION_NUMBER: 'No number of the custom account was both selected and available.',
};

const delivery: Terms<DeliveryStatus> = {
  NONE: 'No report yet',
  QUEUED: 'Queued',
  SENDING: 'Sending',
  SENT: 'Sent',
  DELIVERED: 'Delivered',
  UNDELIVERED: 'Undelivered',
  FAILED: 'Delivery failed',
  RINGING: 'Ringing',
  IN_PROGRESS: 'Call in progress',
  COMPLETED: 'Call completed',
  BUSY: 'Busy',
  NO_ANSWER: 'No answer',
  CANCELED: 'Canceled',
};

const outcome: Terms<AttemptOutcome> = {
  ACCEPTED: 'Accepted',
  REFUSED: 'Refused',
  THROTTLED: 'Rate-limited',
  NOT_SENT: 'Not sent',
  OPEN: 'Not yet known',
};

const outcomeExplained: Terms<AttemptOutcome> = {
  ACCEPTED: 'Twilio accepted it.',
  REFUSED: 'Twilio refused it.',
  THROTTLED: 'Twilio rate-limited the request (HTTP 429) and did not process it.',
  NOT_SENT: 'The request was never sent to Twilio.',
  OPEN: 'It is not yet known whether Twilio accepted it.',
};

const evidence: Terms<AttemptEvidence> = {
  ANSWER: 'known from Twilio’s response, or the lack of one',
  CALLBACK: 'known from a status callback',
  LIST: 'known from Twilio’s list of messages and calls',
};

const failureReason: Terms<DispatchFailureReason> = {
  INTERRUPTED:
    'The process that was sending it died before the fallback. Send again under a new idempotency key.',
  NO_DEFAULT_NUMBER: 'The default account has no number or sender ID for this channel.',
  TIME_SPENT: 'There was no time left for the fallback.',
};

const fallbackMode: Terms<FallbackMode> = {
  DEFAULT_ACCOUNT: 'Default account: it sends, and is billed',
  DISABLED: 'Disabled: nothing else is tried',
  NOT_DEFINED: 'Never chosen',
};

/** The closed lists of dispatches in words: short ones for cells and choices, whole sentences to explain. */
export const dispatchTerms = {
  channel,
  sender,
  state,
  stateExplained,
  billed,
  account,
  accountInText,
  rule,
  ruleExplained,
  trigger,
  triggerExplained,
  delivery,
  outcome,
  outcomeExplained,
  evidence,
  failureReason,
  fallbackMode,
} as const;
