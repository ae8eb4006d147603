import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchemas } from '../../scripts/schema/json-schemas.ts';
import { ROOT } from '../../scripts/source-tree.ts';
import { OpenedPack } from '../../src/audit/pack/zip/opened-pack.ts';
import { newConsentReceipt } from '../support/ledger/consent-receipts.ts';
import { PACK_EXAMPLES } from '../support/ledger/examples/pack-examples.ts';
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

test.each(PACK_EXAMPLES.filter(({ doubts }) => doubts.length === 0).map(({ file }) => file))(
  'the summary of the published pack %s fits its schema, and with a member more it does not (A3)',
  async (file) => {
    const bytes = await readFile(join(ROOT, 'schema/examples', file));
    const pack = await OpenedPack.open({
      size: bytes.length,
      read: async (start, end) => bytes.subarray(start, end),
    });
    const summary = JSON.parse((await pack.textOf('pack.json')) ?? '');
    const schema = z.fromJSONSchema(await published('schema/evidence-pack.schema.json'));
    expect(schema.safeParse(summary).error).toBeUndefined();
    for (const within of [
      summary,
      summary.consents,
      summary.consents.atStart ?? summary.consents.items[0].by,
    ]) {
      within.more = 1;
      expect(schema.safeParse(summary).success).toBe(false);
      delete within.more;
    }
    expect(schema.safeParse(summary).success).toBe(true);
  },
);
