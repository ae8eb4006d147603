import { type Problem, type Refusal, refuse, refuseIfAny } from '../../kernel/errors.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { RecordedActor, RequestScope } from '../../kernel/scope.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import { textProblems } from './erasure-rules.ts';

/** The legal hold to place. It covers what meets all conditions that are not null; without any, the whole tenant. */
export interface HoldInput {
  readonly subject: string | null;
  readonly from: Date | null;
  /** Exclusive. */
  readonly to: Date | null;
  readonly reason: string;
  /** The reference of the matter elsewhere, such as the number of a case. It must not name the person. */
  readonly reference: string;
}

/** A legal hold that stands (A6). */
export interface LegalHold extends HoldInput {
  readonly id: Uuid;
  /** The entry that placed it. */
  readonly entryId: Uuid;
  readonly placedBy: RecordedActor;
  readonly placedAt: Date;
}

/** The legal hold to release, and why. */
export interface ReleaseInput {
  readonly id: string;
  readonly reason: string;
}

/** A legal hold as it is kept. */
export interface StoredHold {
  readonly id: Uuid;
  readonly entryId: Uuid;
  readonly releasedBy: Uuid | null;
}

/** The greatest number of holds of a tenant that stand at a time. */
export const MOST_HOLDS = 100;

/** Refuses texts that an entry cannot hold, or that name the person, and a span that ends before it begins. */
export function refuseUnfitHold({ subject, from, to, reason, reference }: HoldInput): void {
  const message = 'The span must end after it begins.';
  const span: readonly Problem[] =
    from !== null && to !== null && from >= to
      ? [{ code: 'VALUES_CONFLICT', message, path: ['input', 'to'] }]
      : [];
  refuseIfAny('INVALID_INPUT', [...textProblems(subject, { reason, reference }), ...span]);
}

/** Refuses a reason that an entry cannot hold. */
export function refuseUnfitRelease({ reason }: ReleaseInput): void {
  refuseIfAny('INVALID_INPUT', textProblems(null, { reason }));
}

/** Refuses one more hold than can stand at a time. */
export function refuseTooMany(standing: readonly LegalHold[]): void {
  if (standing.length < MOST_HOLDS) return;
  throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', `${MOST_HOLDS} legal holds stand, and no more can.`);
}

/** The hold among these that the same person placed for the same reason. */
export function equalHold(
  standing: readonly LegalHold[],
  { actor }: RequestScope,
  input: HoldInput,
): LegalHold | undefined {
  const told = ({ subject, from, to, reason, reference }: HoldInput) =>
    JSON.stringify([subject, from, to, reason, reference]);
  return standing.find((hold) => hold.placedBy.subject === actor.subject && told(hold) === told(input));
}

/** Refuses a service, and the one who placed the hold: two persons answer for its end (A6). */
export function refuseReleaseBy({ actor }: RequestScope, hold: LegalHold): void {
  const refused = (message: string) => refuse('NOT_POSSIBLE', 'PERSON_REQUIRED', message, ['input', 'id']);
  if (actor.kind !== 'PERSON') throw refused('Only a person can release a legal hold.');
  if (actor.subject === hold.placedBy.subject)
    throw refused('A legal hold is released by another person than the one who placed it.');
}

/** The refusal of a hold that is not there. */
export function noSuchHold(): Refusal {
  return refuse('INVALID_INPUT', 'NOT_FOUND', 'There is no such legal hold.', ['input', 'id']);
}

/** The refusal of releasing a hold that another request released. */
export function alreadyReleased(): Refusal {
  return refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', 'The legal hold was released before.', ['input', 'id']);
}

/** The refusal of erasing a person whom a hold covers, which it names (A6). */
export function heldBy(hold: Uuid): Refusal {
  const message = `The legal hold ${hold} covers this person, who cannot be erased before it is released.`;
  return refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', message, ['input', 'subject']);
}

/** The entry of a hold that is placed. */
export function placedEntry(holdId: Uuid, input: HoldInput): NewEntry<'LEGAL_HOLD_PLACED'> {
  const { subject, from, to, reason, reference } = input;
  const span = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
  const after = { holdId, subject, ...span, reason, reference };
  return { kind: 'LEGAL_HOLD_PLACED', object: `legal-hold/${holdId}`, before: null, after };
}

/** The entry of a hold that is released. */
export function releasedEntry(hold: LegalHold, reason: string): NewEntry<'LEGAL_HOLD_RELEASED'> {
  const before = { holdId: hold.id, placedBy: hold.entryId };
  return { kind: 'LEGAL_HOLD_RELEASED', object: `legal-hold/${hold.id}`, before, after: { reason } };
}
