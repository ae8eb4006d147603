/**
 * The verifier: everything that it takes to verify evidence, wherever it runs. None of it knows the files, the network or the
 * database; the command line, the file that auditors download and pages of a browser are all this one.
 */
export { utf8Text } from '../../ledger/entries/entry-form.ts';
export { readCheckpoint } from '../../ledger/tree/checkpoint.ts';
export { parseVerifierKeys } from '../../ledger/tree/public-keys.ts';
export type { VerifierKey } from '../../ledger/tree/signed-note.ts';
export { checkGrowth, entryEvidence } from '../../ledger/verify/entry-evidence.ts';
export { readCheckpointLine } from '../../ledger/verify/export-lines.ts';
export type { KeptCheckpoint } from '../../ledger/verify/kept-checkpoint.ts';
export type { Verdict } from '../../ledger/verify/verdict.ts';
export { verdictText } from '../../ledger/verify/verdict-text.ts';
export { DamagedEvidenceError, verifyExport } from '../../ledger/verify/verify-export.ts';
export { parsePolicy, UnfitPolicyError, type WitnessPolicy } from '../../ledger/witness/policy-rules.ts';
export { verifyCertificate } from '../erasure/verify-certificate.ts';
export { verifyPack } from '../pack/verify-pack.ts';
export type { PackFile } from '../pack/zip/directory.ts';
export { verifyReceipt } from '../receipt/verify-receipt.ts';
