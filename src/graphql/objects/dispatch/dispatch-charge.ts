import type { Charge as ChargeShape } from '../../../dispatch/record/dispatch.ts';
import type { ChargeSource as ChargeSourceName } from '../../../kernel/vocabulary/dispatch.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';

const ChargeSource = builder.enumType('ChargeSource', {
  description: 'The source of a price.',
  values: {
    RATE_CARD: { description: "The platform's rate card, which applies to the default account." },
    TWILIO: { description: "Twilio's own price, which applies to the custom account." },
  } satisfies Described<ChargeSourceName>,
});

export const Charge = builder.objectRef<ChargeShape>('Charge').implement({
  description: 'The cost of a dispatch.',
  fields: (t) => ({
    amount: t.exposeString('amount', {
      description: 'The amount as a decimal number, for example `0.0075`. Positive means charged.',
    }),
    currency: t.exposeString('currency', { description: 'The currency as an ISO 4217 code.' }),
    source: t.expose('source', { type: ChargeSource, description: 'The source of the price.' }),
    rateCardVersion: t.exposeString('rateCardVersion', {
      nullable: true,
      description: "The version of the platform's rate card; null if the price comes from Twilio.",
    }),
  }),
});
