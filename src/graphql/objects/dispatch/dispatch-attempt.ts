import type { Attempt } from '../../../dispatch/record/dispatch.ts';
import { builder } from '../../builder.ts';
import { AttemptEvidence, AttemptOutcome, Originator } from './dispatch-enums.ts';
import { SenderClass, SenderKind } from './sender.ts';
import { describedCode, TwilioErrorInfo } from './twilio-error.ts';

export const DispatchAttempt = builder.objectRef<Attempt>('DispatchAttempt').implement({
  description: 'One attempt to send a dispatch through one Twilio account.',
  access: 'records:read-own',
  fields: (t) => ({
    ordinal: t.exposeInt('ordinal', {
      description: 'The position of the attempt: 1 for the first, 2 for the fallback after it.',
    }),
    originator: t.expose('originator', {
      type: Originator,
      description: 'The kind of account that made the attempt.',
    }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      description: 'The SID of the account.',
    }),
    originatingNumber: t.exposeString('from', {
      description:
        'The number that the message originated from. For an SMS of the default account it may be a short code, a sender ID or the SID of a messaging service.',
    }),
    senderKind: t.expose('senderKind', {
      type: SenderKind,
      nullable: true,
      description: 'The kind of that sender; null for attempts of before it was recorded.',
    }),
    senderClass: t.expose('senderClass', {
      type: SenderClass,
      nullable: true,
      description:
        'The traffic that the sender is registered for; null for the custom account, whose senders are set up at Twilio.',
    }),
    chosenNumber: t.exposeString('chosenFrom', {
      nullable: true,
      description:
        'The number or sender ID that the messaging service chose, as read back from Twilio; null until it is known, and for other kinds of senders.',
    }),
    outcome: t.expose('outcome', {
      type: AttemptOutcome,
      description: 'The outcome, as far as it is known.',
    }),
    evidence: t.expose('evidence', {
      type: AttemptEvidence,
      nullable: true,
      description: 'The source from which the outcome is known; null while the API request is in progress.',
    }),
    twilioSid: t.exposeString('twilioSid', {
      nullable: true,
      description: "Twilio's SID of the message or call; null if it is not known.",
    }),
    segments: t.exposeInt('segments', {
      nullable: true,
      description:
        'The number of SMS segments that Twilio reported; null if it has not reported any, and for a call.',
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: "The HTTP status of Twilio's response; null if there was none.",
    }),
    code: t.exposeInt('code', {
      nullable: true,
      description: "Twilio's error code; null if its response had none.",
      deprecationReason: 'Use `error`, which says what the code means.',
    }),
    error: t.field({
      type: TwilioErrorInfo,
      nullable: true,
      description: "Twilio's error code, in words; null if its response had none.",
      resolve: ({ code }) => describedCode(code),
    }),
    fault: t.exposeString('fault', {
      nullable: true,
      description:
        'The network failure if no readable response was received, for example `CONNECT_TIMEOUT`; otherwise null.',
    }),
    durationMs: t.exposeInt('durationMs', {
      nullable: true,
      description:
        'The duration of the API request in milliseconds; null if the end of the request was not observed.',
    }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      description: 'The time at which the attempt was decided and recorded, just before the API request.',
    }),
    settledAt: t.expose('settledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time since which the outcome is known; null while the attempt is open.',
    }),
  }),
});
