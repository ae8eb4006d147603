import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerCall, type CommandLine, FLAG, PROCESS_OUTPUT } from '../../src/app/command-line.ts';
import { ROOT } from '../source-tree.ts';
import { writeVerifier } from './bundles.ts';
import { withDigest } from './release-notes.ts';

const BUILD: CommandLine<{ readonly release: typeof FLAG }, boolean> = {
  usage: `Builds the verifier as one file: dist/verify.mjs, with its SHA-256 beside it, and dist/verify-web.mjs for browsers.

  tsx scripts/verifier/build.ts
  tsx scripts/verifier/build.ts --release   and enters the SHA-256 in the newest version of CHANGELOG.md
`,
  options: { release: FLAG },
  read: ({ release = false }) => release,
};

process.exitCode = await answerCall(BUILD, process.argv.slice(2), PROCESS_OUTPUT, async (isRelease) => {
  const digest = await writeVerifier(join(ROOT, 'dist'));
  if (isRelease) {
    const notes = join(ROOT, 'CHANGELOG.md');
    writeFileSync(notes, withDigest(readFileSync(notes, 'utf8'), digest));
  }
  return 0;
});
