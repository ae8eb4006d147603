import type { VerifiedAccount } from '../account/account.ts';
import type { AccountReading } from '../account/verification-rules.ts';
import type { AccountWarning } from '../account/warning-rules.ts';
import { refuse } from '../kernel/errors.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RecordedActor } from '../kernel/scope.ts';
import type { WarningKind } from '../kernel/vocabulary/account.ts';
import type { DraftSummary, NewEntry } from '../ledger/entries/entry-kinds.ts';
import { isAvailable, numbersOnlyIn } from '../numbers/number-rules.ts';
import type { AccountNumber, SelectedNumber } from '../numbers/organization-number.ts';
import type { ConfigurationState, Draft } from './configuration.ts';

/**
 * The time that a draft lives, in milliseconds: 24 hours, which edits do not prolong (V8).
 *
 * @internal
 */
export const DRAFT_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** A draft together with what it changes in the log, and the token that it leaves without use. */
export interface DraftChange {
  readonly draft: Draft;
  readonly entries: readonly NewEntry[];
  readonly eraseCredential: Uuid | null;
}

/** The draft that a successful verification makes, in place of any earlier one (V7). */
export function verifiedDraft(
  state: ConfigurationState,
  verified: {
    readonly reading: AccountReading & { readonly ok: true };
    readonly credentialId: Uuid;
    readonly tokenSetAt: Date;
    readonly draftId: Uuid;
    readonly by: RecordedActor;
    readonly now: Date;
  },
): DraftChange {
  const { reading, credentialId, tokenSetAt, draftId, by, now } = verified;
  const { sid, name, status, type, ownerAccountSid } = reading.account;
  const account: VerifiedAccount = {
    sid,
    name,
    status,
    type,
    ownerAccountSid,
    verifiedAt: now,
    tokenSetAt,
    credentialKind: reading.credentialKind,
    credentialId,
  };
  const former = state.draft ?? state.expired;
  const draft: Draft = {
    tenant: state.live.tenant,
    id: draftId,
    revision: 1,
    account,
    selectedNumbers: selectionToStartFrom(state, account),
    refreshFailedAt: null,
    createdAt: now,
    changedAt: now,
    changedBy: by,
    requestDigest: null,
    expiresAt: new Date(now.getTime() + DRAFT_LIFETIME_MS),
  };
  return {
    draft,
    entries: replacementEntries(state, draft),
    eraseCredential: unusedCredential(former, state),
  };
}

/** The draft's own selection when its SID was verified again, the live one when the live SID was (V7). */
function selectionToStartFrom(
  { draft, live }: ConfigurationState,
  account: VerifiedAccount,
): readonly SelectedNumber[] {
  if (draft?.account.sid === account.sid) return draft.selectedNumbers;
  if (live.account?.sid === account.sid) return live.selectedNumbers;
  return [];
}

function replacementEntries({ draft, expired }: ConfigurationState, next: Draft): readonly NewEntry[] {
  const object = `draft/${next.id}`;
  if (draft !== null) {
    return [{ kind: 'DRAFT_REPLACED', object, before: summary(draft), after: summary(next) }];
  }
  const created: NewEntry = { kind: 'DRAFT_CREATED', object, before: null, after: summary(next) };
  return expired === null ? [created] : [expiryEntry(expired), created];
}

/** The credential that a draft leaves without use: its own, unless the live account has the same. */
export function unusedCredential(draft: Draft | null, { live }: ConfigurationState): Uuid | null {
  if (draft === null || draft.account.credentialId === live.account?.credentialId) return null;
  return draft.account.credentialId;
}

/** The draft with another selection; without a draft one is started from the live account (S7, N3). */
export function selectedDraft(
  state: ConfigurationState,
  chosen: {
    readonly selected: readonly SelectedNumber[];
    readonly draftId: Uuid;
    readonly by: RecordedActor;
    readonly requestDigest: string;
    readonly now: Date;
  },
): DraftChange {
  const { selected, by, requestDigest, now } = chosen;
  const { draft } = state;
  if (draft === null) return startedDraft(state, liveAccount(state), chosen);
  const next: Draft = {
    ...draft,
    revision: draft.revision + 1,
    selectedNumbers: selected,
    changedAt: now,
    changedBy: by,
    requestDigest,
  };
  const entry: NewEntry = {
    kind: 'DRAFT_CHANGED',
    object: `draft/${draft.id}`,
    before: { revision: draft.revision, removedNumbers: numbersOnlyIn(draft.selectedNumbers, selected) },
    after: { revision: next.revision, addedNumbers: numbersOnlyIn(selected, draft.selectedNumbers) },
  };
  return { draft: next, entries: [entry], eraseCredential: null };
}

function startedDraft(
  state: ConfigurationState,
  account: VerifiedAccount,
  { selected, draftId, by, requestDigest, now }: Parameters<typeof selectedDraft>[1],
): DraftChange {
  const draft: Draft = {
    tenant: state.live.tenant,
    id: draftId,
    revision: 1,
    account,
    selectedNumbers: selected,
    refreshFailedAt: null,
    createdAt: now,
    changedAt: now,
    changedBy: by,
    requestDigest,
    expiresAt: new Date(now.getTime() + DRAFT_LIFETIME_MS),
  };
  const former = state.expired;
  return {
    draft,
    entries: replacementEntries(state, draft),
    eraseCredential: unusedCredential(former, state),
  };
}

/** The account whose numbers can be selected: the draft's, else the live one. Refuses where there is neither (S7). */
export function selectableAccount(state: ConfigurationState): VerifiedAccount {
  return state.draft?.account ?? liveAccount(state);
}

function liveAccount({ live }: ConfigurationState): VerifiedAccount {
  if (live.account !== null) return live.account;
  throw refuse('NOT_POSSIBLE', 'NOT_FOUND', 'There is no custom account yet. Verify one first.');
}

/** The audit entry of a draft that ran out (A1, V8). */
export function expiryEntry(draft: Draft): NewEntry<'DRAFT_EXPIRED'> {
  return { kind: 'DRAFT_EXPIRED', object: `draft/${draft.id}`, before: summary(draft), after: null };
}

/** The audit entry of a draft that was given up (A1). */
export function discardEntry(draft: Draft): NewEntry<'DRAFT_DISCARDED'> {
  return { kind: 'DRAFT_DISCARDED', object: `draft/${draft.id}`, before: summary(draft), after: null };
}

function summary({ id, revision, account }: Draft): DraftSummary {
  return { draftId: id, revision, accountSid: account.sid };
}

/** The warnings about the account of a draft (S11, V10); its policy is not chosen before the save. */
export function draftWarnings(draft: Draft, numbers: readonly AccountNumber[]): readonly AccountWarning[] {
  const byNumber = new Map(numbers.map((number) => [number.phoneNumber, number]));
  const gone = draft.selectedNumbers.flatMap(({ phoneNumber }) => {
    const number = byNumber.get(phoneNumber);
    return number !== undefined && isAvailable(number)
      ? []
      : [number?.availabilityChangedAt ?? draft.createdAt];
  });
  const latest = new Date(Math.max(...gone.map((at) => at.getTime())));
  const warning = (kind: WarningKind, since: Date, holds: boolean) => (holds ? [{ kind, since }] : []);
  return [
    ...warning('TRIAL', draft.account.verifiedAt, draft.account.type === 'TRIAL'),
    ...warning('SELECTED_NUMBER_GONE', latest, gone.length > 0),
    ...warning('NO_NUMBER_LEFT', latest, gone.length > 0 && gone.length === draft.selectedNumbers.length),
    ...warning('REFRESH_FAILED', draft.refreshFailedAt ?? draft.createdAt, draft.refreshFailedAt !== null),
  ];
}
