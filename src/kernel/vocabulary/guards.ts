/** The guards that can refuse a dispatch before its intent, in the order in which they are shown (G1). */
export const GUARDS = ['NUMBER_KIND', 'COUNTRY', 'RECIPIENT_RATE', 'RECIPIENT_COOL_DOWN'] as const;
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
