import type { Problem } from '../kernel/errors.ts';
import type { AccountSid } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { ProblemCode } from '../kernel/vocabulary/errors.ts';
import type { ExclusionReason } from '../kernel/vocabulary/organization-number.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import type { IncomingNumber } from '../twilio/gateway.ts';
import type { AccountNumber, SelectedNumber } from './organization-number.ts';

/** True if a number can serve both channels, which listing it asks for (N1). */
function servesBothChannels(number: { readonly sms: boolean; readonly voice: boolean }): boolean {
  return number.sms && number.voice;
}

/** The reason why a number is not listed, or `null` if it is (N2). */
export function exclusionReason(number: {
  readonly sms: boolean;
  readonly voice: boolean;
}): ExclusionReason | null {
  if (number.sms) return number.voice ? null : 'SMS_ONLY';
  return number.voice ? 'VOICE_ONLY' : 'NEITHER';
}

/** True if Twilio still has the number, with both capabilities (N6). */
export function isAvailable(number: Pick<AccountNumber, 'present' | 'sms' | 'voice'>): boolean {
  return number.present && servesBothChannels(number);
}

/** The numbers of one selection that are not in another. */
export function numbersOnlyIn(
  one: readonly SelectedNumber[],
  other: readonly SelectedNumber[],
): readonly PhoneNumber[] {
  const others = new Set(other.map(({ phoneNumber }) => phoneNumber));
  return one.map(({ phoneNumber }) => phoneNumber).filter((number) => !others.has(number));
}

/** A selection that can be made, or every reason why it cannot. */
export type SelectionOutcome =
  | { readonly ok: true; readonly selected: readonly SelectedNumber[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The context by which a selection is judged. */
export interface SelectionRequest {
  readonly numbers: readonly AccountNumber[];
  readonly current: readonly SelectedNumber[];
  /** The numbers asked for, as they were given, or all that are listed at this moment (N4). */
  readonly requested: readonly string[] | 'ALL';
  readonly now: Date;
}

/**
 * The selection that replaces the current one (N3). One already selected may stay though it is not available; repeats
 * count once; order is that of the numbers, so equal selections are equal.
 */
export function select({ numbers, current, requested, now }: SelectionRequest): SelectionOutcome {
  const known = new Map<string, AccountNumber>(numbers.map((number) => [number.phoneNumber, number]));
  const already = new Map<string, SelectedNumber>(current.map((number) => [number.phoneNumber, number]));
  const wanted =
    requested === 'ALL'
      ? numbers
          .filter((number) => isAvailable(number) || already.has(number.phoneNumber))
          .map((n) => n.phoneNumber)
      : [...new Set(requested.map((text) => text.trim()))];
  if (wanted.length === 0) {
    return {
      ok: false,
      problems: [{ code: 'NOTHING_SELECTED', message: 'Select at least one number.', path: NUMBERS_PATH }],
    };
  }
  const problems: Problem[] = [];
  const selected: SelectedNumber[] = [];
  for (const text of wanted) {
    const kept = already.get(text);
    const number = known.get(text);
    if (kept !== undefined) selected.push(kept);
    else if (number !== undefined && isAvailable(number)) selected.push(newlySelected(number, now));
    else problems.push(selectionProblem(text, number));
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, selected: selected.sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1)) };
}

const NUMBERS_PATH = ['input', 'numbers', 'phoneNumbers'] as const;

function newlySelected({ phoneNumber, numberSid, name }: AccountNumber, selectedAt: Date): SelectedNumber {
  return { phoneNumber, numberSid, name, selectedAt };
}

function selectionProblem(text: string, number: AccountNumber | undefined): Problem {
  const problem = (code: ProblemCode, message: string): Problem => ({ code, message, path: NUMBERS_PATH });
  if (number === undefined)
    return problem('NUMBER_NOT_SELECTABLE', `${shown(text)} is not a number of this account.`);
  if (!number.present) return problem('NUMBER_NOT_SELECTABLE', `${text} is no longer available at Twilio.`);
  const reason = exclusionReason(number);
  return problem(
    'NUMBER_NOT_SELECTABLE',
    `${text} cannot be selected: ${EXCLUSION_TEXTS[reason ?? 'NEITHER']}.`,
  );
}

const EXCLUSION_TEXTS: Record<ExclusionReason, string> = {
  SMS_ONLY: 'it can send SMS but not place calls',
  VOICE_ONLY: 'it can place calls but not send SMS',
  NEITHER: 'it can neither send SMS nor place calls',
};

/** Longer than any telephone number, short enough to be read in a message. */
const SHOWN_LENGTH = 32;

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text);
}

/** The changes that a complete reading makes to the stored numbers of an account. */
export interface NumberUpdate {
  /** Every number to be kept, with its new state. */
  readonly keep: readonly AccountNumber[];
  /** Numbers that are gone and that nobody selected. */
  readonly remove: readonly PhoneNumber[];
  /** One entry for each selected number whose availability changed (A1). */
  readonly entries: readonly NewEntry<'NUMBER_AVAILABILITY_CHANGED'>[];
}

/** Takes over what Twilio listed (N6): all pages of it, or this must not be called. */
export function updateNumbers(
  accountSid: AccountSid,
  before: readonly AccountNumber[],
  listed: readonly IncomingNumber[],
  selected: ReadonlySet<PhoneNumber>,
  now: Date,
): NumberUpdate {
  const former = new Map(before.map((number) => [number.phoneNumber, number]));
  const present = new Map(listed.map((number) => [number.phoneNumber, number]));
  const keep: AccountNumber[] = [...present.values()].map((number) =>
    listedNumber(former.get(number.phoneNumber), number, now),
  );
  const remove: PhoneNumber[] = [];
  for (const number of before) {
    if (present.has(number.phoneNumber)) continue;
    if (!selected.has(number.phoneNumber)) remove.push(number.phoneNumber);
    else
      keep.push({
        ...number,
        present: false,
        availabilityChangedAt: isAvailable(number) ? now : number.availabilityChangedAt,
      });
  }
  const entries = keep.flatMap((number) => {
    const was = former.get(number.phoneNumber);
    if (was === undefined || !selected.has(number.phoneNumber) || isAvailable(was) === isAvailable(number))
      return [];
    return [availabilityEntry(accountSid, number.phoneNumber, isAvailable(was))];
  });
  return { keep, remove, entries };
}

function listedNumber(former: AccountNumber | undefined, number: IncomingNumber, now: Date): AccountNumber {
  const { phoneNumber, sid: numberSid, name, sms, voice } = number;
  const next = { phoneNumber, numberSid, name, sms, voice, present: true };
  const unchanged = former !== undefined && isAvailable(former) === isAvailable(next);
  return {
    ...next,
    firstSeenAt: former?.firstSeenAt ?? now,
    availabilityChangedAt: unchanged ? former.availabilityChangedAt : now,
  };
}

function availabilityEntry(
  accountSid: AccountSid,
  phoneNumber: PhoneNumber,
  available: boolean,
): NewEntry<'NUMBER_AVAILABILITY_CHANGED'> {
  return {
    kind: 'NUMBER_AVAILABILITY_CHANGED',
    object: `number/${accountSid}/${phoneNumber}`,
    before: { phoneNumber, accountSid, available },
    after: { phoneNumber, accountSid, available: !available },
  };
}
