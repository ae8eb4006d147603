import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { decide } from '../../../src/dispatch/decide/decision-rules.ts';
import { FOLLOW_UP_TIMES } from '../../../src/dispatch/decide/follow-up-rules.ts';
import {
  type AttemptNews,
  concluded,
  decisionInputOf,
  dispatchEntries,
  learn,
} from '../../../src/dispatch/decide/settlement-rules.ts';
import { absent, acceptedAs, informed, interrupted } from '../../../src/dispatch/follow-up/report-rules.ts';
import type { Attempt, DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { configurationVersion, newUuid, parseTenantId } from '../../../src/kernel/ids.ts';
import type { Originator } from '../../../src/kernel/vocabulary/dispatch.ts';

const AT = new Date('2026-11-23T10:00:00Z');
const LATER = new Date('2026-11-23T10:00:05Z');
const GROUND = { hasDefaultNumber: true, now: LATER, times: FOLLOW_UP_TIMES };
const CHARGE = { amount: '0.0930', currency: 'USD', source: 'RATE_CARD', rateCardVersion: 'v1' } as const;

function attempt(ordinal: number, originator: Originator, changes: Partial<Attempt> = {}): Attempt {
  return {
    ...{ id: newUuid(AT), ordinal, originator, accountSid: simulatedPlatform().sid, credentialId: null },
    ...{
      from: '+15559990001',
      ...{ senderKind: 'LONG_CODE', senderClass: null, chosenFrom: null },
      outcome: 'OPEN',
      evidence: null,
      twilioSid: null,
      segments: null,
      httpStatus: null,
      code: null,
    },
    ...{ fault: null, startedAt: AT, durationMs: null, settledAt: null },
    quote: originator === 'DEFAULT' ? CHARGE : null,
    budgeted: null,
    ...changes,
  };
}

function record(attempts: readonly Attempt[]): DispatchRecord {
  const tenant = parseTenantId('acme');
  if (tenant === undefined) throw new Error('no tenant');
  return {
    ...{ tenant, id: newUuid(AT), idempotencyKey: 'key', channel: 'SMS', recipientMasked: '+491•••78' },
    ...{
      recipientHash: Buffer.alloc(32),
      sealedRecipient: { masterKeyId: 'test', sealed: Buffer.from('sealed') },
    },
    ...{ country: 'DE', language: null, validitySeconds: null, estimatedSegments: 1 },
    ...{ configurationVersion: configurationVersion(1), fallbackMode: 'DEFAULT_ACCOUNT' },
    ...{
      settings: { treatUndefinedAsDisabled: false, excludedCodes: [] },
      state: 'PENDING',
      delivery: 'NONE',
    },
    ...{
      deliveryCode: null,
      deliveredAt: null,
      billed: 'UNKNOWN',
      alsoBilled: null,
      charge: null,
      failureReason: null,
    },
    trigger: attempts.length > 1 ? 'API_ERROR' : null,
    rule: attempts.length > 1 ? 'FALLBACK_ALLOWED' : 'CUSTOM_FIRST',
    requestedBy: {
      kind: 'SERVICE',
      subject: 'mfa',
      displayName: 'MFA',
      authenticatedBy: 'client-credentials',
    },
    ...{ requestId: 'r-1', createdAt: AT, settledAt: null, changedAt: AT, leaseUntil: LATER },
    ...{ followUpAt: null, followUps: 0, simulated: false, attempts },
  };
}

const REFUSED = { outcome: 'REFUSED', evidence: 'ANSWER', code: 20_003 } as const;
const OUTCOMES = ['ACCEPTED', 'REFUSED', 'THROTTLED', 'NOT_SENT', 'OPEN'] as const;
const news = fc
  .record({
    outcome: fc.constantFrom(...OUTCOMES),
    evidence: fc.constantFrom('ANSWER', 'CALLBACK', 'LIST'),
  })
  .map(
    ({ outcome, evidence }): AttemptNews => ({
      ...{ outcome, evidence, httpStatus: null, code: null, fault: null, durationMs: null },
      twilioSid: outcome === 'ACCEPTED' ? `SM${'a'.repeat(32)}` : null,
      segments: outcome === 'ACCEPTED' ? 1 : null,
    }),
  );

describe('what is known of an attempt', () => {
  test('only grows: acceptance stands against anything, and what is known is never forgotten (D8, D11)', () => {
    fc.assert(
      fc.property(fc.array(news, { maxLength: 8 }), (all) => {
        let known = attempt(1, 'CUSTOM');
        for (const one of all) {
          const next = learn(known, one, LATER);
          if (known.outcome === 'ACCEPTED') expect(next.outcome).toBe('ACCEPTED');
          if (known.outcome !== 'OPEN') expect(next.outcome).not.toBe('OPEN');
          if (known.evidence !== null) expect(next.evidence).not.toBeNull();
          if (known.twilioSid !== null) expect(next.twilioSid).toBe(known.twilioSid);
          known = next;
        }
        expect(known.outcome === 'ACCEPTED').toBe(all.some(({ outcome }) => outcome === 'ACCEPTED'));
        expect(known.settledAt === null).toBe(known.outcome === 'OPEN');
      }),
    );
  });

  test('does not change by the same news again (D13)', () => {
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 4 }), (all) => {
        const known = all.reduce((so, one) => learn(so, one, LATER), attempt(1, 'CUSTOM'));
        const last = all.at(-1);
        if (known.outcome !== 'OPEN' && last?.outcome === known.outcome)
          expect(learn(known, last, new Date())).toBe(known);
      }),
    );
  });
});

describe('a record with two attempts', () => {
  const steps = fc.array(fc.record({ at: fc.constantFrom(0, 1), one: news }), { maxLength: 8 });

  test('comes to the same state in whatever order the news comes, as far as acceptance is concerned (D8, D11)', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (all, random) => {
        const accepted = all.filter(({ one }) => one.outcome === 'ACCEPTED');
        const shuffled = accepted
          .map((step) => ({ step, by: random.next().value ?? 0 }))
          .sort((a, b) => a.by - b.by)
          .map(({ step }) => step);
        const [first, second] = [accepted, shuffled].map((order) => told(order));
        expect(second?.state).toBe(first?.state);
        expect(paying(second)).toEqual(paying(first));
      }),
    );
  });

  test('bills the account first known to have accepted, and names the other (D8, B1)', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const last = told(all);
        const accepted = all.filter(({ one }) => one.outcome === 'ACCEPTED').map(({ at }) => at);
        const [first] = accepted;
        const other = accepted.find((at) => at !== first);
        const name = (at: number | undefined) => (at === undefined ? null : at === 0 ? 'CUSTOM' : 'DEFAULT');
        if (first === undefined) expect(['NONE', 'UNKNOWN']).toContain(last.billed);
        else expect(last.billed).toBe(name(first));
        expect(last.alsoBilled).toBe(name(other));
        expect(last.charge).toEqual(last.billed === 'DEFAULT' ? CHARGE : null);
        expect([last.rule, last.trigger]).toEqual(['FALLBACK_ALLOWED', 'API_ERROR']);
      }),
    );
  });

  test('is FAILED only when both are known not to be accepted, and unknown while one is open (D8)', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { state, billed, attempts, sealedRecipient } = told(all);
        const outcomes = attempts.map(({ outcome }) => outcome);
        const wanted = outcomes.includes('ACCEPTED')
          ? 'ACCEPTED'
          : outcomes.includes('OPEN')
            ? 'OUTCOME_UNKNOWN'
            : 'FAILED';
        expect(state).toBe(wanted);
        if (wanted !== 'ACCEPTED') expect(billed).toBe(wanted === 'FAILED' ? 'NONE' : 'UNKNOWN');
        expect(sealedRecipient !== null).toBe(outcomes.includes('OPEN'));
      }),
    );
  });

  /** The record after its process died and all the news came, each time with its entry checked. */
  function told(all: readonly { readonly at: number; readonly one: AttemptNews }[]): DispatchRecord {
    let so = interrupted(record([attempt(1, 'CUSTOM'), attempt(2, 'DEFAULT')]), GROUND);
    for (const { at, one } of all) {
      const id = so.attempts[at]?.id;
      if (id === undefined) throw new Error('no attempt');
      const next = informed(so, id, one, GROUND);
      const outcomes = (of: DispatchRecord) => [
        of.failureReason,
        of.attempts.map(({ outcome, evidence, twilioSid }) => [outcome, evidence, twilioSid]),
      ];
      const isSame =
        so.state === next.state &&
        so.billed === next.billed &&
        so.alsoBilled === next.alsoBilled &&
        isDeepStrictEqual(outcomes(so), outcomes(next));
      expect(dispatchEntries(so, next).map(({ kind }) => kind)).toEqual(isSame ? [] : ['DISPATCH_CORRECTED']);
      so = next;
    }
    return so;
  }

  function paying(of: DispatchRecord | undefined) {
    return new Set(
      [of?.billed, of?.alsoBilled].filter((account) => account === 'CUSTOM' || account === 'DEFAULT'),
    );
  }
});

describe('a dispatch whose call is under way', () => {
  const modes = ['NOT_DEFINED', 'DISABLED', 'DEFAULT_ACCOUNT'] as const;

  test.each(modes)('is never given a further attempt until that call has ended (%s, D15)', (fallbackMode) => {
    for (const attempts of [[attempt(1, 'CUSTOM')], [attempt(1, 'CUSTOM', REFUSED), attempt(2, 'DEFAULT')]]) {
      const underWay = { ...record(attempts), fallbackMode };
      expect(decide(decisionInputOf(underWay, true)).next).not.toBe('ATTEMPT');
    }
  });
});

describe('the entries of a dispatch', () => {
  const open = record([attempt(1, 'CUSTOM')]);
  const step = decide(decisionInputOf(open, true));

  test('are none while it is pending, and one when it ends (A1)', () => {
    expect(dispatchEntries(open, { ...open, changedAt: LATER })).toEqual([]);
    const ended = concluded(open, step, LATER);
    expect(dispatchEntries(open, ended)).toMatchObject([
      {
        kind: 'DISPATCH_DECIDED',
        before: null,
        after: { state: 'OUTCOME_UNKNOWN', billedAccount: 'UNKNOWN' },
      },
    ]);
  });

  test('correct the bill when both turn out to have accepted, saying what was said before (A1, D8)', () => {
    const both = record([attempt(1, 'CUSTOM'), attempt(2, 'DEFAULT')]);
    const [first, second] = both.attempts;
    if (first === undefined || second === undefined) throw new Error('no attempts');
    const ended = informed(
      interrupted(both, GROUND),
      second.id,
      acceptedAs(`SM${'b'.repeat(32)}`, 'CALLBACK'),
      GROUND,
    );
    const corrected = informed(ended, first.id, acceptedAs(`SM${'c'.repeat(32)}`, 'LIST'), GROUND);

    expect(corrected).toMatchObject({
      state: 'ACCEPTED',
      billed: 'DEFAULT',
      alsoBilled: 'CUSTOM',
      charge: CHARGE,
    });
    expect(dispatchEntries(ended, corrected)).toMatchObject([
      {
        kind: 'DISPATCH_CORRECTED',
        before: { billedAccount: 'DEFAULT', alsoBilled: null },
        after: { billedAccount: 'DEFAULT', alsoBilled: 'CUSTOM' },
      },
    ]);
  });

  test('correct what an attempt came to also where nobody else is billed (A1, D15)', () => {
    const both = record([attempt(1, 'CUSTOM'), attempt(2, 'DEFAULT')]);
    const [first, second] = both.attempts;
    if (first === undefined || second === undefined) throw new Error('no attempts');
    const accepted = acceptedAs(`SM${'b'.repeat(32)}`, 'CALLBACK');
    const ended = informed(interrupted(both, GROUND), second.id, accepted, GROUND);
    const corrected = informed(ended, first.id, absent(first), GROUND);

    expect(dispatchEntries(ended, corrected)).toMatchObject([
      {
        kind: 'DISPATCH_CORRECTED',
        before: { state: 'ACCEPTED', billedAccount: 'DEFAULT', attempts: [{ outcome: 'OPEN' }, {}] },
        after: { state: 'ACCEPTED', billedAccount: 'DEFAULT', attempts: [{ outcome: 'NOT_SENT' }, {}] },
      },
    ]);
  });

  test('say what Twilio charged when it is told, once (B3, A8)', () => {
    const ended = concluded(record([attempt(1, 'CUSTOM')]), step, LATER);
    const charge = { amount: '0.00790', currency: 'USD', source: 'TWILIO', rateCardVersion: null } as const;
    const priced = { ...ended, billed: 'CUSTOM', charge } as const;
    expect(dispatchEntries({ ...priced, charge: null }, priced)).toMatchObject([
      {
        kind: 'DISPATCH_PRICED',
        before: null,
        after: { dispatchId: ended.id, charge: { amount: '0.00790' } },
      },
    ]);
    expect(dispatchEntries(priced, { ...priced, delivery: 'SENT' })).toEqual([]);
  });

  test('say nothing of a change that bills nobody else (A1)', () => {
    const ended = concluded(open, step, LATER);
    expect(dispatchEntries(ended, { ...ended, delivery: 'SENT' })).toEqual([]);
  });
});
