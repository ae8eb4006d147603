import { describe, expect, test } from 'vitest';
import {
  type ChangeRequest,
  changeDigest,
  type Decider,
  isTaken,
  type Step,
  stepProblems,
} from '../../../src/configuration/change-request/change-request-rules.ts';
import { type Configuration, initialConfiguration } from '../../../src/configuration/configuration.ts';
import { newUuid } from '../../../src/kernel/ids.ts';
import {
  CHANGE_REQUEST_STATES,
  type ChangeRequestState,
} from '../../../src/kernel/vocabulary/configuration.ts';
import { newScope } from '../../support/journey.ts';

const { tenant, actor } = newScope({ subject: 'ann' });
const AT = new Date('2026-11-28T10:00:00Z');
const live = initialConfiguration(tenant);

function request(changes: Partial<ChangeRequest> = {}): ChangeRequest {
  return {
    tenant,
    id: newUuid(AT),
    kind: 'SAVE',
    state: 'PENDING',
    digest: 'd1',
    baseVersion: 0,
    input: null,
    applyAt: null,
    askedAt: AT,
    askedBy: actor,
    origin: { ip: null, userAgent: null },
    requestId: 'r',
    decided: null,
    approvedEntry: null,
    version: null,
    ...changes,
  };
}

const ANN: Decider = { kind: 'PERSON', subject: 'ann', platform: false };
const BOB: Decider = { kind: 'PERSON', subject: 'bob', platform: false };
const ROBOT: Decider = { kind: 'SERVICE', subject: 'robot', platform: false };
const PLATFORM: Decider = { kind: 'PERSON', subject: 'pat', platform: true };
const PLATFORM_ROBOT: Decider = { kind: 'SERVICE', subject: 'pat', platform: true };
const DECIDERS = { ANN, BOB, ROBOT, PLATFORM, PLATFORM_ROBOT };

/** Who may take which step with what is open; everybody else is told that it takes a person. */
const MAY: Readonly<Record<Step, readonly (keyof typeof DECIDERS)[]>> = {
  APPROVED: ['BOB'],
  REJECTED: ['BOB'],
  WITHDRAWN: ['ANN'],
  OVERRIDDEN: ['PLATFORM'],
};
const STEPS = ['APPROVED', 'REJECTED', 'WITHDRAWN', 'OVERRIDDEN'] as const;
const OPEN_FOR: Readonly<Record<Step, readonly ChangeRequestState[]>> = {
  APPROVED: ['PENDING'],
  OVERRIDDEN: ['PENDING'],
  REJECTED: ['PENDING', 'APPROVED'],
  WITHDRAWN: ['PENDING', 'APPROVED'],
};
const SAID = { digest: 'd1', note: 'because' };

describe.each(STEPS)('the step %s', (step) => {
  test.each(Object.entries(DECIDERS))(
    'by %s of what somebody else or they themselves asked for (C8, X7)',
    (name, by) => {
      const codes = stepProblems(request(), step, by, SAID).map(({ code }) => code);
      expect(codes).toEqual(MAY[step].some((one) => one === name) ? [] : ['PERSON_REQUIRED']);
    },
  );

  test.each(CHANGE_REQUEST_STATES)('of a request that is %s (X7)', (state) => {
    const [who = 'ANN'] = MAY[step];
    const codes = stepProblems(request({ state }), step, DECIDERS[who], SAID).map(({ code }) => code);
    expect(codes).toEqual(OPEN_FOR[step].includes(state) ? [] : ['NOT_POSSIBLE']);
  });
});

test('given another digest than that of the request, then it is not approved, and can be rejected (X7)', () => {
  const said = { digest: 'd2', note: null };
  expect(stepProblems(request(), 'APPROVED', BOB, said).map(({ code }) => code)).toEqual(['OUT_OF_DATE']);
  expect(stepProblems(request(), 'REJECTED', BOB, said)).toEqual([]);
});

test('given an override without a reason, or a note that is too long, then each is refused (X7)', () => {
  const codes = (step: Step, by: Decider, note: string) =>
    stepProblems(request(), step, by, { digest: 'd1', note }).map(({ code }) => code);
  expect(codes('OVERRIDDEN', PLATFORM, '  ')).toEqual(['VALUE_REQUIRED']);
  expect(codes('APPROVED', BOB, 'x'.repeat(501))).toEqual(['VALUE_OUT_OF_RANGE']);
  expect(codes('APPROVED', BOB, 'x'.repeat(500))).toEqual([]);
});

test('given a step that was taken, then the same person has taken it, and nobody else (D15)', () => {
  const decided = { at: AT, by: { ...actor, subject: 'bob' }, decision: 'APPROVED', note: null } as const;
  const applied = request({ state: 'APPLIED', decided });
  expect(isTaken(applied, 'APPROVED', BOB)).toBe(true);
  expect(isTaken(applied, 'APPROVED', ANN)).toBe(false);
  expect(isTaken(applied, 'REJECTED', BOB)).toBe(false);
  expect(isTaken(request(), 'APPROVED', BOB)).toBe(false);
});

describe('the digest of what would go live', () => {
  const digest = (next: Partial<Configuration>) => changeDigest('SAVE', { ...live, ...next });

  test('is the same no matter who saves it, and when (X7)', () => {
    const other = {
      savedBy: actor,
      requestId: 'x',
      requestDigest: 'y',
      inForceFrom: AT,
      consentId: newUuid(AT),
    };
    expect(digest(other)).toBe(digest({}));
    expect(digest({})).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is another for each thing that it is bound to (X7)', () => {
    const fallback = { ...live.fallback, mode: 'DISABLED' } as const;
    const all = [
      digest({}),
      changeDigest('REMOVAL', live),
      digest({ fallback }),
      digest({ channels: { sms: true, voice: false } }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
