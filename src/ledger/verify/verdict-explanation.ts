import { type Assurance, counted, entriesInWords, isDocument, type Verdict } from './verdict.ts';

type Unexplained = Omit<Verdict, 'shows' | 'doesNotShow' | 'assurance'>;

/** The verdict with what it shows, and what it does not, in plain words. A doubtful one shows nothing. */
export function explainVerdict(verdict: Unexplained): Verdict {
  if (!verdict.verified) return { ...verdict, assurance: null, shows: [], doesNotShow: [] };
  const assured = { ...verdict, assurance: assuranceOf(verdict) };
  switch (verdict.evidence) {
    case 'WHOLE_EXPORT':
      return { ...assured, shows: wholeShows(verdict), doesNotShow: wholeDoesNotShow(verdict) };
    case 'FILTERED_EXPORT':
      return { ...assured, shows: filteredShows(verdict), doesNotShow: filteredDoesNotShow(verdict) };
    case 'PACK':
      return { ...assured, shows: packShows(verdict), doesNotShow: wholeDoesNotShow(verdict) };
    case 'CERTIFICATE':
      return { ...assured, shows: certificateShows(verdict), doesNotShow: certificateDoesNotShow(verdict) };
    default:
      return { ...assured, shows: receiptShows(verdict), doesNotShow: receiptDoesNotShow(verdict) };
  }
}

function assuranceOf({ witnesses, kept }: Unexplained): Assurance {
  if (witnesses?.isQuorum === true) return 'WITNESSED';
  return kept.length > 0 ? 'KEPT_CHECKPOINT' : 'SIGNED';
}

const WHAT_ENTRIES_SAY =
  'Whether the entries are true: the log proves that nothing was changed since it was sealed, about a second after it happened, not that it was correct.';
const OTHER_HISTORY =
  'Whether everyone is shown the same history: the holder of the signing key could sign two. Compare checkpoints with other readers.';

/** The host log that holds the log, and the witnesses who have seen one history of it only (A7). */
function hostLogShows({ hostLog, witnesses }: Unexplained): readonly string[] {
  if (hostLog === null) return [];
  const held = `The host log ${hostLog.origin} contains this log with its first ${entriesInWords(hostLog.entries)}`;
  if (witnesses === null) return [`${held}. A policy of yours would tell whose witness signatures count.`];
  const { by, of, isQuorum } = witnesses;
  const names = by.map(({ name, at }) => `${name} at ${at}`).join(', ');
  const enough = isQuorum ? 'as many as your policy requires' : 'fewer than your policy requires';
  return [`${held}, witnessed by ${by.length} of ${of}, ${enough}${names === '' ? '' : `: ${names}`}.`];
}

/** The sentences about another history, or about the entries that no witness has seen. */
function unwitnessed({ evidence, hostLog, witnesses, checkpoint }: Unexplained): readonly string[] {
  if (witnesses?.isQuorum !== true || hostLog === null)
    return [
      witnesses === null
        ? OTHER_HISTORY
        : `${OTHER_HISTORY} The witnesses of your policy have not ruled it out.`,
    ];
  return !isDocument(evidence) && hostLog.entries < (checkpoint?.size ?? 0)
    ? [
        `Whether everyone is shown the same entries from number ${(hostLog.entries + 1).toLocaleString('en-US')} on: the witnesses have not seen those yet. A later export shows it.`,
      ]
    : [];
}

function signature({ checkpoint, log }: Unexplained): string {
  return `The checkpoint at the end is signed with the key ${checkpoint?.keyId} of ${log?.host}, one of the keys that you gave.`;
}

/** The personal values of which the entries hold commitments only. */
function valuesShow({ evidence, values: { shown, withheld, erased } }: Unexplained): readonly string[] {
  const [one, several] = ['personal value', 'personal values'];
  return [
    shown === 0
      ? ''
      : `${counted(shown, one, several)} shown and proved: what is disclosed is what was recorded.`,
    withheld === 0
      ? ''
      : `${counted(withheld, one, several)} withheld: the log commits to what was recorded, which this file does not tell.`,
    erased === 0
      ? ''
      : evidence === 'WHOLE_EXPORT' || evidence === 'PACK'
        ? `${counted(erased, one, several)} erased, as a later entry records: what was there cannot be told any more, and everything else stays proved.`
        : `${counted(erased, one, several)} erased, as this file says: that the log records it, only a whole export or the certificate shows.`,
  ].filter((sentence) => sentence !== '');
}

function wholeShows(verdict: Unexplained): readonly string[] {
  const entries = entriesInWords(verdict.entries);
  return [
    `Every byte of the file was checked: the root hash recomputed from its ${entries} matches the checkpoint.`,
    signature(verdict),
    `So this is the complete log of ${verdict.log?.tenant} up to that checkpoint: since it was signed, nothing was altered, added, left out or moved.`,
    ...valuesShow(verdict),
    ...verdict.kept.map(({ text }) => text),
    ...hostLogShows(verdict),
  ];
}

function packShows(verdict: Unexplained): readonly string[] {
  const { pack } = verdict;
  return [
    ...wholeShows(verdict),
    `Everything else in the pack was made again of that log for the time from ${pack?.from} to ${pack?.to}, and is the same byte for byte: its figures and lists are what the log says.`,
    `${counted(pack?.receipts ?? 0, 'receipt', 'receipts')} and ${counted(pack?.certificates ?? 0, 'erasure certificate', 'erasure certificates')} are valid, and belong to entries of that log.`,
    'Every key in the pack is one that you gave. The pack was verified with yours alone.',
  ];
}

function wholeDoesNotShow(verdict: Unexplained): readonly string[] {
  const { kept, log, entries } = verdict;
  const covered = Math.max(0, ...kept.map(({ finding, size }) => (finding === 'BEGINS_WITH' ? size : 0)));
  const earlier =
    covered === 0
      ? 'Whether this is the original history: the holder of the signing key could have written another one. Keep the checkpoint (--keep) and pass it with --since next time.'
      : `Whether the entries from number ${(covered + 1).toLocaleString('en-US')} on are the original ones: no checkpoint that you kept covers them. Keep this one for next time.`;
  return [
    'What happened later: entries after the checkpoint are in the next export.',
    ...(covered > 0 && covered === entries ? [] : [earlier]),
    ...(log === null || log.epoch === 1
      ? []
      : [`What happened before epoch ${log.epoch}: each earlier epoch has a separate export.`]),
    ...unwitnessed(verdict),
    WHAT_ENTRIES_SAY,
  ];
}

function filteredShows(verdict: Unexplained): readonly string[] {
  const { entries, checkpoint, log, kept } = verdict;
  if (entries === 0)
    return [
      `The log of ${log?.tenant} has ${entriesInWords(checkpoint?.size ?? 0)} up to the checkpoint, and none of them is in this file: either none matched the filter, or all were left out.`,
      signature(verdict),
      ...kept.map(({ text }) => text),
      ...hostLogShows(verdict),
    ];
  return [
    `${entries === 1 ? 'The one entry' : `Each of the ${entriesInWords(entries)}`} in the file is genuine: its proof leads to the checkpoint, so it is in the log of ${log?.tenant} exactly as it is here.`,
    signature(verdict),
    ...valuesShow(verdict),
    ...kept.map(({ text }) => text),
    ...hostLogShows(verdict),
  ];
}

function filteredDoesNotShow(verdict: Unexplained): readonly string[] {
  return [
    'That no entry is missing: an entry left out of a filtered export leaves no trace. A whole export shows that.',
    'Whether this is the original history: this needs a whole export and a checkpoint that you kept.',
    ...(verdict.witnesses === null ? [] : unwitnessed(verdict)),
    WHAT_ENTRIES_SAY,
  ];
}

function receiptShows(verdict: Unexplained): readonly string[] {
  return [
    `The consent was recorded in the log of ${verdict.log?.tenant} exactly as the receipt says: who, when, from where, for which account, and to which text, word for word.`,
    signature(verdict),
    ...valuesShow(verdict),
    ...verdict.kept.map(({ text }) => text),
    ...hostLogShows(verdict),
  ];
}

function receiptDoesNotShow(verdict: Unexplained): readonly string[] {
  return [
    'Whether the consent is still valid: it may have ended since. A whole export shows that, or Originator itself.',
    'Whether the person is who the identity provider said they were: the receipt only repeats how they signed in.',
    ...(verdict.witnesses === null ? [] : unwitnessed(verdict)),
    WHAT_ENTRIES_SAY,
  ];
}

function certificateShows(verdict: Unexplained): readonly string[] {
  return [
    `The log of ${verdict.log?.tenant} records that exactly the ${counted(verdict.values.erased, 'value', 'values')} named in the certificate were erased, when, and why.`,
    signature(verdict),
    ...verdict.kept.map(({ text }) => text),
    ...hostLogShows(verdict),
  ];
}

function certificateDoesNotShow(verdict: Unexplained): readonly string[] {
  return [
    'That no copy is left: in a backup, in an export that was taken before, or with somebody who noted a value down.',
    'Whose values they were: the certificate names nobody.',
    ...(verdict.witnesses === null ? [] : unwitnessed(verdict)),
    WHAT_ENTRIES_SAY,
  ];
}
