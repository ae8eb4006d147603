import { DISCLOSURE_EXAMPLES } from './disclosure-examples.ts';
import type { Example } from './example.ts';
import { HOST_KEY } from './example-log.ts';
import { CONSENT, EXPORT_EXAMPLES, KEPT_CHECKPOINTS, LOG } from './export-examples.ts';
import { POLICIES } from './host-log.ts';
import { PACK_EXAMPLES } from './pack-examples.ts';
import { receiptExamples } from './receipt-examples.ts';
import { WITNESSED_EXAMPLES } from './witnessed-examples.ts';

/** The key file that all examples are verified with. */
const KEY_FILE = 'originator.pub';

const EXAMPLES: readonly Example[] = [
  ...EXPORT_EXAMPLES,
  ...receiptExamples(LOG, CONSENT),
  ...DISCLOSURE_EXAMPLES,
  ...WITNESSED_EXAMPLES,
  ...PACK_EXAMPLES,
];

const README = `# Examples of evidence

For those who write a verifier of their own after [docs/audit-format.md](../../docs/audit-format.md): exports, receipts,
certificates and packs, good and bad, and the verdict on each. All are verified with the key file \`${KEY_FILE}\`, whose seed is the one of
that page, and with the kept checkpoints and the policy that are named. Where several things are wrong, a verifier may name another
one first; whether there is a doubt at all must agree.

The level says how strong the evidence is that is verified. The values are its personal ones: so many are shown and proved, withheld,
and erased.

| file | kept checkpoints | policy | verdict | level | values | what it is |
|---|---|---|---|---|---|---|
`;

function levelOf({ since = [], witnessedBy }: Example): string {
  if (witnessedBy !== undefined) return `witnessed by ${witnessedBy.join(' of ')}`;
  return since.length > 0 ? 'kept checkpoint' : 'signed';
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

function rowOf(example: Example): string {
  const { file, since = [], policy, doubts, values = [0, 0, 0], what } = example;
  const verdict = doubts.length === 0 ? 'verified' : `in doubt: ${quoted(doubts)}`;
  const [level, told] = doubts.length === 0 ? [levelOf(example), values.join(', ')] : ['', ''];
  const given = `${quoted(since)} | ${quoted(policy === undefined ? [] : [policy])}`;
  return `| \`${file}\` | ${given} | ${verdict} | ${level} | ${told} | ${what} |\n`;
}

/** The files of schema/examples by their names. */
export function exampleFiles(): ReadonlyMap<string, string | Buffer> {
  return new Map<string, string | Buffer>([
    [KEY_FILE, `${HOST_KEY.text}\n`],
    ...Object.entries(KEPT_CHECKPOINTS),
    ...Object.entries(POLICIES),
    ...EXAMPLES.map(({ file, content }) => [file, content] as const),
    ['README.md', README + EXAMPLES.map(rowOf).join('')],
  ]);
}
