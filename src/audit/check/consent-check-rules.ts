import { digestOf } from '../../consent/document-rules.ts';
import { afterOf, instantOf, onlyEntry, statedMembers } from './expected-entry-rules.ts';
import type { StoredConsent, StoredDocument } from './state-check-store.ts';

/** Everything in which a consent record does not agree with its entry (A1, C3). */
export function consentRecordProblems(consent: StoredConsent): readonly string[] {
  const isEnd = consent.kind === 'ENDED';
  const [entry, problems] = onlyEntry(consent.entries, {
    actor: consent.actor,
    requestId: consent.requestId,
    ...(isEnd ? endMembers(consent) : decisionMembers(consent)),
  });
  const { draftId: draft, draftRevision: revision, endedConsentId: ended, endReason: reason } = consent;
  if (isEnd && (draft !== null || revision !== null)) problems.push('is of kind ENDED but names a draft');
  if (!isEnd && (ended !== null || reason !== null)) problems.push('is not of kind ENDED but names an end');
  if (consent.kind === 'DECLINED' && consent.configurationVersion !== null)
    problems.push('was declined but names a configuration version');
  if (entry === undefined) return problems;
  // With a save or removal it is recorded at the instant of the version; a declined one at that of its transaction.
  const from =
    consent.configurationVersion === null ? instantOf(entry['at']) : consent.versionFrom?.getTime();
  if (from !== consent.recordedAt.getTime())
    problems.push('has a time that differs from its entry or version');
  return problems;
}

function textMembers(consent: StoredConsent) {
  return {
    accountSid: consent.accountSid,
    documentVersion: consent.documentVersion,
    documentLocale: consent.documentLocale,
    documentDigest: consent.documentDigest,
  };
}

function decisionMembers(consent: StoredConsent) {
  const { ip, userAgent, draftId, draftRevision } = consent;
  const added = statedMembers({ draftId, draftRevision }, afterOf(consent.entries));
  const origin = isErased(consent) ? {} : { ip, userAgent };
  return { after: { ...textMembers(consent), consentId: consent.id, ...origin, ...added } };
}

/** True if the person is erased: an entry of form 1 tells where they were still (A6). */
function isErased({ actor }: StoredConsent): boolean {
  return actor.subject === null;
}

function endMembers(consent: StoredConsent) {
  const { ip, userAgent, endReason: reason } = consent;
  const added = isErased(consent) ? {} : statedMembers({ ip, userAgent }, afterOf(consent.entries));
  return {
    before: { ...textMembers(consent), consentId: consent.endedConsentId },
    after: { endedBy: consent.id, reason, ...added },
  };
}

/** Everything in which a published text is not the one that was published (A1, C2). */
export function documentProblems(document: StoredDocument): readonly string[] {
  const { version, locale, digest } = document;
  const [entry, problems] = onlyEntry(document.entries, {
    after: { version, locale, digest, inForceFrom: document.inForceFrom.toISOString() },
  });
  if (digestOf(document) !== digest) problems.push('has a text that does not match its digest');
  if (entry !== undefined && instantOf(entry['at']) !== document.publishedAt.getTime())
    problems.push('has a publication time that differs from its entry');
  return problems;
}
