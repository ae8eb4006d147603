import {
  fallbackWhatIf,
  type FallbackWhatIf as WhatIfShape,
} from '../../../dispatch/what-if/fallback-what-if.ts';
import type {
  BilledDispatches as BilledShape,
  Billing as BillingShape,
  UnknownDispatches as UnknownShape,
} from '../../../dispatch/what-if/what-if-rules.ts';
import { BILLED_ACCOUNTS } from '../../../kernel/vocabulary/dispatch.ts';
import { WHAT_IF_REASONS, type WhatIfReason } from '../../../kernel/vocabulary/fallback.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { FallbackMode } from '../configuration/fallback-policy.ts';
import { BilledAccount } from '../dispatch/dispatch-enums.ts';
import { Tenant } from '../tenant/tenant.ts';
import { DispatchChargeTotal, orFault } from './dispatch-stats.ts';
import { StatsRange } from './dispatch-stats-input.ts';

const access = 'statistics:read';

const UnknownBillingReason = builder.enumType('UnknownBillingReason', {
  description: 'The reason why it cannot be known which account is billed for a dispatch.',
  values: {
    PENDING: { description: 'The dispatch is still pending.' },
    OUTCOME_OPEN: { description: 'It is not known whether Twilio accepted an attempt.' },
    NOT_TRIED_AFTER_API_ERROR: {
      description:
        'The custom account failed with an API error. Under the other mode the default account would have been tried, and nobody knows whether it would have accepted.',
    },
    NOT_TRIED_WITHOUT_NUMBER: {
      description:
        'The custom account had no origination number. Under the other mode the default account would have been tried, and nobody knows whether it would have accepted.',
    },
    ACCEPTED_LATE: {
      description:
        'The custom account accepted, which became known only after an API error. Under the other mode the default account would have been tried meanwhile.',
    },
  } satisfies Described<WhatIfReason>,
});

const BilledDispatches = builder.objectRef<BilledShape>('BilledDispatches').implement({
  description: 'The dispatches that are billed to one account, or to none.',
  access,
  fields: (t) => ({
    billedAccount: t.expose('billed', {
      type: BilledAccount,
      description: 'The billed account; never `UNKNOWN`.',
    }),
    dispatches: t.expose('dispatches', { type: 'Count', description: 'The number of dispatches.' }),
    billedTwice: t.expose('billedTwice', {
      type: 'Count',
      description:
        'The number of those that the other account accepted as well. `charges` tells one charge of each.',
    }),
    charges: t.expose('charges', {
      type: [DispatchChargeTotal],
      listLength: 10,
      description: 'The known charges by currency.',
    }),
    unpriced: t.expose('unpriced', {
      type: 'Count',
      description:
        'The number of billed dispatches whose charge is not known: Twilio has not told the price, or was not asked for it.',
    }),
  }),
});

const UnknownBilling = builder.objectRef<UnknownShape>('UnknownBilling').implement({
  description: 'The dispatches of which it cannot be known which account is billed, for one reason.',
  access,
  fields: (t) => ({
    reason: t.expose('reason', { type: UnknownBillingReason, description: 'The reason.' }),
    dispatches: t.expose('dispatches', { type: 'Count', description: 'The number of dispatches.' }),
  }),
});

const FallbackBilling = builder.objectRef<BillingShape>('FallbackBilling').implement({
  description:
    'The accounts that are billed for a number of dispatches. Each dispatch counts once, in `accounts` or in `unknown`.',
  access,
  fields: (t) => ({
    accounts: t.expose('accounts', {
      type: [BilledDispatches],
      listLength: BILLED_ACCOUNTS.length - 1,
      description: 'The dispatches by billed account: `CUSTOM`, `DEFAULT` and `NONE`.',
    }),
    unknown: t.expose('unknown', {
      type: [UnknownBilling],
      listLength: WHAT_IF_REASONS.length,
      description:
        'The dispatches of which the billed account cannot be known, by reason; empty if there are none.',
    }),
  }),
});

const FallbackWhatIf = builder.objectRef<WhatIfShape>('FallbackWhatIf').implement({
  description:
    'A comparison of what was billed with what would have been billed under another fallback mode, from the recorded attempts.',
  access,
  fields: (t) => ({
    dispatches: t.expose('dispatches', {
      type: 'Count',
      description: 'The number of dispatches that were created in the range.',
    }),
    actual: t.expose('actual', {
      type: FallbackBilling,
      description: 'The billing under the modes that were in force.',
    }),
    hypothetical: t.expose('hypothetical', {
      type: FallbackBilling,
      description: 'The billing under the mode that is asked about, all else being as it was.',
    }),
  }),
});

builder.objectField(Tenant, 'fallbackWhatIf', (t) =>
  t.field({
    type: FallbackWhatIf,
    nullable: true,
    description:
      'The billing of a past period if another fallback mode had been in force. It is computed from the records, so a range whose records are no longer kept, or that has too many, is refused with the reason.',
    access,
    args: {
      range: t.arg({
        type: StatsRange,
        required: true,
        description:
          'The period in which the dispatches were created. It must begin and end on a quarter-hour in UTC.',
      }),
      mode: t.arg({ type: FallbackMode, required: true, description: 'The mode to ask about.' }),
    },
    resolve: ({ tenant }, { range, mode }, context) =>
      orFault(() => context.reads(tenant).run((tx) => fallbackWhatIf(tx, range, mode))),
  }),
);
