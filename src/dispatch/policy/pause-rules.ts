import { type Problem, type Refusal, refuse, refuseIfAny } from '../../kernel/errors.ts';
import { PLATFORM_TENANT, type TenantId, type Uuid } from '../../kernel/ids.ts';
import type { RecordedActor } from '../../kernel/scope.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';

/** The messages that a pause stops (G7): of the tenant of its row, or of all where that is the platform. */
export interface PauseInput {
  /** As ISO 3166-1 alpha-2; null for all countries. */
  readonly country: string | null;
  readonly reason: string;
}

/** A stop of sending that stands (G7). */
export interface SendingPause extends PauseInput {
  /** The tenant whose messages it stops; the platform's for those of all tenants. */
  readonly tenant: TenantId;
  /** The entry that noted it. */
  readonly entryId: Uuid;
  readonly pausedAt: Date;
  readonly pausedBy: RecordedActor;
}

/** The reach of a pause, as a refused request is told of it. */
export type PauseReach = 'EVERYTHING' | 'COUNTRY' | 'TENANT' | 'COUNTRY_OF_TENANT';

/** A pause as it is looked up for a decision. */
export interface StandingPause {
  readonly tenant: TenantId;
  readonly country: string | null;
}

/** The reach of the widest pause that stops a message to the country; null where none does. */
export function pauseReach(pauses: readonly StandingPause[], country: string): PauseReach | null {
  const reaches = pauses
    .filter((pause) => pause.country === null || pause.country === country)
    .map(({ tenant, country: only }): PauseReach => {
      if (tenant === PLATFORM_TENANT) return only === null ? 'EVERYTHING' : 'COUNTRY';
      return only === null ? 'TENANT' : 'COUNTRY_OF_TENANT';
    });
  return WIDEST_FIRST.find((reach) => reaches.includes(reach)) ?? null;
}

const WIDEST_FIRST: readonly PauseReach[] = ['EVERYTHING', 'TENANT', 'COUNTRY', 'COUNTRY_OF_TENANT'];

/** The longest reason of a pause, in characters. */
const LONGEST_REASON = 500;

const COUNTRY = /^[A-Z]{2}$/;

/** Refuses a reason that is empty or too long, and what is no country. */
export function refuseUnfitPause({ country, reason }: PauseInput): void {
  const problems: Problem[] = [];
  if (country !== null && !COUNTRY.test(country)) {
    const message = 'A country has two capital letters, as in ISO 3166-1: DE for Germany.';
    problems.push({ code: 'VALUE_MALFORMED', message, path: ['input', 'country'] });
  }
  if (reason.trim() === '') {
    problems.push({ code: 'VALUE_REQUIRED', message: 'Give a reason.', path: ['input', 'reason'] });
  } else if (reason.length > LONGEST_REASON) {
    const message = `A reason has at most ${LONGEST_REASON} characters.`;
    problems.push({ code: 'VALUE_OUT_OF_RANGE', message, path: ['input', 'reason'] });
  }
  refuseIfAny('INVALID_INPUT', problems);
}

/** The refusal of letting go on what is not paused. */
export function notPaused(): Refusal {
  return refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', 'There is no such pause: it was never made or has ended.', [
    'input',
    'country',
  ]);
}

/** The name of what is stopped, as entries have it. */
function objectOf(country: string | null): string {
  return country === null ? 'sending' : `sending/${country}`;
}

/** The entry of a stop. */
export function pausedEntry({ country, reason }: PauseInput): NewEntry<'SENDING_PAUSED'> {
  return { kind: 'SENDING_PAUSED', object: objectOf(country), before: null, after: { country, reason } };
}

/** The entry of a stop that ends. */
export function resumedEntry(
  { country, entryId }: SendingPause,
  reason: string,
): NewEntry<'SENDING_RESUMED'> {
  const before = { country, pausedBy: entryId };
  return { kind: 'SENDING_RESUMED', object: objectOf(country), before, after: { reason } };
}
