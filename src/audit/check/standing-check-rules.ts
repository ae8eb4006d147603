import { jsonValue } from '../../ledger/entries/entry-form.ts';
import { membersOf } from './entry-check-rules.ts';
import { differing, instantOf, toldBy } from './expected-entry-rules.ts';
import type { StoredDraft, StoredHold, StoredPause, StoredWarning } from './standing-check-store.ts';

/** Everything in which a warning that stands, or does not, is not as the log says (A1, S11). */
export function warningProblems({ since, body }: Pick<StoredWarning, 'since' | 'body'>): readonly string[] {
  const entry = membersOf(jsonValue(body ?? ''));
  const isRaised = entry['kind'] === 'WARNING_RAISED';
  if (isRaised !== (since !== null))
    return [isRaised ? 'was raised but is missing' : 'is present but was not raised'];
  const isSince = since === null || since.getTime() === instantOf(entry['at']);
  return isSince ? [] : ['has a start time that differs from its entry'];
}

/** Everything in which a draft is not as the log says, or does not agree with itself (A1, S3). */
export function draftProblems(draft: StoredDraft): readonly string[] {
  const entries = draft.entries.map(toldBy);
  const begun = entries.find(({ kind }) => kind === 'DRAFT_CREATED' || kind === 'DRAFT_REPLACED');
  const newest = entries.find(({ after }) => membersOf(after)['revision'] === draft.revision);
  if (begun === undefined || newest === undefined) return ['has a revision that the log does not record'];
  if (entries.some(({ after }) => after === null)) return ['exists, but the log says that it was discarded'];
  const problems = differing({ accountSid: draft.accountSid }, begun['after']);
  const named = [
    ...problems,
    ...differing({ sid: draft.accountSid, credentialId: draft.credentialId }, draft.account),
  ];
  if (draft.credentialSid?.toLowerCase() !== draft.accountSid.toLowerCase()) named.push('token');
  named.push(...differing({ actor: draft.changedBy }, newest));
  if (!isSelectionOf(entries, draft.numbers)) named.push('selectedNumbers');
  if (instantOf(newest['at']) !== draft.changedAt.getTime()) named.push('time of its change');
  if (instantOf(begun['at']) !== draft.createdAt.getTime()) named.push('time of its creation');
  return named.map((name) => `is not consistent in ${name} with its entry or itself`);
}

/** Everything in which a legal hold is not as the log says: for whom, of which span, by what placed and released (A1, A6). */
export function holdProblems(hold: StoredHold): readonly string[] {
  const entries = hold.entries.map((body) => membersOf(jsonValue(body)));
  const [placed, ...others] = entries.filter(({ kind }) => kind === 'LEGAL_HOLD_PLACED');
  const released = entries.filter(({ kind }) => kind === 'LEGAL_HOLD_RELEASED');
  if (placed === undefined) return ['is present but was not placed'];
  if (hold.entryId === null) return ['was placed but is missing'];
  if (others.length > 0 || released.length > 1) return ['was placed or released more than once'];
  const { subject, from, to } = membersOf(placed['after']);
  const recorded = {
    entryId: placed['id'],
    ofSubject: subject !== null,
    validFrom: from === null ? null : instantOf(from),
    validTo: to === null ? null : instantOf(to),
    releasedBy: released[0]?.['id'] ?? null,
  };
  const kept = {
    entryId: hold.entryId,
    ofSubject: hold.ofSubject,
    validFrom: hold.validFrom?.getTime() ?? null,
    validTo: hold.validTo?.getTime() ?? null,
    releasedBy: hold.releasedBy,
  };
  return differing(kept, recorded).map((name) => `differs from its entry in ${name}`);
}

/** Everything in which a stop of sending that stands, or does not, is not as the log says (A1, G7). */
export function pauseProblems({ entryId, body }: StoredPause): readonly string[] {
  const { kind, id } = membersOf(jsonValue(body ?? ''));
  if (kind !== 'SENDING_PAUSED') return entryId === null ? [] : ['stands but is not in the log'];
  if (entryId === null) return ['was made but is missing'];
  return entryId === id ? [] : ['differs from its entry in entryId'];
}

/**
 * True if a selection is what the changes of the draft have led to. An entry tells what each has added and removed, so that
 * of numbers that were chosen before the first nothing is known; entries of old tell the whole selection.
 */
function isSelectionOf(
  entries: readonly Readonly<Record<string, unknown>>[],
  numbers: readonly unknown[],
): boolean {
  const chosen = new Map<unknown, boolean>();
  let isWhole = false;
  for (const { kind, before, after } of entries) {
    if (kind !== 'DRAFT_CHANGED') continue;
    const { selectedNumbers, addedNumbers } = membersOf(after);
    if (Array.isArray(selectedNumbers)) {
      chosen.clear();
      isWhole = true;
    }
    for (const number of listOf(membersOf(before)['removedNumbers'])) chosen.set(number, false);
    for (const number of listOf(selectedNumbers ?? addedNumbers)) chosen.set(number, true);
  }
  const isRecorded = isWhole ? numbers.every((number) => chosen.get(number) === true) : true;
  return isRecorded && [...chosen].every(([number, isChosen]) => numbers.includes(number) === isChosen);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
