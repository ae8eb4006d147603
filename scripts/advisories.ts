import { spawn } from 'node:child_process';
import { z } from 'zod';
import { answerCall, type CommandLine, PROCESS_OUTPUT } from '../src/app/command-line.ts';
import { ROOT } from './source-tree.ts';

const ADVISORIES: CommandLine<Record<string, never>, object> = {
  usage: `Asks the registry for known vulnerabilities of the production dependencies, and fails on a high or critical one. A registry
that does not support this, or does not answer in time, is skipped with a message.

  npm run advisories
`,
  options: {},
  read: () => ({}),
};

/** How long all of it may take; ADVISORIES_TIMEOUT_MS is for tests. */
const DEFAULT_TIMEOUT_MS = 60_000;

const reportSchema = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string() })),
});

interface Answer {
  readonly status: number | null;
  readonly text: string;
}

function audit(timeout: number): Promise<Answer> {
  return new Promise((done, fail) => {
    const child = spawn('npm', ['audit', '--omit=dev', '--audit-level=high', '--json', '--fetch-retries=0'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout,
      killSignal: 'SIGKILL',
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', fail);
    child.once('close', (status) => done({ status, text }));
  });
}

function reportOf(text: string): z.infer<typeof reportSchema> | undefined {
  try {
    return reportSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function check(): Promise<number> {
  const { status, text } = await audit(Number(process.env['ADVISORIES_TIMEOUT_MS'] ?? DEFAULT_TIMEOUT_MS));
  const report = reportOf(text);
  if (report === undefined) {
    console.log(
      'The registry tells of no advisories here: known weaknesses of packages were not looked for.',
    );
    return 0;
  }
  if (status === 0) {
    console.log('No package that production installs has a known weakness that is high or critical.');
    return 0;
  }
  for (const [name, { severity }] of Object.entries(report.vulnerabilities)) {
    console.error(`${name}: ${severity}`);
  }
  console.error('`npm audit --omit=dev` tells more.');
  return 1;
}

process.exitCode = await answerCall(ADVISORIES, process.argv.slice(2), PROCESS_OUTPUT, check);
