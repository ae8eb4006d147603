import type { FallbackPolicy as PolicyShape } from '../fallback-policy/fallback-policy-rules.ts';
import type {
  FallbackChoice as FallbackChoiceName,
  FallbackMode as FallbackModeName,
} from '../kernel/vocabulary/fallback.ts';
import { Actor } from './actor.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';

/** What happens to a message that the custom account could not originate. */
export const FallbackMode = builder.enumType('FallbackMode', {
  description: 'What happens to a message that the custom account could not originate.',
  values: {
    NOT_DEFINED: {
      description: 'No admin ever chose: the default account may send, and be billed. It is never chosen.',
    },
    DISABLED: { description: 'It is not sent.' },
    DEFAULT_ACCOUNT: { description: 'The default account sends it, and is billed.' },
  } satisfies Described<FallbackModeName>,
});

/** What an admin may choose. */
export const FallbackChoice = builder.enumType('FallbackChoice', {
  description: 'What an admin may choose for messages that the custom account could not originate.',
  values: {
    DISABLED: { description: 'They are not sent. Front ends preselect this.' },
    DEFAULT_ACCOUNT: { description: 'The default account sends them, and is billed.' },
  } satisfies Described<FallbackChoiceName>,
});

/** A tenant's fallback policy. */
export const FallbackPolicy = builder.objectRef<PolicyShape>('FallbackPolicy').implement({
  description: 'What happens to messages that the custom account could not originate, and who decided it.',
  access: 'configuration:read',
  fields: (t) => ({
    mode: t.expose('mode', { type: FallbackMode, description: 'The mode.' }),
    chosenAt: t.expose('chosenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was chosen; null when nobody chose.',
    }),
    chosenBy: t.expose('chosenBy', {
      type: Actor,
      nullable: true,
      description: 'Who chose it; null when nobody did.',
    }),
  }),
});
