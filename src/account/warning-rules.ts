import { ACCOUNT_WARNINGS, OUTAGES, type Outage, type WarningKind } from '../kernel/vocabulary/account.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import type { AccountReading } from './verification-rules.ts';

/** A warning that stands, and since when. */
export interface AccountWarning {
  readonly kind: WarningKind;
  readonly since: Date;
}

/** The result of the last attempt to use the account's token; `UNTRIED` leaves what is known as it is. */
export type AccountSignal = 'FINE' | Outage | 'UNREADABLE' | 'UNTRIED';

/** The warnings after a send came to `signal`: an outage runs from the first rejection to the next success (S11). */
export function warningsAfterSend(
  before: readonly AccountWarning[],
  signal: Outage | 'FINE',
  now: Date,
): readonly AccountWarning[] {
  const isOutage = (kind: WarningKind) => OUTAGES.some((outage) => outage === kind);
  if (signal === 'FINE') return before.filter(({ kind }) => !isOutage(kind));
  return before.some(({ kind }) => kind === signal) ? before : [...before, { kind: signal, since: now }];
}

/** The facts from which the warnings of a live account follow. */
export interface WarningFacts {
  /** Null where nothing new is known of it. */
  readonly trial: boolean | null;
  readonly fallbackDefined: boolean;
  /** Of each selected number, whether it is available. */
  readonly selectedAvailable: readonly boolean[];
  readonly signal: AccountSignal;
}

/** The signal that a refresh gives about the account (N6, S11). */
export function signalOf(reading: AccountReading): AccountSignal {
  if (reading.ok) return 'FINE';
  switch (reading.failure) {
    case 'INCORRECT_CREDENTIALS':
    case 'TEST_CREDENTIALS':
      return 'TOKEN_REJECTED';
    case 'ACCOUNT_SUSPENDED':
    case 'ACCOUNT_CLOSED':
    case 'ACCOUNT_NOT_USABLE':
      return 'ACCOUNT_NOT_ACTIVE';
    case 'TWILIO_UNAVAILABLE':
      return 'UNREADABLE';
  }
}

/** The warnings that stand on a live account, those that stood before with the since-when they had (S11). */
export function standingWarnings(
  before: readonly AccountWarning[],
  facts: WarningFacts,
  now: Date,
): readonly AccountWarning[] {
  const since = new Map(before.map((warning) => [warning.kind, warning.since]));
  const stands = (kind: WarningKind) => since.has(kind);
  const { signal, selectedAvailable } = facts;
  const failing = signal !== 'FINE' && signal !== 'UNTRIED';
  const holds: Record<WarningKind, boolean> = {
    TRIAL: facts.trial ?? stands('TRIAL'),
    TOKEN_REJECTED: signal === 'TOKEN_REJECTED' || (signal !== 'FINE' && stands('TOKEN_REJECTED')),
    ACCOUNT_NOT_ACTIVE:
      signal === 'ACCOUNT_NOT_ACTIVE' || (signal !== 'FINE' && stands('ACCOUNT_NOT_ACTIVE')),
    SELECTED_NUMBER_GONE: selectedAvailable.includes(false),
    NO_NUMBER_LEFT: !selectedAvailable.includes(true),
    REFRESH_FAILED: failing || (signal === 'UNTRIED' && stands('REFRESH_FAILED')),
    FALLBACK_NOT_DEFINED: !facts.fallbackDefined,
  };
  return ACCOUNT_WARNINGS.filter((kind) => holds[kind]).map((kind) => ({
    kind,
    since: since.get(kind) ?? now,
  }));
}

/** The audit entries of warnings that came or went (A1). */
export function warningEntries(
  before: readonly AccountWarning[],
  after: readonly AccountWarning[],
): NewEntry<'WARNING_RAISED' | 'WARNING_CLEARED'>[] {
  const without = (list: readonly AccountWarning[], other: readonly AccountWarning[]) =>
    list.filter(({ kind }) => !other.some((warning) => warning.kind === kind));
  const raised = without(after, before).map(
    ({ kind }): NewEntry<'WARNING_RAISED'> => ({
      kind: 'WARNING_RAISED',
      object: `warning/${kind}`,
      before: null,
      after: { warning: kind },
    }),
  );
  const cleared = without(before, after).map(
    ({ kind, since }): NewEntry<'WARNING_CLEARED'> => ({
      kind: 'WARNING_CLEARED',
      object: `warning/${kind}`,
      before: { warning: kind, since: since.toISOString() },
      after: null,
    }),
  );
  return [...cleared, ...raised];
}
