import type { Example } from './example.ts';
import {
  type EntryContent,
  type ExampleLog,
  entryText,
  exampleLog,
  fileOf,
  OTHER_HOST_KEY,
  OTHER_KEY,
  SERVICE,
  SYSTEM,
  WITNESS_KEY,
} from './example-log.ts';
import { consentContent } from './receipt-examples.ts';

const CONTENTS: readonly EntryContent[] = [
  {
    kind: 'CHANNELS_CHANGED',
    object: 'channels',
    before: { channels: ['SMS', 'VOICE'] },
    after: { channels: ['SMS'] },
  },
  {
    kind: 'FALLBACK_POLICY_CHANGED',
    object: 'fallback-policy',
    before: { mode: 'NOT_DEFINED' },
    after: { mode: 'DISABLED' },
  },
  consentContent({ ip: '192.0.2.1', userAgent: 'Mozilla/5.0 "Fuchs" 1.0' }),
  {
    kind: 'WARNING_RAISED',
    object: 'account',
    actor: SYSTEM,
    before: null,
    after: { warning: 'NO_NUMBER_LEFT' },
  },
  {
    kind: 'WARNING_CLEARED',
    object: 'account',
    actor: SYSTEM,
    before: { warning: 'NO_NUMBER_LEFT', since: '2026-05-01T10:00:02.000Z' },
    after: null,
  },
  {
    kind: 'FALLBACK_POLICY_CHANGED',
    object: 'fallback-policy',
    actor: SERVICE,
    before: { mode: 'DISABLED' },
    after: { mode: 'ENABLED' },
  },
  { kind: 'CHANNELS_CHANGED', object: 'channels', before: { channels: ['SMS'] }, after: { channels: [] } },
];

/** The log that most examples are of. */
export const LOG = exampleLog(CONTENTS.map((content, index) => entryText(index, content)));
/** The place of the consent in it. */
export const CONSENT = 2;

const KEPT = 4;
const [FIRST = '', SECOND = ''] = LOG.entries;

const whole = (log: ExampleLog) => [...log.entries, log.end];
const filtered = (indexes: readonly number[]) => [
  ...indexes.flatMap((index) => [LOG.entries[index] ?? '', LOG.proofLine(index)]),
  LOG.end,
];
const ended = (note: string) => fileOf([...LOG.entries, JSON.stringify({ checkpoint: note })]);
const edited = (lines: readonly string[], line: number, from: string | RegExp, to: string) =>
  fileOf(lines.map((text, index) => (index === line - 1 ? text.replace(from, to) : text)));

const NOTE = LOG.note();
const OURS = NOTE.split('\n\n')[1] ?? '';
const THEIRS = LOG.note(LOG.entries.length, WITNESS_KEY).split('\n\n')[1] ?? '';
/** Of an algorithm that no verifier of today need know. */
const LONG = `— witness.example ${Buffer.alloc(2_432, 7).toString('base64')}\n`;

/** The log after a restore: its first entry names the checkpoint that it goes on from. */
const NEXT_EPOCH = exampleLog(
  [
    entryText(20, {
      ...{ kind: 'LEDGER_EPOCH_STARTED', object: 'ledger', actor: SYSTEM },
      ...{ before: { epoch: 1, checkpoint: NOTE }, after: { epoch: 2 } },
    }),
    entryText(21, {
      kind: 'CHANNELS_CHANGED',
      object: 'channels',
      before: { channels: [] },
      after: { channels: ['SMS'] },
    }),
  ],
  2,
);
const REWRITTEN = exampleLog([
  ...LOG.entries.toSpliced(
    1,
    1,
    entryText(1, { ...CONTENTS[0], kind: 'CHANNELS_CHANGED', object: 'channels', before: null, after: null }),
  ),
]);
const SHORTER = exampleLog(LOG.entries.slice(0, KEPT - 1));
const MIXED = exampleLog([
  FIRST,
  entryText(1, { kind: 'CHANNELS_CHANGED', object: 'channels', before: null, after: null, tenant: 'other' }),
]);

/** The checkpoints that examples are compared with, by their files. */
export const KEPT_CHECKPOINTS: Readonly<Record<string, string>> = {
  'kept-of-4.txt': LOG.note(KEPT),
  'kept-of-7.txt': NOTE,
};

const SINCE = ['kept-of-4.txt'];

const GENUINE: readonly Example[] = [
  { file: 'whole.ndjson', content: fileOf(whole(LOG)), doubts: [], since: SINCE, what: 'A whole export' },
  {
    file: 'whole-cosigned.ndjson',
    content: ended(NOTE + THEIRS + LONG),
    doubts: [],
    what: 'Its checkpoint has signature lines of unknown keys',
  },
  {
    file: 'whole-empty.ndjson',
    content: fileOf(whole(exampleLog([]))),
    doubts: [],
    what: 'The whole export of an empty log',
  },
  {
    file: 'whole-epoch-2.ndjson',
    content: fileOf(whole(NEXT_EPOCH)),
    doubts: [],
    since: ['kept-of-4.txt', 'kept-of-7.txt'],
    what: 'It goes on, in epoch 2, from the checkpoint that was kept last',
  },
  {
    file: 'filtered.ndjson',
    content: fileOf(filtered([0, 2, 6])),
    doubts: [],
    since: ['kept-of-7.txt'],
    what: 'A filtered export',
  },
  {
    file: 'filtered-none.ndjson',
    content: fileOf([LOG.end]),
    doubts: [],
    what: 'A filtered export that no entry matched',
  },
];

const BAD_WHOLE: readonly Example[] = [
  {
    file: 'whole-altered.ndjson',
    content: edited(whole(LOG), 2, 'DISABLED', 'DISABLEE'),
    doubts: ['ENTRIES_DIFFER'],
    what: 'A letter of line 2 is another',
  },
  {
    file: 'whole-left-out.ndjson',
    content: fileOf(whole(LOG).toSpliced(3, 1)),
    doubts: ['ENTRIES_DIFFER'],
    what: 'An entry is left out',
  },
  {
    file: 'whole-doubled.ndjson',
    content: fileOf(whole(LOG).toSpliced(1, 0, FIRST)),
    doubts: ['ENTRIES_DIFFER'],
    what: 'An entry is there twice',
  },
  {
    file: 'whole-swapped.ndjson',
    content: fileOf(whole(LOG).with(0, SECOND).with(1, FIRST)),
    doubts: ['ENTRIES_DIFFER'],
    what: 'Two entries are exchanged',
  },
  {
    file: 'whole-cut-off.ndjson',
    content: fileOf(LOG.entries),
    doubts: ['CHECKPOINT_MISSING'],
    what: 'The checkpoint is missing',
  },
  {
    file: 'whole-no-last-newline.ndjson',
    content: fileOf(whole(LOG)).trimEnd(),
    doubts: ['CHECKPOINT_MISSING'],
    what: 'The last newline is missing',
  },
  {
    file: 'whole-more-behind.ndjson',
    content: fileOf([...whole(LOG), FIRST]),
    doubts: ['NOT_AN_EXPORT'],
    what: 'A line follows the checkpoint',
  },
  {
    file: 'whole-spaced.ndjson',
    content: edited(whole(LOG), LOG.entries.length + 1, '":"', '": "'),
    doubts: ['CHECKPOINT_MISSING'],
    what: 'The last line is not in its only form',
  },
  {
    file: 'whole-other-tenant.ndjson',
    content: fileOf(whole(MIXED)),
    doubts: ['OTHER_TENANT'],
    what: 'An entry of another tenant is in it, and sealed',
  },
  {
    file: 'whole-rewritten.ndjson',
    content: fileOf(whole(REWRITTEN)),
    doubts: ['REWRITTEN'],
    since: SINCE,
    what: 'History was rewritten, and signed with the key',
  },
  {
    file: 'whole-rolled-back.ndjson',
    content: fileOf(whole(SHORTER)),
    doubts: ['ROLLED_BACK'],
    since: SINCE,
    what: 'The log has less than the kept checkpoint counts',
  },
];

const BAD_CHECKPOINTS: readonly Example[] = [
  {
    file: 'checkpoint-other-key.ndjson',
    content: ended(LOG.note(undefined, OTHER_KEY)),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'The checkpoint is signed with an unknown key alone',
  },
  {
    file: 'checkpoint-witness-alone.ndjson',
    content: ended(NOTE.replace(OURS, THEIRS + LONG)),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'The log’s own signature line is missing',
  },
  {
    file: 'checkpoint-bad-signature.ndjson',
    content: ended(LOG.note(KEPT).replace(/.*\n$/, OURS) + THEIRS),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'The signature is that of another checkpoint',
  },
  {
    file: 'checkpoint-doubled-line.ndjson',
    content: ended(NOTE + OURS),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'A signature line is there twice',
  },
  {
    file: 'checkpoint-bad-base64.ndjson',
    content: ended(NOTE + THEIRS.replace(/=+\n$/, '\n')),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'The line of an unknown key is not well-formed',
  },
  {
    file: 'checkpoint-other-host.ndjson',
    content: fileOf(whole(exampleLog(LOG.entries, 1, OTHER_HOST_KEY.name))),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'The key signed the checkpoint of another host’s log',
  },
  {
    file: 'checkpoint-extension.ndjson',
    content: ended(NOTE.replace('\n\n', '\nextension\n\n')),
    doubts: ['CHECKPOINT_UNSIGNED'],
    what: 'A line was added to the signed text',
  },
];

const BAD_FILTERED: readonly Example[] = [
  {
    file: 'filtered-altered.ndjson',
    content: edited(filtered([0, 2, 6]), 3, 'Fuchs', 'Fuchz'),
    doubts: ['ENTRY_UNPROVEN'],
    what: 'A letter of an entry is another',
  },
  {
    file: 'filtered-other-place.ndjson',
    content: edited(filtered([0, 2, 6]), 4, '"leafIndex":2', '"leafIndex":3'),
    doubts: ['ENTRY_UNPROVEN'],
    what: 'A proof is of another place',
  },
  {
    file: 'filtered-other-size.ndjson',
    content: edited(filtered([0, 6]), 4, '"leafIndex":6', '"leafIndex":2'),
    doubts: ['ENTRY_UNPROVEN'],
    what: 'A proof is of a place that only another size of the tree allows',
  },
  {
    file: 'filtered-order.ndjson',
    content: fileOf(filtered([2, 0, 6])),
    doubts: ['ENTRY_UNPROVEN'],
    what: 'The entries are not in their order',
  },
  {
    file: 'filtered-no-proof.ndjson',
    content: fileOf(filtered([0, 2, 6]).toSpliced(5, 1)),
    doubts: ['ENTRY_UNPROVEN'],
    what: 'The last proof is missing',
  },
];

/** Exports whose entries are all of form 1. */
export const EXPORT_EXAMPLES = [...GENUINE, ...BAD_WHOLE, ...BAD_CHECKPOINTS, ...BAD_FILTERED];
