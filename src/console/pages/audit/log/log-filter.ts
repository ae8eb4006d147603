import type { AuditEntryFilter, AuditEntryKind } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';

/** The filters of the log, by their names in the address. */
export const LOG_FILTERS = ['kind', 'actor', 'object', 'from', 'to'] as const;
export type LogFilterName = (typeof LOG_FILTERS)[number];

/** The condition that the values in the address make; what cannot be read is no condition. */
export function filterOf(get: (name: LogFilterName) => string): AuditEntryFilter {
  const kind = kindIn(get('kind'));
  return {
    kinds: kind === undefined ? null : [kind],
    actorSubject: get('actor') || null,
    object: get('object') || null,
    from: instantIn(get('from')) ?? null,
    to: instantIn(get('to')) ?? null,
  };
}

/** The kind that a text names. */
function kindIn(text: string): AuditEntryKind | undefined {
  return isKind(text) ? text : undefined;
}

function isKind(text: string): text is AuditEntryKind {
  return Object.hasOwn(auditText.kinds, text);
}

/** The instant that the value of a date field stands for in the reader's zone. */
export function instantIn(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
