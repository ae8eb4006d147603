import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  counted,
  type GuardCounts,
  type GuardFacts,
  judge,
  NOTHING_SENT,
} from '../../../src/dispatch/policy/guard-rules.ts';
import {
  freeAt,
  type SlidingCount,
  WINDOWS_MS,
  type Window,
  within,
  withOneMore,
} from '../../../src/dispatch/policy/sliding-count-rules.ts';
import {
  NO_CHOICE,
  NO_LIMITS,
  type PolicyChoice,
  type RecipientLimits,
  type SendingLimits,
  SHIPPED_LIMITS,
} from '../../../src/kernel/sending/sending-policy.ts';
import { GUARD_MODES, NUMBER_KINDS } from '../../../src/kernel/vocabulary/guards.ts';

const NOW = Date.parse('2026-11-28T09:00:00Z');
const FACTS: GuardFacts = {
  channel: 'SMS',
  country: 'DE',
  numberKind: null,
  pause: null,
  originator: 'DEFAULT',
  now: NOW,
};

/** The counts after messages at these instants. */
function messagesAt(instants: readonly number[]): GuardCounts {
  return instants.reduce((counts: GuardCounts, now) => counted(counts, { ...FACTS, now }), {
    recipient: NOTHING_SENT,
  });
}

function refusedBy(
  limits: SendingLimits,
  choice: Partial<PolicyChoice>,
  facts: Partial<GuardFacts>,
  sent = 0,
) {
  const counts = messagesAt(Array.from({ length: sent }, () => NOW - 500_000));
  return judge(limits, { ...NO_CHOICE, ...choice }, { ...FACTS, ...facts }, counts).refused?.guard ?? null;
}

describe('the table of guards', () => {
  const modes = GUARD_MODES;
  const originators = ['CUSTOM', 'DEFAULT'] as const;

  test('each mode of own policy and bound, on each account: either refuses by itself (G1, G3)', () => {
    for (const own of modes)
      for (const bound of modes)
        for (const originator of originators)
          for (const numberKind of [null, ...NUMBER_KINDS])
            for (const country of ['DE', 'KP'])
              for (const channel of ['SMS', 'VOICE'] as const) {
                const rules = { mode: own, allowed: null, denied: ['KP'] };
                const choice = { smsCountries: rules, numberKinds: { mode: own, denied: NUMBER_KINDS } };
                const bounds = { ...NO_CHOICE, numberKinds: { mode: bound, denied: NUMBER_KINDS } };
                const told = refusedBy({ ...NO_LIMITS, bounds }, choice, {
                  ...{ originator, numberKind, country, channel },
                });
                const isKind =
                  numberKind !== null &&
                  (own === 'ENFORCE' || (bound === 'ENFORCE' && originator === 'DEFAULT'));
                const isCountry = country === 'KP' && channel === 'SMS' && own === 'ENFORCE';
                expect(told).toBe(isKind ? 'NUMBER_KIND' : isCountry ? 'COUNTRY' : null);
              }
  });

  test.each([
    ['SMS', 4, null],
    ['SMS', 5, 'RECIPIENT_RATE'],
    ['VOICE', 4, null],
    ['VOICE', 5, 'RECIPIENT_RATE'],
  ] as const)('by %s, %i messages within ten minutes: %s (G2)', (channel, sent, guard) => {
    const defaults = { ...SHIPPED_LIMITS.defaults, coolDown: NO_LIMITS.defaults.coolDown };
    expect(refusedBy({ ...SHIPPED_LIMITS, defaults }, {}, { channel }, sent)).toBe(guard);
  });

  test('a country that is not among those allowed is refused, and of none with ZZ (G3)', () => {
    const smsCountries = { mode: 'ENFORCE', allowed: ['DE'], denied: [] } as const;
    expect(['DE', 'FR', 'ZZ'].map((country) => refusedBy(NO_LIMITS, { smsCountries }, { country }))).toEqual([
      null,
      'COUNTRY',
      'COUNTRY',
    ]);
  });

  test('the pause doubles with each message of the hour, up to the longest (G2)', () => {
    const coolDown = { mode: 'ENFORCE', after: 2, firstSeconds: 10, longestSeconds: 60 } as const;
    const pauses = [0, 1, 2, 3, 4, 5, 6].map((sent) => {
      const counts = messagesAt(Array.from({ length: sent }, () => NOW));
      const { refused } = judge(NO_LIMITS, { ...NO_CHOICE, coolDown }, FACTS, counts);
      return refused?.retryAt ? (refused.retryAt.getTime() - NOW) / 1_000 : 0;
    });
    expect(pauses).toEqual([0, 0, 10, 20, 40, 60, 60]);
  });

  test('of several that refuse the one is told that lasts longest (G1)', () => {
    const smsRecipients = { mode: 'ENFORCE', tenMinutes: 1, hour: 1, day: 1 } as const;
    const { refused } = judge(NO_LIMITS, { ...NO_CHOICE, smsRecipients }, FACTS, messagesAt([NOW - 1_000]));
    expect(refused).toMatchObject({ guard: 'RECIPIENT_RATE', windowSeconds: 86_400, left: 0 });
    const smsCountries = { mode: 'ENFORCE', allowed: [], denied: [] } as const;
    const choice = { ...NO_CHOICE, smsRecipients, smsCountries };
    expect(judge(NO_LIMITS, choice, FACTS, messagesAt([NOW])).refused).toMatchObject({ guard: 'COUNTRY' });
  });
});

const window = fc.constantFrom<Window>('tenMinutes', 'hour', 'day');
/** Instants in order, some close and some far apart, up to two days. */
const instants = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 7_200_000 })), {
    maxLength: 60,
  })
  .map((steps) => {
    let now = NOW;
    return steps.map((step) => (now += step));
  });

function countOf(all: readonly number[], of: Window): SlidingCount {
  return all.reduce<SlidingCount>((count, at) => withOneMore(count, of, at), []);
}

describe('a window that slides', () => {
  test('is never shorter than it says, and longer by a twelfth at most (G2)', () => {
    fc.assert(
      fc.property(instants, window, fc.integer({ min: 0, max: 90_000_000 }), (all, of, later) => {
        const now = (all.at(-1) ?? NOW) + later;
        const seen = within(countOf(all, of), of, now);
        const since = (ms: number) => all.filter((at) => at > now - ms).length;
        expect(seen).toBeGreaterThanOrEqual(since(WINDOWS_MS[of]));
        expect(seen).toBeLessThanOrEqual(all.filter((at) => at >= now - (WINDOWS_MS[of] * 13) / 12).length);
      }),
    );
  });

  test('holds what it has to in at most thirteen stretches, however much there was (G2)', () => {
    fc.assert(
      fc.property(instants, window, (all, of) => {
        expect(countOf(all, of).length).toBeLessThanOrEqual(26);
      }),
    );
  });

  test('is free again at the instant that it tells, and not before (G2)', () => {
    fc.assert(
      fc.property(instants, window, fc.integer({ min: 1, max: 12 }), (all, of, limit) => {
        const now = all.at(-1) ?? NOW;
        const count = countOf(all, of);
        const free = freeAt(count, of, now, limit);
        expect(free).toBeDefined();
        expect(within(count, of, free ?? 0)).toBeLessThan(limit);
        if (free !== undefined && free > now)
          expect(within(count, of, free - 1)).toBeGreaterThanOrEqual(limit);
      }),
    );
  });
});

describe('the bounds of the platform', () => {
  const limitsOf = fc.record<RecipientLimits>({
    mode: fc.constantFrom(...GUARD_MODES),
    tenMinutes: fc.integer({ min: 0, max: 20 }),
    hour: fc.integer({ min: 0, max: 20 }),
    day: fc.integer({ min: 0, max: 20 }),
  });

  test('are never exceeded on the default account, whatever a tenant chooses (G1, G2)', () => {
    fc.assert(
      fc.property(limitsOf, limitsOf, instants, (own, bound, asked) => {
        const bounds = { ...NO_CHOICE, smsRecipients: bound };
        const choice = { ...NO_CHOICE, smsRecipients: own };
        let counts: GuardCounts = { recipient: NOTHING_SENT };
        const sent: number[] = [];
        for (const now of asked) {
          const { refused } = judge({ ...NO_LIMITS, bounds }, choice, { ...FACTS, now }, counts);
          if (refused !== null) continue;
          counts = counted(counts, { ...FACTS, now });
          sent.push(now);
        }
        if (bound.mode !== 'ENFORCE') return;
        for (const at of sent) {
          const since = (ms: number) => sent.filter((one) => one > at - ms && one <= at).length;
          expect(since(WINDOWS_MS.tenMinutes)).toBeLessThanOrEqual(bound.tenMinutes);
          expect(since(WINDOWS_MS.hour)).toBeLessThanOrEqual(bound.hour);
          expect(since(WINDOWS_MS.day)).toBeLessThanOrEqual(bound.day);
        }
      }),
    );
  });
});
