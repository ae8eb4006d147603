import { isCommitment } from '../../ledger/entries/commitment.ts';
import { jsonValue } from '../../ledger/entries/entry-form.ts';
import { leafHash } from '../../ledger/tree/merkle-rules.ts';

/** An entry as it is stored: its text, and what is kept beside it. */
export interface KeptEntry {
  readonly id: string;
  readonly body: string;
  readonly leafHash: Buffer;
  /** The columns that filters use. */
  readonly columns: {
    readonly kind: string;
    /** Null of a person in form 2. */
    readonly actor_subject: string | null;
    readonly object: string;
  };
  readonly leaves: number;
  readonly queued: number;
}

/** Everything that is wrong with a stored entry by itself. */
export function entryProblems(tenant: string, entry: KeptEntry): readonly string[] {
  const { id, leaves, queued } = entry;
  const problems: string[] = [];
  if (!leafHash(Buffer.from(entry.body)).equals(entry.leafHash))
    problems.push('has a text that does not match its hash');
  const told = membersOf(jsonValue(entry.body));
  const actor = membersOf(told['actor']);
  if (told['id'] !== id || told['tenant'] !== tenant)
    problems.push('is stored under an id or tenant other than its own');
  const { subject } = actor;
  const columns = {
    kind: told['kind'],
    actor_subject: isCommitment(subject) ? null : subject,
    object: told['object'],
  };
  for (const [name, value] of Object.entries(entry.columns))
    if (Reflect.get(columns, name) !== value)
      problems.push(`has a column ${name} that differs from its text`);
  if (leaves + queued === 0) problems.push('is neither sealed nor queued');
  if (leaves + queued > 1) problems.push(`is sealed ${leaves} times and queued ${queued} times`);
  return problems;
}

/** The members of a JSON object; none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The kinds of entries that are about an object which lasts, and how their object is named. */
const OBJECT_KINDS: Readonly<Record<string, LastingObject['of']>> = {
  CONFIGURATION_SAVED: 'configuration',
  ACCOUNT_REMOVED: 'configuration',
  CONSENT_GIVEN: 'consent',
  CONSENT_DECLINED: 'consent',
  CONSENT_ENDED: 'consent',
  DISPATCH_DECIDED: 'dispatch',
  DISPATCH_CORRECTED: 'dispatch',
  DISPATCH_PRICED: 'dispatch',
};

const VERSION = /^[1-9]\d{0,8}$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Something that an entry is about, and that lasts. */
export interface LastingObject {
  readonly of: 'configuration' | 'consent' | 'dispatch';
  readonly id: string;
}

/** The lasting objects that an entry is about; `undefined` when it should name one and does not. */
export function lastingObjects({
  columns: { kind, object },
  body,
}: Pick<KeptEntry, 'body' | 'columns'>): readonly LastingObject[] | undefined {
  const of = OBJECT_KINDS[kind];
  if (of === undefined) return [];
  const named = [object.startsWith(`${of}/`) ? object.slice(of.length + 1) : ''];
  // The end of a consent is a record too.
  if (kind === 'CONSENT_ENDED') named.push(String(membersOf(membersOf(jsonValue(body))['after'])['endedBy']));
  const form = of === 'configuration' ? VERSION : ID;
  return named.every((id) => form.test(id)) ? named.map((id) => ({ of, id })) : undefined;
}

/** The month (`2026-07`, UTC) in which an object with this identifier was made. */
export function monthOf(id: string): string {
  return new Date(Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16)).toISOString().slice(0, 7);
}
