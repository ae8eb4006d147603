import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchemas } from '../../scripts/schema/json-schemas.ts';
import { ROOT } from '../../scripts/source-tree.ts';
import { newConsentReceipt } from '../support/ledger/consent-receipts.ts';
import { newEntries, newSigner, sealedLog } from '../support/ledger/sealed-log.ts';

const PATHS = Object.keys(jsonSchemas());
const KEY = newSigner();

const published = async (path: string): Promise<z.core.JSONSchema.JSONSchema> =>
  JSON.parse(await readFile(join(ROOT, path), 'utf8'));

/** The objects of a schema, with what they say of each member. */
function* membersOf(schema: unknown): Generator<readonly [string, unknown]> {
  if (typeof schema !== 'object' || schema === null) return;
  if ('properties' in schema && typeof schema.properties === 'object' && schema.properties !== null)
    yield* Object.entries(schema.properties);
  for (const part of Object.values(schema)) yield* membersOf(part);
}

test.each(PATHS)(
  '%s is as the program has it (`npx tsx scripts/schema/print-json-schemas.ts` writes it)',
  async (path) => {
    expect(await published(path)).toEqual(JSON.parse(JSON.stringify(jsonSchemas()[path])));
  },
);

test.each(PATHS)('%s describes every member', async (path) => {
  const members = [...membersOf(await published(path))];
  expect(members.length).toBeGreaterThan(10);
  for (const [name, member] of members)
    expect([name, member]).toEqual([name, expect.objectContaining({ description: expect.any(String) })]);
});

test('the schemas, read back, take every line of an export and a receipt, and nothing with a member more (C3)', async () => {
  const [line, receipt] = await Promise.all(
    PATHS.map(async (path) => z.fromJSONSchema(await published(path))),
  );
  const log = sealedLog(newEntries(8), KEY);
  const lines = `${log.whole()}${log.filtered([1, 2])}`
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text));
  for (const one of lines) {
    expect(line?.safeParse(one).error).toBeUndefined();
    expect(line?.safeParse({ ...one, more: 1 }).success).toBe(false);
  }
  const issued = newConsentReceipt(KEY).receipt;
  expect(receipt?.safeParse(issued).error).toBeUndefined();
  expect(receipt?.safeParse({ ...issued, more: 1 }).success).toBe(false);
});
