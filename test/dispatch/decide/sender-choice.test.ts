import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusesSenderIds } from '../../../src/dev/simulator/sender-id-countries.ts';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { countryOf } from '../../../src/dispatch/decide/recipient-country.ts';
import { chooseSender, fits, hasDefaultSender } from '../../../src/dispatch/decide/sender-choice-rules.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import type { DefaultSender, DispatchPlatform } from '../../../src/dispatch/settings/platform.ts';
import { senderIdSupport } from '../../../src/dispatch/settings/sender-countries.ts';
import { parsePhoneNumber } from '../../../src/kernel/phone-number.ts';
import { CHANNELS } from '../../../src/kernel/vocabulary/dispatch.ts';
import { SENDER_CLASSES, SENDER_KINDS } from '../../../src/kernel/vocabulary/sender.ts';

const ACCOUNT = simulatedPlatform();
const DEVELOPMENT = developmentPlatform(ACCOUNT);

/** Carries sender IDs; carries registered ones; carries none; is not known. */
const COUNTRIES = ['DE', 'IN', 'US', 'ZZ'] as const;
const COUNTRY_LISTS = [null, ['DE'], ['IN'], ['US'], ['DE', 'IN', 'US']] as const;
const CHANNEL_LISTS = [['SMS'], ['VOICE'], CHANNELS] as const;

/** The rule once more, the other way round: whatever forbids it. */
function isForbidden(sender: DefaultSender, channel: string, country: string): boolean {
  if (sender.class === 'PROMOTIONAL') return true;
  if (!(sender.channels as readonly string[]).includes(channel)) return true;
  const isNamed = sender.countries?.includes(country) === true;
  if (sender.countries !== null && !isNamed) return true;
  if (sender.kind !== 'SENDER_ID') return false;
  return country === 'US' || country === 'ZZ' || (country === 'IN' && !isNamed);
}

test('given every kind, class, list of channels and countries, when a message is to go out, then a sender fits by them alone (D16, N7)', () => {
  let cases = 0;
  for (const kind of SENDER_KINDS)
    for (const senderClass of SENDER_CLASSES)
      for (const channels of CHANNEL_LISTS)
        for (const countries of COUNTRY_LISTS)
          for (const channel of CHANNELS)
            for (const country of COUNTRIES) {
              cases += 1;
              const sender: DefaultSender = { from: 'any', kind, class: senderClass, channels, countries };
              const where = JSON.stringify({ sender, channel, country });
              const expected = !isForbidden(sender, channel, country);
              expect(fits(sender, { channel, country }), where).toBe(expected);
              const platform: DispatchPlatform = {
                ...DEVELOPMENT,
                account: { ...ACCOUNT, senders: [sender] },
              };
              expect(hasDefaultSender(platform, { channel, country }), where).toBe(expected);
            }
  expect(cases).toBe(5 * 2 * 3 * 5 * 2 * 4);
});

const aSender = fc.record({
  from: fc.stringMatching(/^\+1555\d{7}$/),
  kind: fc.constantFrom(...SENDER_KINDS),
  class: fc.constantFrom(...SENDER_CLASSES),
  channels: fc.constantFrom<DefaultSender['channels']>(...CHANNEL_LISTS),
  countries: fc.constantFrom<DefaultSender['countries']>(...COUNTRY_LISTS),
});
const senders = fc.uniqueArray(aSender, { maxLength: 8, selector: ({ from }) => from });
const need = fc.record({ channel: fc.constantFrom(...CHANNELS), country: fc.constantFrom(...COUNTRIES) });
const recipient = fc.stringMatching(/^\+49\d{9}$/);
const weigh = (from: string, to: string) =>
  [...`${from}${to}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);

describe('the choice', () => {
  test('given any senders, when one is chosen, then it fits, and there is one if and only if any does (D16, D7)', () => {
    fc.assert(
      fc.property(senders, need, recipient, (list, wanted, to) => {
        const chosen = chooseSender(list, wanted, to, weigh);
        const fitting = list.filter((sender) => fits(sender, wanted));
        if (chosen === undefined) expect(fitting).toEqual([]);
        else expect(fitting).toContain(chosen);
      }),
    );
  });

  test('given any order of them, and others beside that do not fit, then a recipient keeps its sender (D3, D16)', () => {
    fc.assert(
      fc.property(senders, need, recipient, fc.nat(), (list, wanted, to, turn) => {
        const chosen = chooseSender(list, wanted, to, weigh);
        const at = list.length === 0 ? 0 : turn % list.length;
        const turned = [...list.slice(at), ...list.slice(0, at)];
        expect(chooseSender(turned, wanted, to, weigh)?.from).toBe(chosen?.from);
        const others = list.filter((sender) => sender === chosen || !fits(sender, wanted));
        expect(chooseSender(others, wanted, to, weigh)?.from).toBe(chosen?.from);
        const without = list.filter((sender) => sender !== chosen);
        for (const gone of without) {
          const left = list.filter((sender) => sender !== gone);
          expect(chooseSender(left, wanted, to, weigh)?.from).toBe(chosen?.from);
        }
      }),
    );
  });
});

test.each([
  ['+14155550123', 'NOT_CARRIED'],
  ['+16045550123', 'NOT_CARRIED'],
  ['+17875550123', 'NOT_CARRIED'],
  ['+18095550123', 'NOT_CARRIED'],
  ['+8613812345678', 'NOT_CARRIED'],
  ['+5511961234567', 'NOT_CARRIED'],
  ['+18765550123', 'CARRIED'],
  ['+4915112345678', 'CARRIED'],
  ['+447400123456', 'CARRIED'],
  ['+33612345678', 'CARRIED'],
  ['+919812345678', 'REGISTERED'],
  ['+6581234567', 'REGISTERED'],
])(
  'given the recipient %s, sender IDs are %s, and what the simulator carries is no less (D16)',
  (text, support) => {
    const to = parsePhoneNumber(text) ?? expect.unreachable('no number');
    const found = senderIdSupport(countryOf(to));
    expect(found).toBe(support);
    expect(refusesSenderIds(to)).toBe(found === 'NOT_CARRIED');
  },
);
