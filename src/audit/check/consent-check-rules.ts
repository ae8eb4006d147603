import { digestOf } from '../../consent/document-rules.ts';
import { afterOf, instantOf, onlyEntry, statedMembers } from './expected-entry-rules.ts';

/** A consent record as its row has it. */
export interface ConsentFacts {
  readonly id: string;
  readonly kind: string;
  readonly accountSid: string;
  readonly documentVersion: number;
  readonly documentLocale: string;
  readonly documentDigest: string;
  readonly draftId: string | null;
  readonly draftRevision: number | null;
  readonly configurationVersion: number | null;
  readonly endedConsentId: string | null;
  readonly endReason: string | null;
  readonly actor: unknown;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly recordedAt: Date;
  /** From when the version that it was recorded with is in force. */
  readonly versionFrom: Date | null;
  readonly entries: readonly string[];
}

/** Everything in which a consent record does not agree with its entry (A1, C3). */
export function consentRecordProblems(consent: ConsentFacts): readonly string[] {
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

function textMembers(consent: ConsentFacts) {
  return {
    accountSid: consent.accountSid,
    documentVersion: consent.documentVersion,
    documentLocale: consent.documentLocale,
    documentDigest: consent.documentDigest,
  };
}

function decisionMembers(consent: ConsentFacts) {
  const { ip, userAgent, draftId, draftRevision } = consent;
  const added = statedMembers({ draftId, draftRevision }, afterOf(consent.entries));
  return { after: { ...textMembers(consent), consentId: consent.id, ip, userAgent, ...added } };
}

function endMembers(consent: ConsentFacts) {
  const { ip, userAgent, endReason: reason } = consent;
  const added = statedMembers({ ip, userAgent }, afterOf(consent.entries));
  return {
    before: { ...textMembers(consent), consentId: consent.endedConsentId },
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
  readonly inForceFrom: Date;
  readonly publishedAt: Date;
  readonly entries: readonly string[];
}

/** Everything in which a published text is not the one that was published (A1, C2). */
export function documentProblems(document: DocumentFacts): readonly string[] {
  const { version, locale, digest } = document;
  const [entry, problems] = onlyEntry(document.entries, {
    after: { version, locale, digest, inForceFrom: document.inForceFrom.toISOString() },
  });
  if (digestOf(document) !== digest) problems.push('has a text that does not match its digest');
  if (entry !== undefined && instantOf(entry['at']) !== document.publishedAt.getTime())
    problems.push('has a publication time that differs from its entry');
  return problems;
}
