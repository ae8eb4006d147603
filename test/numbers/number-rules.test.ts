import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountSid } from '../../src/kernel/ids.ts';
import { parseAccountSid } from '../../src/kernel/ids.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../src/kernel/phone-number.ts';
import { exclusionReason, isAvailable, select, updateNumbers } from '../../src/numbers/number-rules.ts';
import type { AccountNumber, SelectedNumber } from '../../src/numbers/organization-number.ts';
import type { IncomingNumber } from '../../src/twilio/gateway.ts';

const NOW = new Date('2026-03-01T11:00:00Z');
const EARLIER = new Date('2026-03-01T10:00:00Z');
const SID: AccountSid = parsed(parseAccountSid(`AC${'1'.repeat(32)}`));

function parsed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not of that form');
  return value;
}

const phone = (index: number): PhoneNumber => parsed(parsePhoneNumber(`+1555000000${index}`));

interface Capability {
  readonly sms: boolean;
  readonly voice: boolean;
  readonly present: boolean;
}
const BOTH: Capability = { sms: true, voice: true, present: true };

const held = (index: number, capability: Partial<Capability> = {}): AccountNumber => ({
  phoneNumber: phone(index),
  numberSid: `PN${index}`,
  name: `number ${index}`,
  firstSeenAt: EARLIER,
  availabilityChangedAt: EARLIER,
  ...BOTH,
  ...capability,
});

const chosen = (index: number): SelectedNumber => ({
  phoneNumber: phone(index),
  numberSid: `PN${index}`,
  name: `number ${index}`,
  selectedAt: EARLIER,
});

const incoming = (index: number, sms = true, voice = true): IncomingNumber => ({
  sid: `PN${index}`,
  phoneNumber: phone(index),
  name: `number ${index}`,
  sms,
  voice,
});

describe('every capability', () => {
  const cases = [true, false].flatMap((sms) =>
    [true, false].flatMap((voice) => [true, false].map((present) => ({ sms, voice, present }))),
  );
  test.each(cases)(
    '$sms $voice $present: listed only with both, else left out with its reason (N1, N2)',
    (number) => {
      const { sms, voice, present } = number;
      expect(isAvailable(number)).toBe(present && sms && voice);
      const reason = sms && voice ? null : sms ? 'SMS_ONLY' : voice ? 'VOICE_ONLY' : 'NEITHER';
      expect(exclusionReason(number)).toBe(reason);
    },
  );
});

describe('a selection', () => {
  test('names everything that cannot be selected, in the order asked for (N3)', () => {
    const outcome = select({
      numbers: [held(1), held(2, { voice: false }), held(3, { sms: false }), held(4, { present: false })],
      current: [],
      requested: [phone(4), phone(1), phone(2), 'nonsense', phone(3), phone(9)],
      now: NOW,
    });
    expect(outcome).toMatchObject({
      ok: false,
      problems: [
        { code: 'NUMBER_NOT_SELECTABLE', message: expect.stringContaining(phone(4)) },
        { code: 'NUMBER_NOT_SELECTABLE', message: expect.stringContaining(phone(2)) },
        { code: 'NUMBER_NOT_SELECTABLE', message: '"nonsense" is not a number of this account.' },
        { code: 'NUMBER_NOT_SELECTABLE', message: expect.stringContaining(phone(3)) },
        { code: 'NUMBER_NOT_SELECTABLE', message: expect.stringContaining(phone(9)) },
      ],
    });
  });

  test.each([
    ['nothing', []],
    ['all of none', 'ALL' as const],
  ])('of %s is refused (N3)', (_, requested) => {
    const outcome = select({ numbers: [held(1, { sms: false })], current: [], requested, now: NOW });
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'NOTHING_SELECTED' }] });
  });

  test('never writes a long text back to the sender (N3)', () => {
    const outcome = select({ numbers: [], current: [], requested: ['7'.repeat(5_000)], now: NOW });
    expect(outcome).toMatchObject({ ok: false, problems: [{ code: 'NUMBER_NOT_SELECTABLE' }] });
    expect(JSON.stringify(outcome).length).toBeLessThan(300);
  });

  const capability = fc.record({ sms: fc.boolean(), voice: fc.boolean(), present: fc.boolean() });
  const scene = fc.record({
    numbers: fc
      .array(capability, { maxLength: 8 })
      .map((list) => list.map((each, index) => held(index + 1, each))),
    current: fc.subarray([1, 2, 3, 4, 5, 6, 7, 8, 9]).map((list) => list.map(chosen)),
    requested: fc.oneof(
      fc.constant('ALL' as const),
      fc.array(
        fc.integer({ min: 1, max: 9 }).map((index) => ` ${phone(index)} `),
        { maxLength: 10 },
      ),
    ),
  });

  test('takes all that may be taken and refuses the whole otherwise (N3, N4)', () => {
    fc.assert(
      fc.property(scene, ({ numbers, current, requested }) => {
        const outcome = select({ numbers, current, requested, now: NOW });
        const already = new Set(current.map(({ phoneNumber }) => phoneNumber));
        const available = new Set(numbers.filter(isAvailable).map(({ phoneNumber }) => phoneNumber));
        const may = (number: PhoneNumber) => already.has(number) || available.has(number);
        const wanted =
          requested === 'ALL'
            ? numbers.map(({ phoneNumber }) => phoneNumber).filter(may)
            : [...new Set(requested.map((text) => parsed(parsePhoneNumber(text.trim()))))];
        expect(outcome.ok).toBe(wanted.length > 0 && wanted.every(may));
        if (!outcome.ok) {
          const refused = wanted.filter((number) => !may(number));
          expect(outcome.problems).toHaveLength(Math.max(1, refused.length));
          return;
        }
        expect(outcome.selected.map(({ phoneNumber }) => phoneNumber)).toEqual([...wanted].sort());
        for (const { phoneNumber, selectedAt } of outcome.selected) {
          expect(selectedAt).toEqual(already.has(phoneNumber) ? EARLIER : NOW);
        }
      }),
    );
  });

  test('that is made again changes nothing (N3)', () => {
    fc.assert(
      fc.property(scene, ({ numbers, current, requested }) => {
        const first = select({ numbers, current, requested, now: NOW });
        if (!first.ok) return;
        const again = first.selected.map(({ phoneNumber }) => phoneNumber).reverse();
        const second = select({
          numbers,
          current: first.selected,
          requested: [...again, ...again],
          now: new Date(NOW.getTime() + 1),
        });
        expect(second).toEqual(first);
      }),
    );
  });
});

describe('taking over what Twilio listed', () => {
  const capabilities = fc.record({ sms: fc.boolean(), voice: fc.boolean() });
  const scene = fc.record({
    before: fc
      .array(fc.option(fc.record({ sms: fc.boolean(), voice: fc.boolean(), present: fc.boolean() })), {
        maxLength: 7,
      })
      .map((list) => list.flatMap((each, index) => (each === null ? [] : [held(index + 1, each)]))),
    listed: fc
      .array(fc.option(capabilities), { maxLength: 7 })
      .map((list) =>
        list.flatMap((each, index) => (each === null ? [] : [incoming(index + 1, each.sms, each.voice)])),
      ),
    selected: fc.subarray([1, 2, 3, 4, 5, 6, 7]).map((list) => new Set(list.map(phone))),
  });

  test('keeps what is listed or selected, drops the rest, and tells each change of a selected number (N6, A1)', () => {
    fc.assert(
      fc.property(scene, ({ before, listed, selected }) => {
        const { keep, remove, entries } = updateNumbers(SID, before, listed, selected, NOW);
        const former = new Map(before.map((number) => [number.phoneNumber, number]));
        const atTwilio = new Map(listed.map((number) => [number.phoneNumber, number]));
        const kept = new Set(keep.map(({ phoneNumber }) => phoneNumber));
        expect(kept.size).toBe(keep.length);
        expect([...kept].sort()).toEqual(
          [
            ...atTwilio.keys(),
            ...[...former.keys()].filter((number) => !atTwilio.has(number) && selected.has(number)),
          ].sort(),
        );
        expect(remove).toEqual([...former.keys()].filter((number) => !kept.has(number)));
        const changed: string[] = [];
        for (const number of keep) {
          const was = former.get(number.phoneNumber);
          const now = atTwilio.get(number.phoneNumber);
          expect(number.present).toBe(now !== undefined);
          expect(isAvailable(number)).toBe(now === undefined ? false : now.sms && now.voice);
          expect(number.firstSeenAt).toEqual(was?.firstSeenAt ?? NOW);
          const same = was !== undefined && isAvailable(was) === isAvailable(number);
          expect(number.availabilityChangedAt).toEqual(same ? EARLIER : NOW);
          if (was !== undefined && !same && selected.has(number.phoneNumber))
            changed.push(number.phoneNumber);
        }
        expect(entries.map(({ after }) => after.phoneNumber).sort()).toEqual(changed.sort());
        for (const { before: was, after } of entries) {
          expect(was).toEqual({ ...after, available: !after.available });
          expect(after.accountSid).toBe(SID);
        }
      }),
    );
  });

  test('of the same list once more changes nothing and tells nothing (N6)', () => {
    fc.assert(
      fc.property(scene, ({ before, listed, selected }) => {
        const first = updateNumbers(SID, before, listed, selected, NOW);
        const later = new Date(NOW.getTime() + 3_600_000);
        const again = updateNumbers(SID, first.keep, listed, selected, later);
        const byNumber = (list: readonly AccountNumber[]) =>
          [...list].sort((a, b) => (a.phoneNumber < b.phoneNumber ? -1 : 1));
        expect(byNumber(again.keep)).toEqual(byNumber(first.keep));
        expect([again.remove, again.entries]).toEqual([[], []]);
      }),
    );
  });
});
