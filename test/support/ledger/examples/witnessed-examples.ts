import {
  buildErasureCertificate,
  certificateText,
} from '../../../../src/audit/erasure/erasure-certificate.ts';
import type { HostProof } from '../../../../src/ledger/host/host-proof-rules.ts';
import { checkpointLine } from '../../../../src/ledger/verify/export-lines.ts';
import {
  ANNS_SECRETS,
  CONSENT_BY_ANN,
  DISCLOSED_LOG,
  ERASED_VALUES,
  ERASURE,
  shown,
} from './disclosed-log.ts';
import { type Example, withMember } from './example.ts';
import { fileOf } from './example-log.ts';
import { CONSENT, LOG } from './export-examples.ts';
import { hostProofOf } from './host-log.ts';
import { receiptOf } from './receipt-examples.ts';

const SEEN = 5;
const WITNESSED = { policy: 'policy.txt', doubts: [], witnessedBy: [1, 2] } as const;
const TOO_FEW = { policy: 'policy-both.txt', doubts: [] } as const;

const whole = (hostProof: HostProof) => fileOf([...LOG.entries, checkpointLine(LOG.note(), hostProof)]);
const receipt = (hostProof: HostProof) =>
  receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, ANNS_SECRETS.map(shown), hostProof);

const PROOF = hostProofOf(LOG, SEEN);
const RECEIPT_PROOF = hostProofOf(DISCLOSED_LOG);
const { checkpoint, ...OTHERS } = RECEIPT_PROOF;

const GENUINE: readonly Example[] = [
  {
    ...{ file: 'whole-witnessed.ndjson', ...WITNESSED },
    content: whole(PROOF),
    what: `A whole export of which a witness has seen ${SEEN} entries, which is enough`,
  },
  {
    ...{ file: 'whole-too-few.ndjson', ...TOO_FEW },
    content: whole(PROOF),
    what: 'The same, but that it takes a second witness',
  },
  {
    ...{ file: 'receipt-witnessed.json', ...WITNESSED },
    content: receiptOf(LOG, CONSENT, null, hostProofOf(LOG, SEEN)),
    what: 'A receipt of which a witness has seen the entry',
  },
  {
    ...{ file: 'receipt-2-witnessed.json', ...WITNESSED, values: [4, 0, 0] },
    content: receipt(RECEIPT_PROOF),
    what: 'A receipt of form 2 of which a witness has seen the entry',
  },
  {
    ...{ file: 'receipt-2-too-few.json', ...TOO_FEW, values: [4, 0, 0] },
    content: receipt(RECEIPT_PROOF),
    what: 'The same, but that it takes a second witness',
  },
  {
    ...{ file: 'receipt-2-no-host.json', policy: 'policy.txt', doubts: [], values: [4, 0, 0] },
    content: receiptOf(DISCLOSED_LOG, CONSENT_BY_ANN, ANNS_SECRETS.map(shown)),
    what: 'The same without a host proof',
  },
  {
    ...{ file: 'certificate-witnessed.json', ...WITNESSED, values: [0, 0, 2] },
    content: certificateText(
      buildErasureCertificate(ERASED_VALUES, {
        ...DISCLOSED_LOG.entryProof(ERASURE),
        hostProof: RECEIPT_PROOF,
      }),
    ),
    what: 'An erasure certificate of which a witness has seen the entry',
  },
];

const BAD: readonly (readonly [name: string, hostProof: HostProof, what: string])[] = [
  ['uncovered', hostProofOf(DISCLOSED_LOG, CONSENT_BY_ANN), 'The host log does not hold the entry yet'],
  ['other-log', hostProofOf(LOG), 'The host proof is that of another log'],
  ['round', { ...RECEIPT_PROOF, round: 0 }, 'The round is another'],
  [
    'forged',
    { ...OTHERS, checkpoint: checkpoint.replace(/.{8}\n$/, 'AAAAAAA=\n') },
    'The signature of the witness is forged',
  ],
];

/** Exports, receipts and certificates with host proofs. */
export const WITNESSED_EXAMPLES: readonly Example[] = [
  ...GENUINE,
  ...BAD.map(
    ([name, hostProof, what]): Example => ({
      ...{ file: `receipt-2-host-${name}.json`, policy: 'policy.txt', doubts: ['HOST_PROOF_INVALID'], what },
      content: receipt(hostProof),
    }),
  ),
  {
    ...{
      file: 'receipt-2-host-order.json',
      doubts: ['RECEIPT_DIFFERS'],
      what: 'The host proof is not in its only form',
    },
    content: withMember(receipt(RECEIPT_PROOF), 'proof.hostProof', { checkpoint, ...OTHERS }),
  },
  {
    ...{ file: 'whole-other-policy.ndjson', policy: 'policy-other-log.txt' },
    ...{
      doubts: ['POLICY_OF_ANOTHER_LOG'],
      what: 'There is no host proof, and the policy is for another log',
    },
    content: fileOf([...LOG.entries, LOG.end]),
  },
  {
    ...{ file: 'receipt-2-other-policy.json', policy: 'policy-other-log.txt' },
    ...{ doubts: ['POLICY_OF_ANOTHER_LOG'], what: 'The policy is for another log' },
    content: receipt(RECEIPT_PROOF),
  },
];
