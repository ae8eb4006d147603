import { describe, expect, it } from 'vitest';
import {
  filesBelow,
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  sourceFile,
  visit,
} from '../../../scripts/source-tree.ts';

/** Attributes that a person reads or hears. */
const READ =
  /^(aria-(label|description|roledescription|valuetext)|label|title|alt|placeholder|description|lead|error)$/;
const WORD = /\p{L}{2}/u;

/** Words that stand in the markup itself, in place of `text/`, where a translation finds them. */
function bareTexts(file: SourceFile): string[] {
  const problems: string[] = [];
  const note = (node: Parameters<typeof problemAt>[1], text: unknown) => {
    if (typeof text === 'string' && WORD.test(text))
      problems.push(problemAt(file, node, `says "${text.trim()}" outside src/console/text/`));
  };
  visit(file.program, (node) => {
    if (node.type === 'JSXText') note(node, node['value']);
    if (node.type === 'JSXAttribute' && READ.test(attributeName(node['name'])))
      note(node, nameOf(node['value']));
    return undefined;
  });
  return problems;
}

function attributeName(node: unknown): string {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : '';
}

describe('a text of the console', () => {
  it('lies in src/console/text/, where a translation finds it', () => {
    const files = filesBelow('src/console').filter(({ path }) => path.endsWith('.tsx'));
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(bareTexts)).toEqual([]);
  });

  it('is found where it stands in the markup', () => {
    const sample = '<p aria-label="Name of it" className="name">Hello <b>{"·"}</b> – 5</p>;';
    expect(bareTexts(sourceFile('src/console/a.tsx', sample))).toEqual([
      'src/console/a.tsx:1 says "Name of it" outside src/console/text/',
      'src/console/a.tsx:1 says "Hello" outside src/console/text/',
    ]);
  });
});
