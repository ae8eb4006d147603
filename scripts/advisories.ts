import { spawn } from 'node:child_process';
import { z } from 'zod';
import { ROOT } from './source-tree.ts';

// Asks the registry for known weaknesses of what production installs, and fails on a high or critical one. A registry that
// answers no such question, or not in time, is passed over with a word: it says nothing about the packages.

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

const { status, text } = await audit(Number(process.env['ADVISORIES_TIMEOUT_MS'] ?? DEFAULT_TIMEOUT_MS));
const report = reportOf(text);
if (report === undefined) {
  console.log('The registry tells of no advisories here: known weaknesses of packages were not looked for.');
} else if (status === 0) {
  console.log('No package that production installs has a known weakness that is high or critical.');
} else {
  for (const [name, { severity }] of Object.entries(report.vulnerabilities)) {
    console.error(`${name}: ${severity}`);
  }
  console.error('`npm audit --omit=dev` tells more.');
  process.exitCode = 1;
}
