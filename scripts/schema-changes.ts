import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { breakingChanges } from './breaking-changes.ts';

// Names every change of the contract since a revision that would break a client, and fails when there is one:
//   npx tsx scripts/schema-changes.ts <revision>

const CONTRACT = 'schema/schema.graphql';

function contractAt(revision: string): string | undefined {
  try {
    return execFileSync('git', ['show', `${revision}:${CONTRACT}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // The contract is younger than that revision, or the revision is not there in a shallow clone.
    return undefined;
  }
}

const revision = process.argv[2] ?? 'HEAD';
const before = contractAt(revision);
if (before === undefined) {
  console.log(`${revision} has no ${CONTRACT}; there is nothing to compare with.`);
} else {
  const present = readFileSync(fileURLToPath(new URL(`../${CONTRACT}`, import.meta.url)), 'utf8');
  const changes = breakingChanges(buildSchema(before), buildSchema(present));
  for (const change of changes) console.error(`breaks clients: ${change}`);
  if (changes.length > 0) process.exitCode = 1;
  else console.log(`Nothing in ${CONTRACT} breaks a client of ${revision}.`);
}
