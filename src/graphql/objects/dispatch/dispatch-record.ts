import { segmentsOfRecord } from '../../../dispatch/decide/segment-rules.ts';
import type {
  DispatchRecord as RecordShape,
  DispatchSettings as SettingsShape,
} from '../../../dispatch/record/dispatch.ts';
import { parseUuid } from '../../../kernel/ids.ts';
import { twilioErrorInfo } from '../../../twilio/error-codes.ts';
import { builder } from '../../builder.ts';
import { connectionOf, pageArguments } from '../../fields/connection.ts';
import { foundBy } from '../../fields/node.ts';
import { Actor } from '../actor.ts';
import { entriesAbout } from '../audit/audit-entry.ts';
import { readEntryPage } from '../audit/ledger-entry.ts';
import { Channel, Configuration } from '../configuration/configuration.ts';
import { FallbackMode } from '../configuration/fallback-policy.ts';
import { DispatchAttempt } from './dispatch-attempt.ts';
import { Charge } from './dispatch-charge.ts';
import {
  BilledAccount,
  DeliveryStatus,
  DispatchFailureReason,
  DispatchRule,
  DispatchState,
  DispatchTrigger,
  Originator,
} from './dispatch-enums.ts';
import { describedCode, TwilioErrorInfo } from './twilio-error.ts';

const DispatchSettings = builder.objectRef<SettingsShape>('DispatchSettings').implement({
  description: "The platform's settings for the dispatches of all tenants.",
  fields: (t) => ({
    treatUndefinedAsDisabled: t.exposeBoolean('treatUndefinedAsDisabled', {
      description: 'True if an undefined fallback policy (`NOT_DEFINED`) is treated as `DISABLED`.',
    }),
    excludedCodes: t.intList({
      listLength: 100,
      description: 'The Twilio error codes after which no fallback is made.',
      deprecationReason: 'Use `excludedErrors`, which says what the codes mean.',
      resolve: ({ excludedCodes }) => [...excludedCodes],
    }),
    excludedErrors: t.field({
      type: [TwilioErrorInfo],
      listLength: 100,
      description: 'The Twilio errors after which no fallback is made, in words.',
      resolve: ({ excludedCodes }) => excludedCodes.map(twilioErrorInfo),
    }),
  }),
});

export const DispatchRecord = builder.node(builder.objectRef<RecordShape>('DispatchRecord'), {
  description:
    'The record of one SMS or voice message. It explains itself: which accounts were tried, which one was billed, and by which rule.',
  access: 'records:read-own',
  ...foundBy({
    keyOf: ({ id }: RecordShape) => id,
    parseKey: parseUuid,
    find: (context, tenant, id) => context.reads(tenant).dispatches.load(id),
  }),
  fields: (t) => ({
    idempotencyKey: t.exposeString('idempotencyKey', {
      description: 'The idempotency key that the caller gave.',
    }),
    channel: t.expose('channel', { type: Channel, description: 'The channel.' }),
    state: t.expose('state', { type: DispatchState, description: 'The state of the dispatch.' }),
    delivery: t.expose('delivery', {
      type: DeliveryStatus,
      description: 'The delivery status.',
    }),
    deliveryCode: t.exposeInt('deliveryCode', {
      nullable: true,
      description: "Twilio's error code if the delivery failed; otherwise null.",
      deprecationReason: 'Use `deliveryError`, which says what the code means.',
    }),
    deliveryError: t.field({
      type: TwilioErrorInfo,
      nullable: true,
      description: "Twilio's error code, in words, if the delivery failed; otherwise null.",
      resolve: ({ deliveryCode }) => describedCode(deliveryCode),
    }),
    billedAccount: t.expose('billed', {
      type: BilledAccount,
      description: 'The billed account. A later delivery failure does not change it.',
    }),
    alsoBilled: t.expose('alsoBilled', {
      type: Originator,
      nullable: true,
      description: 'The other account if both turned out to have accepted the dispatch; otherwise null.',
    }),
    trigger: t.expose('trigger', {
      type: DispatchTrigger,
      nullable: true,
      description: 'The event that triggered a fallback; null if nothing did.',
    }),
    rule: t.expose('rule', {
      type: DispatchRule,
      description: 'The rule that was applied last in deciding the dispatch.',
    }),
    failureReason: t.expose('failureReason', {
      type: DispatchFailureReason,
      nullable: true,
      description: 'The reason for a failure that the attempts do not show; otherwise null.',
    }),
    simulated: t.exposeBoolean('simulated', {
      description:
        'True if a simulator stood in for Twilio, as in development. Then no message was sent, whatever the other fields say.',
    }),
    fallbackMode: t.expose('fallbackMode', {
      type: FallbackMode,
      description: 'The fallback mode that the dispatch was decided under.',
    }),
    settings: t.expose('settings', {
      type: DispatchSettings,
      description: "The platform's settings that the dispatch was decided under.",
    }),
    configurationVersion: t.exposeInt('configurationVersion', {
      description: 'The number of the configuration version that the dispatch was decided under.',
    }),
    configuration: t.field({
      type: Configuration,
      nullable: true,
      description: 'The configuration version that the dispatch was decided under.',
      access: 'configuration:read',
      resolve: ({ tenant, configurationVersion }, _args, context) =>
        context.reads(tenant).configurations.load(configurationVersion),
    }),
    originatingNumber: t.string({
      nullable: true,
      description:
        'The number or sender ID that the billed account used, or that of the last attempt if no account is billed; null without an attempt.',
      resolve: ({ attempts, billed }) =>
        (attempts.find(({ originator }) => originator === billed) ?? attempts.at(-1))?.from ?? null,
    }),
    attempts: t.expose('attempts', {
      type: [DispatchAttempt],
      listLength: 2,
      description: 'The attempts in order. There are none, one or two.',
    }),
    charge: t.expose('charge', {
      type: Charge,
      nullable: true,
      description: 'The charge to the billed account; null if it is not known yet or nothing is charged.',
    }),
    recipient: t.exposeString('recipientMasked', {
      description: "The recipient's phone number, masked: only the first and last digits are shown.",
    }),
    country: t.exposeString('country', {
      description:
        "The recipient's country as an ISO 3166-1 alpha-2 code; `ZZ` if the number belongs to no country.",
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language in which the text was spoken, as a BCP 47 tag; null for an SMS.',
    }),
    validitySeconds: t.exposeInt('validitySeconds', {
      nullable: true,
      description: "The validity period of the SMS in seconds; null if it is Twilio's own, and for a call.",
    }),
    segments: t.int({
      description:
        'The number of SMS segments: as reported by Twilio, or our own count until then. 1 for a call.',
      resolve: segmentsOfRecord,
    }),
    requestedBy: t.expose('requestedBy', {
      type: Actor,
      description: 'The actor that requested it.',
    }),
    requestId: t.exposeString('requestId', {
      description: 'The id of the request for the dispatch.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which the request was admitted.',
    }),
    settledAt: t.expose('settledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the dispatch left the state `PENDING`; null while it is pending.',
    }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'The time of the last change, for example a new delivery status.',
    }),
  }),
});

builder.objectFields(DispatchRecord, (t) => ({
  auditEntries: t.field({
    ...entriesAbout('the dispatch'),
    args: pageArguments(t.arg),
    resolve: ({ tenant, id }, page, context) =>
      readEntryPage(context, tenant, { object: `dispatch/${id}` }, page),
  }),
}));

/** A page of dispatch records. */
export const DispatchRecordConnection = connectionOf(DispatchRecord, {
  plural: 'dispatch records',
  node: 'The dispatch record.',
  access: 'records:read-own',
});
