import {
  buildErasureCertificate,
  certificateText,
} from '../../../../src/audit/erasure/erasure-certificate.ts';
import type { Disclosure } from '../../../../src/ledger/entries/commitment.ts';
import { disclosuresLine } from '../../../../src/ledger/verify/export-lines.ts';
import type { DoubtCode } from '../../../../src/ledger/verify/verdict.ts';
import {
  ANNS_SECRETS,
  CONSENT_BY_ANN,
  DISCLOSED_LOG,
  DISCLOSURES,
  EARLY_ERASURE_LOG,
  ERASED,
  ERASED_DISCLOSURES,
  ERASED_VALUES,
  ERASURE,
  shown,
} from './disclosed-log.ts';
import { type Example, withMember } from './example.ts';
import { type ExampleLog, fileOf, idOf } from './example-log.ts';
import { receiptOf } from './receipt-examples.ts';

const [NAME, WHO, IP, AGENT] = ANNS_SECRETS.map(shown);

/** The whole export of a log with these lines behind its entries. */
function whole(lines: ReadonlyMap<number, string>, log: ExampleLog = DISCLOSED_LOG): string {
  const bodies = log.entries.flatMap((entry, place) => [entry, lines.get(place) ?? []].flat());
  return fileOf([...bodies, log.end]);
}

/** The same, of which the consent's line is another. */
function withLine(line: string): string {
  return whole(new Map([...DISCLOSURES, [CONSENT_BY_ANN, line]]));
}

const withDisclosures = (...disclosures: readonly (Disclosure | undefined)[]) =>
  withLine(disclosuresLine(disclosures.filter((one) => one !== undefined)));

const withErasedBy = (erasedBy: string) =>
  whole(
    new Map([
      ...DISCLOSURES,
      [ERASED, disclosuresLine(ERASED_DISCLOSURES.map(({ path }) => ({ path, erasedBy })))],
    ]),
  );

/** In that log, the places of the erasure and of what it is said to have erased are exchanged. */
const EARLY = new Map([
  [CONSENT_BY_ANN, DISCLOSURES.get(CONSENT_BY_ANN) ?? ''],
  [ERASED, DISCLOSURES.get(ERASURE) ?? ''],
  [ERASURE, DISCLOSURES.get(ERASED) ?? ''],
]);

const filtered = [CONSENT_BY_ANN, ERASED].flatMap((place) => [
  DISCLOSED_LOG.entries[place] ?? '',
  DISCLOSURES.get(place) ?? '',
  DISCLOSED_LOG.proofLine(place),
]);

const LINE = DISCLOSURES.get(CONSENT_BY_ANN) ?? '';
/** The 32 bytes of a salt leave two bits unused, which another last letter fills. */
const MALLEABLE = LINE.replace(/(?<="salt":"[^"]{42})(.)/, (last) =>
  String.fromCharCode(last.charCodeAt(0) + 1),
);

const GOOD: readonly Example[] = [
  {
    file: 'disclosed.ndjson',
    content: whole(DISCLOSURES),
    doubts: [],
    values: [6, 0, 2],
    what: 'A whole export with disclosures; the first entry is of form 1',
  },
  {
    file: 'disclosed-nothing.ndjson',
    content: whole(new Map()),
    doubts: [],
    values: [0, 8, 0],
    what: 'The same without disclosures',
  },
  {
    file: 'disclosed-part.ndjson',
    content: withDisclosures(WHO, AGENT),
    doubts: [],
    values: [4, 2, 2],
    what: 'Two values of an entry are withheld',
  },
  {
    file: 'disclosed-filtered.ndjson',
    content: fileOf([...filtered, DISCLOSED_LOG.end]),
    doubts: [],
    values: [4, 0, 2],
    what: 'A filtered export with disclosures',
  },
  {
    file: 'receipt-2.json',
    content: receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, ANNS_SECRETS.map(shown)),
    doubts: [],
    values: [4, 0, 0],
    what: 'A receipt of form 2 with disclosures',
  },
  {
    file: 'receipt-2-nothing.json',
    content: receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, []),
    doubts: [],
    values: [0, 4, 0],
    what: 'The same without disclosures',
  },
];

const BAD_LINES: readonly (readonly [name: string, content: string, what: string])[] = [
  ['value', withLine(LINE.replace('192.0.2.1', '192.0.2.2')), 'A value is not the one that was committed to'],
  ['salt', withLine(LINE.replace('"salt":"K', '"salt":"L')), 'A salt is another'],
  ['salt-form', withLine(MALLEABLE), 'A salt is written otherwise'],
  [
    'no-commitment',
    withDisclosures({ path: '/after/accountSid', salt: 'A'.repeat(43), value: 'x' }),
    'A disclosure is of no commitment',
  ],
  ['doubled', withDisclosures(NAME, NAME, WHO), 'A disclosure is there twice'],
  ['order', withDisclosures(WHO, NAME, IP), 'The paths do not ascend'],
  ['spaced', withLine(LINE.replace('":[', '": [')), 'A line of disclosures is not in its only form'],
  ['moved', whole(new Map([...DISCLOSURES, [0, LINE]])), 'Disclosures follow an entry without commitments'],
  ['two-lines', withLine(`${LINE}\n${LINE}`), 'An entry has two lines of disclosures'],
  ['first', `${LINE}\n${whole(DISCLOSURES)}`, 'The export begins with disclosures'],
  ['no-erasure', withErasedBy(idOf(2)), 'The erasure that is referred to is none'],
  [
    'early-erasure',
    whole(EARLY, EARLY_ERASURE_LOG),
    'The erasure came before what it is said to have erased',
  ],
];

const CONSENT_RECEIPT = receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, ANNS_SECRETS.map(shown));
const WITHHELD_RECEIPT = receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, []);

const BAD_RECEIPTS: readonly (readonly [name: string, content: string, what: string])[] = [
  [
    'value',
    CONSENT_RECEIPT.replaceAll('192.0.2.1', '192.0.2.2'),
    'A value is not the one that was committed to',
  ],
  ['untold', withMember(WITHHELD_RECEIPT, 'piiPrincipalId', 'ann'), 'A member tells what is not disclosed'],
];

const CERTIFICATE = certificateText(
  buildErasureCertificate(ERASED_VALUES, DISCLOSED_LOG.entryProof(ERASURE)),
);

const BAD_CERTIFICATES: readonly (readonly [name: string, content: string, what: string])[] = [
  ['fewer', withMember(CERTIFICATE, 'erased', ERASED_VALUES.slice(1)), 'A value is left out'],
  [
    'order',
    withMember(CERTIFICATE, 'erased', ERASED_VALUES.toReversed()),
    'The values are not in their order',
  ],
  ['path', withMember(CERTIFICATE, 'erased.0.path', '/after/ip'), 'A value is said to be another'],
  ['member', withMember(CERTIFICATE, 'reference', 'P-18'), 'A member is not what its entry says'],
  ['epoch', withMember(CERTIFICATE, 'proof.epoch', 2), 'The checkpoint is of another epoch'],
];

const bad =
  (prefix: string, extension: string, code: DoubtCode) =>
  ([name, content, what]: readonly [name: string, content: string, what: string]): Example => ({
    ...{ file: `${prefix}-${name}.${extension}`, content, doubts: [code], what },
  });

/** Exports, receipts and certificates of entries of form 2. */
export const DISCLOSURE_EXAMPLES: readonly Example[] = [
  ...GOOD,
  {
    file: 'certificate.json',
    content: CERTIFICATE,
    doubts: [],
    values: [0, 0, 2],
    what: 'An erasure certificate',
  },
  ...BAD_LINES.map(bad('disclosed', 'ndjson', 'DISCLOSURE_DIFFERS')),
  {
    ...{
      file: 'receipt-2-version.json',
      doubts: ['NOT_A_RECEIPT'],
      what: 'Its version is that of the other form',
    },
    content: withMember(CONSENT_RECEIPT, 'version', 'originator-consent-receipt/1'),
  },
  ...BAD_RECEIPTS.map(bad('receipt-2', 'json', 'RECEIPT_DIFFERS')),
  ...BAD_CERTIFICATES.map(bad('certificate', 'json', 'CERTIFICATE_DIFFERS')),
  {
    file: 'certificate-entry.json',
    content: CERTIFICATE.replaceAll('P-17', 'P-18'),
    doubts: ['ENTRY_UNPROVEN'],
    what: 'Entry and member were altered alike',
  },
  {
    file: 'certificate-none.json',
    content: '{}\n',
    doubts: ['NOT_A_CERTIFICATE'],
    what: 'It is no certificate',
  },
];
