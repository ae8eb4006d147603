import { DISCLOSURE_EXAMPLES } from './disclosure-examples.ts';
import type { Example } from './example.ts';
import { HOST_KEY } from './example-log.ts';
import { CONSENT, EXPORT_EXAMPLES, KEPT_CHECKPOINTS, LOG } from './export-examples.ts';
import { receiptExamples } from './receipt-examples.ts';

/** The key file that all examples are verified with. */
const KEY_FILE = 'originator.pub';

const EXAMPLES: readonly Example[] = [
  ...EXPORT_EXAMPLES,
  ...receiptExamples(LOG, CONSENT),
  ...DISCLOSURE_EXAMPLES,
];

const README = `# Examples of evidence

For those who write a verifier of their own after [docs/audit-format.md](../../docs/audit-format.md): exports, receipts and
certificates, good and bad, and the verdict on each. All are verified with the key file \`${KEY_FILE}\`, whose seed is the one of
that page, and with the kept checkpoints that are named. Where several things are wrong, a verifier may name another one first;
whether there is a doubt at all must agree.

The values are the personal ones of what is verified: so many are shown and proved, withheld, and erased.

| file | kept checkpoints | verdict | values | what it is |
|---|---|---|---|---|
`;

function rowOf({ file, since = [], doubts, values = [0, 0, 0], what }: Example): string {
  const verdict =
    doubts.length === 0 ? 'verified' : `in doubt: ${doubts.map((code) => `\`${code}\``).join(', ')}`;
  return `| \`${file}\` | ${since.map((name) => `\`${name}\``).join(', ')} | ${verdict} | ${doubts.length === 0 ? values.join(', ') : ''} | ${what} |\n`;
}

/** The files of schema/examples by their names. */
export function exampleFiles(): ReadonlyMap<string, string> {
  return new Map([
    [KEY_FILE, `${HOST_KEY.text}\n`],
    ...Object.entries(KEPT_CHECKPOINTS),
    ...EXAMPLES.map(({ file, content }): [string, string] => [file, content]),
    ['README.md', README + EXAMPLES.map(rowOf).join('')],
  ]);
}
