import type { Charge as ChargeShape } from '../dispatch/dispatch.ts';
import type { ChargeSource as ChargeSourceName } from '../kernel/vocabulary/dispatch.ts';
import { builder } from './builder.ts';
import type { Described } from './described.ts';

const ChargeSource = builder.enumType('ChargeSource', {
  description: 'Who says what a dispatch costs.',
  values: {
    RATE_CARD: { description: "The platform's rate card, for the default account." },
    TWILIO: { description: 'Twilio, for the custom account.' },
  } satisfies Described<ChargeSourceName>,
});

/** What a dispatch costs. */
export const Charge = builder.objectRef<ChargeShape>('Charge').implement({
  description: 'What a dispatch costs.',
  fields: (t) => ({
    amount: t.exposeString('amount', {
      description: 'A decimal number, such as `0.0075`; positive when charged.',
    }),
    currency: t.exposeString('currency', { description: 'The currency, an ISO 4217 code.' }),
    source: t.expose('source', { type: ChargeSource, description: 'Who says so.' }),
    rateCardVersion: t.exposeString('rateCardVersion', {
      nullable: true,
      description: "The version of the platform's rate card; null for Twilio's own price.",
    }),
  }),
});
