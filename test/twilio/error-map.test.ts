import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRead, judgeSilence, type ReadTarget } from '../../src/twilio/error-map.ts';
import type { ReadFailureReason } from '../../src/twilio/gateway.ts';
import { NetworkFailure, type NetworkFault, networkFault } from '../../src/twilio/network-failure.ts';

const BOTH: readonly ReadTarget[] = ['ACCOUNT', 'NUMBERS'];

type Row = readonly [ReadTarget | 'BOTH', number, number | null, ReadFailureReason, again: boolean];

const TABLE: readonly Row[] = [
  ['BOTH', 401, 20003, 'INCORRECT_CREDENTIALS', false],
  ['BOTH', 401, null, 'INCORRECT_CREDENTIALS', false],
  ['BOTH', 401, 20008, 'INCORRECT_CREDENTIALS', false],
  ['ACCOUNT', 404, 20404, 'INCORRECT_CREDENTIALS', false],
  ['ACCOUNT', 404, null, 'INCORRECT_CREDENTIALS', false],
  ['NUMBERS', 404, 20404, 'TWILIO_UNAVAILABLE', false],
  ['NUMBERS', 404, null, 'TWILIO_UNAVAILABLE', false],
  ['BOTH', 403, 20008, 'TEST_CREDENTIALS', false],
  ['BOTH', 403, 20003, 'ACCOUNT_NOT_USABLE', false],
  ...[20005, 20403, 10001, 90010].flatMap((code): Row[] => [
    ['BOTH', 400, code, 'ACCOUNT_NOT_USABLE', false],
    ['BOTH', 401, code, 'ACCOUNT_NOT_USABLE', false],
    ['BOTH', 403, code, 'ACCOUNT_NOT_USABLE', false],
    ['BOTH', 404, code, 'ACCOUNT_NOT_USABLE', false],
    ['BOTH', 429, code, 'TWILIO_UNAVAILABLE', true],
    ['BOTH', 500, code, 'TWILIO_UNAVAILABLE', true],
  ]),
  ['BOTH', 403, null, 'TWILIO_UNAVAILABLE', false],
  ['BOTH', 400, 20007, 'TWILIO_UNAVAILABLE', false],
  ['BOTH', 400, null, 'TWILIO_UNAVAILABLE', false],
  ['BOTH', 429, 20429, 'TWILIO_UNAVAILABLE', true],
  ['BOTH', 429, null, 'TWILIO_UNAVAILABLE', true],
  ['BOTH', 500, 20500, 'TWILIO_UNAVAILABLE', true],
  ['BOTH', 502, null, 'TWILIO_UNAVAILABLE', true],
  ['BOTH', 503, 20503, 'TWILIO_UNAVAILABLE', true],
  ['BOTH', 204, null, 'TWILIO_UNAVAILABLE', false],
  ['BOTH', 302, null, 'TWILIO_UNAVAILABLE', false],
];

const ROWS = TABLE.flatMap(([target, ...rest]) =>
  (target === 'BOTH' ? BOTH : [target]).map((each) => [each, ...rest] as const),
);

describe("the map of Twilio's answers to a read", () => {
  it.each(ROWS)(
    'given %s and HTTP %i with code %s, it is %s and worth repeating: %s (V4)',
    (target, httpStatus, code, reason, again) => {
      const verdict = judgeRead(target, { httpStatus, code });
      expect(verdict).toMatchObject({ again, failure: { reason, httpStatus, code } });
    },
  );

  it.each(BOTH)('given %s and a 200, the body decides (V4)', (target) => {
    expect(judgeRead(target, { httpStatus: 200, code: null })).toBeUndefined();
    expect(judgeRead(target, { httpStatus: 200, code: 20003 })).toBeUndefined();
  });

  it('given any other status and code, there is exactly one reason, and only 429 and 5xx are repeated (V4)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BOTH),
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

describe('the map of missing answers', () => {
  const faults: readonly [NetworkFault, boolean][] = [
    ['DNS', true],
    ['REFUSED', true],
    ['TLS', true],
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
    ['EWHATEVER', 'OTHER'],
    [undefined, 'OTHER'],
  ])('given the error code %s, the word for it is %s', (code, fault) => {
    expect(networkFault(code)).toBe(fault);
  });
});
