import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTurns, type TurnClaim, type Turns } from '../../src/kernel/shares/turns.ts';

/** Asks for turns and notes who had one. */
function asking(turns: Turns) {
  const had: string[] = [];
  const ask = (name: string, claim: TurnClaim) => void turns.take(claim).then(() => had.push(name));
  return { had, ask };
}

/** The longest rest that the thread is given after a part, in milliseconds. */
const LONGEST_REST_MS = 50;

/** Keeps the thread busy and gives for how long; where a loaded machine takes it away meanwhile, for as long as a rest can be. */
function keepBusy(): { readonly busyMs: number; readonly restMs: number } {
  const since = performance.now();
  while (performance.now() - since < 5) {
    // Nobody else runs meanwhile.
  }
  const busyMs = performance.now() - since;
  return { busyMs, restMs: Math.min(busyMs, LONGEST_REST_MS) };
}

const sum = (parts: readonly ReturnType<typeof keepBusy>[], what: 'busyMs' | 'restMs') =>
  parts.reduce((total, part) => total + part[what], 0);

describe('turns', () => {
  it('given one who asks a thousand times, then another waits for no more than some of them (X5)', async () => {
    const { had, ask } = asking(createTurns());
    ask('modest', { owner: 'b' });
    for (let count = 0; count < 1_000; count += 1) ask('greedy', { owner: 'a' });
    await nextTurn();
    ask('modest', { owner: 'b' });
    while (had.filter((name) => name === 'modest').length < 2) await nextTurn();
    expect(had.length).toBeLessThan(10);
  });

  it('given one with more to do than others who are about, then it has half of the time (X5)', async () => {
    const turns = createTurns();
    const begun = performance.now();
    const parts: ReturnType<typeof keepBusy>[] = [];
    const work = async () => {
      await turns.take({ owner: 'greedy' });
      parts.push(keepBusy());
    };
    await turns.take({ owner: 'modest' });
    await Promise.all(Array.from({ length: 40 }, work));
    expect(performance.now() - begun).toBeGreaterThan(sum(parts, 'busyMs') + 0.8 * sum(parts, 'restMs'));
  });

  it('given long work in parts beside others who are about, then the thread is idle for half of the time (X5)', async () => {
    const turns = createTurns();
    await turns.take({ owner: 'modest' });
    await turns.take({ owner: 'greedy' });
    const begun = performance.now();
    const parts: ReturnType<typeof keepBusy>[] = [];
    for (let part = 0; part < 40; part += 1) {
      await turns.goOn({ owner: 'greedy' });
      parts.push(keepBusy());
    }
    expect(performance.now() - begun).toBeGreaterThan(sum(parts, 'busyMs') + 0.8 * sum(parts, 'restMs'));
  });

  it('given one who has to rest, then others are served at once meanwhile, however often they ask (X5)', async () => {
    const turns = createTurns();
    const { had, ask } = asking(turns);
    ask('modest', { owner: 'b' });
    for (let count = 0; count < 1_000; count += 1) ask('greedy', { owner: 'a' });
    for (let count = 0; count < 20; count += 1) {
      const since = performance.now();
      while (performance.now() - since < 5) {
        // The thread is busy, and the rest becomes longer.
      }
      await nextTurn();
      await nextTurn();
      ask('modest', { owner: 'b' });
      await Promise.resolve();
      expect(had.at(-1)).toBe('modest');
    }
  });

  it('given one with more to do and nobody else about, then it has all of the time', async () => {
    const turns = createTurns();
    let gaps = 0;
    let last = performance.now();
    const work = async () => {
      await turns.take({ owner: 'greedy' });
      const since = performance.now();
      if (since - last >= 5) gaps += 1;
      while (performance.now() - since < 5) {
        // Nobody else runs meanwhile.
      }
      last = performance.now();
    };
    await Promise.all(Array.from({ length: 40 }, work));
    expect(gaps).toBeLessThan(20);
  });

  it('given members of one owner, then they are served by turns, each in its order (X5)', async () => {
    const { had, ask } = asking(createTurns());
    for (const name of ['other', 'another']) ask(name, { owner: name });
    for (const name of ['a1', 'a2', 'a3', 'a4']) ask(name, { owner: 'o', member: 'a' });
    for (const name of ['b1', 'b2']) ask(name, { owner: 'o', member: 'b' });
    while (had.length < 8) await nextTurn();
    expect(had.slice(2)).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4']);
  });

  it('given nobody who waits, then each caller is served at once, again and again', async () => {
    const { had, ask } = asking(createTurns());
    for (const name of ['first', 'second', 'third']) {
      ask(name, { owner: 'o' });
      await Promise.resolve();
      expect(had.at(-1)).toBe(name);
      await nextTurn();
      await nextTurn();
    }
  });

  it('given any number of owners, then each is served once in a turn, and all in the end', async () => {
    const { had, ask } = asking(createTurns());
    const owners = ['a', 'b', 'c'];
    for (let count = 0; count < 5; count += 1) for (const owner of owners) ask(owner, { owner });
    while (had.length < 15) await nextTurn();
    for (const owner of owners) expect(had.filter((name) => name === owner)).toHaveLength(5);
    expect(had.slice(-3).toSorted()).toEqual(owners);
  });
});
