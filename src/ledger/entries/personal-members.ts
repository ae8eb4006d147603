import type { Json } from '../../kernel/json.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';
import type { EntryBody } from './entry-kinds.ts';

/** A member of an entry's states that tells of a person, by its path. */
interface PersonalMember {
  readonly path: readonly string[];
  /**
   * An actor, as entries have them; from where the entry's actor did it; or a subject that somebody named, who may be a
   * person.
   */
  readonly is: 'ACTOR' | 'ORIGIN' | 'SUBJECT';
}

const ORIGIN: readonly PersonalMember[] = [
  { path: ['after', 'ip'], is: 'ORIGIN' },
  { path: ['after', 'userAgent'], is: 'ORIGIN' },
];
const NONE: readonly PersonalMember[] = [];

/** The personal members of each kind of entry, besides its actor (A6). */
const PERSONAL_MEMBERS: Readonly<Record<EntryKind, readonly PersonalMember[]>> = {
  VERIFICATION_FINISHED: NONE,
  DRAFT_CREATED: NONE,
  DRAFT_REPLACED: NONE,
  DRAFT_CHANGED: NONE,
  DRAFT_DISCARDED: NONE,
  DRAFT_EXPIRED: NONE,
  CONFIGURATION_SAVED: NONE,
  ACCOUNT_REMOVED: NONE,
  TOKEN_ROTATED: NONE,
  FALLBACK_POLICY_CHANGED: NONE,
  CHANNELS_CHANGED: NONE,
  SENDING_POLICY_CHANGED: NONE,
  GUARD_REFUSALS_COUNTED: NONE,
  BUDGET_WARNING_RAISED: NONE,
  BUDGET_WARNING_CLEARED: NONE,
  CONSENT_GIVEN: ORIGIN,
  CONSENT_DECLINED: ORIGIN,
  CONSENT_ENDED: ORIGIN,
  NUMBER_AVAILABILITY_CHANGED: NONE,
  WARNING_RAISED: NONE,
  WARNING_CLEARED: NONE,
  DISPATCH_DECIDED: [{ path: ['after', 'requestedBy'], is: 'ACTOR' }],
  DISPATCH_PRICED: NONE,
  DISPATCH_CORRECTED: [
    { path: ['after', 'requestedBy'], is: 'ACTOR' },
    { path: ['before', 'requestedBy'], is: 'ACTOR' },
  ],
  CONSENT_RECEIPT_ISSUED: NONE,
  CHANGE_REQUESTED: ORIGIN,
  CHANGE_REQUEST_DECIDED: NONE,
  FOUR_EYES_CHANGED: NONE,
  LEDGER_EPOCH_STARTED: NONE,
  AUDIT_EXPORTED: [{ path: ['after', 'filter', 'actor'], is: 'SUBJECT' }],
  PERSON_ERASED: NONE,
  LEGAL_HOLD_PLACED: [{ path: ['after', 'subject'], is: 'SUBJECT' }],
  LEGAL_HOLD_RELEASED: NONE,
  SENDING_PAUSED: NONE,
  SENDING_RESUMED: NONE,
  CONSENT_DOCUMENT_PUBLISHED: NONE,
  LEDGER_KEY_CHANGED: NONE,
  RATE_CARD_PUBLISHED: NONE,
  DISPATCH_SETTINGS_CHANGED: NONE,
  SENDING_LIMITS_CHANGED: NONE,
  RETENTION_APPLIED: NONE,
  MASTER_KEYS_ROTATED: NONE,
  MASTER_KEY_RETIRED: NONE,
  TENANTS_READ: NONE,
  STATISTICS_READ: NONE,
  CONSENTS_READ: NONE,
  ENTRIES_READ: NONE,
};

/** The subject and name of a person, who is erased by the subject. */
export interface NamedPerson {
  readonly subject: string;
  readonly displayName: string;
}

/** A personal value where it stands in an entry. */
export interface PersonalValue {
  readonly path: readonly string[];
  readonly value: string;
  readonly person: NamedPerson;
}

/** Every personal value of an entry, in the order of their paths. */
export function personalValues(entry: EntryBody): readonly PersonalValue[] {
  const isByPerson = entry.actor.kind === 'PERSON';
  if (!isByPerson && PERSONAL_MEMBERS[entry.kind].length === 0) return [];
  return [
    ...ofActor(['actor'], entry.actor),
    ...PERSONAL_MEMBERS[entry.kind].flatMap(({ path, is }): readonly PersonalValue[] => {
      const value = valueAt(entry, path);
      if (is === 'ACTOR') return ofActor(path, value);
      if (typeof value !== 'string') return [];
      if (is === 'SUBJECT') return [{ path, value, person: { subject: value, displayName: '' } }];
      return isByPerson ? [{ path, value, person: entry.actor }] : [];
    }),
  ].sort((a, b) => (a.path.join('/') < b.path.join('/') ? -1 : 1));
}

function ofActor(path: readonly string[], actor: unknown): readonly PersonalValue[] {
  const [kind, subject, displayName] = ['kind', 'subject', 'displayName'].map((name) =>
    valueAt(actor, [name]),
  );
  if (kind !== 'PERSON' || typeof subject !== 'string' || typeof displayName !== 'string') return [];
  const person = { subject, displayName };
  return [
    { path: [...path, 'displayName'], value: displayName, person },
    { path: [...path, 'subject'], value: subject, person },
  ];
}

function valueAt(within: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined),
    within,
  );
}

/** The value with another one at a path of object members, all of which are there. */
export function replacedAt<T>(within: T, path: readonly string[], value: Json): T {
  const [name, ...rest] = path;
  if (name === undefined || typeof within !== 'object' || within === null) return within;
  const inner = rest.length === 0 ? value : replacedAt<unknown>(Reflect.get(within, name), rest, value);
  return { ...within, [name]: inner };
}
