import { createSimulator } from '../../src/dev/simulator/simulator.ts';

/** Nothing moves on from being accepted, so that nothing is called back: answering is all that it does. */
const NEVER_MS = 3_600_000;

const simulator = createSimulator({ stepMs: NEVER_MS, keep: 1_000 });
const { url } = await simulator.listen(0);
process.stdout.write(`listening ${url} \n`);
process.once('SIGTERM', () => process.exit(0));
