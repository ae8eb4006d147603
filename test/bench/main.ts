import { answerCall, type CommandLine, PROCESS_OUTPUT, WrongCall } from '../../src/app/command-line.ts';

/** The benches by name; each reports its figures beside their limits, measured in the same run. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<boolean>>> = {
  config: async () => (await import('./reads/config-read.ts')).benchConfigRead(),
  dispatch: async () => (await import('./dispatch.ts')).benchDispatch(),
  'dispatch-memory': async () => (await import('./dispatch.ts')).benchDispatchMemory(),
  fairness: async (only) => (await import('./fairness.ts')).benchFairness(only),
  pages: async () => (await import('./reads/pages.ts')).benchPages(),
  ledger: async () => (await import('./ledger/ledger.ts')).benchLedger(),
  stats: async () => (await import('./stats.ts')).benchStats(),
};

interface NamedBench {
  readonly bench: (args: readonly string[]) => Promise<boolean>;
  readonly args: readonly string[];
}

const BENCH: CommandLine<Record<string, never>, NamedBench> = {
  usage: `Measures the program and compares it with baselines that are measured in the same run.

  npm run bench -- <name>             ${Object.keys(BENCHES).join(', ')}
`,
  options: {},
  takesWords: true,
  read(_, [name = '', ...args]) {
    const bench = BENCHES[name];
    return bench === undefined ? new WrongCall(['Name a bench.']) : { bench, args };
  },
};

process.exitCode = await answerCall(BENCH, process.argv.slice(2), PROCESS_OUTPUT, async ({ bench, args }) =>
  (await bench(args)) ? 0 : 1,
);
