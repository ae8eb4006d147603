import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createPeriodicJob } from '../../src/kernel/periodic-job.ts';
import { createSignal } from '../../src/kernel/signal.ts';

/** Longer than any test. */
const FOR_EVER = 1_000_000;

describe('a signal', () => {
  test('wakes everybody who waits', async () => {
    const signal = createSignal();
    const waiting = [signal.listen(), signal.listen()].map((listener) => listener.wait(FOR_EVER));
    signal.notify();
    await Promise.all(waiting);
  });

  test('is not lost on one who was busy, and counts once', async () => {
    const signal = createSignal();
    const listener = signal.listen();
    signal.notify();
    signal.notify();
    await listener.wait(FOR_EVER);
    let woken = false;
    const again = listener.wait(FOR_EVER).then(() => {
      woken = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(woken).toBe(false);
    signal.notify();
    await again;
  });

  test('is not needed: a listener wakes by itself in time', async () => {
    await createSignal().listen().wait(1);
  });

  test('does not keep one waiting who is to stop, before or meanwhile', async () => {
    const listener = createSignal().listen();
    const stop = new AbortController();
    const waiting = listener.wait(FOR_EVER, stop.signal);
    stop.abort();
    await waiting;
    await listener.wait(FOR_EVER, stop.signal);
  });

  test('reaches nobody who has left', async () => {
    const signal = createSignal();
    const listener = signal.listen();
    listener.close();
    signal.notify();
    let woken = false;
    const stop = new AbortController();
    const waiting = listener.wait(FOR_EVER, stop.signal).then(() => {
      woken = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(woken).toBe(false);
    stop.abort();
    await waiting;
  });
});

describe('a periodic job', () => {
  test('runs at once and again, outlives its failures, and one run waits for the other', async () => {
    let runs = 0;
    let running = 0;
    const errors: unknown[] = [];
    let resolve = () => {};
    const enough = new Promise<void>((done) => {
      resolve = done;
    });
    const job = createPeriodicJob({
      everyMs: 1,
      onError: (error) => errors.push(error),
      run: async () => {
        runs += 1;
        running += 1;
        expect(running).toBe(1);
        await new Promise((done) => setImmediate(done));
        running -= 1;
        if (runs === 5) resolve();
        if (runs % 2 === 1) throw new Error(`run ${runs}`);
      },
    });
    job.start();
    await enough;
    await job.stop();
    expect(errors.map(String)).toEqual(expect.arrayContaining(['Error: run 1', 'Error: run 3']));
  });

  test('that is stopped waits for the run under way and begins no other', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const events: string[] = [];
    let end = () => {};
    const job = createPeriodicJob({
      everyMs: 1,
      onError: () => {},
      run: async () => {
        events.push('begun');
        await new Promise<void>((done) => {
          end = done;
        });
        events.push('ended');
      },
    });
    job.start();
    const stopped = job.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    end();
    await stopped;
    expect(events).toEqual(['begun', 'ended']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events).toEqual(['begun', 'ended']);
  });

  test('tries again soon what may pass, and in its time what will not', async () => {
    const runs = { passing: 0, lasting: 0 };
    let resolve = () => {};
    const enough = new Promise<void>((done) => {
      resolve = done;
    });
    const failing = (which: keyof typeof runs) =>
      createPeriodicJob({
        ...{ everyMs: FOR_EVER, onError: () => {} },
        pauseAfter: (error) => (error === 'passing' ? 1 : FOR_EVER),
        run: () => {
          runs[which] += 1;
          if (runs.passing === 5) resolve();
          return Promise.reject(which);
        },
      });
    const jobs = [failing('lasting'), failing('passing')];
    for (const job of jobs) job.start();
    await enough;
    for (const job of jobs) await job.stop();
    expect(runs.lasting).toBe(1);
  });

  test('that never ran can be stopped', async () => {
    await createPeriodicJob({ everyMs: 1, run: async () => {}, onError: () => {} }).stop();
  });
});
