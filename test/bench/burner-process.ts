import { setTimeout as sleep } from 'node:timers/promises';

/** Of each of these, in milliseconds, it is busy for its part: as finely divided as what a server does. */
const SLICE_MS = 10;

/** Takes a part of one processor, from 0 to 1, and does nothing with it. */
const part = Math.min(1, Number(process.argv[2]));
process.once('SIGTERM', () => process.exit(0));
process.stdout.write('listening nowhere\n');
for (;;) {
  const since = performance.now();
  while (performance.now() - since < part * SLICE_MS) {
    // Nothing but time is wanted.
  }
  await sleep((1 - part) * SLICE_MS);
}
