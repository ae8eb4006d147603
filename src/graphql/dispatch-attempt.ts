import type { Attempt } from '../dispatch/dispatch.ts';
import { builder } from './builder.ts';
import { AttemptEvidence, AttemptOutcome, Originator } from './dispatch-enums.ts';

/** One account's try at a dispatch. */
export const DispatchAttempt = builder.objectRef<Attempt>('DispatchAttempt').implement({
  description: "One account's try at a dispatch.",
  access: 'records:read-own',
  fields: (t) => ({
    ordinal: t.exposeInt('ordinal', { description: '1 for the first, 2 for the fallback after it.' }),
    originator: t.expose('originator', {
      type: Originator,
      description: 'Whose account made it.',
    }),
    accountSid: t.expose('accountSid', {
      type: 'AccountSid',
      description: 'The account.',
    }),
    originatingNumber: t.exposeString('from', {
      description:
        'The number that it originated from; for an SMS of the default account it may be a sender ID.',
    }),
    outcome: t.expose('outcome', {
      type: AttemptOutcome,
      description: 'What it came to, as far as is known.',
    }),
    evidence: t.expose('evidence', {
      type: AttemptEvidence,
      nullable: true,
      description: 'How that became known; null while the call is under way.',
    }),
    twilioSid: t.exposeString('twilioSid', {
      nullable: true,
      description: "Twilio's identifier of the message or call; null where none is known.",
    }),
    segments: t.exposeInt('segments', {
      nullable: true,
      description:
        'How many segments Twilio says that the SMS has; null where it has not told, and for a call.',
    }),
    httpStatus: t.exposeInt('httpStatus', {
      nullable: true,
      description: "The HTTP status of Twilio's answer; null without one.",
    }),
    code: t.exposeInt('code', {
      nullable: true,
      description: "Twilio's error code; null where its answer had none.",
    }),
    fault: t.exposeString('fault', {
      nullable: true,
      description:
        'What the network did where no readable answer came, such as `CONNECT_TIMEOUT`; null otherwise.',
    }),
    durationMs: t.exposeInt('durationMs', {
      nullable: true,
      description: 'How long the call took, in milliseconds; null where nobody saw it end.',
    }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      description: 'When it was decided on and recorded, just before the call.',
    }),
    settledAt: t.expose('settledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is known what it came to; null while it is open.',
    }),
  }),
});
