import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { jsonSchemas } from '../../scripts/schema/json-schemas.ts';
import { clientTypes } from '../../scripts/schema/typescript-types.ts';
import { ROOT } from '../../scripts/source-tree.ts';
import { ENTRY_KINDS } from '../../src/kernel/vocabulary/audit.ts';
import { canonicalEntry } from '../../src/ledger/entries/canonical-entry.ts';
import { commitmentsIn } from '../../src/ledger/entries/disclosure-rules.ts';
import type { NewEntry } from '../../src/ledger/entries/entry-kinds.ts';
import { ENTRY_STATES } from '../../src/ledger/entries/entry-kinds.ts';
import { newScope } from '../support/journey.ts';
import { faultOfStates } from '../support/ledger/entry-shapes.ts';
import { exampleTable } from '../support/ledger/examples/example-table.ts';
import { entryOfFirstForm } from '../support/ledger/first-form.ts';

type Schema = z.core.JSONSchema.JSONSchema;

/** Texts of which each pattern of the schemas takes one. */
const TEXTS = [
  'PERSON',
  '01890a5d-ac96-774b-bcce-b302099a8057',
  `AC${'0123456789abcdef'.repeat(2)}`,
  '+4915112345678',
  '0.0075',
  '2026-05-01T10:00:00.000Z',
];

/** The members that the schema has besides those that are not written any more. */
function written({ properties = {} }: Schema): readonly (readonly [string, Schema])[] {
  const members = Object.entries(properties).map(([name, member]) => [name, Object(member)] as const);
  return members.filter(
    ([, { description = '' }]) => !description.endsWith('Only in entries of earlier versions.'),
  );
}

/** A value with every member that is written; a personal one is told, not committed to. */
function sampleOf(schema: Schema): unknown {
  const { type, anyOf, items, pattern = '' } = schema;
  const [first] = anyOf ?? [];
  if (typeof first === 'object') return sampleOf(first);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'string':
      return TEXTS.find((text) => new RegExp(pattern).test(text));
    case 'array':
      return typeof items === 'object' && !Array.isArray(items) ? [sampleOf(items)] : [];
    case 'object':
      return Object.fromEntries(written(schema).map(([name, member]) => [name, sampleOf(member)]));
    case 'integer':
      return 7;
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** The places at which the schema takes a commitment. */
function commitmentsTaken(schema: Schema, at: string): readonly string[] {
  if (schema.properties?.['commitment'] !== undefined) return [at];
  return [
    ...(schema.anyOf ?? []).flatMap((one) => commitmentsTaken(Object(one), at)),
    ...written(schema).flatMap(([name, member]) => commitmentsTaken(member, `${at}/${name}`)),
  ];
}

/** An entry of each kind with every member that its schema knows. */
const SAMPLES = ENTRY_STATES.map(([kind, { before, after }]) => {
  const schema = { before: z.toJSONSchema(before), after: z.toJSONSchema(after) };
  const states = z.record(z.string(), z.any()).nullable();
  const sample: NewEntry = z.custom<NewEntry>().parse({
    ...{ kind, object: 'an object' },
    ...{ before: states.parse(sampleOf(schema.before)), after: states.parse(sampleOf(schema.after)) },
  });
  return { kind, schema, sample };
});

const PUBLISHED = z.fromJSONSchema(Object(jsonSchemas()['schema/entry-states.schema.json']));
const NOW = new Date();

test('every kind of entry has its states, and an entry without one of them does not compile (A1)', () => {
  expect(SAMPLES.map(({ kind }) => kind)).toEqual([...ENTRY_KINDS].toSorted());
  type Given<After> = {
    readonly kind: 'FALLBACK_POLICY_CHANGED';
    readonly object: string;
    readonly before: { readonly mode: string };
    readonly after: After;
  };
  expectTypeOf<Given<{ readonly mode: string }>>().toExtend<NewEntry>();
  expectTypeOf<Given<{ readonly mode: number }>>().not.toExtend<NewEntry>();
  expectTypeOf<Given<{ readonly modes: string }>>().not.toExtend<NewEntry>();
  expectTypeOf<Given<null>>().not.toExtend<NewEntry>();
});

describe.each(SAMPLES)('an entry of the kind $kind', ({ kind, schema, sample }) => {
  test.each([
    ['by a person', newScope()],
    ['by a service', newScope({ kind: 'SERVICE' })],
  ])(
    '%s fits the published schema in both forms, and nothing with a member more does (A1, A6)',
    (_, scope) => {
      const second = JSON.parse(canonicalEntry(scope, NOW, sample).body);
      const first = JSON.parse(entryOfFirstForm(scope, NOW, sample).body);
      for (const entry of [first, second]) {
        expect(PUBLISHED.safeParse(entry).error).toBeUndefined();
        expect(faultOfStates(entry)).toBeUndefined();
        for (const name of ['before', 'after']) {
          const more = { ...entry, [name]: { ...entry[name], more: 1 } };
          expect(PUBLISHED.safeParse(more).success).toBe(false);
          expect(faultOfStates(more)).toContain(kind);
        }
      }
    },
  );

  test('by a person commits to exactly what its schema names as personal (A6)', () => {
    const { body } = canonicalEntry(newScope(), NOW, sample);
    const committed = [...commitmentsIn(JSON.parse(body)).keys()];
    const named = ['before', 'after'].flatMap((name) => commitmentsTaken(Object(schema)[name], `/${name}`));
    expect(committed).toEqual(['/actor/displayName', '/actor/subject', ...named].toSorted());
  });
});

test('the entries of every good example fit the published schema', async () => {
  const folder = join(ROOT, 'schema/examples');
  const good = (await exampleTable()).filter(({ doubts }) => doubts.length === 0).map(({ file }) => file);
  const lines = readdirSync(folder)
    .filter((file) => good.includes(file) && file.endsWith('.ndjson'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'));
  const entries = lines.filter((line) => line.startsWith('{"actor":')).map((line) => JSON.parse(line));
  expect(entries.length).toBeGreaterThan(20);
  for (const entry of entries) expect([entry, PUBLISHED.safeParse(entry).error]).toEqual([entry, undefined]);
});

test('the types of the client are as the schemas have them (`npx tsx scripts/schema/print-json-schemas.ts` writes them)', () => {
  expect(readFileSync(join(ROOT, 'src/client/generated/entry-states.ts'), 'utf8')).toBe(clientTypes());
});

/** The members as the table of the page lists them. */
function listed(schema: Schema): string {
  const [state = schema] = schema.anyOf ?? [];
  const names = written(Object(state)).map(([name]) => `\`${name}\``);
  return names.length === 0 ? 'null' : names.join(', ');
}

test('docs/audit-format.md lists the members of each kind', () => {
  const page = readFileSync(join(ROOT, 'docs/audit-format.md'), 'utf8');
  for (const { kind, schema } of SAMPLES) {
    const [before, after] = [listed(schema.before), listed(schema.after)];
    expect(page).toContain(`| \`${kind}\` | ${before} | ${after === before ? 'the same' : after} |\n`);
  }
});
