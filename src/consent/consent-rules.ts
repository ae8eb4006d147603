import { type Problem, refuse } from '../kernel/errors.ts';
import type { AccountSid, ConfigurationVersionNumber, Uuid } from '../kernel/ids.ts';
import type { RequestOrigin, RequestScope } from '../kernel/scope.ts';
import type { ConsentEndReason, ConsentStatus } from '../kernel/vocabulary/consent.ts';
import type { EntryName, NewEntry } from '../ledger/entries/entry-kinds.ts';
import type { Consent, ConsentDocument, ConsentStatement } from './consent.ts';

/** True if a save of `saved` asks for consent: when, and only when, its SID is not the live one (C1). */
export function isConsentRequired(saved: AccountSid | null, live: AccountSid | null): boolean {
  return saved !== null && saved !== live;
}

/** Refuses anything but a person's token of the tenant itself (C8). */
export function refuseUnlessPersonOfTenant(scope: RequestScope): void {
  if (scope.actor.kind === 'PERSON' && !scope.platform) return;
  throw refuse(
    'NOT_POSSIBLE',
    'PERSON_REQUIRED',
    'Only a person of the tenant can give or decline consent, not a service or a platform role.',
    ['input', 'consent'],
  );
}

/** The values that a statement about the text must name to belong to this draft. */
export interface ShownToAdmin {
  readonly accountSid: AccountSid;
  readonly draft: { readonly id: Uuid; readonly revision: number };
  /** The text in force in the language that the statement names, or in the default one. */
  readonly document: ConsentDocument;
}

/** Everything in which a statement differs from what this save would make live (C2); none when it fits. */
export function statementProblems(
  statement: ConsentStatement,
  shown: ShownToAdmin,
  path: readonly string[],
): readonly Problem[] {
  const { document } = shown;
  const differing = [
    statement.accountSid !== shown.accountSid &&
      mismatch(path, 'accountSid', `the account is ${shown.accountSid}`),
    statement.draftRevision !== shown.draft.revision &&
      mismatch(path, 'draftRevision', `the draft is at revision ${shown.draft.revision}`),
    statement.documentVersion !== document.version &&
      mismatch(path, 'documentVersion', `the text in force is version ${document.version}`),
    statement.documentLocale !== document.locale &&
      mismatch(path, 'documentLocale', `the text in force is in ${document.locale}`),
    statement.documentDigest !== document.digest &&
      mismatch(path, 'documentDigest', `the digest of the text in force is ${document.digest}`),
  ];
  return differing.filter((problem) => problem !== false);
}

function mismatch(path: readonly string[], field: string, fact: string): Problem {
  const message = `The consent does not match what would become live: ${fact}.`;
  return { code: 'CONSENT_OUT_OF_DATE', message, path: [...path, field] };
}

/** The record of a person's yes or no to what was shown (C3, C5). */
export function decidedConsent(
  kind: 'GIVEN' | 'DECLINED',
  scope: RequestScope,
  shown: ShownToAdmin,
  decided: {
    readonly id: Uuid;
    readonly at: Date;
    readonly configurationVersion: ConfigurationVersionNumber | null;
  },
): Consent {
  const { version, locale, digest } = shown.document;
  return {
    tenant: scope.tenant,
    id: decided.id,
    kind,
    accountSid: shown.accountSid,
    document: { version, locale, digest },
    draft: shown.draft,
    configurationVersion: decided.configurationVersion,
    ends: null,
    actor: scope.actor,
    origin: scope.origin,
    requestId: scope.requestId,
    recordedAt: decided.at,
  };
}

/** The further record by which replacing or removing the account ends a consent (C3). */
export function endedConsent(
  scope: RequestScope,
  given: Consent,
  reason: ConsentEndReason,
  ended: { readonly id: Uuid; readonly at: Date; readonly configurationVersion: ConfigurationVersionNumber },
): Consent {
  return {
    ...given,
    id: ended.id,
    kind: 'ENDED',
    draft: null,
    configurationVersion: ended.configurationVersion,
    ends: { consentId: given.id, reason },
    actor: scope.actor,
    origin: scope.origin,
    requestId: scope.requestId,
    recordedAt: ended.at,
  };
}

/** True if a consent to the account was valid at `at`: given by then, and not ended by then (C6). */
export function isConsentValid(
  accountSid: AccountSid | null,
  consent: Consent | null,
  ending: Consent | null,
  at: Date,
): boolean {
  if (consent === null || consent.kind !== 'GIVEN' || consent.accountSid !== accountSid) return false;
  return consent.recordedAt <= at && (ending === null || ending.recordedAt > at);
}

/**
 * The status of the consent at `at`, or its present one (C6). `null` for the record of an
 * end, which decides nothing of its own, and before the record was there.
 */
export function consentStatus(
  consent: Consent,
  ending: Consent | null,
  at: Date | null,
): ConsentStatus | null {
  const isThere = (record: Consent) => at === null || record.recordedAt <= at;
  if (consent.kind === 'ENDED' || !isThere(consent)) return null;
  if (consent.kind === 'DECLINED') return 'DECLINED';
  return ending !== null && isThere(ending) ? 'ENDED' : 'VALID';
}

/** The audit entry that records it (A1). */
export function entryNameOf(consent: Consent): EntryName {
  // The entry of an end is about the consent that ended.
  return { kind: `CONSENT_${consent.kind}`, object: `consent/${consent.ends?.consentId ?? consent.id}` };
}

/** The audit entry of a given or declined consent (A1). */
export function decidedConsentEntry(consent: Consent): NewEntry<'CONSENT_GIVEN' | 'CONSENT_DECLINED'> {
  const kind = consent.kind === 'GIVEN' ? 'CONSENT_GIVEN' : 'CONSENT_DECLINED';
  return {
    kind,
    object: `consent/${consent.id}`,
    before: null,
    after: { ...textSummary(consent), ...consent.origin },
  };
}

/** The audit entry of a consent's end; its object is the consent that ended (A1). */
export function endedConsentEntry(
  given: Consent,
  ended: { readonly id: Uuid; readonly reason: ConsentEndReason; readonly origin: RequestOrigin },
): NewEntry<'CONSENT_ENDED'> {
  const { id, reason, origin } = ended;
  return {
    kind: 'CONSENT_ENDED',
    object: `consent/${given.id}`,
    before: textSummary(given),
    after: { endedBy: id, reason, ip: origin.ip, userAgent: origin.userAgent },
  };
}

function textSummary(consent: Consent) {
  return {
    consentId: consent.id,
    accountSid: consent.accountSid,
    documentVersion: consent.document.version,
    documentLocale: consent.document.locale,
    documentDigest: consent.document.digest,
    draftId: consent.draft?.id ?? null,
    draftRevision: consent.draft?.revision ?? null,
  };
}
