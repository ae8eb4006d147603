import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../../../scripts/source-tree.ts';
import type { Verdict } from '../../../../src/audit/verifier/verifier.ts';

/** The folder of the published examples. */
export const EXAMPLES = join(ROOT, 'schema/examples');
/** The key file that all of them are verified with. */
export const EXAMPLES_KEY = 'originator.pub';

/** A row of the table in schema/examples/README.md. */
export interface ExampleRow {
  readonly file: string;
  readonly since: readonly string[];
  readonly policy: string | undefined;
  /** `signed`, `kept checkpoint` or `witnessed by n of m`; empty where it is in doubt. */
  readonly level: string;
  /** The codes of its doubts; none where it is verified. */
  readonly doubts: readonly string[];
  /** How many personal values are shown, withheld and erased; null where it is in doubt. */
  readonly values: readonly number[] | null;
}

const ROW =
  /^\| `([^`|]+)` \| ([^|]*) \| ([^|]*) \| (verified|in doubt: [^|]+) \| ([^|]*) \| ([\d, ]*) \| [^|]+ \|$/;

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** The rows of the table, as a reader has them. */
export async function exampleTable(): Promise<readonly ExampleRow[]> {
  const page = await readFile(join(EXAMPLES, 'README.md'), 'utf8');
  return page.split('\n').flatMap((line) => {
    const [, file, since = '', given = '', verdict = '', level = '', counts = ''] = ROW.exec(line) ?? [];
    const [policy] = quoted(given);
    const values = counts === '' ? null : counts.split(', ').map(Number);
    const doubts = quoted(verdict);
    return file === undefined ? [] : [{ file, since: quoted(since), policy, doubts, level, values }];
  });
}

/** The level of a verdict in the words of the table. */
export function levelOf({ assurance, witnesses }: Verdict): string {
  if (assurance === null) return '';
  const words = { SIGNED: 'signed', KEPT_CHECKPOINT: 'kept checkpoint' };
  return assurance === 'WITNESSED'
    ? `witnessed by ${witnesses?.by.length} of ${witnesses?.of}`
    : words[assurance];
}

/** What a file of the examples is, as its name says. */
export function kindOf(file: string): 'export' | 'receipt' | 'certificate' {
  if (/\.(ndjson|zip)$/.test(file)) return 'export';
  return file.startsWith('certificate') ? 'certificate' : 'receipt';
}
