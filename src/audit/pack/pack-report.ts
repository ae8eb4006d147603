import type { Html } from './escaped-html.ts';
import { bullets, paragraph, reportPage, section, table } from './report-page.ts';
import {
  consentKind,
  counted,
  memberInWords,
  payerOf,
  ruleInWords,
  stateInWords,
  valueInWords,
  whoOf,
} from './report-words.ts';
import type { ConfigurationAt, ConfigurationChange, ConsentRow, PackSummary } from './summary-form.ts';

/**
 * The report of a pack for a person to read and print. It says nothing but what follows from the summary, so that who verifies
 * a pack can make it again: of version 1 of packs, not a byte of it may change.
 */
export function packReport(summary: PackSummary): string {
  const { organization, from, to } = summary;
  return reportPage(`Evidence pack of ${organization}`, [
    paragraph(`From ${from} to before ${to}, from the log kept at ${summary.service}.`),
    overview(summary),
    consents(summary),
    messages(summary),
    configuration(summary),
    actors(summary),
    privacy(summary),
    proofs(summary),
  ]);
}

function overview({ entries, checkpoint, epoch }: PackSummary): Html {
  const rows = Object.entries(entries.kinds).map(([kind, count]) => [kind, counted(count)]);
  const size = counted(checkpoint.size);
  const inSpan =
    entries.inSpan === 0
      ? 'No entry of the log lies in this span of time: nothing was recorded in it.'
      : `${counted(entries.inSpan)} of them lie in this span, the first of ${entries.first}, the last of ${entries.last}.`;
  return section(
    'The log',
    paragraph(`The pack holds the whole log of epoch ${epoch}: ${size} entries. ${inSpan}`),
    table(
      {
        id: 'kinds',
        columns: ['Kind of entry', 'Entries in the span'],
        numbers: ['Entries in the span'],
        rows,
      },
      'There is nothing to count.',
    ),
  );
}

function consents({ consents: { atStart, items, omitted } }: PackSummary): Html {
  const columns = ['Time', 'What', 'By', 'From address', 'Account', 'Text', 'Digest of the text'];
  const rows = [
    ...(atStart === null ? [] : [consentCells(atStart, 'in force when the span began')]),
    ...items.map((row) => consentCells(row, consentKind(row.kind))),
  ];
  return section(
    'What was consented to, and by whom',
    table(
      { id: 'consents', columns, rows, omitted },
      'No consent was in force when the span began, and none was given, declined or ended in it.',
    ),
    paragraph('For each consent that was given, receipts/ has a receipt with the exact text that was shown.'),
  );
}

function consentCells(row: ConsentRow, what: string): readonly string[] {
  const { version, locale, digest } = row.document;
  return [
    row.at,
    row.reason === null ? what : `${what}: ${row.reason}`,
    whoOf(row.by),
    valueInWords(row.ip),
    row.accountSid ?? '',
    version === null ? '' : `version ${version}, ${locale}`,
    digest ?? '',
  ];
}

function messages({ messages: rows, charges }: PackSummary): Html {
  const columns = ['Channel', 'Paid by', 'Rule', 'Outcome', 'Messages', 'Segments'];
  const numbers = ['Messages', 'Segments', 'Amount'];
  return section(
    'Who paid for how many messages',
    table(
      {
        id: 'messages',
        columns,
        numbers,
        rows: rows.map((row) => [
          row.channel ?? '',
          payerOf(row.billedAccount, row.alsoBilled) +
            (row.simulated ? ' (simulated: nothing was sent)' : ''),
          ruleInWords(row.rule),
          row.state ?? '',
          counted(row.messages),
          counted(row.segments),
        ]),
      },
      'The log tells of no message that was asked for in the span.',
    ),
    table(
      {
        id: 'charges',
        columns: ['Charged to', 'Currency', 'Messages', 'Amount'],
        numbers,
        rows: charges.map((row) => [
          payerOf(row.billedAccount, null),
          row.currency ?? '',
          counted(row.messages),
          row.amount,
        ]),
      },
      'The log tells of no charge for them.',
    ),
    paragraph(
      'A message belongs to the span in which it was asked for, and is counted as the log knows it at its end. The default account is charged after the rate card of the platform. What the tenant’s own account was charged is known only where Twilio has told a price.',
    ),
  );
}

function configuration({ configuration: { atStart, atEnd, changes }, epoch }: PackSummary): Html {
  const { items, omitted } = changes;
  const nothing =
    epoch === 1
      ? 'Nothing was ever saved: the default account sends, on both channels.'
      : 'The log of this epoch does not tell the configuration; that of the epoch before does.';
  return section(
    'Configuration, and what changed',
    table(
      {
        id: 'configuration',
        columns: ['', 'When the span began', 'When it ended'],
        rows: atStart === null && atEnd === null ? [] : configurationRows(atStart, atEnd),
      },
      nothing,
    ),
    table(
      {
        id: 'changes',
        columns: ['Time', 'What', 'By', 'Changes'],
        omitted,
        rows: items.map((change) => [change.at, change.kind, whoOf(change.by), differenceOf(change)]),
      },
      'Nothing was changed in the span.',
    ),
  );
}

function configurationRows(atStart: ConfigurationAt | null, atEnd: ConfigurationAt | null) {
  const [start, end] = [membersOf(atStart?.configuration), membersOf(atEnd?.configuration)];
  const names = [...new Set([...start.keys(), ...end.keys()])].sort();
  return names.map((name) => [name, start.get(name) ?? '', end.get(name) ?? '']);
}

/** The members of a state by their names, each in words. */
function membersOf(state: unknown): ReadonlyMap<string, string> {
  if (typeof state !== 'object' || state === null) return new Map();
  return new Map(Object.entries(state).map(([name, value]) => [memberInWords(name), stateInWords(value)]));
}

const LONGEST_CHANGE = 400;

function differenceOf({ before, after }: ConfigurationChange): string {
  const [old, now] = [membersOf(before), membersOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => `${name}: ${cut(old.get(name) ?? 'none')} → ${cut(now.get(name) ?? 'none')}`)
    .join('; ');
}

function cut(text: string): string {
  return text.length > LONGEST_CHANGE ? `${text.slice(0, LONGEST_CHANGE)}…` : text;
}

function actors({ actors: { items, omitted } }: PackSummary): Html {
  return section(
    'Who did what',
    paragraph(
      'Entries tell who did something and how they had signed in. Roles are given by the organization’s own identity provider and stand in no entry: what somebody did shows that they were allowed to do it at that moment, and not what else they could have done.',
    ),
    table(
      {
        id: 'actors',
        columns: ['Who', 'Signed in by', 'First', 'Last', 'What'],
        omitted,
        rows: items.map(({ by, first, last, kinds }) => [
          whoOf(by),
          by.authenticatedBy ?? '',
          first,
          last,
          Object.entries(kinds)
            .map(([kind, count]) => `${kind} ${counted(count)}`)
            .join(', '),
        ]),
      },
      'Nobody did anything in the span.',
    ),
  );
}

function privacy({ legalHolds, erasures }: PackSummary): Html {
  return section(
    'Legal holds and erasures',
    table(
      {
        id: 'holds',
        columns: ['Placed', 'By', 'For', 'Reason', 'Released'],
        omitted: legalHolds.omitted,
        rows: legalHolds.items.map((hold) => [
          hold.placedAt,
          whoOf(hold.placedBy),
          [
            hold.subject.value === null && hold.subject.told === 'SHOWN'
              ? 'everybody'
              : valueInWords(hold.subject) || 'a person',
            hold.from === null ? '' : `from ${hold.from}`,
            hold.to === null ? '' : `to ${hold.to}`,
          ]
            .filter((text) => text !== '')
            .join(' '),
          `${hold.reason} (${hold.reference})`,
          hold.released === null
            ? 'stood when the span ended'
            : `${hold.released.at} by ${whoOf(hold.released.by)}: ${hold.released.reason}`,
        ]),
      },
      'No legal hold stood in the span.',
    ),
    table(
      {
        id: 'erasures',
        columns: ['Time', 'By', 'Reason', 'Values'],
        omitted: erasures.omitted,
        numbers: ['Values'],
        rows: erasures.items.map((row) => [
          row.at,
          whoOf(row.by),
          `${row.reason} (${row.reference})`,
          row.values ?? '',
        ]),
      },
      'Nobody was erased in the span.',
    ),
    paragraph('For each erasure, certificates/ has a certificate of the values that were erased.'),
  );
}

function proofs({ checkpoint, service }: PackSummary): Html {
  return section(
    'What the proofs show, and what they do not',
    paragraph(
      `This page proves nothing by itself. Verify the whole file with the public key of ${service}, which you have from somebody you trust and not from this file: node verify.mjs pack.zip --key originator.pub. Then it is shown that`,
    ),
    bullets([
      `the log is whole up to its signed checkpoint of ${counted(checkpoint.size)} entries with the root ${checkpoint.root}: nothing in it was altered, added, left out or moved since it was sealed`,
      'every figure and list on this page, and every other part of the file, follows from that log',
      'each receipt and each certificate belongs to an entry of that log',
    ]),
    paragraph('It does not show'),
    bullets([
      'that what was recorded is true, or that all that happened was recorded: a log shows that nothing was changed afterwards',
      'that there is no other history under the same signature: for that, keep the checkpoint of each pack, and name witnesses in a policy',
      'what happened after the checkpoint, or in earlier epochs of the log',
      'what withheld or erased values were, or which roles anybody had',
    ]),
  );
}
