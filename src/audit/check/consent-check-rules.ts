import { digestOf } from '../../consent/document-rules.ts';
import { afterOf, instantOf, onlyEntry, statedMembers } from './expected-entry-rules.ts';

/** A consent record as its row has it. */
export interface ConsentFacts {
  readonly id: string;
  readonly kind: string;
  readonly account_sid: string;
  readonly document_version: number;
  readonly document_locale: string;
  readonly document_digest: string;
  readonly draft_id: string | null;
  readonly draft_revision: number | null;
  readonly configuration_version: number | null;
  readonly ended_consent_id: string | null;
  readonly end_reason: string | null;
  readonly actor: unknown;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly request_id: string;
  readonly recorded_at: Date;
  /** From when the version that it was recorded with is in force. */
  readonly version_from: Date | null;
  readonly entries: readonly string[];
}

/** Everything in which a consent record does not agree with its entry (A1, C3). */
export function consentRecordProblems(consent: ConsentFacts): readonly string[] {
  const isEnd = consent.kind === 'ENDED';
  const [entry, problems] = onlyEntry(consent.entries, {
    actor: consent.actor,
    requestId: consent.request_id,
    ...(isEnd ? endMembers(consent) : decisionMembers(consent)),
  });
  const { draft_id: draft, draft_revision: revision, ended_consent_id: ended, end_reason: reason } = consent;
  if (isEnd && (draft !== null || revision !== null)) problems.push('is of kind ENDED but names a draft');
  if (!isEnd && (ended !== null || reason !== null)) problems.push('is not of kind ENDED but names an end');
  if (consent.kind === 'DECLINED' && consent.configuration_version !== null)
    problems.push('was declined but names a configuration version');
  if (entry === undefined) return problems;
  // With a save or removal it is recorded at the instant of the version; a declined one at that of its transaction.
  const from =
    consent.configuration_version === null ? instantOf(entry['at']) : consent.version_from?.getTime();
  if (from !== consent.recorded_at.getTime())
    problems.push('has a time that differs from its entry or version');
  return problems;
}

function textMembers(consent: ConsentFacts) {
  return {
    accountSid: consent.account_sid,
    documentVersion: consent.document_version,
    documentLocale: consent.document_locale,
    documentDigest: consent.document_digest,
  };
}

function decisionMembers(consent: ConsentFacts) {
  const { ip, user_agent: userAgent, draft_id: draftId, draft_revision: draftRevision } = consent;
  const added = statedMembers({ draftId, draftRevision }, afterOf(consent.entries));
  return { after: { ...textMembers(consent), consentId: consent.id, ip, userAgent, ...added } };
}

function endMembers(consent: ConsentFacts) {
  const { ip, user_agent: userAgent, end_reason: reason } = consent;
  const added = statedMembers({ ip, userAgent }, afterOf(consent.entries));
  return {
    before: { ...textMembers(consent), consentId: consent.ended_consent_id },
    after: { endedBy: consent.id, reason, ...added },
  };
}

/** A legal text as its row has it. */
export interface DocumentFacts {
  readonly version: number;
  readonly locale: string;
  readonly title: string;
  readonly body: string;
  readonly digest: string;
  readonly in_force_from: Date;
  readonly published_at: Date;
  readonly entries: readonly string[];
}

/** Everything in which a published text is not the one that was published (A1, C2). */
export function documentProblems(document: DocumentFacts): readonly string[] {
  const { version, locale, digest } = document;
  const [entry, problems] = onlyEntry(document.entries, {
    after: { version, locale, digest, inForceFrom: document.in_force_from.toISOString() },
  });
  if (digestOf(document) !== digest) problems.push('has a text that does not match its digest');
  if (entry !== undefined && instantOf(entry['at']) !== document.published_at.getTime())
    problems.push('has a publication time that differs from its entry');
  return problems;
}
