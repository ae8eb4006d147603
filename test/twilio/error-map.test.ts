import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeRead,
  judgeSend,
  judgeSilence,
  judgeUnanswered,
  type ReadTarget,
} from '../../src/twilio/error-map.ts';
import type { ReadFailureReason, SendOutcome } from '../../src/twilio/gateway.ts';
import { NetworkFailure, type NetworkFault, networkFault } from '../../src/twilio/network-failure.ts';

const ALL: readonly ReadTarget[] = ['ACCOUNT', 'NUMBERS', 'MESSAGES', 'CALLS'];
const HELD: readonly ReadTarget[] = ['NUMBERS', 'MESSAGES', 'CALLS'];

type Row = readonly [ReadTarget | 'ALL' | 'HELD', number, number | null, ReadFailureReason, again: boolean];

const TABLE: readonly Row[] = [
  ['ALL', 401, 20003, 'INCORRECT_CREDENTIALS', false],
  ['ALL', 401, null, 'INCORRECT_CREDENTIALS', false],
  ['ALL', 401, 20008, 'INCORRECT_CREDENTIALS', false],
  ['ACCOUNT', 404, 20404, 'INCORRECT_CREDENTIALS', false],
  ['ACCOUNT', 404, null, 'INCORRECT_CREDENTIALS', false],
  ['HELD', 404, 20404, 'TWILIO_UNAVAILABLE', false],
  ['HELD', 404, null, 'TWILIO_UNAVAILABLE', false],
  ['ALL', 403, 20008, 'TEST_CREDENTIALS', false],
  ['ALL', 403, 20003, 'ACCOUNT_NOT_USABLE', false],
  ...[20005, 20403, 10001, 90010].flatMap((code): Row[] => [
    ['ALL', 400, code, 'ACCOUNT_NOT_USABLE', false],
    ['ALL', 401, code, 'ACCOUNT_NOT_USABLE', false],
    ['ALL', 403, code, 'ACCOUNT_NOT_USABLE', false],
    ['ALL', 404, code, 'ACCOUNT_NOT_USABLE', false],
    ['ALL', 429, code, 'TWILIO_UNAVAILABLE', true],
    ['ALL', 500, code, 'TWILIO_UNAVAILABLE', true],
  ]),
  ['ALL', 403, null, 'TWILIO_UNAVAILABLE', false],
  ['ALL', 400, 20007, 'TWILIO_UNAVAILABLE', false],
  ['ALL', 400, null, 'TWILIO_UNAVAILABLE', false],
  ['ALL', 429, 20429, 'TWILIO_UNAVAILABLE', true],
  ['ALL', 429, null, 'TWILIO_UNAVAILABLE', true],
  ['ALL', 500, 20500, 'TWILIO_UNAVAILABLE', true],
  ['ALL', 502, null, 'TWILIO_UNAVAILABLE', true],
  ['ALL', 503, 20503, 'TWILIO_UNAVAILABLE', true],
  ['ALL', 204, null, 'TWILIO_UNAVAILABLE', false],
  ['ALL', 302, null, 'TWILIO_UNAVAILABLE', false],
];

const ROWS = TABLE.flatMap(([target, ...rest]) =>
  (target === 'ALL' ? ALL : target === 'HELD' ? HELD : [target]).map((each) => [each, ...rest] as const),
);

describe("the map of Twilio's answers to a read", () => {
  it.each(ROWS)(
    'given %s and HTTP %i with code %s, it is %s and worth repeating: %s (V4)',
    (target, httpStatus, code, reason, again) => {
      const verdict = judgeRead(target, { httpStatus, code });
      expect(verdict).toMatchObject({ again, failure: { reason, httpStatus, code } });
    },
  );

  it.each(ALL)('given %s and a 200, the body decides (V4)', (target) => {
    expect(judgeRead(target, { httpStatus: 200, code: null })).toBeUndefined();
    expect(judgeRead(target, { httpStatus: 200, code: 20003 })).toBeUndefined();
  });

  it('given any other status and code, there is exactly one reason, and only 429 and 5xx are repeated (V4)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.integer({ min: 100, max: 599 }).filter((status) => status !== 200),
        fc.option(fc.integer({ min: 0, max: 999_999 })),
        (target, httpStatus, code) => {
          const verdict = judgeRead(target, { httpStatus, code });
          expect(verdict?.again).toBe(httpStatus === 429 || httpStatus >= 500);
          if (httpStatus === 429 || httpStatus >= 500 || httpStatus < 400) {
            expect(verdict?.failure.reason).toBe('TWILIO_UNAVAILABLE');
          }
        },
      ),
    );
  });
});

const SID = `SM${'0'.repeat(32)}`;
const CODES = [null, 20003, 20429, 20500, 21610, 30003, 634_567];

/** What each HTTP status says of a send, with and without a SID in the answer. */
function classOf(httpStatus: number, hasSid: boolean): SendOutcome['outcome'] {
  if (httpStatus === 429) return 'THROTTLED';
  const hundreds = Math.floor(httpStatus / 100);
  if (hundreds === 4) return 'REFUSED';
  return hundreds === 2 && hasSid ? 'ACCEPTED' : 'OPEN';
}

describe("the map of Twilio's answers to a send", () => {
  it.each([100, 200, 300, 400, 500])(
    'given any status from %i on, any code, a SID or none, the class goes by status and SID alone (D4, D5, D8)',
    (first) => {
      for (let httpStatus = first; httpStatus < first + 100; httpStatus += 1) {
        for (const code of CODES) {
          for (const sent of [{ sid: SID, segments: 2 }, { sid: SID, segments: null }, undefined]) {
            const outcome = judgeSend({ httpStatus, code }, sent);
            const expected = classOf(httpStatus, sent !== undefined);
            const facts = { httpStatus, outcome: expected };
            const fault = httpStatus >= 500 ? 'SERVER_ERROR' : 'UNREADABLE';
            if (expected === 'ACCEPTED') expect(outcome).toEqual({ ...facts, ...sent });
            else if (expected === 'OPEN') expect(outcome).toEqual({ ...facts, code, fault });
            else expect(outcome).toEqual({ ...facts, code });
          }
        }
      }
    },
  );

  const faults: readonly NetworkFault[] = [
    'DNS',
    'REFUSED',
    'TLS',
    'PROXY',
    'CONNECT_TIMEOUT',
    'RESPONSE_TIMEOUT',
    'RESET',
    'TOO_LARGE',
    'ABORTED',
    'CLOSED',
    'OTHER',
  ];

  it.each(faults)(
    'given %s, it is certainly not accepted before the request only, and open after it (D8)',
    (fault) => {
      expect(judgeUnanswered(new NetworkFailure('NOT_SENT', fault))).toEqual({ outcome: 'NOT_SENT', fault });
      const open = { outcome: 'OPEN', code: null, fault };
      for (const httpStatus of [null, 103, 200, 201, 302, 500, 503]) {
        const failure = new NetworkFailure('OPEN', fault, httpStatus);
        expect(judgeUnanswered(failure)).toEqual({ ...open, httpStatus });
      }
      for (const httpStatus of [400, 401, 403, 404, 499]) {
        const refused = { outcome: 'REFUSED', httpStatus, code: null };
        expect(judgeUnanswered(new NetworkFailure('OPEN', fault, httpStatus))).toEqual(refused);
      }
      const throttled = { outcome: 'THROTTLED', httpStatus: 429, code: null };
      expect(judgeUnanswered(new NetworkFailure('OPEN', fault, 429))).toEqual(throttled);
    },
  );
});

describe('the map of missing answers', () => {
  const faults: readonly [NetworkFault, boolean][] = [
    ['DNS', true],
    ['REFUSED', true],
    ['TLS', true],
    ['PROXY', true],
    ['CONNECT_TIMEOUT', true],
    ['RESPONSE_TIMEOUT', true],
    ['RESET', true],
    ['OTHER', true],
    ['TOO_LARGE', false],
    ['ABORTED', false],
    ['CLOSED', false],
  ];

  it.each(faults)('given %s, Twilio is unavailable and it is worth repeating: %s (V4)', (fault, again) => {
    for (const phase of ['NOT_SENT', 'OPEN'] as const) {
      const verdict = judgeSilence(new NetworkFailure(phase, fault));
      expect(verdict).toMatchObject({
        again,
        failure: { reason: 'TWILIO_UNAVAILABLE', httpStatus: null, code: null },
      });
    }
  });

  it.each([
    ['ENOTFOUND', 'DNS'],
    ['EAI_AGAIN', 'DNS'],
    ['ECONNREFUSED', 'REFUSED'],
    ['UND_ERR_CONNECT_TIMEOUT', 'CONNECT_TIMEOUT'],
    ['ECONNRESET', 'RESET'],
    ['UND_ERR_SOCKET', 'RESET'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS'],
    ['CERT_HAS_EXPIRED', 'TLS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS'],
    ['UND_ERR_ABORTED', 'PROXY'],
    ['EWHATEVER', 'OTHER'],
    [undefined, 'OTHER'],
  ])('given the error code %s, the word for it is %s', (code, fault) => {
    expect(networkFault(code)).toBe(fault);
  });
});
