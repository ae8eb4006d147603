/** The names of a pack's members, in the order in which they lie in it. */
export const LOG = 'log.ndjson';
/** The figures and lists that follow from the log. */
export const SUMMARY = 'pack.json';
export const CHECKPOINT = 'checkpoint.txt';
/** The host log's, if it holds the log. */
export const HOST_CHECKPOINT = 'host-checkpoint.txt';
export const KEYS = 'keys.txt';

/** A time from which on, and one before which, as ISO 8601 in UTC. */
export interface PackSpan {
  readonly from: string;
  readonly to: string;
}

/** A member made of JSON, as it is written. */
export function jsonMember(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
