import { auditText } from '../../../text/en/audit.ts';

/** An actor in words: the name and the subject of a person, the name of a service or job. */
export function whoOf(actor: {
  readonly kind: string;
  readonly subject?: string | null;
  readonly displayName?: string | null;
  readonly erased?: boolean;
}): string {
  const { kind, subject, displayName } = actor;
  if (actor.erased === true || subject === null || subject === undefined) return auditText.who.erased;
  const name =
    displayName === null || displayName === undefined || displayName === '' ? subject : displayName;
  if (kind !== 'PERSON') return auditText.who.service(name);
  return name === subject ? name : `${name} (${subject})`;
}
