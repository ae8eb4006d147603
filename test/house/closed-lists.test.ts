import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT, sourceFile } from '../../scripts/source-tree.ts';
import { PROBLEM_CODES, REQUEST_ERROR_CODES } from '../../src/kernel/vocabulary/errors.ts';
import { type ClosedList, closedListsOf, looseEnums, secondSpellings } from './closed-lists.ts';

const VOCABULARY = 'src/kernel/vocabulary';

async function everyList(): Promise<ClosedList[]> {
  const modules = readdirSync(join(ROOT, VOCABULARY))
    .filter((name) => name.endsWith('.ts'))
    .map(async (name): Promise<ClosedList[]> => closedListsOf(await import(join(ROOT, VOCABULARY, name))));
  return (await Promise.all(modules)).flat();
}

describe('closed lists', () => {
  it('are written once, in the vocabulary', async () => {
    const lists = await everyList();
    expect(lists.map(({ name }) => name)).toContain('CHANNELS');
    // The console learns them from the contract: its types hold what it spells.
    const files = filesBelow('src').filter(({ path }) => !path.startsWith('src/console/'));
    expect(secondSpellings(files, lists)).toEqual([]);
  });

  it('hold every enum of the schema, so that a member without a description does not compile', () => {
    const enums = filesBelow('src/graphql');
    expect(looseEnums(enums)).toEqual([]);
    const text =
      "const Channel = builder.enumType('Channel', { values: { SMS: { description: 'A text.' } } });";
    expect(looseEnums([sourceFile('src/a.ts', text)])).toEqual([
      'src/a.ts:1 makes an enum that no closed list holds',
    ]);
  });

  it('differ from each other in the vocabulary', async () => {
    const lists = await everyList();
    const members = lists.map((list) => list.members.toSorted().join(' '));
    expect(members).toEqual([...new Set(members)]);
  });

  it('of codes that a client can meet have 25 members at most, each told once', () => {
    const codes: string[] = [...PROBLEM_CODES, ...REQUEST_ERROR_CODES];
    expect(codes).toEqual([...new Set(codes)]);
    expect(codes.length).toBeLessThanOrEqual(25);
  });

  it.each([
    ['a union type', "type A = 'VOICE' | 'SMS';"],
    ['an array', "export const A = ['SMS', 'VOICE'];"],
    ['a row schema', "const a = z.object({ b: z.enum(['SMS', 'VOICE']) });"],
    ['a column', "const a = text('channel', { enum: ['SMS', 'VOICE'] });"],
    ['a tuple type', "type A = readonly ['SMS', 'VOICE'];"],
  ])('are found when they are spelled out in %s', (_, text) => {
    const lists = [{ name: 'CHANNELS', members: ['SMS', 'VOICE'] }];
    expect(secondSpellings([sourceFile('src/a.ts', text)], lists)).toEqual([
      'src/a.ts:1 spells out CHANNELS a second time',
    ]);
    expect(secondSpellings([sourceFile('src/kernel/vocabulary/a.ts', text)], lists)).toEqual([]);
  });

  it('are not taken for a part of themselves', () => {
    const lists = [{ name: 'CHANNELS', members: ['SMS', 'VOICE'] }];
    const text = "type A = 'SMS' | 'VOICE' | 'NONE'; const b = ['SMS'];";
    expect(secondSpellings([sourceFile('src/a.ts', text)], lists)).toEqual([]);
  });
});
