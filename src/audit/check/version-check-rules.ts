import { membersOf } from './entry-check-rules.ts';
import { afterOf, differing, instantOf, onlyEntry, statedMembers } from './expected-entry-rules.ts';
import type { StoredVersion } from './state-check-store.ts';

/** Everything in which a version does not agree with its entry, its consent or the version before (A1, C6, S1). */
export function versionProblems(version: StoredVersion): readonly string[] {
  const channels = [version.smsEnabled && 'SMS', version.voiceEnabled && 'VOICE'].filter(Boolean);
  const [entry, problems] = onlyEntry(version.entries, {
    actor: version.savedBy,
    requestId: version.requestId,
    after: {
      version: version.version,
      accountSid: version.accountSid,
      selectedNumbers: version.numbers,
      channels,
      fallbackMode: version.fallbackMode,
      consentId: version.consentId,
      ...statedMembers(
        { account: accountMembers(version.account), sendingPolicy: version.sendingPolicy },
        afterOf(version.entries),
      ),
    },
  });
  if (entry !== undefined && !isFrom(entry, version.inForceFrom, version.former?.inForceFrom ?? null))
    problems.push('has a start time that differs from its entry');
  if (entry?.['kind'] === 'ACCOUNT_REMOVED' && version.accountSid !== null)
    problems.push('has an account, but its entry says that it was removed');
  return [...problems, ...accountProblems(version), ...policyProblems(version), ...consentProblems(version)];
}

/** The facts that an entry states about the account beside its SID. */
function accountMembers(account: unknown): unknown {
  if (account === null) return null;
  const { type, ownerAccountSid, verifiedAt, tokenSetAt, credentialKind, credentialId } = membersOf(account);
  return { type, ownerAccountSid, verifiedAt, tokenSetAt, credentialKind, credentialId };
}

/** The account that the program reads is the one that the version is found by, with the token that was given for it. */
function accountProblems(version: StoredVersion): readonly string[] {
  const { account, accountSid: sid, credentialId, credentialSid: givenFor } = version;
  if (sid === null) return account === null && credentialId === null ? [] : ['has an incomplete account'];
  const status = membersOf(account)['type'] === 'UNKNOWN' ? 'UNKNOWN' : 'ACTIVE';
  const problems = differing({ sid, credentialId, status }, account).map(
    (name) => `is not consistent in account.${name}`,
  );
  // Twilio may spell a SID differently from what was entered.
  if (givenFor?.toLowerCase() !== sid.toLowerCase())
    problems.push(`has a token for ${givenFor ?? 'no account'} instead of its account`);
  return problems;
}

const NOBODY: Pick<StoredVersion, 'fallbackMode' | 'fallbackChosenAt' | 'fallbackChosenBy'> = {
  fallbackMode: 'NOT_DEFINED',
  fallbackChosenAt: null,
  fallbackChosenBy: null,
};

/**
 * A policy was chosen by the actor that saved the first version that has it, from when that one is in force; or by nobody
 * (S8).
 */
function policyProblems(version: StoredVersion): readonly string[] {
  const { former, fallbackMode: mode } = version;
  // What comes after a version that is not there is told of that one.
  if ((former?.version ?? 0) !== version.version - 1) return [];
  const before = former ?? NOBODY;
  const [at, by] =
    before.fallbackMode === mode
      ? [before.fallbackChosenAt, before.fallbackChosenBy]
      : [version.inForceFrom, version.savedBy];
  const isSame =
    version.fallbackChosenAt?.getTime() === at?.getTime() &&
    differing({ by }, { by: version.fallbackChosenBy }).length === 0 &&
    (by === null) === (version.fallbackChosenBy === null);
  return isSame ? [] : ['has a fallback policy with the wrong chooser or time'];
}

/** An entry says when its transaction began; a version is in force from later than its predecessor in any case (S1). */
function isFrom(entry: Readonly<Record<string, unknown>>, from: Date, former: Date | null): boolean {
  const at = instantOf(entry['at']);
  return from.getTime() === Math.max(at, former === null ? at : former.getTime() + 1);
}

/** A version with an account has a consent for its SID, valid for as long as it is in force and no longer (C3, C6). */
function consentProblems(version: StoredVersion): readonly string[] {
  const { accountSid: sid, consentFrom: from, consentEnded: ended, nextFrom: next } = version;
  if (sid === null) return version.consentId === null ? [] : ['has a consent but no account'];
  if (version.consentKind !== 'GIVEN' || from === null) return [`has no consent for its account ${sid} (C6)`];
  if (version.consentSid !== sid)
    return [`has a consent for ${version.consentSid} instead of its account ${sid} (C6)`];
  if (from > version.inForceFrom) return ['was in force before the consent for its account was given (C6)'];
  if (ended !== null && (next === null || ended < next))
    return ['was in force after the consent for its account had ended (C6)'];
  const isReplaced = next !== null && version.nextConsent !== version.consentId;
  return isReplaced && ended?.getTime() !== next.getTime()
    ? ['was replaced, but the consent for its account did not end then (C3)']
    : [];
}
