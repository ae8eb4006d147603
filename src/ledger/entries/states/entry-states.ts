import type * as z from 'zod';
import type { EntryKind } from '../../../kernel/vocabulary/audit.ts';
import { CONFIGURATION_STATES } from './configuration-states.ts';
import { CONSENT_STATES } from './consent-states.ts';
import { DISPATCH_STATES } from './dispatch-states.ts';
import { LOG_STATES } from './log-states.ts';

/**
 * The forms of the states before and after, of every kind of entry. They are the one source of what is appended, of the
 * published schema and of the client's types.
 */
const STATES = {
  ...CONFIGURATION_STATES,
  ...CONSENT_STATES,
  ...DISPATCH_STATES,
  ...LOG_STATES,
} satisfies Readonly<Record<EntryKind, { readonly before: z.ZodType; readonly after: z.ZodType }>>;

/**
 * The same, in the order of their names, for the schema and for tests: services are held to them by the compiler.
 *
 * @internal
 */
export const ENTRY_STATES = Object.entries(STATES).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** A value that nobody changes. */
type Constant<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: Constant<T[K]> };

/** Every kind of audit entry with its states before and after: the closed union of A1. A state that does not exist is null. */
export type EntryStates = {
  readonly [K in EntryKind]: {
    readonly before: Constant<z.infer<(typeof STATES)[K]['before']>>;
    readonly after: Constant<z.infer<(typeof STATES)[K]['after']>>;
  };
};
