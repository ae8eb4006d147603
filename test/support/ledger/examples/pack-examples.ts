import { derivedMembers } from '../../../../src/audit/pack/derived-members.ts';
import {
  CHECKPOINT,
  KEYS,
  LOG,
  type PackSpan,
  REPORT,
  SUMMARY,
} from '../../../../src/audit/pack/pack-form.ts';
import { PackReading } from '../../../../src/audit/pack/pack-summary.ts';
import type { DoubtCode } from '../../../../src/ledger/verify/verdict.ts';
import { type StoredMember, storedZip } from '../stored-zip.ts';
import type { Example } from './example.ts';
import { HOST_KEY, OTHER_KEY } from './example-log.ts';
import { CERTIFICATE, PACK_EXPORT, PACK_LOG, RECEIPT } from './pack-log.ts';

const SPAN: PackSpan = { from: '2026-05-01T10:00:01.000Z', to: '2026-05-01T10:00:15.000Z' };
/** A time in which nothing happened. */
const QUIET: PackSpan = { from: '2026-06-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' };

/** The members of a pack of the log by their names; its documents are those of the span. */
function membersOf(span: PackSpan, documents: readonly { readonly name: string; readonly text: string }[]) {
  const reading = new PackReading(span);
  reading.push(Buffer.from(PACK_EXPORT));
  const read = reading.finish();
  if (read === undefined) throw new Error('the log of the packs has a checkpoint');
  return new Map([
    [LOG, PACK_EXPORT],
    ...derivedMembers(read),
    [KEYS, `${HOST_KEY.text}\n`],
    ...documents.map(({ name, text }) => [name, text] as const),
  ]);
}

const MEMBERS: ReadonlyMap<string, string> = membersOf(SPAN, [RECEIPT, CERTIFICATE]);

function listOf(members: ReadonlyMap<string, string>): readonly StoredMember[] {
  return [...members].map(([name, text]) => ({ name, content: Buffer.from(text) }));
}

const packOf = (members: ReadonlyMap<string, string>) => storedZip(listOf(members));
const PACK = packOf(MEMBERS);

/** The pack of which a member has another text. */
function withText(name: string, change: (text: string) => string): Buffer {
  const text = MEMBERS.get(name) ?? '';
  const changed = change(text);
  if (changed === text) throw new Error(`${name} is the same`);
  return packOf(new Map([...MEMBERS, [name, changed]]));
}

function without(name: string): Buffer {
  return packOf(new Map([...MEMBERS].filter(([other]) => other !== name)));
}

/** The pack with a member about which something else is said. */
function toldOf(name: string, told: Partial<StoredMember>): Buffer {
  return storedZip(listOf(MEMBERS).map((one) => (one.name === name ? { ...one, ...told } : one)));
}

const put = (find: string, by: string) => (text: string) => text.replace(find, by);

const BAD: readonly (readonly [name: string, code: DoubtCode, content: Buffer, what: string])[] = [
  ['log', 'ENTRIES_DIFFER', withText(LOG, put('"0.0700"', '"0.0900"')), 'An amount in the log is another'],
  [
    'log-cut-off',
    'CHECKPOINT_MISSING',
    withText(LOG, (text) => text.slice(0, -1_000)),
    'The log was cut off',
  ],
  [
    'figure',
    'PACK_DIFFERS',
    withText(SUMMARY, put('"segments": 2', '"segments": 3')),
    'A figure is not what the log says',
  ],
  [
    'span',
    'PACK_DIFFERS',
    withText(SUMMARY, put('T10:00:15', 'T10:00:09')),
    'The span is not that of the figures',
  ],
  [
    'report',
    'PACK_DIFFERS',
    withText(REPORT, put('<td class="n">2</td>', '<td class="n">3</td>')),
    'A figure of the report is another',
  ],
  [
    'script',
    'PACK_DIFFERS',
    withText(REPORT, put('</body>', '<script>1</script></body>')),
    'The report has a script',
  ],
  [
    'checkpoint',
    'PACK_DIFFERS',
    withText(CHECKPOINT, () => PACK_LOG.note(9)),
    'The checkpoint is an earlier one',
  ],
  [
    'keys',
    'PACK_DIFFERS',
    withText(KEYS, (text) => `${text}${OTHER_KEY.text}\n`),
    'There is a key that nobody else knows',
  ],
  ['receipt', 'PACK_DIFFERS', withText(RECEIPT.name, put('Ann Weiß', 'Bob Weiß')), 'A receipt was altered'],
  [
    'receipt-earlier',
    'PACK_DIFFERS',
    withText(RECEIPT.name, () => RECEIPT.earlier),
    'A receipt is genuine, but by another checkpoint',
  ],
  [
    'receipt-withheld',
    'PACK_DIFFERS',
    withText(RECEIPT.name, () => RECEIPT.withheld),
    'A receipt withholds what the log discloses',
  ],
  ['no-receipt', 'PACK_DIFFERS', without(RECEIPT.name), 'A receipt is missing'],
  ['no-certificate', 'PACK_DIFFERS', without(CERTIFICATE.name), 'A certificate is missing'],
  ['no-report', 'PACK_DIFFERS', without(REPORT), 'The report is missing'],
  ['no-log', 'NOT_A_PACK', without(LOG), 'The log is missing'],
  [
    'more',
    'PACK_DIFFERS',
    packOf(new Map([...MEMBERS, ['advice.txt', 'Trust me.\n']])),
    'There is a member that no pack has',
  ],
  [
    'outside',
    'NOT_A_PACK',
    packOf(new Map([...MEMBERS, ['../keys.txt', '']])),
    'A member would be unpacked outside the folder',
  ],
  [
    'doubled',
    'NOT_A_PACK',
    storedZip([...listOf(MEMBERS), ...listOf(MEMBERS).slice(-1)]),
    'Two members have one name',
  ],
  ['overlapping', 'NOT_A_PACK', toldOf(SUMMARY, { headerAt: 0 }), 'Two members share their bytes'],
  ['behind', 'NOT_A_PACK', Buffer.concat([PACK, Buffer.from('more')]), 'Something follows the end'],
  [
    'between',
    'NOT_A_PACK',
    storedZip(listOf(MEMBERS), Buffer.from('more')),
    'Something lies before the directory',
  ],
  ['cut-off', 'NOT_A_PACK', PACK.subarray(0, -100), 'The file was cut off'],
  [
    'bomb',
    'NOT_A_PACK',
    toldOf(KEYS, { method: 8, size: 4_000_000_000 }),
    'A member would grow beyond what can be',
  ],
  ['crc', 'DAMAGED', toldOf(CHECKPOINT, { crc: 1 }), 'The checksum of a member differs'],
];

/** Evidence packs: their members are not compressed, so that the files are the same wherever they are made. */
export const PACK_EXAMPLES: readonly Example[] = [
  { file: 'pack.zip', content: PACK, doubts: [], values: [6, 0, 2], what: 'An evidence pack' },
  {
    ...{ file: 'pack-quiet.zip', doubts: [], values: [6, 0, 2] },
    content: packOf(membersOf(QUIET, [{ ...RECEIPT, text: RECEIPT.text }])),
    what: 'A pack of a span in which nothing happened; the consent stood when it began',
  },
  ...BAD.map(([name, code, content, what]) => ({
    file: `pack-${name}.zip`,
    content,
    doubts: name === 'span' ? [code, code] : [code],
    what,
  })),
];
