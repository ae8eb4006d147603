import { CHECKPOINT, HOST_CHECKPOINT, jsonMember, REPORT, SUMMARY } from './pack-form.ts';
import { packReport } from './pack-report.ts';
import type { ReadPack } from './pack-summary.ts';

/** The members of a pack that follow from its log alone, by their names and in their order. */
export function derivedMembers({ summary, note, hostProof }: ReadPack): ReadonlyMap<string, string> {
  return new Map([
    [SUMMARY, jsonMember(summary)],
    [REPORT, packReport(summary)],
    [CHECKPOINT, note],
    ...(hostProof === undefined ? [] : [[HOST_CHECKPOINT, hostProof.checkpoint] as const]),
  ]);
}
