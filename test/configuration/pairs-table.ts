import { STEPS, type Step } from './pairs-stage.ts';

/**
 * What two things that can happen to a configuration come to, one after the other, on the stage that `Stage` sets:
 * account A live as version 1, a draft of B at revision 2, and where something ends, a verification of C or a refresh
 * under way. `verify` is of D. The second to act saw what was there before the first.
 *
 * Afterwards: live version and account, draft and revision, accounts whose tokens are still kept.
 */
const TABLE = `
first             | then              | log of the first                              | result of the second                   | log of the second                                 | afterwards
verify            | verify            | -                                             | pending                                | superseded                                        | 1 A, B2, ABD
verify            | verification ends | superseded                                    | superseded                             | -                                                 | 1 A, B2, ABD
verify            | select            | -                                             | revision 3                             | draft changed                                     | 1 A, B3, ABD
verify            | save              | -                                             | version 2                              | consent ended, consent given, saved               | 2 B, -, BD
verify            | remove            | -                                             | version 2                              | superseded, discarded, consent ended, removed     | 2 -, -, -
verify            | discard           | -                                             | discarded                              | superseded, discarded                             | 1 A, -, A
verify            | decline           | -                                             | declined                               | declined                                          | 1 A, B2, ABD
verify            | expiry            | -                                             | 1 expired                              | expired                                           | 1 A, -, AD
verify            | refresh ends      | -                                             | refreshed                              | number gone, warned                               | 1 A, B2, ABD
verification ends | verify            | verified, draft replaced                      | pending                                | -                                                 | 1 A, C1, ACD
verification ends | verification ends | verified, draft replaced                      | verified                               | -                                                 | 1 A, C1, AC
verification ends | select            | verified, draft replaced                      | draft out of date                      | -                                                 | 1 A, C1, AC
verification ends | save              | verified, draft replaced                      | draft out of date                      | -                                                 | 1 A, C1, AC
verification ends | remove            | verified, draft replaced                      | version 2                              | discarded, consent ended, removed                 | 2 -, -, -
verification ends | discard           | verified, draft replaced                      | draft out of date                      | -                                                 | 1 A, C1, AC
verification ends | decline           | verified, draft replaced                      | draft out of date                      | -                                                 | 1 A, C1, AC
verification ends | expiry            | verified, draft replaced                      | 0 expired                              | -                                                 | 1 A, C1, AC
verification ends | refresh ends      | verified, draft replaced                      | refreshed                              | number gone, warned                               | 1 A, C1, AC
select            | verify            | draft changed                                 | pending                                | -                                                 | 1 A, B3, ABD
select            | verification ends | draft changed                                 | verified                               | verified, draft replaced                          | 1 A, C1, AC
select            | select            | draft changed                                 | revision 3                             | -                                                 | 1 A, B3, AB
select            | save              | draft changed                                 | draft out of date                      | -                                                 | 1 A, B3, AB
select            | remove            | draft changed                                 | version 2                              | discarded, consent ended, removed                 | 2 -, -, -
select            | discard           | draft changed                                 | draft out of date                      | -                                                 | 1 A, B3, AB
select            | decline           | draft changed                                 | draft out of date                      | -                                                 | 1 A, B3, AB
select            | expiry            | draft changed                                 | 1 expired                              | expired                                           | 1 A, -, A
select            | refresh ends      | draft changed                                 | refreshed                              | number gone, warned                               | 1 A, B3, AB
save              | verify            | consent ended, consent given, saved           | pending                                | -                                                 | 2 B, -, BD
save              | verification ends | consent ended, consent given, saved           | verified                               | verified, draft created                           | 2 B, C1, BC
save              | select            | consent ended, consent given, saved           | draft out of date                      | -                                                 | 2 B, -, B
save              | save              | consent ended, consent given, saved           | version 2                              | -                                                 | 2 B, -, B
save              | remove            | consent ended, consent given, saved           | version out of date                    | -                                                 | 2 B, -, B
save              | discard           | consent ended, consent given, saved           | draft out of date                      | -                                                 | 2 B, -, B
save              | decline           | consent ended, consent given, saved           | draft out of date                      | -                                                 | 2 B, -, B
save              | expiry            | consent ended, consent given, saved           | 0 expired                              | -                                                 | 2 B, -, B
save              | refresh ends      | consent ended, consent given, saved           | refreshed                              | -                                                 | 2 B, -, B
remove            | verify            | discarded, consent ended, removed             | pending                                | -                                                 | 2 -, -, D
remove            | verification ends | superseded, discarded, consent ended, removed | superseded                             | -                                                 | 2 -, -, -
remove            | select            | discarded, consent ended, removed             | draft out of date                      | -                                                 | 2 -, -, -
remove            | save              | discarded, consent ended, removed             | draft out of date, version out of date | -                                                 | 2 -, -, -
remove            | remove            | discarded, consent ended, removed             | version 2                              | -                                                 | 2 -, -, -
remove            | discard           | discarded, consent ended, removed             | discarded                              | -                                                 | 2 -, -, -
remove            | decline           | discarded, consent ended, removed             | draft out of date                      | -                                                 | 2 -, -, -
remove            | expiry            | discarded, consent ended, removed             | 0 expired                              | -                                                 | 2 -, -, -
remove            | refresh ends      | discarded, consent ended, removed             | refreshed                              | -                                                 | 2 -, -, -
discard           | verify            | discarded                                     | pending                                | -                                                 | 1 A, -, AD
discard           | verification ends | superseded, discarded                         | superseded                             | -                                                 | 1 A, -, A
discard           | select            | discarded                                     | draft out of date                      | -                                                 | 1 A, -, A
discard           | save              | discarded                                     | draft out of date                      | -                                                 | 1 A, -, A
discard           | remove            | discarded                                     | version 2                              | consent ended, removed                            | 2 -, -, -
discard           | discard           | discarded                                     | discarded                              | -                                                 | 1 A, -, A
discard           | decline           | discarded                                     | draft out of date                      | -                                                 | 1 A, -, A
discard           | expiry            | discarded                                     | 0 expired                              | -                                                 | 1 A, -, A
discard           | refresh ends      | discarded                                     | refreshed                              | number gone, warned                               | 1 A, -, A
decline           | verify            | declined                                      | pending                                | -                                                 | 1 A, B2, ABD
decline           | verification ends | declined                                      | verified                               | verified, draft replaced                          | 1 A, C1, AC
decline           | select            | declined                                      | revision 3                             | draft changed                                     | 1 A, B3, AB
decline           | save              | declined                                      | version 2                              | consent ended, consent given, saved               | 2 B, -, B
decline           | remove            | declined                                      | version 2                              | discarded, consent ended, removed                 | 2 -, -, -
decline           | discard           | declined                                      | discarded                              | discarded                                         | 1 A, -, A
decline           | decline           | declined                                      | declined                               | -                                                 | 1 A, B2, AB
decline           | expiry            | declined                                      | 1 expired                              | expired                                           | 1 A, -, A
decline           | refresh ends      | declined                                      | refreshed                              | number gone, warned                               | 1 A, B2, AB
expiry            | verify            | expired                                       | pending                                | -                                                 | 1 A, -, AD
expiry            | verification ends | expired                                       | verified                               | verified, draft created                           | 1 A, C1, AC
expiry            | select            | expired                                       | draft out of date                      | -                                                 | 1 A, -, A
expiry            | save              | expired                                       | draft out of date                      | -                                                 | 1 A, -, A
expiry            | remove            | expired                                       | version 2                              | consent ended, removed                            | 2 -, -, -
expiry            | discard           | expired                                       | draft out of date                      | -                                                 | 1 A, -, A
expiry            | decline           | expired                                       | draft out of date                      | -                                                 | 1 A, -, A
expiry            | expiry            | expired                                       | 0 expired                              | -                                                 | 1 A, -, A
expiry            | refresh ends      | expired                                       | refreshed                              | number gone, warned                               | 1 A, -, A
refresh ends      | verify            | number gone, warned                           | pending                                | -                                                 | 1 A, B2, ABD
refresh ends      | verification ends | number gone, warned                           | verified                               | verified, draft replaced                          | 1 A, C1, AC
refresh ends      | select            | number gone, warned                           | revision 3                             | draft changed                                     | 1 A, B3, AB
refresh ends      | save              | number gone, warned                           | version 2                              | consent ended, consent given, saved, warning over | 2 B, -, B
refresh ends      | remove            | number gone, warned                           | version 2                              | discarded, consent ended, removed, warning over   | 2 -, -, -
refresh ends      | discard           | number gone, warned                           | discarded                              | discarded                                         | 1 A, -, A
refresh ends      | decline           | number gone, warned                           | declined                               | declined                                          | 1 A, B2, AB
refresh ends      | expiry            | number gone, warned                           | 1 expired                              | expired                                           | 1 A, -, A
refresh ends      | refresh ends      | number gone, warned                           | refreshed                              | -                                                 | 1 A, B2, AB
`;

/** How the table says what the log says. */
const WORDS: Readonly<Record<string, string>> = {
  VERIFIED: 'verified',
  SUPERSEDED: 'superseded',
  DRAFT_REPLACED: 'draft replaced',
  DRAFT_CREATED: 'draft created',
  DRAFT_CHANGED: 'draft changed',
  DRAFT_DISCARDED: 'discarded',
  DRAFT_EXPIRED: 'expired',
  CONSENT_GIVEN: 'consent given',
  CONSENT_ENDED: 'consent ended',
  CONSENT_DECLINED: 'declined',
  CONFIGURATION_SAVED: 'saved',
  ACCOUNT_REMOVED: 'removed',
  NUMBER_AVAILABILITY_CHANGED: 'number gone',
  WARNING_RAISED: 'warned',
  WARNING_CLEARED: 'warning over',
};

/** One row of the table. */
export interface Row {
  readonly first: Step;
  readonly second: Step;
  readonly loggedFirst: string;
  readonly result: string;
  readonly loggedSecond: string;
  readonly afterwards: string;
}

const isStep = (text: string): text is Step => STEPS.some((step) => step === text);

/** The rows, each ordered pair once. */
export const ROWS: readonly Row[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [first = '', second = '', loggedFirst = '', result = '', loggedSecond = '', afterwards = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    if (!isStep(first) || !isStep(second)) throw new Error(`no such step: ${line}`);
    return { first, second, loggedFirst, result, loggedSecond, afterwards };
  });

/** What was logged, in the words of the table. */
export const inWords = (kinds: readonly string[]) =>
  kinds.map((kind) => WORDS[kind] ?? kind).join(', ') || '-';
