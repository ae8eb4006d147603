import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Verdict } from '../../src/audit/verifier/verifier.ts';
import { exampleFiles } from '../support/ledger/examples/example-files.ts';
import {
  EXAMPLES,
  EXAMPLES_KEY,
  exampleTable,
  kindOf,
  levelOf,
} from '../support/ledger/examples/example-table.ts';
import { commandForm, fileForm, type VerifierForm, webForm } from '../support/ledger/verifier-forms.ts';

const ROWS = await exampleTable();
/** The processes at once. */
const AT_ONCE = 4;

test('the examples are as they are made (`npx tsx scripts/schema/print-examples.ts` writes them)', async () => {
  const names = (await readdir(EXAMPLES)).toSorted();
  const made = exampleFiles();
  expect(names).toEqual([...made.keys()].toSorted());
  for (const [name, content] of made)
    expect([name, (await readFile(join(EXAMPLES, name))).equals(Buffer.from(content))]).toEqual([name, true]);
});

test('the table of the examples names every file of evidence', () => {
  const files = [...exampleFiles().keys()].filter((name) => /\.(ndjson|json|zip)$/.test(name));
  expect(ROWS.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  expect(ROWS.filter(({ doubts }) => doubts.length === 0).length).toBeGreaterThan(5);
});

async function verdictsOf(form: VerifierForm): Promise<ReadonlyMap<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const left = [...ROWS];
  const work = async () => {
    for (let row = left.pop(); row !== undefined; row = left.pop()) {
      const { file, since, policy } = row;
      const given = { key: EXAMPLES_KEY, since, ...(policy === undefined ? {} : { policy }) };
      const asked = { folder: EXAMPLES, file, kind: kindOf(file), ...given };
      verdicts.set(file, (await form.verify(asked)).verdict);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return verdicts;
}

test.each([
  ['the command', commandForm],
  ['the file that auditors download', fileForm],
  ['the module for browsers', webForm],
])('%s comes to the verdict of the table on each of the examples (A3, C3)', async (_, begin) => {
  const form = await begin();
  try {
    const verdicts = await verdictsOf(form);
    for (const { file, doubts, level, values } of ROWS) {
      const found = verdicts.get(file);
      if (found === undefined) return expect.fail(`there is no verdict on ${file}`);
      expect([file, levelOf(found)]).toEqual([file, level]);
      const { shown, withheld, erased } = found.values;
      expect([file, found.doubts.map(({ code }) => code)]).toEqual([file, doubts]);
      if (values !== null) expect([file, shown, withheld, erased]).toEqual([file, ...values]);
    }
  } finally {
    await form.stop();
  }
});
