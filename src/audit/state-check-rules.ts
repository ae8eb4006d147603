import canonicalize from 'canonicalize';
import { jsonValue } from '../ledger/entry-form.ts';
import { membersOf } from './entry-check-rules.ts';

// What rows say is told here a second time, apart from the code that writes entries: an error in that one would
// otherwise agree with itself.

/** A configuration version as its row has it, with what surrounds it. */
export interface VersionFacts {
  readonly version: number;
  readonly in_force_from: Date;
  readonly account_sid: string | null;
  readonly sms_enabled: boolean;
  readonly voice_enabled: boolean;
  readonly fallback_mode: string;
  readonly consent_id: string | null;
  readonly saved_by: unknown;
  readonly request_id: string;
  readonly numbers: readonly unknown[];
  /** From when the version before and the one after it are in force. */
  readonly former_from: Date | null;
  readonly next_from: Date | null;
  readonly next_consent: string | null;
  readonly consent_kind: string | null;
  readonly consent_sid: string | null;
  readonly consent_from: Date | null;
  readonly consent_ended: Date | null;
  readonly entries: readonly string[];
}

/** Everything in which a version does not agree with its entry or its consent (A1, C6, S1). */
export function versionProblems(version: VersionFacts): readonly string[] {
  const channels = [version.sms_enabled && 'SMS', version.voice_enabled && 'VOICE'].filter(Boolean);
  const [entry, problems] = onlyEntry(version.entries, {
    actor: version.saved_by,
    requestId: version.request_id,
    after: {
      version: version.version,
      accountSid: version.account_sid,
      selectedNumbers: version.numbers,
      channels,
      fallbackMode: version.fallback_mode,
      consentId: version.consent_id,
    },
  });
  if (entry !== undefined && !isFrom(entry, version.in_force_from, version.former_from))
    problems.push('is in force from another instant than its entry says');
  if (entry?.['kind'] === 'ACCOUNT_REMOVED' && version.account_sid !== null)
    problems.push('has an account, and its entry says that it was removed');
  return [...problems, ...consentProblems(version)];
}

/** An entry says when its transaction began; a version is in force from later than its predecessor in any case (S1). */
function isFrom(entry: Readonly<Record<string, unknown>>, from: Date, former: Date | null): boolean {
  const at = new Date(String(entry['at'])).getTime();
  return from.getTime() === Math.max(at, former === null ? at : former.getTime() + 1);
}

/** A version with an account has a consent for its SID, valid for as long as it is in force and no longer (C3, C6). */
function consentProblems(version: VersionFacts): readonly string[] {
  const { account_sid: sid, consent_from: from, consent_ended: ended, next_from: next } = version;
  if (sid === null) return version.consent_id === null ? [] : ['has a consent and no account'];
  if (version.consent_kind !== 'GIVEN' || from === null)
    return [`has no consent for its account ${sid} (C6)`];
  if (version.consent_sid !== sid)
    return [`has the consent for ${version.consent_sid} rather than for its account ${sid} (C6)`];
  if (from > version.in_force_from) return ['was in force before the consent for its account was given (C6)'];
  if (ended !== null && (next === null || ended < next))
    return ['was in force when the consent for its account had ended (C6)'];
  const isReplaced = next !== null && version.next_consent !== version.consent_id;
  return isReplaced && ended?.getTime() !== next.getTime()
    ? ['was replaced, and the consent for its account did not end with it (C3)']
    : [];
}

/** A consent record as its row has it. */
export interface ConsentFacts {
  readonly id: string;
  readonly kind: string;
  readonly account_sid: string;
  readonly document_version: number;
  readonly document_locale: string;
  readonly document_digest: string;
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
  const shown = {
    accountSid: consent.account_sid,
    documentVersion: consent.document_version,
    documentLocale: consent.document_locale,
    documentDigest: consent.document_digest,
  };
  const common = { actor: consent.actor, requestId: consent.request_id };
  const [entry, problems] = onlyEntry(
    consent.entries,
    consent.kind === 'ENDED'
      ? {
          ...common,
          before: { ...shown, consentId: consent.ended_consent_id },
          after: { endedBy: consent.id, reason: consent.end_reason },
        }
      : {
          ...common,
          after: { ...shown, consentId: consent.id, ip: consent.ip, userAgent: consent.user_agent },
        },
  );
  if (entry === undefined) return problems;
  // With a save or removal it is recorded at the instant of the version; a declined one at that of its transaction.
  const from = consent.configuration_version === null ? new Date(String(entry['at'])) : consent.version_from;
  if (from?.getTime() !== consent.recorded_at.getTime())
    problems.push('was recorded at another instant than its entry or version says');
  return problems;
}

/** A dispatch as its rows have it. */
export interface DispatchFacts {
  readonly id: string;
  readonly channel: string;
  readonly state: string;
  readonly billed_account: string;
  readonly also_billed: string | null;
  readonly fallback_mode: string;
  readonly configuration_version: number;
  readonly entries: readonly string[];
  readonly attempts: readonly {
    readonly originator: string;
    readonly accountSid: string;
    readonly twilioSid: string | null;
  }[];
}

/**
 * Everything in which a dispatch does not agree with its entries (A1, D8): it has one of its decision once it has been
 * decided, each correction says what was said before it, and what is said last is what the record says. Which is the
 * last follows from that alone, since entries of one instant have no order.
 */
export function dispatchProblems(dispatch: DispatchFacts): readonly string[] {
  const entries = dispatch.entries.map((body) => membersOf(jsonValue(body)));
  const decisions = entries.filter(({ kind }) => kind === 'DISPATCH_DECIDED').length;
  if (dispatch.state === 'PENDING')
    return entries.length === 0 ? [] : ['is pending, and the log says that it was decided'];
  if (decisions !== 1) return [`has ${decisions} entries of its decision`];
  const said = entries.map(({ after }) => standing(after));
  for (const { before } of entries) {
    const at = before === null ? -1 : said.indexOf(standing(before));
    if (at >= 0) said.splice(at, 1);
    else if (before !== null) return [`was corrected from ${standing(before)}, which it never was`];
  }
  const { state, billed_account: billed, also_billed: also } = dispatch;
  const stands = standing({ state, billedAccount: billed, alsoBilled: also });
  const problems: string[] = [];
  if (said.length !== 1 || said[0] !== stands)
    problems.push(`is ${stands}, and the log says ${said.join(', ') || 'nothing'}`);
  const expected = {
    ...{ dispatchId: dispatch.id, channel: dispatch.channel, fallbackMode: dispatch.fallback_mode },
    configurationVersion: dispatch.configuration_version,
  };
  for (const { after } of entries) {
    problems.push(...differing(expected, after).map((name) => `has another ${name} than its entry`));
    if (!areAttempts(dispatch.attempts, membersOf(after)['attempts']))
      problems.push('has other attempts than its entry');
  }
  return problems;
}

function standing(summary: unknown): string {
  const { state, billedAccount, alsoBilled } = membersOf(summary);
  return `${state}, billed to ${billedAccount}${alsoBilled === null ? '' : ` and ${alsoBilled}`}`;
}

/** An entry knows its attempts as they were then; what Twilio called one may have become known only later. */
function areAttempts(attempts: DispatchFacts['attempts'], told: unknown): boolean {
  if (!Array.isArray(told) || told.length !== attempts.length) return false;
  return attempts.every(({ originator, accountSid, twilioSid }, index) => {
    const one = membersOf(told[index]);
    const isSid = one['twilioSid'] === null || one['twilioSid'] === twilioSid;
    return one['originator'] === originator && one['accountSid'] === accountSid && isSid;
  });
}

/** The one entry that an object has to have, and in what it does not say what it should. */
function onlyEntry(
  bodies: readonly string[],
  expected: Readonly<Record<string, unknown>>,
): [entry: Readonly<Record<string, unknown>> | undefined, problems: string[]] {
  const [body, ...others] = bodies;
  if (body === undefined) return [undefined, ['has no entry']];
  if (others.length > 0) return [undefined, [`has ${bodies.length} entries`]];
  const entry = membersOf(jsonValue(body));
  return [entry, differing(expected, entry).map((name) => `has another ${name} than its entry`)];
}

/** The members of `expected`, also within objects, that are others in `actual`. */
function differing(expected: Readonly<Record<string, unknown>>, actual: unknown): readonly string[] {
  const told = membersOf(actual);
  return Object.entries(expected).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null) return value === told[name] ? [] : [name];
    if (!Array.isArray(value))
      return differing(membersOf(value), told[name]).map((inner) => `${name}.${inner}`);
    return canonicalize(value) === canonicalize(told[name]) ? [] : [name];
  });
}
