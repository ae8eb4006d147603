/** The guards that can refuse a dispatch before its intent, in the order in which they are shown (G1). */
export const GUARDS = [
  'PAUSED',
  'NUMBER_KIND',
  'COUNTRY',
  'RECIPIENT_RATE',
  'RECIPIENT_COOL_DOWN',
  'BUDGET',
  'FALLBACK_BUDGET',
] as const;
/** One of them. */
export type Guard = (typeof GUARDS)[number];

/** The modes of a guard (G6). */
export const GUARD_MODES = ['OFF', 'OBSERVE', 'ENFORCE'] as const;
/** The mode of a guard: observing counts what enforcing would have refused. */
export type GuardMode = (typeof GUARD_MODES)[number];

/** The kinds of number that can be denied (G3). */
export const NUMBER_KINDS = ['PREMIUM', 'SHARED_COST', 'SATELLITE', 'UNASSIGNED'] as const;
/** A kind of number that costs more than others, or reaches nobody. */
export type NumberKind = (typeof NUMBER_KINDS)[number];

/** The budgets of the default account (G4), each a guard: what is sent by it in the first place, and fallbacks. */
export const BUDGETS = ['BUDGET', 'FALLBACK_BUDGET'] as const satisfies readonly Guard[];
/** One of them. */
export type BudgetName = (typeof BUDGETS)[number];

/** The stretches of time that money is budgeted for, by the clocks of the tenant's zone. */
export const BUDGET_PERIODS = ['DAY', 'MONTH'] as const;
/** One of them. */
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** The warnings about a budget: that half of it, four fifths, or all is spent. */
export const BUDGET_WARNINGS = ['BUDGET_HALF', 'BUDGET_NEARLY_SPENT', 'BUDGET_SPENT'] as const;
/** One of them. */
export type BudgetWarningKind = (typeof BUDGET_WARNINGS)[number];
