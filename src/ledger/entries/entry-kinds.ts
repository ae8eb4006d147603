import type * as z from 'zod';
import type { Uuid } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';
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

/** The part of a configuration version that its entries keep. Nothing in it is secret (A4). */
export type ConfigurationSummary = EntryStates['CONFIGURATION_SAVED']['after'];

/** The summary of a draft in its entries. */
export type DraftSummary = EntryStates['DRAFT_CREATED']['after'];

/**
 * The summary of a dispatch in its entries: who was billed, and why. A price that Twilio tells later has an entry of its
 * own.
 */
export type DispatchSummary = EntryStates['DISPATCH_DECIDED']['after'];

/** The summary of an export in its entry: what was asked for, and the checkpoint that it ends with. */
export type ExportSummary = EntryStates['AUDIT_EXPORTED']['after'];

/** A new entry, as a rule returns it: the kind, the object it is about and that object's states. */
export type NewEntry<K extends EntryKind = EntryKind> = {
  [Kind in K]: { readonly kind: Kind; readonly object: string } & EntryStates[Kind];
}[K];

/** The object of an entry and its kind. */
export interface EntryName {
  readonly kind: EntryKind;
  readonly object: string;
}

/** The members of every entry besides its states (A4). */
export interface EntryBody {
  readonly v: 1 | 2;
  readonly id: Uuid;
  readonly tenant: string;
  readonly at: string;
  readonly kind: EntryKind;
  readonly object: string;
  readonly actor: {
    readonly kind: string;
    readonly subject: string;
    readonly displayName: string;
    readonly authenticatedBy: string;
  };
  readonly requestId: string;
  readonly before: Json;
  readonly after: Json;
}
