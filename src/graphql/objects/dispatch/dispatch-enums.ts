import type {
  BilledAccount as BilledAccountName,
  DeliveryStatus as DeliveryStatusName,
  DispatchRule as DispatchRuleName,
  DispatchState as DispatchStateName,
  Evidence,
  FailureReason,
  Originator as OriginatorName,
  OutcomeClass,
  Trigger,
} from '../../../kernel/vocabulary/dispatch.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';

export const Originator = builder.enumType('Originator', {
  description: 'The kind of Twilio account that makes an attempt.',
  values: {
    CUSTOM: { description: "The tenant's own Twilio account." },
    DEFAULT: { description: "The platform's Twilio account." },
  } satisfies Described<OriginatorName>,
});

export const BilledAccount = builder.enumType('BilledAccount', {
  description: 'The account that is billed: the one whose API accepted the dispatch.',
  values: {
    CUSTOM: { description: "The tenant's own Twilio account." },
    DEFAULT: { description: "The platform's Twilio account, charged by the platform's rate card." },
    NONE: { description: 'No account: none accepted the dispatch.' },
    UNKNOWN: { description: 'It is not yet known whether an account accepted the dispatch.' },
  } satisfies Described<BilledAccountName>,
});

export const DispatchState = builder.enumType('DispatchState', {
  description: 'The state of a dispatch.',
  values: {
    PENDING: { description: 'The dispatch is in progress.' },
    ACCEPTED: { description: 'An account accepted the dispatch.' },
    FAILED: { description: 'No attempt was accepted, and none can still turn out to have been.' },
    OUTCOME_UNKNOWN: {
      description:
        'No attempt is known to have been accepted, but at least one may have been. The outcome may still become known.',
    },
  } satisfies Described<DispatchStateName>,
});

const TRIGGERS = {
  API_ERROR: { description: "Twilio refused the custom account's attempt or did not respond." },
  NO_ORIGINATION_NUMBER: { description: 'No selected number of the custom account was available.' },
};

export const DispatchTrigger = builder.enumType('DispatchTrigger', {
  description: 'The event that triggered a fallback to the default account.',
  values: TRIGGERS satisfies Described<Trigger>,
});

export const DispatchTriggerValue = builder.enumType('DispatchTriggerValue', {
  description: 'The event that triggered a fallback, or `NONE`. Used to filter and group by.',
  values: { ...TRIGGERS, NONE: { description: 'Nothing triggered a fallback.' } } satisfies Described<
    Trigger | 'NONE'
  >,
});

export const DispatchRule = builder.enumType('DispatchRule', {
  description: 'The rule by which a dispatch was decided.',
  values: {
    CUSTOM_FIRST: { description: 'The custom account is live, and is always tried first.' },
    NO_CUSTOM_ACCOUNT: {
      description: 'There is no custom account, so the default account sends. That is not a fallback.',
    },
    FALLBACK_ALLOWED: { description: 'The fallback policy allows an attempt on the default account.' },
    FALLBACK_DISABLED: { description: 'The fallback policy forbids an attempt on the default account.' },
    FALLBACK_NOT_DEFINED: {
      description: 'No fallback policy was ever chosen, which allows an attempt on the default account.',
    },
    FALLBACK_NOT_DEFINED_OFF: {
      description: 'No fallback policy was ever chosen, and the platform treats that as disabled.',
    },
    FALLBACK_EXCLUDED_CODE: {
      description: 'The platform excludes the error code that Twilio returned from fallback.',
    },
    FALLBACK_GUARDED: {
      description: "A guard refuses the dispatch on the default account, by the platform's bounds.",
    },
    FALLBACK_BUDGET_SPENT: {
      description: 'The budget for fallbacks has too little left for an attempt on the default account.',
    },
  } satisfies Described<DispatchRuleName>,
});

export const DeliveryStatus = builder.enumType('DeliveryStatus', {
  description: 'The delivery status that Twilio last reported. It only moves forward.',
  values: {
    NONE: { description: 'Twilio has not reported anything yet.' },
    QUEUED: { description: 'The message or call is queued at Twilio.' },
    SENDING: { description: 'SMS: the message is being sent.' },
    SENT: { description: 'SMS: the carrier accepted the message.' },
    DELIVERED: { description: 'SMS: the message was delivered.' },
    UNDELIVERED: { description: 'SMS: the message could not be delivered.' },
    FAILED: { description: 'The message or call failed after Twilio had accepted it.' },
    RINGING: { description: 'Voice: the phone is ringing.' },
    IN_PROGRESS: { description: 'Voice: the call was answered.' },
    COMPLETED: { description: 'Voice: the call was answered and has ended.' },
    BUSY: { description: 'Voice: the line was busy.' },
    NO_ANSWER: { description: 'Voice: nobody answered.' },
    CANCELED: { description: 'Voice: the call was canceled.' },
  } satisfies Described<DeliveryStatusName>,
});

export const AttemptOutcome = builder.enumType('AttemptOutcome', {
  description: 'The outcome of an attempt.',
  values: {
    ACCEPTED: { description: 'Twilio accepted the message or call.' },
    REFUSED: { description: 'Twilio refused the message or call.' },
    THROTTLED: { description: 'Twilio rate-limited the request (HTTP 429) and did not process it.' },
    NOT_SENT: { description: 'The request was never sent to Twilio.' },
    OPEN: { description: 'It is not yet known whether Twilio accepted the message or call.' },
  } satisfies Described<OutcomeClass>,
});

export const AttemptEvidence = builder.enumType('AttemptEvidence', {
  description: 'The source from which the outcome of an attempt is known.',
  values: {
    ANSWER: { description: "Twilio's response to the API request, or the lack of one." },
    CALLBACK: { description: 'A status callback from Twilio.' },
    LIST: { description: "Twilio's list of messages or calls." },
  } satisfies Described<Evidence>,
});

export const DispatchFailureReason = builder.enumType('DispatchFailureReason', {
  description: 'A reason why a dispatch failed that its attempts do not show.',
  values: {
    INTERRUPTED: {
      description:
        'The process that sent the dispatch died before the fallback. Send again under a new idempotency key.',
    },
    NO_DEFAULT_NUMBER: { description: 'No sender of the default account fits the channel and the country.' },
    TIME_SPENT: { description: 'There was no time left for the fallback.' },
  } satisfies Described<FailureReason>,
});
