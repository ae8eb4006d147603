import type { BudgetView } from '../../../dispatch/budget/budget-overview.ts';
import type { BudgetWarningKind, BudgetPeriod as PeriodName } from '../../../kernel/vocabulary/guards.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import { GuardMode } from '../configuration/sending-policy.ts';
import { Tenant } from '../tenant/tenant.ts';
import { Guard } from './guard-state.ts';

const BudgetPeriod = builder.enumType('BudgetPeriod', {
  description: 'A stretch of time that money is budgeted for.',
  values: {
    DAY: { description: 'A day.' },
    MONTH: { description: 'A month.' },
  } satisfies Described<PeriodName>,
});

const BudgetWarning = builder.enumType('BudgetWarning', {
  description: 'A warning about a budget.',
  values: {
    BUDGET_HALF: { description: 'Half of the budget is spent.' },
    BUDGET_NEARLY_SPENT: { description: 'Four fifths of the budget are spent.' },
    BUDGET_SPENT: { description: 'The budget is spent, or too little is left of it for a message.' },
  } satisfies Described<BudgetWarningKind>,
});

const BudgetState = builder.objectRef<BudgetView>('BudgetState').implement({
  description: 'A budget of the default account in the current day or month.',
  access: 'configuration:read',
  fields: (t) => ({
    budget: t.expose('budget', { type: Guard, description: 'The budget: `BUDGET` or `FALLBACK_BUDGET`.' }),
    period: t.expose('period', { type: BudgetPeriod, description: 'The stretch of time.' }),
    mode: t.expose('mode', { type: GuardMode, description: 'The mode; never `OFF`.' }),
    startsOn: t.exposeString('startsOn', {
      description: 'The first day in the time zone of the sending policy, as YYYY-MM-DD.',
    }),
    endsAt: t.expose('endsAt', { type: 'DateTime', description: 'The time at which the next one starts.' }),
    currency: t.exposeString('currency', { description: 'The currency: an ISO 4217 code.' }),
    limit: t.exposeString('limit', {
      nullable: true,
      description: 'The most money: the lower of the tenant’s own and the platform’s; null for no limit.',
    }),
    spent: t.exposeString('spent', {
      description: 'The money that is spent, or reserved for what is in progress.',
    }),
    left: t.exposeString('left', {
      nullable: true,
      description: 'The money that is left; null for no limit.',
    }),
    warning: t.expose('warning', {
      type: BudgetWarning,
      nullable: true,
      description: 'The last of the warnings that stand; null if none does.',
    }),
  }),
});

builder.objectField(Tenant, 'budgets', (t) =>
  t.field({
    type: [BudgetState],
    nullable: true,
    listLength: 4,
    description: 'The budgets of the default account that are counted, each by day and by month.',
    access: 'configuration:read',
    resolve: ({ tenant }, _arguments, context) => context.services.dispatches.budgets(context.reads(tenant)),
  }),
);
