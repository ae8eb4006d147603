/** The names of a pack's members, in the order in which they lie in it: the log first, then what follows from it. */
export const LOG = 'log.ndjson';
/** The figures and lists that follow from the log. */
export const SUMMARY = 'pack.json';
/** The same for a person to read. */
export const REPORT = 'report.html';
export const CHECKPOINT = 'checkpoint.txt';
/** The host log's, if it holds the log. */
export const HOST_CHECKPOINT = 'host-checkpoint.txt';
export const KEYS = 'keys.txt';

/** The name of the receipt of a consent, whose entry has this id. */
export const receiptOf = ({ id }: { readonly id: string }) => `receipts/${id}.json`;
/** The name of the certificate of an erasure, whose entry has this id. */
export const certificateOf = ({ id }: { readonly id: string }) => `certificates/${id}.json`;

/** A time from which on, and one before which, as ISO 8601 in UTC. */
export interface PackSpan {
  readonly from: string;
  readonly to: string;
}

/** A member made of JSON, as it is written. */
export function jsonMember(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
