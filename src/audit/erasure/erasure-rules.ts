import { type Problem, type Refusal, refuse, refuseIfAny } from '../../kernel/errors.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import { commitmentsDigest, type ErasedValue } from './erasure-certificate.ts';

/** The person to erase, and why. */
export interface ErasureInput {
  readonly subject: string;
  readonly reason: string;
  /** The reference of the request elsewhere, such as the number of a ticket. It must not name the person. */
  readonly reference: string;
}

const LONGEST = 256;
const TEXT = /^[^\p{Cc}\p{Cs}]+$/u;

/** The problems of texts that an entry cannot hold, or that name the person, by the names of their inputs. */
export function textProblems(
  subject: string | null,
  texts: Readonly<Record<string, string>>,
): readonly Problem[] {
  const named = subject === null ? texts : { ...texts, subject };
  return Object.entries(named).flatMap(([name, text]): readonly Problem[] => {
    const path = ['input', name];
    if (text.length > LONGEST || !TEXT.test(text))
      return [
        { code: 'VALUE_MALFORMED', message: `This must be 1 to ${LONGEST} printable characters.`, path },
      ];
    return name !== 'subject' && subject && text.includes(subject)
      ? [{ code: 'VALUE_MALFORMED', message: 'This stays in the log, so it must not name the person.', path }]
      : [];
  });
}

/** Refuses texts that an entry cannot hold, or that name the person, and erasing oneself. */
export function refuseUnfitErasure(scope: RequestScope, { subject, ...texts }: ErasureInput): void {
  refuseIfAny('INVALID_INPUT', textProblems(subject, { ...texts }));
  if (scope.actor.subject !== subject) return;
  throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', 'Nobody can erase themselves: somebody else has to do it.', [
    'input',
    'subject',
  ]);
}

/** The refusal of a subject of whom there is nothing. */
export function nobodyToErase(): Refusal {
  const message = 'The log has no person of this subject.';
  return refuse('NOT_POSSIBLE', 'NOT_FOUND', message, ['input', 'subject']);
}

/** The entry of an erasure, which says what was erased without saying whose it was (A6). */
export function erasureEntry(
  { reason, reference }: ErasureInput,
  erased: readonly ErasedValue[],
): NewEntry<'PERSON_ERASED'> {
  const after = { reason, reference, count: erased.length, commitmentsDigest: commitmentsDigest(erased) };
  return { kind: 'PERSON_ERASED', object: 'person', before: null, after };
}
