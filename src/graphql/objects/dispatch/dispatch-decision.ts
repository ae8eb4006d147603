import type { DispatchPreview, PreviewedStep } from '../../../dispatch/decide/preview.ts';
import type { Originator as OriginatorName } from '../../../kernel/vocabulary/dispatch.ts';
import { builder } from '../../builder.ts';
import { FallbackMode } from '../configuration/fallback-policy.ts';
import { Charge } from './dispatch-charge.ts';
import { DispatchFailureReason, DispatchRule, DispatchTrigger, Originator } from './dispatch-enums.ts';
import { GuardState } from './guard-state.ts';
import { SenderClass, SenderKind } from './sender.ts';

function originatorOf({ step }: PreviewedStep): OriginatorName | null {
  return step.next === 'ATTEMPT' ? step.originator : null;
}

const DispatchStep = builder.objectRef<PreviewedStep>('DispatchStep').implement({
  description: 'A step that a dispatch would take: an attempt, or the end of the dispatch without one.',
  access: 'preview',
  fields: (t) => ({
    originator: t.field({
      type: Originator,
      nullable: true,
      description:
        'The account that would send, and be billed if Twilio accepts; null if nothing would be sent.',
      resolve: originatorOf,
    }),
    rule: t.field({
      type: DispatchRule,
      description: 'The rule that decides the step.',
      resolve: ({ step }) => step.rule,
    }),
    trigger: t.field({
      type: DispatchTrigger,
      nullable: true,
      description: 'The event that triggers a fallback; null if nothing does.',
      resolve: ({ step }) => step.trigger,
    }),
    originatingNumber: t.string({
      nullable: true,
      description:
        'The number, short code, sender ID or messaging service that the message would originate from; null if nothing would be sent.',
      resolve: ({ sender }) => sender?.from,
    }),
    senderKind: t.field({
      type: SenderKind,
      nullable: true,
      description: 'The kind of that sender; null if nothing would be sent.',
      resolve: ({ sender }) => sender?.kind,
    }),
    senderClass: t.field({
      type: SenderClass,
      nullable: true,
      description:
        'The traffic that the sender is registered for; null for the custom account, and if nothing would be sent.',
      resolve: ({ sender }) => sender?.class,
    }),
    price: t.expose('charge', {
      type: Charge,
      nullable: true,
      description:
        "The price of one SMS segment or one call by the platform's rate card; null if the default account would not send.",
    }),
    failureReason: t.field({
      type: DispatchFailureReason,
      nullable: true,
      description: 'The reason why nothing would be sent that the rule does not show; otherwise null.',
      resolve: ({ step }) => (step.next === 'END' ? step.reason : null),
    }),
  }),
});

export const DispatchDecision = builder.objectRef<DispatchPreview>('DispatchDecision').implement({
  description:
    'A preview of the decision for a dispatch requested now: which account would send, which would be billed, and why. Nothing is sent.',
  access: 'preview',
  fields: (t) => ({
    configurationVersion: t.exposeInt('configurationVersion', {
      description: 'The number of the configuration version that the decision is based on.',
    }),
    fallbackMode: t.expose('fallbackMode', {
      type: FallbackMode,
      description: 'The fallback mode that the decision is based on.',
    }),
    country: t.exposeString('country', {
      description:
        "The recipient's country as an ISO 3166-1 alpha-2 code; `ZZ` if the number belongs to no country.",
    }),
    first: t.expose('first', {
      type: DispatchStep,
      nullable: true,
      description: 'The first step; null if the channel is off, in which case the dispatch would be refused.',
    }),
    guards: t.expose('guards', {
      type: [GuardState],
      listLength: 20,
      description:
        'The states of the guards by the policy of the tenant and, if the default account would send, by the bounds of the platform. Empty if nothing would be sent anyway.',
    }),
    refusedBy: t.expose('refused', {
      type: GuardState,
      nullable: true,
      description: 'The guard that would refuse the dispatch; null if none would.',
    }),
    onApiError: t.expose('onApiError', {
      type: DispatchStep,
      nullable: true,
      description:
        'The step after an API error of the custom account; null if the custom account is not tried first. An error code that the platform excludes would end the dispatch instead.',
    }),
  }),
});
