import type { AccountCheck } from '../account/account-check.ts';
import { isTerminal } from '../account/account-check.ts';
import { advanceAccountCheck, findAccountChecks } from '../account/account-check-store.ts';
import { eraseCredential } from '../account/credential-store.ts';
import {
  type AccountReading,
  verificationEntry,
  verificationFailure,
} from '../account/verification-rules.ts';
import { failVerification } from '../account/verification-service.ts';
import { type AccountSignal, signalOf, standingWarnings, warningEntries } from '../account/warning-rules.ts';
import { writeWarnings } from '../account/warning-store.ts';
import type { Transaction } from '../database/client.ts';
import { lockTenant } from '../database/tenant-lock.ts';
import { type AccountSid, newUuid, type Uuid } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import { actorOf, type RequestScope } from '../kernel/scope.ts';
import { append } from '../ledger/entries/append.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import { isAvailable, updateNumbers } from '../numbers/number-rules.ts';
import { dropNumbersExcept, readNumbers, writeNumbers } from '../numbers/number-store.ts';
import type { IncomingNumber } from '../twilio/gateway.ts';
import type { ConfigurationState } from './configuration.ts';
import { lockConfigurationState } from './configuration-state.ts';
import { verifiedDraft } from './draft-rules.ts';
import { noteDraftRefresh, writeDraft } from './draft-store.ts';

/** The scope of the requester of a check, for what its end records. */
function scopeOf(check: AccountCheck): RequestScope {
  return {
    tenant: check.tenant,
    actor: actorOf(check.requestedBy),
    requestId: check.requestId,
    origin: { ip: null, userAgent: null },
    platform: false,
  };
}

/**
 * Ends a verification with what was read: as the tenant's draft, or as a failure that changes nothing but itself
 * (V6, V7). Does nothing to one that has ended, which a newer one may have brought about meanwhile (V9).
 */
export async function settleVerification(
  tx: Transaction,
  check: AccountCheck,
  reading: AccountReading,
): Promise<void> {
  const scope = scopeOf(check);
  const state = await lockConfigurationState(tx);
  const [current] = await findAccountChecks(tx, [check.id]);
  if (current === undefined || isTerminal(current.status) || current.credentialId === null) return;
  const failure = verificationFailure(reading);
  if (failure !== null || !reading.ok) {
    await failVerification(tx, scope, current, failure ?? 'TWILIO_UNAVAILABLE');
    return;
  }
  const now = await tx.now;
  const verified = {
    reading,
    credentialId: current.credentialId,
    tokenSetAt: current.createdAt,
    draftId: newUuid(now),
    by: current.requestedBy,
    now,
  };
  const { draft, entries, eraseCredential: unused } = verifiedDraft(state, verified);
  const ended = await advanceAccountCheck(tx, current.id, {
    status: 'VERIFIED',
    accountSid: draft.account.sid,
    warnings: draft.account.type === 'TRIAL' ? ['TRIAL'] : [],
  });
  if (ended === undefined) return;
  await writeDraft(tx, draft);
  if (unused !== null) await eraseCredential(tx, unused);
  const numberEntries = await takeNumbers(
    tx,
    draft.account.sid,
    reading.numbers,
    selectedOf({ ...state, draft }),
    now,
  );
  const held = [draft.account.sid, state.live.account?.sid].filter((sid) => sid !== undefined);
  await dropNumbersExcept(tx, held);
  // What Twilio lists is a fact about the live account too, whichever token read it; that the live token still works
  // is not known from it.
  const isLive = state.live.account?.sid === draft.account.sid;
  const warnings = isLive ? await updateWarnings(tx, state, { trial: null, signal: 'UNTRIED' }) : [];
  await append(tx, scope, [
    verificationEntry(current.status, ended),
    ...entries,
    ...numberEntries,
    ...warnings,
  ]);
}

/**
 * Ends a check of which the database refused to keep something. It reads and writes nothing but the check itself, since
 * the rest may be what was refused; the tenant's numbers and warnings stay as they are.
 */
export async function abandonCheck(tx: Transaction, check: AccountCheck): Promise<void> {
  await lockTenant(tx);
  const [current] = await findAccountChecks(tx, [check.id]);
  if (current === undefined || isTerminal(current.status)) return;
  if (current.kind === 'VERIFICATION') await failVerification(tx, scopeOf(check), current, 'INTERNAL');
  else await advanceAccountCheck(tx, current.id, { status: 'FAILED', failureReason: 'INTERNAL' });
}

/** The result of reading one of the tenant's accounts. */
export interface RefreshReading {
  readonly accountSid: AccountSid;
  /** The token that read it: a draft may hold another one of the live account. */
  readonly credentialId: Uuid;
  readonly reading: AccountReading;
}

/**
 * Ends a refresh: takes over the numbers of each account that was read completely, and raises or clears the warnings
 * of the live one (N6, S11). A reading of an account that the tenant no longer holds is dropped.
 */
export async function settleRefresh(
  tx: Transaction,
  check: AccountCheck,
  readings: readonly RefreshReading[],
): Promise<void> {
  const state = await lockConfigurationState(tx);
  const failed = readings
    .map(({ reading }) => (reading.ok ? null : reading.failure))
    .find((reason) => reason !== null);
  const ended = await advanceAccountCheck(
    tx,
    check.id,
    failed === undefined ? { status: 'REFRESHED' } : { status: 'FAILED', failureReason: failed },
  );
  if (ended === undefined) return;
  const now = await tx.now;
  const held = new Set([state.live.account?.sid, state.draft?.account.sid]);
  const entries: NewEntry[] = [];
  for (const { accountSid, credentialId, reading } of readings) {
    if (!held.has(accountSid)) continue;
    if (reading.ok)
      entries.push(...(await takeNumbers(tx, accountSid, reading.numbers, selectedOf(state), now)));
    if (state.draft?.account.credentialId === credentialId) {
      await noteDraftRefresh(tx, reading.ok ? null : (state.draft.refreshFailedAt ?? now));
    }
    if (state.live.account?.credentialId === credentialId) {
      const isKnown = reading.ok && reading.account.type !== 'UNKNOWN';
      const trial = isKnown ? reading.account.type === 'TRIAL' : null;
      entries.push(...(await updateWarnings(tx, state, { trial, signal: signalOf(reading) })));
    }
  }
  await append(tx, scopeOf(check), entries);
}

/** The numbers that the draft or the live version selects, of whichever account. */
function selectedOf({ live, draft }: Pick<ConfigurationState, 'live' | 'draft'>): ReadonlySet<PhoneNumber> {
  const selected = [...live.selectedNumbers, ...(draft?.selectedNumbers ?? [])];
  return new Set(selected.map(({ phoneNumber }) => phoneNumber));
}

async function takeNumbers(
  tx: Transaction,
  accountSid: AccountSid,
  listed: readonly IncomingNumber[],
  selected: ReadonlySet<PhoneNumber>,
  now: Date,
): Promise<readonly NewEntry[]> {
  const before = await readNumbers(tx, accountSid);
  const { keep, remove, entries } = updateNumbers(accountSid, before, listed, selected, now);
  await writeNumbers(tx, accountSid, keep, remove);
  return entries;
}

/** Raises and clears the live account's warnings after its numbers were read, or could not be. */
async function updateWarnings(
  tx: Transaction,
  { live, warnings }: ConfigurationState,
  learnt: { readonly trial: boolean | null; readonly signal: AccountSignal },
): Promise<readonly NewEntry[]> {
  if (live.account === null) return [];
  const numbers = await readNumbers(tx, live.account.sid);
  const available = new Set(numbers.filter(isAvailable).map(({ phoneNumber }) => phoneNumber));
  const facts = {
    ...learnt,
    fallbackDefined: live.fallback.mode !== 'NOT_DEFINED',
    selectedAvailable: live.selectedNumbers.map(({ phoneNumber }) => available.has(phoneNumber)),
  };
  const standing = standingWarnings(warnings, facts, await tx.now);
  await writeWarnings(tx, standing);
  return warningEntries(warnings, standing);
}
