import {
  InvalidInput,
  NotPossible,
  OutOfDate,
  RateLimited,
  type Refusal,
  RequirementsNotMet,
  SendingBlocked,
  StepUpRequired,
} from '../../kernel/errors.ts';
import { builder } from '../builder.ts';
import { Issue, ProblemCode } from '../fields/issue.ts';
import { Configuration } from './configuration/configuration.ts';
import { ConfigurationDraft } from './configuration/configuration-draft.ts';
import { ConsentDocument } from './consent/consent-document.ts';
import { Guard } from './dispatch/guard-state.ts';

const Problem = builder.interfaceRef<Refusal>('Problem').implement({
  description: 'A refusal that clients should handle. Nothing was changed.',
  fields: (t) => ({
    code: t.field({
      type: ProblemCode,
      description: 'A stable code for programs: the code of the first issue.',
      resolve: ({ problems: [first] }) => first.code,
    }),
    message: t.string({
      description: 'A message for people: the message of the first issue.',
      resolve: ({ problems: [first] }) => first.message,
    }),
    path: t.field({
      type: ['String'],
      listLength: 10,
      description:
        'The path of the argument: the path of the first issue. Empty if the issue belongs to no argument.',
      resolve: ({ problems: [first] }) => first.path,
    }),
    issues: t.expose('problems', {
      type: [Issue],
      listLength: 20,
      description: 'All issues that were found. There is at least one.',
    }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'The input is invalid, or names an object that does not exist.',
  interfaces: [Problem],
});

builder.objectType(NotPossible, {
  name: 'NotPossible',
  description: 'The input is valid, but the request is not possible in the present state or for this caller.',
  interfaces: [Problem],
});

builder.objectType(RequirementsNotMet, {
  name: 'RequirementsNotMet',
  description: 'A save or a consent does not meet its requirements. The issues name each of them.',
  interfaces: [Problem],
  access: 'configuration:read',
  fields: (t) => ({
    consentDocument: t.field({
      type: ConsentDocument,
      description: 'The legal text in force, in the language that the consent names or else in English.',
      resolve: ({ locale }, _args, context) => context.documents().inForce(locale),
    }),
    currentDraft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description: 'The draft in its present state; null if there is none or it has expired.',
      resolve: (_refusal, _args, context) => context.reads(context.tenant).draft(),
    }),
  }),
});

builder.objectType(OutOfDate, {
  name: 'OutOfDate',
  description:
    'The draft or live version that the input names is no longer current. Both are returned in their present state.',
  interfaces: [Problem],
  access: 'configuration:read',
  fields: (t) => ({
    currentDraft: t.field({
      type: ConfigurationDraft,
      nullable: true,
      description:
        'The draft in its present state; null if there is none or it has expired. `changedBy` says who changed it.',
      resolve: (_refusal, _args, context) => context.reads(context.tenant).draft(),
    }),
    currentConfiguration: t.field({
      type: Configuration,
      description: 'The live version. `savedBy` says who saved it.',
      resolve: (_refusal, _args, context) => context.reads(context.tenant).live(),
    }),
  }),
});

builder.objectType(StepUpRequired, {
  name: 'StepUpRequired',
  description:
    'The person has to authenticate again or more strongly first. Send them to sign in with these values (RFC 9470), then repeat the request.',
  interfaces: [Problem],
  fields: (t) => ({
    acrValues: t.expose('acrValues', {
      type: ['String'],
      listLength: 20,
      description:
        'The authentication contexts of which one suffices: `acr_values` of the sign-in. Empty if the platform names none.',
    }),
    methods: t.expose('methods', {
      type: ['String'],
      listLength: 20,
      description: 'The methods (`amr`) of which one suffices in place of a context. Empty if it names none.',
    }),
    maxAgeSeconds: t.exposeInt('maxAgeSeconds', {
      nullable: true,
      description:
        'The seconds since the person authenticated, at most: `max_age` of the sign-in. Null for any time.',
    }),
  }),
});

builder.objectType(SendingBlocked, {
  name: 'SendingBlocked',
  description:
    'A guard refuses the dispatch. There is no record, nothing was sent, and the idempotency key can be used again.',
  interfaces: [Problem],
  fields: (t) => ({
    guard: t.field({
      type: Guard,
      description: 'The guard that refuses; of several, the one that lasts longest.',
      resolve: ({ reachedGuard }) => reachedGuard.guard,
    }),
    limit: t.string({
      nullable: true,
      description: 'The limit: messages, or seconds of a pause; null if the guard has no figures.',
      resolve: ({ reachedGuard }) => reachedGuard.limit,
    }),
    reached: t.string({
      description: 'The value that is compared with the limit; otherwise the country or the kind of number.',
      resolve: ({ reachedGuard }) => reachedGuard.reached,
    }),
    windowSeconds: t.int({
      nullable: true,
      description: 'The length of the window in which messages are counted; null if none are.',
      resolve: ({ reachedGuard }) => reachedGuard.windowSeconds,
    }),
    retryAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time from which to try again; null if waiting does not help.',
      resolve: ({ reachedGuard }) => reachedGuard.retryAt,
    }),
  }),
});

builder.objectType(RateLimited, {
  name: 'RateLimited',
  description: 'The request came too often or too early. Try again later.',
  interfaces: [Problem],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      description: 'The number of seconds to wait before trying again.',
    }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time from which to try again; null if it is not known.',
    }),
  }),
});
