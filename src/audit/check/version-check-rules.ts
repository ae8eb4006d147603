import { membersOf } from './entry-check-rules.ts';
import { afterOf, differing, instantOf, onlyEntry, statedMembers } from './expected-entry-rules.ts';

/** The policy of a version's row, with who chose it and when. */
interface PolicyFacts {
  readonly fallback_mode: string;
  readonly fallback_chosen_at: Date | null;
  readonly fallback_chosen_by: unknown;
}

/** A configuration version as its row has it, with what surrounds it. */
export interface VersionFacts extends PolicyFacts {
  readonly version: number;
  readonly in_force_from: Date;
  readonly account_sid: string | null;
  /** The account as the program reads it. */
  readonly account: unknown;
  readonly credential_id: string | null;
  /** The account that the token of the version was given for. */
  readonly credential_sid: string | null;
  readonly sms_enabled: boolean;
  readonly voice_enabled: boolean;
  readonly consent_id: string | null;
  readonly saved_by: unknown;
  readonly request_id: string;
  readonly numbers: readonly unknown[];
  /** The version before. */
  readonly former: (PolicyFacts & { readonly version: number; readonly in_force_from: Date }) | null;
  /** From when the version after it is in force. */
  readonly next_from: Date | null;
  readonly next_consent: string | null;
  readonly consent_kind: string | null;
  readonly consent_sid: string | null;
  readonly consent_from: Date | null;
  readonly consent_ended: Date | null;
  readonly entries: readonly string[];
}

/** Everything in which a version does not agree with its entry, its consent or the version before (A1, C6, S1). */
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
      ...statedMembers({ account: accountMembers(version.account) }, afterOf(version.entries)),
    },
  });
  if (entry !== undefined && !isFrom(entry, version.in_force_from, version.former?.in_force_from ?? null))
    problems.push('has a start time that differs from its entry');
  if (entry?.['kind'] === 'ACCOUNT_REMOVED' && version.account_sid !== null)
    problems.push('has an account, but its entry says that it was removed');
  return [...problems, ...accountProblems(version), ...policyProblems(version), ...consentProblems(version)];
}

/** The facts that an entry states about the account beside its SID. */
function accountMembers(account: unknown): unknown {
  if (account === null) return null;
  const { type, ownerAccountSid, verifiedAt, tokenSetAt, credentialId } = membersOf(account);
  return { type, ownerAccountSid, verifiedAt, tokenSetAt, credentialId };
}

/** The account that the program reads is the one that the version is found by, with the token that was given for it. */
function accountProblems(version: VersionFacts): readonly string[] {
  const { account, account_sid: sid, credential_id: credentialId, credential_sid: givenFor } = version;
  if (sid === null) return account === null && credentialId === null ? [] : ['has an incomplete account'];
  const problems = differing({ sid, credentialId, status: 'ACTIVE' }, account).map(
    (name) => `is not consistent in account.${name}`,
  );
  // Twilio may spell a SID differently from what was entered.
  if (givenFor?.toLowerCase() !== sid.toLowerCase())
    problems.push(`has a token for ${givenFor ?? 'no account'} instead of its account`);
  return problems;
}

const NOBODY: PolicyFacts = {
  fallback_mode: 'NOT_DEFINED',
  fallback_chosen_at: null,
  fallback_chosen_by: null,
};

/**
 * A policy was chosen by the actor that saved the first version that has it, from when that one is in force; or by nobody
 * (S8).
 */
function policyProblems(version: VersionFacts): readonly string[] {
  const { former, fallback_mode: mode } = version;
  // What comes after a version that is not there is told of that one.
  if ((former?.version ?? 0) !== version.version - 1) return [];
  const before = former ?? NOBODY;
  const [at, by] =
    before.fallback_mode === mode
      ? [before.fallback_chosen_at, before.fallback_chosen_by]
      : [version.in_force_from, version.saved_by];
  const isSame =
    version.fallback_chosen_at?.getTime() === at?.getTime() &&
    differing({ by }, { by: version.fallback_chosen_by }).length === 0 &&
    (by === null) === (version.fallback_chosen_by === null);
  return isSame ? [] : ['has a fallback policy with the wrong chooser or time'];
}

/** An entry says when its transaction began; a version is in force from later than its predecessor in any case (S1). */
function isFrom(entry: Readonly<Record<string, unknown>>, from: Date, former: Date | null): boolean {
  const at = instantOf(entry['at']);
  return from.getTime() === Math.max(at, former === null ? at : former.getTime() + 1);
}

/** A version with an account has a consent for its SID, valid for as long as it is in force and no longer (C3, C6). */
function consentProblems(version: VersionFacts): readonly string[] {
  const { account_sid: sid, consent_from: from, consent_ended: ended, next_from: next } = version;
  if (sid === null) return version.consent_id === null ? [] : ['has a consent but no account'];
  if (version.consent_kind !== 'GIVEN' || from === null)
    return [`has no consent for its account ${sid} (C6)`];
  if (version.consent_sid !== sid)
    return [`has a consent for ${version.consent_sid} instead of its account ${sid} (C6)`];
  if (from > version.in_force_from) return ['was in force before the consent for its account was given (C6)'];
  if (ended !== null && (next === null || ended < next))
    return ['was in force after the consent for its account had ended (C6)'];
  const isReplaced = next !== null && version.next_consent !== version.consent_id;
  return isReplaced && ended?.getTime() !== next.getTime()
    ? ['was replaced, but the consent for its account did not end then (C3)']
    : [];
}
