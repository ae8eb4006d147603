import type { GuardState as GuardStateShape } from '../../../dispatch/policy/guard-rules.ts';
import type { Guard as GuardName } from '../../../kernel/vocabulary/guards.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { GuardMode } from '../configuration/sending-policy.ts';

export const Guard = builder.enumType('Guard', {
  description: 'A rule that can refuse a dispatch, for what it would cost or whom it would reach.',
  values: {
    PAUSED: { description: 'The platform has stopped sending, to the country or altogether.' },
    NUMBER_KIND: { description: 'The kind of the number, such as premium-rate, is denied.' },
    COUNTRY: { description: 'The country is denied or not among those allowed.' },
    RECIPIENT_RATE: { description: 'The recipient has had as many messages as are allowed.' },
    RECIPIENT_COOL_DOWN: { description: 'The last message to the recipient was too short a time ago.' },
    BUDGET: { description: 'The money that the default account may spend has too little left.' },
    FALLBACK_BUDGET: { description: 'The money that may be spent on fallbacks has too little left.' },
  } satisfies Described<GuardName>,
});

export const GuardState = builder.objectRef<GuardStateShape>('GuardState').implement({
  description: 'The state of a guard for a dispatch requested now.',
  access: 'preview',
  fields: (t) => ({
    guard: t.expose('guard', { type: Guard, description: 'The guard.' }),
    mode: t.expose('mode', { type: GuardMode, description: 'The mode of the guard; never `OFF`.' }),
    isReached: t.exposeBoolean('isReached', {
      description: 'True if the guard refuses such a dispatch, or would if it were enforced.',
    }),
    limit: t.exposeString('limit', {
      nullable: true,
      description: 'The limit: messages, or seconds of a pause; null if the guard has no figures.',
    }),
    reached: t.exposeString('reached', {
      description:
        'The value that is compared with the limit; otherwise the country, the kind of number or the reach of a pause.',
    }),
    left: t.exposeInt('left', {
      nullable: true,
      description: 'The number of messages that are left; null if the guard does not count messages.',
    }),
    windowSeconds: t.exposeInt('windowSeconds', {
      nullable: true,
      description: 'The length of the window in which messages are counted; null if none are.',
    }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time from which the guard lets it pass; null if it does now, or if waiting does not help.',
    }),
  }),
});
