import type {
  DispatchRecord as RecordShape,
  DispatchSettings as SettingsShape,
} from '../dispatch/dispatch.ts';
import { segmentsOfRecord } from '../dispatch/segment-rules.ts';
import { parseUuid } from '../kernel/ids.ts';
import { Actor } from './actor.ts';
import { builder } from './builder.ts';
import { Channel, Configuration } from './configuration.ts';
import { connectionOf } from './connection.ts';
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
import { FallbackMode } from './fallback-policy.ts';
import { listOf } from './list-length.ts';
import { findable, idOf, Node } from './node.ts';

const DispatchSettings = builder.objectRef<SettingsShape>('DispatchSettings').implement({
  description: 'What the platform sets for the dispatches of all tenants.',
  fields: (t) => ({
    treatUndefinedAsDisabled: t.exposeBoolean('treatUndefinedAsDisabled', {
      description: 'Whether an undefined fallback policy (`NOT_DEFINED`) is treated as disabled.',
    }),
    excludedCodes: t.intList({
      extensions: listOf(100),
      description: 'The Twilio error codes after which nothing falls back.',
      resolve: ({ excludedCodes }) => [...excludedCodes],
    }),
  }),
});

/** The record of one SMS or voice event. */
export const DispatchRecord = builder.objectRef<RecordShape>('DispatchRecord').implement({
  description:
    'The record of one SMS or voice event. It explains itself: who was tried, who was billed, and by which rule.',
  interfaces: [Node],
  access: 'records:read-own',
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: idOf('DispatchRecord', ({ id }) => id) }),
    idempotencyKey: t.exposeString('idempotencyKey', { description: 'The key that the caller gave.' }),
    channel: t.expose('channel', { type: Channel, description: 'SMS or voice.' }),
    state: t.expose('state', { type: DispatchState, description: 'Where it stands.' }),
    delivery: t.expose('delivery', {
      type: DeliveryStatus,
      description: 'How far the delivery has come.',
    }),
    deliveryCode: t.exposeInt('deliveryCode', {
      nullable: true,
      description: "Twilio's error code of a delivery that failed; null otherwise.",
    }),
    billedAccount: t.expose('billed', {
      type: BilledAccount,
      description: 'The account that is billed; a delivery that fails later does not change it.',
    }),
    alsoBilled: t.expose('alsoBilled', {
      type: Originator,
      nullable: true,
      description: 'The other account, where both turned out to have accepted; null otherwise.',
    }),
    trigger: t.expose('trigger', {
      type: DispatchTrigger,
      nullable: true,
      description: 'What made a fallback come into question; null where nothing did.',
    }),
    rule: t.expose('rule', {
      type: DispatchRule,
      description: 'The rule that was applied last.',
    }),
    failureReason: t.expose('failureReason', {
      type: DispatchFailureReason,
      nullable: true,
      description: 'Why it failed, beyond what the attempts tell; null otherwise.',
    }),
    simulated: t.exposeBoolean('simulated', {
      description:
        "Whether a simulator took it in Twilio's place, as in development: then no message was sent, whatever else it says.",
    }),
    fallbackMode: t.expose('fallbackMode', {
      type: FallbackMode,
      description: 'The fallback policy that it was decided under.',
    }),
    settings: t.expose('settings', {
      type: DispatchSettings,
      description: "The platform's settings that it was decided under.",
    }),
    configurationVersion: t.exposeInt('configurationVersion', {
      description: 'The number of the configuration version that it was decided under.',
    }),
    configuration: t.field({
      type: Configuration,
      nullable: true,
      description: 'That version.',
      access: 'configuration:read',
      resolve: ({ tenant, configurationVersion }, _args, context) =>
        context.reads(tenant).configurations.load(configurationVersion),
    }),
    originatingNumber: t.string({
      nullable: true,
      description:
        'What the billed account originated it from, or the last attempt where none is billed; null without an attempt.',
      resolve: ({ attempts, billed }) =>
        (attempts.find(({ originator }) => originator === billed) ?? attempts.at(-1))?.from ?? null,
    }),
    attempts: t.expose('attempts', {
      type: [DispatchAttempt],
      extensions: listOf(2),
      description: 'The attempts in their order: none, one or two.',
    }),
    charge: t.expose('charge', {
      type: Charge,
      nullable: true,
      description: 'What the billed account is charged; null where that is not known, or nothing.',
    }),
    recipient: t.exposeString('recipientMasked', {
      description: 'The recipient, of which only the first and the last digits are shown.',
    }),
    country: t.exposeString('country', {
      description: "The recipient's country as ISO 3166-1 alpha-2; `ZZ` where the number tells none.",
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language that it was spoken in, a BCP 47 tag; null for an SMS.',
    }),
    validitySeconds: t.exposeInt('validitySeconds', {
      nullable: true,
      description: "How long the SMS was worth sending; null for Twilio's own period and for a call.",
    }),
    segments: t.int({
      description:
        'How many segments the SMS has: as Twilio counts them once it has told, before that as we do; 1 for a call.',
      resolve: segmentsOfRecord,
    }),
    requestedBy: t.expose('requestedBy', {
      type: Actor,
      description: 'Who asked for it.',
    }),
    requestId: t.exposeString('requestId', { description: 'The request that asked for it.' }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'When the request was admitted.',
    }),
    settledAt: t.expose('settledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was no longer under way; null while it is.',
    }),
    changedAt: t.expose('changedAt', {
      type: 'DateTime',
      description: 'When it changed last, as when a delivery status came.',
    }),
  }),
});

/** A page of dispatch records. */
export const DispatchRecordConnection = connectionOf<RecordShape>(
  'DispatchRecord',
  { plural: 'dispatch records', access: 'records:read-own' },
  (t) => t.expose('node', { type: DispatchRecord, description: 'The record.' }),
);

findable('DispatchRecord', parseUuid, (context, tenant, id) => context.reads(tenant).dispatches.load(id));
