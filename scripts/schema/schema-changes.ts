import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import { answerCall, type CommandLine, PROCESS_OUTPUT, WrongCall } from '../../src/app/command-line.ts';
import { ROOT } from '../source-tree.ts';
import { acceptAll, acceptNone, type ContractTexts, compareContracts } from './breaking-changes.ts';

type Task = 'COMPARE' | 'RELEASE' | { readonly reason: string };

const PRESENT = join(ROOT, 'schema/schema.graphql');
const RELEASED = join(ROOT, 'schema/released/schema.graphql');
const RELEASED_DOCUMENTS = join(ROOT, 'schema/released/documents.json');
const ACCEPTED = join(ROOT, 'schema/released/accepted.txt');

const SCHEMA_CHECK: CommandLine<{ accept: { type: 'string' }; release: { type: 'boolean' } }, Task> = {
  usage: `Compares schema/schema.graphql with schema/released/schema.graphql, the contract of the last release. A change that
breaks a client fails, unless schema/released/accepted.txt names it.

  npm run schema:check                          compares
  npm run schema:check -- --accept "<reason>"   adds the present breaking changes to that list
  npm run schema:check -- --release             part of a release: the present contract becomes the released one, and its documents
                                                join those of earlier releases that it still has all fields for
`,
  options: { accept: { type: 'string' }, release: { type: 'boolean' } },
  read({ accept, release }) {
    if (accept !== undefined && release === true) return new WrongCall(['Accept, or release.']);
    if (accept?.trim() === '') return new WrongCall(['Say why clients may break.']);
    if (accept !== undefined) return { reason: accept.replace(/\s+/g, ' ').trim() };
    return release === true ? 'RELEASE' : 'COMPARE';
  },
};

const documentsFile = z.record(z.string(), z.string());

/** Clients of earlier releases go on asking for their documents by id. */
function releaseDocuments(): void {
  const schema = buildSchema(texts().present);
  const documents = [RELEASED_DOCUMENTS, join(ROOT, 'schema/documents.json')]
    .flatMap((path) => Object.entries(documentsFile.parse(JSON.parse(readFileSync(path, 'utf8')))))
    .filter(([, text]) => validate(schema, parse(text)).length === 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(RELEASED_DOCUMENTS, `${JSON.stringify(Object.fromEntries(documents), null, 2)}\n`);
}

function texts(): ContractTexts {
  return {
    released: readFileSync(RELEASED, 'utf8'),
    present: readFileSync(PRESENT, 'utf8'),
    accepted: readFileSync(ACCEPTED, 'utf8'),
  };
}

function compare(): number {
  const { unaccepted, stale } = compareContracts(texts());
  for (const change of unaccepted) console.error(`breaks clients: ${change}`);
  for (const line of stale) console.error(`was accepted, and is no longer so: ${line}`);
  if (unaccepted.length + stale.length === 0) {
    console.log(
      'Nothing in schema/schema.graphql breaks a client of the last release, but what was accepted.',
    );
    return 0;
  }
  console.error('If clients may break: npm run schema:check -- --accept "<reason>"');
  return 1;
}

async function carryOut(task: Task): Promise<number> {
  if (task === 'RELEASE') {
    copyFileSync(PRESENT, RELEASED);
    releaseDocuments();
    writeFileSync(ACCEPTED, acceptNone(texts().accepted));
  } else if (task !== 'COMPARE') {
    writeFileSync(ACCEPTED, acceptAll(texts(), task.reason));
  }
  return compare();
}

process.exitCode = await answerCall(SCHEMA_CHECK, process.argv.slice(2), PROCESS_OUTPUT, carryOut);
