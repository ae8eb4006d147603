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
} from '../kernel/vocabulary/dispatch.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';

/** Whose Twilio account makes an attempt. */
export const Originator = builder.enumType('Originator', {
  description: 'Whose Twilio account makes an attempt.',
  values: {
    CUSTOM: { description: "The tenant's own account." },
    DEFAULT: { description: "The platform's account." },
  } satisfies Described<OriginatorName>,
});

/** The account whose API accepted. */
export const BilledAccount = builder.enumType('BilledAccount', {
  description: 'The account that is billed: the one whose API accepted the dispatch.',
  values: {
    CUSTOM: { description: "The tenant's own account." },
    DEFAULT: { description: "The platform's account, by the platform's rate card." },
    NONE: { description: 'No account accepted it.' },
    UNKNOWN: { description: 'Not yet known whether an account accepted it.' },
  } satisfies Described<BilledAccountName>,
});

/** Where a dispatch stands. */
export const DispatchState = builder.enumType('DispatchState', {
  description: 'Where a dispatch stands.',
  values: {
    PENDING: { description: 'It is under way.' },
    ACCEPTED: { description: 'An account accepted it.' },
    FAILED: { description: 'Every attempt is known not to be accepted.' },
    OUTCOME_UNKNOWN: {
      description: 'No attempt is known to be accepted, and one may have been. It may still become known.',
    },
  } satisfies Described<DispatchStateName>,
});

const TRIGGERS = {
  API_ERROR: { description: "Twilio refused, or did not answer, the custom account's attempt." },
  NO_ORIGINATION_NUMBER: { description: 'No selected number of the custom account was available.' },
};

/** What made a fallback come into question. */
export const DispatchTrigger = builder.enumType('DispatchTrigger', {
  description: 'What made a fallback to the default account come into question.',
  values: TRIGGERS satisfies Described<Trigger>,
});

/** A trigger, or that there was none. */
export const DispatchTriggerValue = builder.enumType('DispatchTriggerValue', {
  description: 'What made a fallback come into question, or that nothing did; to filter and to group by.',
  values: { ...TRIGGERS, NONE: { description: 'Nothing did.' } } satisfies Described<Trigger | 'NONE'>,
});

/** The rule that decided. */
export const DispatchRule = builder.enumType('DispatchRule', {
  description: 'The rule by which a dispatch was decided.',
  values: {
    CUSTOM_FIRST: { description: 'The custom account is always tried first.' },
    NO_CUSTOM_ACCOUNT: {
      description: 'There was no custom account: the default account sends. That is no fallback.',
    },
    FALLBACK_ALLOWED: { description: 'The fallback policy gives the default account its turn.' },
    FALLBACK_DISABLED: { description: 'The fallback policy forbids the default account.' },
    FALLBACK_NOT_DEFINED: {
      description: 'Nobody chose a fallback policy, which gives the default account its turn.',
    },
    FALLBACK_NOT_DEFINED_OFF: {
      description: 'Nobody chose a fallback policy, and the platform takes that for a prohibition.',
    },
    FALLBACK_EXCLUDED_CODE: { description: "The platform never falls back after Twilio's error code." },
  } satisfies Described<DispatchRuleName>,
});

/** How far delivery has come. */
export const DeliveryStatus = builder.enumType('DeliveryStatus', {
  description: 'How far the delivery has come, as Twilio reported last. It only ever moves forward.',
  values: {
    NONE: { description: 'Nothing was reported.' },
    QUEUED: { description: 'It waits at Twilio.' },
    SENDING: { description: 'SMS: it is being sent.' },
    SENT: { description: 'SMS: the carrier has it.' },
    DELIVERED: { description: 'SMS: it was delivered.' },
    UNDELIVERED: { description: 'SMS: it could not be delivered.' },
    FAILED: { description: 'It failed after Twilio had accepted it.' },
    RINGING: { description: 'Voice: it rings.' },
    IN_PROGRESS: { description: 'Voice: the call was answered.' },
    COMPLETED: { description: 'Voice: the call was answered and has ended.' },
    BUSY: { description: 'Voice: the line was busy.' },
    NO_ANSWER: { description: 'Voice: nobody answered.' },
    CANCELED: { description: 'Voice: the call was canceled.' },
  } satisfies Described<DeliveryStatusName>,
});

/** What an attempt came to. */
export const AttemptOutcome = builder.enumType('AttemptOutcome', {
  description: 'What an attempt came to.',
  values: {
    ACCEPTED: { description: 'Twilio accepted it.' },
    REFUSED: { description: 'Twilio refused it.' },
    THROTTLED: { description: 'Twilio rate-limited the request (HTTP 429) and did not process it.' },
    NOT_SENT: { description: 'It never reached Twilio.' },
    OPEN: { description: 'Not yet known whether Twilio accepted it.' },
  } satisfies Described<OutcomeClass>,
});

/** How it became known. */
export const AttemptEvidence = builder.enumType('AttemptEvidence', {
  description: 'How it became known what an attempt came to.',
  values: {
    ANSWER: { description: "By Twilio's answer to the call itself, or by its absence." },
    CALLBACK: { description: 'By a status callback.' },
    LIST: { description: "By a look at Twilio's lists." },
  } satisfies Described<Evidence>,
});

/** Why a dispatch failed. */
export const DispatchFailureReason = builder.enumType('DispatchFailureReason', {
  description: 'Why a dispatch failed, beyond what its attempts tell.',
  values: {
    INTERRUPTED: {
      description: 'The process that sent it died before the fallback; send it anew under a new key.',
    },
    NO_DEFAULT_NUMBER: { description: 'The default account has nothing to originate from on the channel.' },
    TIME_SPENT: { description: 'No time was left for the fallback.' },
  } satisfies Described<FailureReason>,
});
