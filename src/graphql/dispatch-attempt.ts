import type { Attempt } from '../dispatch/dispatch.ts';
import { guardedBy } from './access-guard.ts';
import { builder } from './builder.ts';
import { AttemptEvidence, AttemptOutcome, Originator } from './dispatch-enums.ts';

/** One account's try at a dispatch. */
export const DispatchAttempt = builder.objectRef<Attempt>('DispatchAttempt').implement({
  description: "One account's try at a dispatch.",
  extensions: guardedBy('records:read-own'),
  fields: (t) => ({
    ordinal: t.exposeInt('ordinal', { description: '1 for the first, 2 for the fallback after it.' }),
    originator: t.field({
      type: Originator,
      description: 'Whose account made it.',
      resolve: ({ originator }) => originator,
    }),
    accountSid: t.field({
      type: 'AccountSid',
      description: 'The account.',
      resolve: ({ accountSid }) => accountSid,
    }),
    originatingNumber: t.string({
      description:
        'The number that it originated from; for an SMS of the default account it may be a sender ID.',
      resolve: ({ from }) => from,
    }),
    outcome: t.field({
      type: AttemptOutcome,
      description: 'What it came to, as far as is known.',
      resolve: ({ outcome }) => outcome,
    }),
    evidence: t.field({
      type: AttemptEvidence,
      nullable: true,
      description: 'How that became known; null while the call is under way.',
      resolve: ({ evidence }) => evidence,
    }),
    twilioSid: t.string({
      nullable: true,
      description: "Twilio's identifier of the message or call; null where none is known.",
      resolve: ({ twilioSid }) => twilioSid,
    }),
    segments: t.int({
      nullable: true,
      description:
        'How many segments Twilio says that the SMS has; null where it has not told, and for a call.',
      resolve: ({ segments }) => segments,
    }),
    httpStatus: t.int({
      nullable: true,
      description: "The HTTP status of Twilio's answer; null without one.",
      resolve: ({ httpStatus }) => httpStatus,
    }),
    code: t.int({
      nullable: true,
      description: "Twilio's error code; null where its answer had none.",
      resolve: ({ code }) => code,
    }),
    fault: t.string({
      nullable: true,
      description:
        'What the network did where no readable answer came, such as `CONNECT_TIMEOUT`; null otherwise.',
      resolve: ({ fault }) => fault,
    }),
    durationMs: t.int({
      nullable: true,
      description: 'How long the call took, in milliseconds; null where nobody saw it end.',
      resolve: ({ durationMs }) => durationMs,
    }),
    startedAt: t.field({
      type: 'DateTime',
      description: 'When it was decided on and recorded, just before the call.',
      resolve: ({ startedAt }) => startedAt,
    }),
    settledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is known what it came to; null while it is open.',
      resolve: ({ settledAt }) => settledAt,
    }),
  }),
});
