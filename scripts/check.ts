import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerCall, type CommandLine, PROCESS_OUTPUT, WrongCall } from '../src/app/command-line.ts';
import { longSubjects, subjectsSinceRelease } from './commit-subjects.ts';
import { brokenLinks } from './links.ts';
import { lockFileProblems } from './lock-file.ts';
import { migrationProblems } from './migration-drift.ts';
import { projectFiles } from './project-files.ts';
import { ROOT } from './source-tree.ts';
import { machineTraces } from './traces.ts';

/** A static check; each is told on one line with its time, and with its details only if it fails. */
interface Check {
  readonly name: string;
  /** What a newcomer reads in the list of checks. */
  readonly holds: string;
  run(): Promise<Outcome> | Outcome;
}

interface Outcome {
  readonly passed: boolean;
  readonly details: string;
}

/** Checks run two at a time: the machine that checks submissions has two cores. */
const AT_ONCE = 2;

function outcomeOf(problems: readonly string[]): Outcome {
  return { passed: problems.length === 0, details: problems.join('\n') };
}

function firstFailure(outcomes: readonly Outcome[]): Outcome {
  return outcomes.find(({ passed }) => !passed) ?? outcomeOf([]);
}

/** A program out of node_modules/.bin. It passes by its exit status. */
function program(name: string, ...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', name), args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let details = '';
    const read = (chunk: Buffer) => {
      details += chunk.toString();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => done({ passed: false, details: error.message }));
    child.once('close', (status) => done({ passed: status === 0, details: details.trim() }));
  });
}

/** The host that this machine's npm fetches from, which no file should name. */
function registryHost(): string | undefined {
  try {
    const address = execFileSync('npm', ['config', 'get', 'registry'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new URL(address.trim()).host;
  } catch {
    return undefined;
  }
}

const CHECKS: readonly Check[] = [
  {
    name: 'types',
    holds: 'it compiles, the pages for browsers too',
    run: async () =>
      firstFailure([await program('tsc', '-p', '.'), await program('tsc', '-p', 'src/console')]),
  },
  {
    name: 'lint',
    holds: 'formatted and linted',
    run: () => program('biome', 'check', '--error-on-warnings', '--colors=off', '.'),
  },
  {
    name: 'unused',
    holds: 'no unused file, export or dependency',
    run: () => program('knip', '--no-progress', '--no-config-hints'),
  },
  {
    name: 'unused-in-production',
    holds: 'nothing but what is marked @internal is there for tests alone',
    run: () => program('knip', '--production', '--include=files,dependencies,exports', '--no-config-hints'),
  },
  {
    name: 'schema',
    holds: 'schema/schema.graphql is as the program prints it',
    run: () => program('tsx', 'scripts/schema/print-schema.ts', '--check'),
  },
  {
    name: 'contract',
    holds: 'nothing breaks a client of the last release but what was accepted',
    run: () => program('tsx', 'scripts/schema/schema-changes.ts'),
  },
  {
    name: 'codegen',
    holds: 'the client is as it is generated',
    async run() {
      const types = await program('graphql-codegen', '--check');
      return types.passed ? program('tsx', 'scripts/client/print-client.ts', '--check') : types;
    },
  },
  {
    name: 'migrations',
    holds: 'the migrations lead to the tables',
    run: () => outcomeOf(migrationProblems()),
  },
  {
    name: 'rules',
    holds: 'every rule has a text and a test, docs/rules is up to date',
    run: () => program('tsx', 'scripts/rules.ts', '--check'),
  },
  {
    name: 'links',
    holds: 'links in pages lead somewhere',
    run: () => outcomeOf(brokenLinks(projectFiles())),
  },
  {
    name: 'traces',
    holds: 'no path of a machine, no registry host, no merge half done',
    run: () => outcomeOf(machineTraces(projectFiles(), registryHost())),
  },
  {
    name: 'commits',
    holds: 'since the last release every commit says its purpose in a short line',
    run: () => outcomeOf(longSubjects(subjectsSinceRelease())),
  },
  {
    name: 'lock',
    holds: 'the lock file installs anywhere',
    run: () => outcomeOf(lockFileProblems(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))),
  },
];

/** Where there is nothing to check yet. */
const NEEDS: Readonly<Record<string, string>> = {
  schema: 'scripts/schema/print-schema.ts',
  codegen: 'codegen.ts',
};

async function attempt(check: Check): Promise<Outcome> {
  try {
    return await check.run();
  } catch (error) {
    return { passed: false, details: error instanceof Error ? error.message : String(error) };
  }
}

async function report(check: Check): Promise<boolean> {
  const needed = NEEDS[check.name];
  if (needed !== undefined && !existsSync(join(ROOT, needed))) {
    console.log(`${check.name.padEnd(22)} left out: there is no ${needed}`);
    return true;
  }
  const begun = performance.now();
  const { passed, details } = await attempt(check);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(6);
  console.log(`${check.name.padEnd(22)} ${passed ? 'ok    ' : 'FAILED'} ${seconds} s  ${check.holds}`);
  if (!passed) {
    console.log(details.replace(/^/gm, '    '));
  }
  return passed;
}

const CHECK: CommandLine<Record<string, never>, readonly Check[]> = {
  usage: `Runs all checks that do not need a running program, or some of them.

  npm run check                       everything
  npm run check -- types lint         some of: ${CHECKS.map(({ name }) => name).join(', ')}
`,
  options: {},
  takesWords: true,
  read(_, names) {
    const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
    if (unknown.length > 0) return new WrongCall([`Unknown check: ${unknown.join(', ')}.`]);
    return CHECKS.filter((check) => names.length === 0 || names.includes(check.name));
  },
};

async function run(checks: readonly Check[]): Promise<number> {
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const passed = await report(check);
      failed += passed ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(failed === 0 ? 'All checks passed.' : `${failed} of the checks failed.`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await answerCall(CHECK, process.argv.slice(2), PROCESS_OUTPUT, run);
