import type { ToldActor, ToldValue } from './summary-form.ts';

/** A number for a person to read. */
export const counted = (count: number) => count.toLocaleString('en-US');

const CONSENTS: Readonly<Record<string, string>> = {
  CONSENT_GIVEN: 'given',
  CONSENT_DECLINED: 'declined',
  CONSENT_ENDED: 'ended',
};

/** A kind of consent entry. */
export function consentKind(kind: string): string {
  return CONSENTS[kind] ?? kind;
}

const PAYERS: Readonly<Record<string, string>> = {
  CUSTOM: 'the tenant’s own account',
  DEFAULT: 'the default account',
  NONE: 'nobody',
  UNKNOWN: 'not known',
};

/** The accounts that a message was billed to. */
export function payerOf(billed: string | null, also: string | null): string {
  const name = (account: string) => PAYERS[account] ?? account;
  return also === null ? name(billed ?? '') : `${name(billed ?? '')}, and also ${name(also)}`;
}

const RULES: Readonly<Record<string, string>> = {
  CUSTOM_FIRST: 'the own account first',
  NO_CUSTOM_ACCOUNT: 'there was no own account',
  FALLBACK_ALLOWED: 'fallback, as the tenant chose',
  FALLBACK_DISABLED: 'no fallback, as the tenant chose',
  FALLBACK_NOT_DEFINED: 'fallback: the tenant had chosen nothing',
  FALLBACK_NOT_DEFINED_OFF: 'no fallback: the tenant had chosen nothing, and the platform has that off',
  FALLBACK_EXCLUDED_CODE: 'no fallback for this error code',
  FALLBACK_GUARDED: 'no fallback: a guard of the platform refused it',
  FALLBACK_BUDGET_SPENT: 'no fallback: its budget was spent',
};

/** The rule by which a message was decided. */
export function ruleInWords(rule: string | null): string {
  return RULES[rule ?? ''] ?? rule ?? '';
}

/** An actor, as far as the log tells who it was. */
export function whoOf({ kind, subject, displayName, told }: ToldActor): string {
  if (told !== 'SHOWN') return `a person, ${told === 'ERASED' ? 'erased since' : 'withheld'}`;
  const name = displayName === null || displayName === subject ? subject : `${displayName} (${subject})`;
  return kind === 'PERSON' ? String(name) : `${String(kind).toLowerCase()} ${name}`;
}

/** A value that may be withheld or erased. */
export function valueInWords({ value, told }: ToldValue): string {
  if (told === 'SHOWN') return value ?? '';
  return told === 'ERASED' ? 'erased since' : 'withheld';
}

/** The name of a member as a person reads it: `accountSid` is "account SID". */
export function memberInWords(name: string): string {
  return name
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/\b(sid|id|ip)\b/g, (word) => word.toUpperCase());
}

/** A part of a state in words: lists by commas, members by their names, nothing as "none". */
export function stateInWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(partInWords).join(', ');
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value);
  if (members.length === 0) return 'none';
  return members.map(([name, member]) => `${memberInWords(name)} ${partInWords(member)}`).join('; ');
}

/** In brackets where it has parts itself. */
function partInWords(value: unknown): string {
  const isDivided = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return isDivided ? `(${stateInWords(value)})` : stateInWords(value);
}
