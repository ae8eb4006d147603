import type { DispatchItemInput } from '../../client/index.ts';
import { SIMULATED_RECIPIENTS } from '../simulator/simulator.ts';

/** A random number from 0 to 1, the same row of them for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Five digits follow, and make numbers that their plans assign. */
const COUNTRIES: readonly string[] = [
  '+141555',
  '+141555',
  '+141555',
  '+49151123',
  '+49151123',
  '+4474001',
  '+336789',
  '+8190123',
];
const SHARE_OF_CALLS = 0.15;
const SHARE_OF_DELIVERY_ERRORS = 0.03;

/** Numbers whose messages Twilio accepts, and then reports as not delivered. */
const NOT_DELIVERED = recipients((does) => /^accepted, then|^a call/.test(does));
/** Numbers at which something goes wrong before, or instead of, Twilio's answer, or with its callbacks. */
const FAULTY = recipients((does) => !/^accepted, then|^a call|never answers/.test(does));
/** Numbers at which Twilio never answers: each takes all the time that a dispatch has. */
const SILENT = recipients((does) => /never answers/.test(does));

function recipients(are: (does: string) => boolean): readonly string[] {
  return SIMULATED_RECIPIENTS.filter(({ does }) => are(does)).map(({ phoneNumber }) => phoneNumber);
}

/** The frequency of each fault, as a share of all requests. */
export interface FaultShares {
  readonly faulty: number;
  readonly silent: number;
}

/** Nothing goes wrong but deliveries. */
export const NO_FAULTS: FaultShares = { faulty: 0, silent: 0 };
/** Enough to see every fault in some thousand requests. */
export const FAULTS: FaultShares = { faulty: 0.12, silent: 0.002 };

/** Makes one request after the other: SMS and calls of several countries, under keys of its own. */
export function requestMaker(
  random: () => number,
  run: string,
  shares: FaultShares,
): () => DispatchItemInput {
  let made = 0;
  const oneOf = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const anybody = () => `${oneOf(COUNTRIES)}${String(Math.floor(random() * 1e5)).padStart(5, '0')}`;
  const recipient = () => {
    const draw = random();
    if (draw < shares.silent) return oneOf(SILENT);
    if (draw < shares.silent + shares.faulty) return oneOf(FAULTY);
    if (draw < shares.silent + shares.faulty + SHARE_OF_DELIVERY_ERRORS) return oneOf(NOT_DELIVERED);
    return anybody();
  };
  return () => {
    made += 1;
    const code = String(Math.floor(random() * 1e6)).padStart(6, '0');
    const base = { idempotencyKey: `${run}-${made}`, to: recipient() };
    return random() < SHARE_OF_CALLS
      ? { ...base, channel: 'VOICE', text: `Your code is ${[...code].join(' ')}`, language: 'en-US' }
      : { ...base, channel: 'SMS', text: `Your code is ${code}. Never share it.` };
  };
}
