import { wrap } from '../../kernel/text-wrap.ts';
import { entriesInWords, isDocument, type Verdict } from './verdict.ts';

const WIDTH = 100;

const KINDS: Readonly<Record<Verdict['evidence'], string>> = {
  WHOLE_EXPORT: 'a whole export',
  FILTERED_EXPORT: 'a filtered export',
  RECEIPT: 'a consent receipt',
  CERTIFICATE: 'an erasure certificate',
  PACK: 'an evidence pack',
  UNKNOWN: 'no complete export',
};

const VERIFIED: Readonly<Record<Verdict['evidence'], string>> = {
  WHOLE_EXPORT: 'VERIFIED. This is the whole log, and nothing in it was changed.',
  FILTERED_EXPORT: 'VERIFIED. Every entry in this file is genuine.',
  RECEIPT: 'VERIFIED. This consent was recorded exactly as the receipt says.',
  CERTIFICATE: 'VERIFIED. These values were erased, as the log records.',
  PACK: 'VERIFIED. The pack holds the whole log, and everything in it agrees with that.',
  UNKNOWN: '',
};

/** The verdict in words, for somebody who reads it on a terminal or in a report. */
export function verdictText(name: string, verdict: Verdict): string {
  const { verified, doubts, shows, doesNotShow } = verdict;
  const sections = verified
    ? [
        headline(verdict),
        facts(name, verdict),
        list('What this shows', shows),
        list('What this does not show', doesNotShow),
      ]
    : [
        'IN DOUBT. Do not rely on this file.',
        facts(name, verdict),
        list(
          'What is wrong',
          doubts.map(({ text }) => text),
        ),
        wrapped(WHAT_TO_DO, ''),
      ];
  return `${sections.join('\n\n')}\n`;
}

/** Nothing is wrong with an export without entries, and it proves nothing of any. */
function headline({ evidence, entries }: Verdict): string {
  return entries === 0
    ? 'VERIFIED, BUT EMPTY. This file is genuine and contains no entry.'
    : VERIFIED[evidence];
}

const WHAT_TO_DO =
  'A doubt shows that the file is not as it should be, not why: a broken download looks like a forgery. Download it again. If the doubt remains, keep this file, the checkpoints and the key, and ask who runs the service.';

function facts(name: string, verdict: Verdict): string {
  const { evidence, log, checkpoint, entries, firstAt, lastAt } = verdict;
  const rows: readonly (readonly [string, string] | undefined)[] = [
    ['File', `${name}, ${KINDS[evidence]}`],
    log === null ? undefined : ['Log', `${log.tenant}, at ${log.host}, epoch ${log.epoch}`],
    isDocument(evidence) ? undefined : ['Entries', entries.toLocaleString('en-US')],
    verdict.verified ? valuesRow(verdict) : undefined,
    firstAt === null || lastAt === null
      ? undefined
      : ['Time', firstAt === lastAt ? firstAt : `${firstAt} to ${lastAt}`],
    checkpoint === null
      ? undefined
      : ['Checkpoint', `${entriesInWords(checkpoint.size)}, root ${checkpoint.root}`],
    checkpoint === null ? undefined : ['Signed with', `key ${checkpoint.keyId} of ${log?.host ?? ''}`],
    spanRow(verdict),
    assuranceRow(verdict),
  ];
  return rows
    .filter((row) => row !== undefined)
    .map(([title, text]) => `  ${title.padEnd(12)} ${printable(text)}`)
    .join('\n');
}

function spanRow({ pack }: Verdict): readonly [string, string] | undefined {
  if (pack === null) return undefined;
  const entries = pack.entries === 0 ? 'no entry lies in it' : entriesInWords(pack.entries);
  return ['Span', `${pack.from} to ${pack.to}: ${entries}`];
}

/** In words, from the weakest to the strongest: signed, agreeing with what was kept, witnessed. */
function assuranceRow(verdict: Verdict): readonly [string, string] | undefined {
  const { evidence, assurance, witnesses, hostLog, checkpoint } = verdict;
  if (assurance === null) return undefined;
  const signed = assurance === 'KEPT_CHECKPOINT' ? 'agrees with a checkpoint that you kept' : 'signed';
  if (witnesses === null) return ['Assurance', assurance === 'SIGNED' ? 'signed only' : signed];
  const count = `witnessed by ${witnesses.by.length} of ${witnesses.of}`;
  if (assurance !== 'WITNESSED') return ['Assurance', `${signed}; ${count} (quorum not reached)`];
  const covered = hostLog?.entries ?? 0;
  const isAll = isDocument(evidence) || covered === checkpoint?.size;
  return ['Assurance', `${count} (quorum reached)${isAll ? '' : `, its first ${entriesInWords(covered)}`}`];
}

function valuesRow({ values }: Verdict): readonly [string, string] | undefined {
  const { shown, withheld, erased } = values;
  return shown + withheld + erased === 0
    ? undefined
    : ['Values', `${shown} shown and proved, ${withheld} withheld, ${erased} erased`];
}

function list(title: string, sentences: readonly string[]): string {
  return [title, ...sentences.map((sentence) => wrapped(sentence, '  - '))].join('\n');
}

function wrapped(text: string, start: string): string {
  return wrap(`${start}${printable(text)}`, WIDTH, ' '.repeat(start.length)).join('\n');
}

/** Without characters that would move a terminal's cursor: the file may be anybody's. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}
