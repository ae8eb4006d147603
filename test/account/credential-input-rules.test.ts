import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCredentialInput } from '../../src/account/credential-input-rules.ts';

const SID = 'ACabcdefABCDEF01234567890123456789';
const TOKEN = 'abcdef0123456789abcdef0123456789';

/** Characters that parsers trip over, among plain ones. */
const ODD_UNIT = fc.constantFrom(...'AC019afAF \t\n\u0000\u00a0\ufeff１ñ', '𝟘', '\ud800');

const WRONG_LENGTH = 'VALUE_MALFORMED input.accountSid: Twilio account SID must be 34 characters long';
const WRONG_FORM =
  'VALUE_MALFORMED input.accountSid: Twilio account SID must be AC followed by 32 hexadecimal digits';

const KEY = { sid: `SK${'0'.repeat(32)}`, secret: 'a secret' };

describe('an API key', () => {
  test.each([
    ['of the form', { apiKey: KEY }, []],
    ['with white space around it', { apiKey: { sid: ` ${KEY.sid}\n`, secret: ` ${KEY.secret} ` } }, []],
    [
      'without a secret',
      { apiKey: { ...KEY, secret: ' ' } },
      ['VALUE_REQUIRED input.credential.apiKey.secret'],
    ],
    [
      'with the SID of an account',
      { apiKey: { ...KEY, sid: SID } },
      ['VALUE_MALFORMED input.credential.apiKey.sid'],
    ],
    ['in whose place a token is empty', { authToken: '' }, ['VALUE_REQUIRED input.credential.authToken']],
  ])('%s is judged before any call (V1–V3)', (_, credential, problems) => {
    const checked = checkCredentialInput({ accountSid: SID, credential });
    expect(checked.ok ? [] : checked.problems.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(
      problems,
    );
    expect(JSON.stringify(checked.ok ? '' : checked.problems)).not.toContain(KEY.secret);
    if (checked.ok) expect(checked).toMatchObject({ secret: KEY.secret, keySid: KEY.sid });
  });

  test('beside an auth token is refused: which one is meant is not known (V2)', () => {
    const checked = checkCredentialInput({ accountSid: SID, authToken: TOKEN, credential: { apiKey: KEY } });
    expect(checked).toMatchObject({ ok: false, problems: [{ path: ['input', 'credential'] }] });
  });
});

/** What is wrong with the input, as code and path, and of the account SID the message, which tells length from form. */
function problemsOf(accountSid: string, authToken: string): readonly string[] {
  const checked = checkCredentialInput({ accountSid, authToken });
  return checked.ok
    ? []
    : checked.problems.map(({ code, path, message }) => {
        const place = `${code} ${path.join('.')}`;
        return path.includes('accountSid') ? `${place}: ${message}` : place;
      });
}

describe('an account SID', () => {
  test.each([
    ['34 characters of the form', SID, []],
    ['white space around it (V1)', ` \t\n${SID}\u00a0\r\n`, []],
    ['nothing (V1)', '', [WRONG_LENGTH]],
    ['only white space (V1)', '   ', [WRONG_LENGTH]],
    ['33 characters (V1)', SID.slice(1), [WRONG_LENGTH]],
    ['35 characters (V1)', `${SID}0`, [WRONG_LENGTH]],
    ['34 characters only before trimming (V1)', `${SID.slice(1)} `, [WRONG_LENGTH]],
    ['another prefix (V2)', `SK${SID.slice(2)}`, [WRONG_FORM]],
    ['a prefix in lower case (V2)', `ac${SID.slice(2)}`, [WRONG_FORM]],
    ['a digit that is none (V2)', `${SID.slice(0, -1)}g`, [WRONG_FORM]],
    ['a full-width digit (V2)', `${SID.slice(0, -1)}１`, [WRONG_FORM]],
    ['white space inside (V2)', `AC ${SID.slice(3)}`, [WRONG_FORM]],
    ['a zero character (V2)', `AC\u0000${SID.slice(3)}`, [WRONG_FORM]],
    ['34 characters beyond the BMP (V2)', '𝟘'.repeat(34), [WRONG_FORM]],
    ['a line feed and more after it (V2)', `${SID.slice(0, -2)}\nA`, [WRONG_FORM]],
  ])('that is %s', (_, sid, problems) => {
    expect(problemsOf(sid, TOKEN)).toEqual(problems);
  });

  test('of the wrong length is refused with the text of the product (V1)', () => {
    const checked = checkCredentialInput({ accountSid: 'AC1', authToken: TOKEN });
    expect(checked).toMatchObject({
      ok: false,
      problems: [{ message: 'Twilio account SID must be 34 characters long' }],
    });
  });

  test('passes exactly when it has the form, and a wrong one is refused by length or by form (V1, V2)', () => {
    const hex = fc.constantFrom(...'0123456789abcdefABCDEF');
    const near = fc
      .tuple(
        fc.constantFrom('AC', 'ac', 'SK', 'A'),
        fc.array(fc.oneof({ weight: 40, arbitrary: hex }, fc.string({ minLength: 1, maxLength: 1 })), {
          minLength: 30,
          maxLength: 34,
        }),
      )
      .map(([prefix, digits]) => prefix + digits.join(''));
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: ODD_UNIT, maxLength: 40 })), (text) => {
        const trimmed = text.trim();
        const expected = /^AC[0-9a-fA-F]{32}$/.test(trimmed)
          ? []
          : [[...trimmed].length === 34 ? WRONG_FORM : WRONG_LENGTH];
        expect(problemsOf(text, TOKEN)).toEqual(expected);
      }),
    );
  });
});

describe('an auth token', () => {
  test.each([
    ['of 32 hexadecimal digits', TOKEN, []],
    ['of one character', 'x', []],
    ['of 128 characters', 'x'.repeat(128), []],
    ['of 128 characters and white space around it (V1)', ` ${'x'.repeat(128)}\n`, []],
    ['of printable characters of any kind', '!~ {}"\\', []],
    ['that is missing', '', ['VALUE_REQUIRED input.authToken']],
    ['of white space alone', ' \n', ['VALUE_REQUIRED input.authToken']],
    ['of 129 characters', 'x'.repeat(129), ['VALUE_OUT_OF_RANGE input.authToken']],
    ['with a zero character', 'a\u0000b', ['VALUE_MALFORMED input.authToken']],
    ['with a line feed', 'a\nb', ['VALUE_MALFORMED input.authToken']],
    ['with a delete character', 'a\u007fb', ['VALUE_MALFORMED input.authToken']],
    ['with a letter beyond ASCII', 'añb', ['VALUE_MALFORMED input.authToken']],
  ])('%s (V2)', (_, token, problems) => {
    expect(problemsOf(SID, token)).toEqual(problems);
  });

  test('is never repeated in a message (X4)', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, unit: ODD_UNIT }), (token) => {
        const checked = checkCredentialInput({ accountSid: 'AC1', authToken: token });
        fc.pre(token.trim().length >= 12);
        expect(JSON.stringify(checked)).not.toContain(JSON.stringify(token.trim()).slice(1, -1));
      }),
    );
  });
});

test('everything that is wrong is said at once (V1, V2)', () => {
  expect(problemsOf('AC1', '')).toEqual([WRONG_LENGTH, 'VALUE_REQUIRED input.authToken']);
});
