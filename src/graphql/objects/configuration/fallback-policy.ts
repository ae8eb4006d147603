import type { FallbackPolicy as PolicyShape } from '../../../configuration/fallback-policy-rules.ts';
import type {
  FallbackChoice as FallbackChoiceName,
  FallbackMode as FallbackModeName,
} from '../../../kernel/vocabulary/fallback.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { Actor } from '../actor.ts';

export const FallbackMode = builder.enumType('FallbackMode', {
  description:
    'The mode of the fallback policy: what happens to a message that the custom account cannot originate.',
  values: {
    NOT_DEFINED: {
      description:
        'No admin has ever chosen a mode. The default account may send and be billed. This mode cannot be chosen.',
    },
    DISABLED: { description: 'It is not sent.' },
    DEFAULT_ACCOUNT: { description: 'The default account sends it, and is billed.' },
  } satisfies Described<FallbackModeName>,
});

export const FallbackChoice = builder.enumType('FallbackChoice', {
  description: 'The choices of an admin for messages that the custom account cannot originate.',
  values: {
    DISABLED: { description: 'They are not sent. Front ends should preselect this.' },
    DEFAULT_ACCOUNT: { description: 'The default account sends them, and is billed.' },
  } satisfies Described<FallbackChoiceName>,
});

export const FallbackPolicy = builder.objectRef<PolicyShape>('FallbackPolicy').implement({
  description:
    'The fallback policy: what happens to messages that the custom account cannot originate, and who chose it.',
  access: 'configuration:read',
  fields: (t) => ({
    mode: t.expose('mode', { type: FallbackMode, description: 'The mode.' }),
    chosenAt: t.expose('chosenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the mode was chosen; null if it was never chosen.',
    }),
    chosenBy: t.expose('chosenBy', {
      type: Actor,
      nullable: true,
      description: 'The actor that chose the mode; null if it was never chosen.',
    }),
  }),
});
