import type { Uuid } from '../../kernel/ids.ts';
import type { Json } from '../../kernel/json.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';
import type { EntryStates } from './states/entry-states.ts';

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
