/** The benches by name; each reports its figures beside their limits, measured in the same run. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  config: async () => (await import('./config-read.ts')).benchConfigRead(),
  dispatch: async () => (await import('./dispatch.ts')).benchDispatch(),
  'dispatch-memory': async () => (await import('./dispatch.ts')).benchDispatchMemory(),
  fairness: async (only) => (await import('./fairness.ts')).benchFairness(only),
  ledger: async () => (await import('./ledger.ts')).benchLedger(),
  stats: async () => (await import('./stats.ts')).benchStats(),
};

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(`Name a bench: npm run bench -- ${Object.keys(BENCHES).join(' | ')}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = (await bench(args)) ? 0 : 1;
}
