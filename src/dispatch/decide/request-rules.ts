import type { Problem } from '../../kernel/errors.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../kernel/phone-number.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import { idempotencyKeyProblem } from '../../tenant/idempotency-key.ts';

/** The input of a dispatch, as it came. */
export interface DispatchInput {
  readonly idempotencyKey: string;
  readonly channel: Channel;
  readonly to: string;
  readonly text: string;
  /** For voice, a BCP 47 tag; null for the default. */
  readonly language: string | null;
  /** The time that an SMS stays worth sending, in seconds; null for Twilio's own. */
  readonly validitySeconds: number | null;
}

/** A valid request for a dispatch. */
export interface DispatchRequest {
  readonly idempotencyKey: string;
  readonly channel: Channel;
  readonly to: PhoneNumber;
  readonly text: string;
  /** Set for voice, null for SMS. */
  readonly language: string | null;
  readonly validitySeconds: number | null;
}

/** The longest text of an SMS, in characters, as Twilio takes it. */
const SMS_TEXT_MAX = 1_600;
/** The longest spoken text, in characters; with its markup and escapes it stays below Twilio's limit on TwiML. */
const VOICE_TEXT_MAX = 600;
/** The bounds of Twilio's validity period, in seconds. */
const VALIDITY_MIN = 1;
const VALIDITY_MAX = 36_000;
/** The language of a call if the caller names none. */
const DEFAULT_LANGUAGE = 'en-US';

/** Text of which nothing is seen or heard: blanks, controls, and what XML cannot write. A call would be silent. */
const NOTHING_TO_SAY = /^[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Noncharacter_Code_Point}]*$/u;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/** The request, or everything that is wrong with it (D10, D12). No message repeats the text or the recipient. */
export function checkDispatch(
  input: DispatchInput,
  path: readonly string[],
):
  | { readonly ok: true; readonly request: DispatchRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const to = parsePhoneNumber(input.to);
  const problems = [
    idempotencyKeyProblem(input.idempotencyKey, path),
    to === undefined &&
      problem(
        [...path, 'to'],
        'VALUE_MALFORMED',
        'The recipient must be an E.164 number such as +14155550123.',
      ),
    ...textProblems(input, path),
    ...channelProblems(input, path),
  ].filter((found) => typeof found === 'object');
  if (problems.length > 0 || to === undefined) return { ok: false, problems };
  const language = input.channel === 'VOICE' ? (input.language ?? DEFAULT_LANGUAGE) : null;
  return { ok: true, request: { ...input, to, language } };
}

function textProblems({ channel, text }: DispatchInput, path: readonly string[]): readonly Problem[] {
  const max = channel === 'SMS' ? SMS_TEXT_MAX : VOICE_TEXT_MAX;
  if (NOTHING_TO_SAY.test(text))
    return [problem([...path, 'text'], 'VALUE_OUT_OF_RANGE', 'The text must not be empty.')];
  if ([...text].length <= max) return [];
  return [
    problem([...path, 'text'], 'VALUE_OUT_OF_RANGE', `The text must be at most ${max} characters long.`),
  ];
}

function channelProblems(input: DispatchInput, path: readonly string[]): readonly Problem[] {
  const { channel, language, validitySeconds } = input;
  const problems: Problem[] = [];
  if (language !== null && !LANGUAGE.test(language)) {
    problems.push(
      problem([...path, 'language'], 'VALUE_OUT_OF_RANGE', 'The language must be a tag such as en-US.'),
    );
  }
  if (channel === 'SMS' && language !== null) {
    problems.push(problem([...path, 'language'], 'VALUES_CONFLICT', 'The language is for voice only.'));
  }
  if (validitySeconds === null) return problems;
  if (channel === 'VOICE') {
    const message = 'The validity period is for SMS only.';
    problems.push(problem([...path, 'validitySeconds'], 'VALUES_CONFLICT', message));
  } else if (validitySeconds < VALIDITY_MIN || validitySeconds > VALIDITY_MAX) {
    const message = `The validity period must be ${VALIDITY_MIN} to ${VALIDITY_MAX} seconds.`;
    problems.push(problem([...path, 'validitySeconds'], 'VALUE_OUT_OF_RANGE', message));
  }
  return problems;
}

function problem(path: readonly string[], code: Problem['code'], message: string): Problem {
  return { code, message, path };
}

/** The identity of a request (D10), in an unambiguous form to be hashed. */
export function requestIdentity({ channel, to, text, language, validitySeconds }: DispatchRequest): string {
  return JSON.stringify([channel, to, text, language, validitySeconds]);
}

/** A recipient of which only the first digits and the last two are shown (D12). */
export function maskRecipient(to: PhoneNumber): string {
  const shown = Math.min(4, Math.max(2, to.length - 6));
  return `${to.slice(0, shown)}${'•'.repeat(Math.max(0, to.length - shown - 2))}${to.slice(-2)}`;
}
