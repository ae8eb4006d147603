import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, negateDecimal } from '../../src/stats/decimal-rules.ts';
import {
  type CountedAttempt,
  type CountedRecord,
  rollupChanges,
  rollupRows,
  sumOfChanges,
} from '../../src/stats/rollup-rules.ts';
import { recordStates } from './record-states.ts';
import { anAttempt, aRecord, newTenant, SIDS } from './stats-kit.ts';

const tenant = newTenant();
const CUSTOM = anAttempt();
const DEFAULT = anAttempt({ originator: 'DEFAULT' });

describe('the rollup rows of a record', () => {
  it('given a pending dispatch, then it is no rollup row', () => {
    expect(
      rollupRows(aRecord(tenant, '2026-03-29T00:59:59.999Z', { state: 'PENDING', delivery: 'NONE' })),
    ).toEqual([]);
  });

  it('given a charged dispatch, then it counts in the quarter-hour of its creation', () => {
    const record = aRecord(tenant, '2026-03-29T00:59:59.999Z', {
      charge: { amount: '0.0075', currency: 'EUR' },
      attempts: [anAttempt({ settledAt: new Date('2026-03-29T01:00:00.400Z') })],
      deliveredAt: new Date('2026-03-29T01:00:02.001Z'),
    });
    const place = { tenant, bucket: new Date('2026-03-29T00:45:00Z'), channel: 'SMS', billed: 'CUSTOM' };
    const decided = {
      ...{ ...place, accountSid: SIDS.CUSTOM, state: 'ACCEPTED', trigger: null, rule: 'CUSTOM_FIRST' },
      ...{ fellBack: false, deliveries: { DELIVERED: 1 } },
    };
    expect(rollupRows(record)).toEqual([
      { kind: 'DISPATCH', ...decided, latencies: { accepted_in_500: 1, delivered_in_5000: 1 } },
      { kind: 'COUNTRY', ...decided, country: 'DE' },
      {
        ...{ kind: 'CHARGE', ...place, accountSid: SIDS.CUSTOM, country: 'DE' },
        ...{ currency: 'EUR', charged: 1, amount: '0.0075' },
      },
    ]);
  });

  it.each([
    ['CUSTOM_FIRST', [CUSTOM], false],
    ['FALLBACK_ALLOWED', [CUSTOM, DEFAULT], true],
    ['FALLBACK_NOT_DEFINED', [DEFAULT], true],
    ['FALLBACK_ALLOWED', [CUSTOM], false],
    ['FALLBACK_ALLOWED', [CUSTOM, { ...DEFAULT, fault: 'TIME_SPENT' }], false],
    ['FALLBACK_ALLOWED', [CUSTOM, { ...DEFAULT, fault: 'RESET' }], true],
    ['FALLBACK_DISABLED', [CUSTOM], false],
    ['NO_CUSTOM_ACCOUNT', [DEFAULT], false],
    ['FALLBACK_ALLOWED', [], false],
  ] as const)(
    'given %s and the attempts %j, then it is a fallback: %s (D2, D6)',
    (rule, attempts, isFallback) => {
      const record = aRecord(tenant, '2026-03-29T01:00:00Z', { rule, attempts });
      expect(rollupRows(record)[0]).toMatchObject({ fellBack: isFallback });
    },
  );

  it('given a later delivery, then one counter goes down and another up, and the rollup row stays the same (B1)', () => {
    const before = aRecord(tenant, '2026-03-29T01:00:00Z', { delivery: 'SENT' });
    const changes = rollupChanges(before, { ...before, delivery: 'UNDELIVERED' });
    expect(changes.map((change) => [change.kind, 'deliveries' in change && change.deliveries])).toEqual([
      ['DISPATCH', { SENT: -1, UNDELIVERED: 1 }],
      ['COUNTRY', { SENT: -1, UNDELIVERED: 1 }],
      ['FAILURE', false],
    ]);
  });

  it('given a dispatch that both accounts failed, then each is a failure under its code, and that no time was left is none (D4)', () => {
    const refused = anAttempt({ outcome: 'REFUSED', code: 21_610 });
    const silent = anAttempt({ originator: 'DEFAULT', outcome: 'OPEN', fault: 'RESET' });
    const failed = (attempts: readonly CountedAttempt[], unlike: Partial<CountedRecord> = {}) =>
      rollupRows(
        aRecord(tenant, '2026-03-29T01:00:00Z', { attempts, billed: 'NONE', delivery: 'NONE', ...unlike }),
      )
        .filter((row) => row.kind === 'FAILURE')
        .map(({ stage, originator, code, accountSid }) => [stage, originator, code, accountSid]);
    expect(failed([refused, silent])).toEqual([
      ['API', 'CUSTOM', 21_610, ''],
      ['API', 'DEFAULT', 0, ''],
    ]);
    expect(failed([{ ...refused, fault: 'TIME_SPENT' }])).toEqual([]);
    expect(failed([{ ...refused, code: 2_000_000_000 }])).toEqual([['API', 'CUSTOM', 0, '']]);
    const undelivered = { billed: 'CUSTOM', delivery: 'UNDELIVERED', deliveryCode: 30_003 } as const;
    expect(failed([anAttempt()], undelivered)).toEqual([['DELIVERY', 'CUSTOM', 30_003, SIDS.CUSTOM]]);
  });

  it('given a price that is corrected, then the amount changes by the exact difference', () => {
    const before = aRecord(tenant, '2026-03-29T01:00:00Z', { charge: { amount: '0.1', currency: 'USD' } });
    const changes = rollupChanges(before, { ...before, charge: { amount: '0.30', currency: 'USD' } });
    expect(changes).toEqual([expect.objectContaining({ kind: 'CHARGE', charged: 0, amount: '0.2' })]);
  });

  it('given any history, then its changes add up to the rollup rows of where it ended', () => {
    fc.assert(
      fc.property(fc.array(recordStates, { minLength: 1, maxLength: 8 }), (states) => {
        const records = states.map((state) => aRecord(tenant, '2026-03-29T01:00:00Z', state));
        const changes = records.flatMap((after, index) => rollupChanges(records[index - 1] ?? null, after));
        const last = records.at(-1);
        const rest = rollupRows(aRecord(tenant, '2026-03-29T01:00:00Z', last));
        const sum = sumOfChanges(changes);
        expect(sum).toHaveLength(rest.length);
        expect(rollupChanges(last ?? null, aRecord(tenant, '2026-03-29T01:00:00Z', last))).toEqual([]);
        // Nothing is left when the end is taken out again.
        const emptied = aRecord(tenant, '2026-03-29T01:00:00Z', { state: 'PENDING' });
        expect(sumOfChanges([...changes, ...rollupChanges(last ?? null, emptied)])).toEqual([]);
      }),
    );
  });
});

describe('decimals', () => {
  const decimal = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }))
    .map(([minus, digits, scale]) => {
      const text = digits.toString().padStart(scale + 1, '0');
      const point = text.length - scale;
      return `${minus ? '-' : ''}${text.slice(0, point)}${scale > 0 ? `.${text.slice(point)}` : ''}`;
    });

  it.each([
    ['0.1', '0.2', '0.3'],
    ['0.0075', '-0.0075', '0'],
    ['-1', '0.25', '-0.75'],
    ['10', '5.00', '15'],
  ])('given %s and %s, then their sum is %s', (a, b, sum) => {
    expect(addDecimals(a, b)).toBe(sum);
  });

  it('given any two, then adding one and taking it away again leaves the other', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(addDecimals(addDecimals(a, b), negateDecimal(b))).toBe(addDecimals(a, '0'));
        expect(addDecimals(a, b)).toBe(addDecimals(b, a));
      }),
    );
  });

  it.each(['', '1.', '.5', '1e3', '0x1', '1,5', ' 1'])('given %j, then it is refused', (text) => {
    expect(() => addDecimals(text, '1')).toThrow(RangeError);
  });
});
