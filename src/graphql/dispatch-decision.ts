import type { DispatchPreview, PreviewedStep } from '../dispatch/preview.ts';
import type { Originator as OriginatorName } from '../kernel/vocabulary/dispatch.ts';
import { builder } from './builder.ts';
import { Charge } from './dispatch-charge.ts';
import { DispatchFailureReason, DispatchRule, DispatchTrigger, Originator } from './dispatch-enums.ts';
import { FallbackMode } from './fallback-policy.ts';

function originatorOf({ step }: PreviewedStep): OriginatorName | null {
  return step.next === 'ATTEMPT' ? step.originator : null;
}

const DispatchStep = builder.objectRef<PreviewedStep>('DispatchStep').implement({
  description: 'A step that a dispatch would take: an attempt, or its end without one.',
  access: 'preview',
  fields: (t) => ({
    originator: t.field({
      type: Originator,
      nullable: true,
      description: 'Whose account would send, and be billed if Twilio accepts; null where none would.',
      resolve: originatorOf,
    }),
    rule: t.field({ type: DispatchRule, description: 'By which rule.', resolve: ({ step }) => step.rule }),
    trigger: t.field({
      type: DispatchTrigger,
      nullable: true,
      description: 'What makes a fallback come into question; null where nothing does.',
      resolve: ({ step }) => step.trigger,
    }),
    originatingNumber: t.exposeString('originatesFrom', {
      nullable: true,
      description: 'The number or sender ID that it would originate from; null where nothing would be sent.',
    }),
    price: t.expose('charge', {
      type: Charge,
      nullable: true,
      description:
        "What one SMS segment or one call costs by the platform's rate card; null where the default account would not send.",
    }),
    failureReason: t.field({
      type: DispatchFailureReason,
      nullable: true,
      description: 'Why nothing would be sent, beyond what the rule says; null otherwise.',
      resolve: ({ step }) => (step.next === 'END' ? step.reason : null),
    }),
  }),
});

/** What a dispatch would come to. */
export const DispatchDecision = builder.objectRef<DispatchPreview>('DispatchDecision').implement({
  description: 'Who would send a dispatch that was requested now, who would pay, and why. Nothing is sent.',
  access: 'preview',
  fields: (t) => ({
    configurationVersion: t.exposeInt('configurationVersion', {
      description: 'The number of the configuration version that decides.',
    }),
    fallbackMode: t.expose('fallbackMode', {
      type: FallbackMode,
      description: 'The fallback policy that decides.',
    }),
    country: t.exposeString('country', {
      description: "The recipient's country as ISO 3166-1 alpha-2; `ZZ` where the number tells none.",
    }),
    first: t.expose('first', {
      type: DispatchStep,
      nullable: true,
      description: 'The first step; null where the tenant does not use the channel: it would be refused.',
    }),
    onApiError: t.expose('onApiError', {
      type: DispatchStep,
      nullable: true,
      description:
        'What would follow an API error of the custom account; null where that is not the first to try. An error code that the platform excludes ends it instead.',
    }),
  }),
});
