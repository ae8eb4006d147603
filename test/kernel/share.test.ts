import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Claim, createShare, type Place, type Share } from '../../src/kernel/shares/share.ts';
import {
  ownPlaces,
  quietPlaces,
  type ShareLimits,
  sharedPlaces,
} from '../../src/kernel/shares/share-rules.ts';

const LONG = { timeoutMs: 60_000 };

const owners = ['a', 'b', 'c', 'd'] as const;
const claims: fc.Arbitrary<Claim> = fc.record({
  owner: fc.constantFrom(...owners),
  member: fc.constantFrom('m', 'n'),
  isBulk: fc.boolean(),
});
const settings = fc.record({
  places: fc.integer({ min: 1, max: 20 }),
  guaranteed: fc.integer({ min: 0, max: 6 }),
  perMember: fc.integer({ min: 1, max: 20 }),
});
const limitsOf: fc.Arbitrary<ShareLimits> = fc
  .tuple(settings, fc.boolean())
  .map(([given, isOwn]) => (isOwn ? ownPlaces('test', given) : sharedPlaces('test', given)));

type Step =
  | { readonly kind: 'TAKE'; readonly claim: Claim }
  | { readonly kind: 'WAIT'; readonly claim: Claim }
  | { readonly kind: 'RELEASE'; readonly at: number }
  | { readonly kind: 'CANCEL'; readonly at: number };
const at = fc.nat(100);
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('TAKE' as const), claim: claims }),
  fc.record({ kind: fc.constant('WAIT' as const), claim: claims }),
  fc.record({ kind: fc.constant('RELEASE' as const), at }),
  fc.record({ kind: fc.constant('CANCEL' as const), at }),
);

interface Held extends Place {
  readonly claim: Claim;
}
interface Asking {
  readonly claim: Claim;
  readonly stop: AbortController;
}

/** Does the steps, calling `check` after each; gives what is held and what waits in the end. */
async function play(share: Share, given: readonly Step[], check: (held: Held[], asking: Asking[]) => void) {
  const held: Held[] = [];
  const asking: Asking[] = [];
  for (const step of given) {
    if (step.kind === 'TAKE') {
      const place = share.tryTake(step.claim);
      if (place !== undefined) held.push({ ...place, claim: step.claim });
    } else if (step.kind === 'WAIT') {
      const one: Asking = { claim: step.claim, stop: new AbortController() };
      asking.push(one);
      void share.take(step.claim, { ...LONG, stop: one.stop.signal }).then((place) => {
        asking.splice(asking.indexOf(one), 1);
        if (place !== undefined) held.push({ ...place, claim: one.claim });
      });
    } else if (step.kind === 'RELEASE') {
      held.splice(step.at % Math.max(1, held.length), 1)[0]?.release();
    } else {
      asking[step.at % Math.max(1, asking.length)]?.stop.abort();
    }
    // What was served or given up is told by a promise.
    await Promise.resolve();
    await Promise.resolve();
    check(held, asking);
  }
  return { held, asking };
}

const count = (held: readonly Held[], of: Partial<Claim>) =>
  held.filter(
    ({ claim }) =>
      (of.owner === undefined || claim.owner === of.owner) &&
      (of.member === undefined || claim.member === of.member),
  ).length;

describe('a share (X5)', () => {
  test('whatever is taken, waited for, given back and given up, no bound is passed and no place is lost', () =>
    fc.assert(
      fc.asyncProperty(limitsOf, fc.array(steps, { maxLength: 60 }), async (limits, given) => {
        const share = createShare(limits);
        const { held, asking } = await play(share, given, (now, waiting) => {
          expect(share.taken).toBe(now.length);
          expect(now.length).toBeLessThanOrEqual(limits.places);
          for (const owner of owners) {
            const most = limits.guaranteed + limits.places - limits.kept;
            expect(count(now, { owner })).toBeLessThanOrEqual(most);
            for (const member of ['m', 'n'])
              expect(count(now, { owner, member })).toBeLessThanOrEqual(limits.perMember);
          }
          // Nobody waits for what could be taken.
          for (const { claim } of waiting) expect(share.free(claim)).toBe(0);
        });
        for (const { stop } of asking) stop.abort();
        for (const place of [...held, ...held]) place.release();
        await Promise.resolve();
        expect(share.taken).toBe(0);
        expect(share.free({ owner: 'e' })).toBe(
          Math.min(limits.perMember, limits.places, limits.guaranteed + limits.places - limits.kept),
        );
      }),
      { numRuns: 200 },
    ));

  test('of quiet places, while others are about each has its guaranteed part, and one that is alone has the open ones too', async () => {
    let isShared = true;
    const limits = quietPlaces('test', { places: 8, guaranteed: 2, perMember: 8 });
    const share = createShare(limits, { isShared: () => isShared });
    const greedy = { owner: 'greedy' };
    const held = [share.tryTake(greedy), share.tryTake(greedy), share.tryTake(greedy)];
    expect([share.tryTake(greedy), share.free(greedy)]).toEqual([undefined, 0]);
    const waiting = [1, 2].map(() => share.take(greedy, { timeoutMs: 10_000 }));
    isShared = false;
    held[0]?.release();
    for (const place of await Promise.all(waiting)) expect(place).toBeDefined();
    expect([share.taken, share.free(greedy)]).toEqual([4, 2]);
  });

  test('of quiet places, one that others of its owner wait for stays free for three times as long as it was held (X5)', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const limits = quietPlaces('test', { places: 4, guaranteed: 1, perMember: 4 });
    const share = createShare(limits, { isShared: () => true });
    const heldMs = 20;
    share.tryTake({ owner: 'other', isBulk: true });
    let served = 0;
    const greedy = [1, 2, 3].map(async () => {
      const place = await share.take({ owner: 'greedy' }, { timeoutMs: 10_000 });
      served += 1;
      return place;
    });
    for (const [index, taking] of greedy.entries()) {
      const place = await taking;
      await vi.advanceTimersByTimeAsync(heldMs);
      place?.release();
      await vi.advanceTimersByTimeAsync(3 * heldMs - 1);
      expect(served).toBe(index + 1);
      await vi.advanceTimersByTimeAsync(1);
    }
    const last = share.tryTake({ owner: 'greedy' });
    last?.release();
    expect(share.tryTake({ owner: 'greedy' })).toBeDefined();
  });

  test('given one that takes all it can get, single and in bulk, others are served at once within their part', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 100 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }),
        (places, guaranteed, bulk) => {
          const limits = sharedPlaces('test', { places, guaranteed, perMember: places });
          const share = createShare(limits);
          for (const isBulk of bulk) share.tryTake({ owner: 'greedy', isBulk });
          for (let taken = 0; taken < limits.guaranteed; taken += 1)
            expect(share.tryTake({ owner: 'modest' })).toBeDefined();
        },
      ),
    ));

  test('given bulk work that takes all it can get, half of its own part is left to what comes single', () => {
    for (const limits of [
      ownPlaces('test', { places: 50, guaranteed: 8, perMember: 50 }),
      sharedPlaces('test', { places: 50, guaranteed: 8, perMember: 50 }),
    ]) {
      const share = createShare(limits);
      while (share.tryTake({ owner: 'a', isBulk: true })) {
        // All that there is for it.
      }
      expect(share.free({ owner: 'a' })).toBe(4);
    }
  });

  test('given many that wait, singles come before bulk, owners take turns, and each keeps its order', async () => {
    const share = createShare(ownPlaces('test', { places: 1, guaranteed: 0, perMember: 1 }));
    const served: string[] = [];
    let held = share.tryTake({ owner: 'z' });
    const ask = (owner: string, isBulk = false) =>
      share.take({ owner, isBulk }, LONG).then((place) => {
        served.push(`${owner}${isBulk ? ' bulk' : ''}`);
        held = place;
      });
    const asked = [
      ...[ask('b', true), ask('a', true), ask('a'), ask('a'), ask('a'), ask('b'), ask('c'), ask('b')],
    ];
    for (let turn = 0; turn < asked.length; turn += 1) {
      held?.release();
      await Promise.resolve();
      await Promise.resolve();
    }
    await Promise.all(asked);
    expect(served).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'b bulk', 'a bulk']);
  });

  test('given a member that has its bound, the owner’s other members are served past it', async () => {
    const share = createShare(ownPlaces('test', { places: 3, guaranteed: 0, perMember: 1 }));
    const first = share.tryTake({ owner: 'a', member: 'm' });
    const again = share.take({ owner: 'a', member: 'm' }, LONG);
    expect(share.full({ owner: 'a', member: 'm' })).toBe('MEMBER');
    expect(share.tryTake({ owner: 'a', member: 'n' })).toBeDefined();
    first?.release();
    expect(await again).toBeDefined();
  });

  test('given nothing that comes free, waiting ends with its time, and at once where it is given up or too long', async () => {
    const limits = { ...ownPlaces('test', { places: 1, guaranteed: 0, perMember: 1 }), waiting: 1 };
    const share = createShare(limits);
    const held = share.tryTake({ owner: 'a' });
    expect(await share.take({ owner: 'b' }, { timeoutMs: 5 })).toBeUndefined();
    expect(await share.take({ owner: 'b' }, { ...LONG, stop: AbortSignal.abort() })).toBeUndefined();
    const waiting = share.take({ owner: 'b' }, LONG);
    expect(await share.take({ owner: 'b' }, LONG)).toBeUndefined();
    expect(share.full({ owner: 'b' })).toBe('NODE');
    held?.release();
    (await waiting)?.release();
    expect(share.taken).toBe(0);
  });
});
