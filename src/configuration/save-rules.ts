import type { VerifiedAccount } from '../account/account.ts';
import { type AccountWarning, standingWarnings, warningEntries } from '../account/warning-rules.ts';
import type { Consent, ConsentDocument, ConsentStatement } from '../consent/consent.ts';
import {
  decidedConsent,
  decidedConsentEntry,
  endedConsent,
  endedConsentEntry,
  isConsentRequired,
  type ShownToAdmin,
  statementProblems,
} from '../consent/consent-rules.ts';
import type { Problem } from '../kernel/errors.ts';
import { configurationVersion, type Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { ConsentEndReason } from '../kernel/vocabulary/consent.ts';
import type { FallbackChoice } from '../kernel/vocabulary/fallback.ts';
import type { ConfigurationSummary, NewEntry } from '../ledger/entries/entry-kinds.ts';
import { isAvailable } from '../numbers/number-rules.ts';
import type { AccountNumber, SelectedNumber } from '../numbers/organization-number.ts';
import { changeEntries, configurationChanges } from './change-rules.ts';
import { channelNames } from './channel-rules.ts';
import type {
  Channels,
  Configuration,
  ConfigurationState,
  Draft,
  SavedConfiguration,
} from './configuration.ts';
import { unusedCredential } from './draft-rules.ts';
import { policyAfter } from './fallback-policy-rules.ts';
import type { DraftReference } from './freshness-rules.ts';
import { choiceAfter, type PolicyInput, policyState } from './sending-policy-rules.ts';

/** The input of a save: a draft, policies, channels, a consent, each where it is given. */
export interface SaveInput {
  /** The draft to put live; null for a save of policies or channels alone (S7). */
  readonly draft: DraftReference | null;
  /** The live version that the save is based on; 0 when there is none yet (S3). */
  readonly baseVersion: number;
  readonly fallbackMode: FallbackChoice | null;
  readonly channels: Channels | null;
  /** The members of the sending policy to change; absent for none. */
  readonly sendingPolicy?: PolicyInput | undefined;
  readonly consent: ConsentStatement | null;
}

/** The context by which a save is judged besides its input. */
export interface SaveContext {
  readonly state: ConfigurationState;
  readonly scope: RequestScope;
  readonly requestDigest: string;
  /** The numbers kept of the account that would be live. */
  readonly numbers: readonly AccountNumber[];
  /** The text in force in the language of the statement. */
  readonly document: ConsentDocument;
  /** The consent that covers the live account. */
  readonly liveConsent: Consent | null;
  readonly now: Date;
  readonly newId: (at: Date) => Uuid;
}

/** A new version, with everything that has to be written beside it. */
export interface VersionChange {
  readonly next: SavedConfiguration;
  readonly consents: readonly Consent[];
  readonly warnings: readonly AccountWarning[];
  readonly entries: readonly NewEntry[];
  readonly eraseCredentials: readonly Uuid[];
}

/**
 * The values that the requirements of a save are judged by: of the draft, the numbers, the channels and the consent, judged
 * at once (S2).
 */
export interface RequirementInput {
  readonly draft: Draft | null;
  readonly live: Configuration;
  readonly numbers: readonly AccountNumber[];
  readonly channels: Channels;
  readonly document: ConsentDocument;
  readonly consent: ConsentStatement | null;
  /** Null where only the draft is judged, by nobody's doing. */
  readonly scope: RequestScope | null;
}

/** Every requirement that is not met (S2). The very rule of the save, so that a front end can show it beforehand. */
export function unmetRequirements(input: RequirementInput): readonly Problem[] {
  const { draft, numbers, channels } = input;
  const problems: Problem[] = [];
  if (draft !== null) problems.push(...numberProblems(draft.selectedNumbers, numbers));
  if (!channels.sms && !channels.voice) {
    problems.push({
      code: 'NOTHING_SELECTED',
      message: 'Choose at least one channel.',
      path: ['input', 'channels'],
    });
  }
  problems.push(...consentProblems(input));
  return problems;
}

function numberProblems(
  selected: readonly SelectedNumber[],
  numbers: readonly AccountNumber[],
): readonly Problem[] {
  const path = ['input', 'draft'];
  if (selected.length === 0) {
    return [{ code: 'NOTHING_SELECTED', message: 'Select at least one number before saving.', path }];
  }
  const available = new Set(numbers.filter(isAvailable).map(({ phoneNumber }) => phoneNumber));
  if (selected.some(({ phoneNumber }) => available.has(phoneNumber))) return [];
  const message = 'None of the selected numbers is available at Twilio. Select at least one that is.';
  return [{ code: 'NOTHING_SELECTED', message, path }];
}

function consentProblems({ draft, live, document, consent, scope }: RequirementInput): readonly Problem[] {
  const path = ['input', 'consent'];
  const required = isConsentRequired(draft?.account.sid ?? null, live.account?.sid ?? null);
  if (!required || draft === null) {
    if (consent === null) return [];
    const message = 'No consent is required, because the account stays the same.';
    return [{ code: 'NOT_POSSIBLE', message, path }];
  }
  if (consent === null) {
    return [
      { code: 'CONSENT_REQUIRED', message: 'Consent to the legal text is required for this account.', path },
    ];
  }
  const problems = [...statementProblems(consent, shownToAdmin(draft, document), path)];
  if (scope !== null && (scope.actor.kind !== 'PERSON' || scope.platform)) {
    const message = 'Only a person of the tenant can give consent, not a service or a platform role.';
    problems.push({ code: 'PERSON_REQUIRED', message, path });
  }
  return problems;
}

/** The values that a consent to this draft must name. */
export function shownToAdmin(draft: Draft, document: ConsentDocument): ShownToAdmin {
  return { accountSid: draft.account.sid, draft: { id: draft.id, revision: draft.revision }, document };
}

/** The version that a save makes, once nothing is wrong with it (S1). */
export function savedVersion(input: SaveInput, draft: Draft | null, context: SaveContext): VersionChange {
  const { state, scope, requestDigest, now, newId } = context;
  const { live } = state;
  const at = inForceFrom(live, now);
  const version = configurationVersion(live.version + 1);
  const account = draft?.account ?? live.account;
  const isAsked = draft !== null && isConsentRequired(draft.account.sid, live.account?.sid ?? null);
  // The end of the former consent comes first, in the order of the records too.
  const ended = isAsked
    ? endConsent(context, 'ACCOUNT_REPLACED', { at, configurationVersion: version })
    : null;
  const given = isAsked
    ? decidedConsent('GIVEN', scope, shownToAdmin(draft, context.document), {
        id: newId(at),
        at,
        configurationVersion: version,
      })
    : null;
  const next = {
    tenant: live.tenant,
    version,
    inForceFrom: at,
    account,
    selectedNumbers: draft?.selectedNumbers ?? live.selectedNumbers,
    channels: input.channels ?? live.channels,
    fallback: policyAfter(live.fallback, input.fallbackMode, scope.actor, at),
    sendingPolicy: choiceAfter(live.sendingPolicy, input.sendingPolicy),
    consentId: given?.id ?? live.consentId,
    savedBy: scope.actor,
    requestId: scope.requestId,
    requestDigest,
  };
  const warnings = warningsAfterSave(next, context, draft);
  return {
    next,
    consents: [ended?.record, given].filter((consent) => consent !== undefined && consent !== null),
    warnings,
    entries: [
      ...(ended === null ? [] : [ended.entry]),
      ...(given === null ? [] : [decidedConsentEntry(given)]),
      {
        kind: 'CONFIGURATION_SAVED',
        object: `configuration/${version}`,
        before: summary(live),
        after: summary(next),
      },
      ...configurationChanges(live, next).flatMap(changeEntries),
      ...warningEntries(state.warnings, warnings),
    ],
    eraseCredentials: replacedCredential(live.account, account),
  };
}

/** The version without a custom account that a removal makes; policy and channels stay (S5). */
export function removedVersion(context: Omit<SaveContext, 'numbers' | 'document'>): VersionChange {
  const { state, scope, requestDigest, now } = context;
  const { live, draft, expired } = state;
  const at = inForceFrom(live, now);
  const version = configurationVersion(live.version + 1);
  const next = {
    ...live,
    version,
    inForceFrom: at,
    account: null,
    selectedNumbers: [],
    consentId: null,
    savedBy: scope.actor,
    requestId: scope.requestId,
    requestDigest,
  };
  const ended = endConsent(context, 'ACCOUNT_REMOVED', { at, configurationVersion: version });
  const ofDraft = unusedCredential(draft ?? expired, state);
  return {
    next,
    consents: ended === null ? [] : [ended.record],
    warnings: [],
    entries: [
      ...(ended === null ? [] : [ended.entry]),
      {
        kind: 'ACCOUNT_REMOVED',
        object: `configuration/${version}`,
        before: summary(live),
        after: summary(next),
      },
      ...warningEntries(state.warnings, []),
    ],
    eraseCredentials: [...replacedCredential(live.account, null), ...(ofDraft === null ? [] : [ofDraft])],
  };
}

/** A version is in force from an instant later than its predecessor's (S1), to the millisecond that is kept. */
function inForceFrom(live: Configuration, now: Date): Date {
  return new Date(Math.max(now.getTime(), (live.inForceFrom?.getTime() ?? 0) + 1));
}

function endConsent(
  { scope, liveConsent, newId }: Pick<SaveContext, 'scope' | 'liveConsent' | 'newId'>,
  reason: ConsentEndReason,
  by: { readonly at: Date; readonly configurationVersion: Configuration['version'] },
): { readonly record: Consent; readonly entry: NewEntry } | null {
  if (liveConsent === null) return null;
  const id = newId(by.at);
  return {
    record: endedConsent(scope, liveConsent, reason, { id, ...by }),
    entry: endedConsentEntry(liveConsent, { id, reason, origin: scope.origin }),
  };
}

/** A save ends every outage: what its account is worth is learnt again (S11). */
function warningsAfterSave(next: Configuration, { state, numbers, now }: SaveContext, draft: Draft | null) {
  if (next.account === null) return [];
  const available = new Set(numbers.filter(isAvailable).map(({ phoneNumber }) => phoneNumber));
  const isSameAccount = next.account.sid === state.live.account?.sid;
  return standingWarnings(
    isSameAccount ? state.warnings : [],
    {
      trial: draft === null ? null : next.account.type === 'TRIAL',
      fallbackDefined: next.fallback.mode !== 'NOT_DEFINED',
      selectedAvailable: next.selectedNumbers.map(({ phoneNumber }) => available.has(phoneNumber)),
      signal: 'FINE',
    },
    now,
  );
}

function replacedCredential(before: VerifiedAccount | null, after: VerifiedAccount | null): readonly Uuid[] {
  return before === null || before.credentialId === after?.credentialId ? [] : [before.credentialId];
}

function summary(configuration: Configuration): ConfigurationSummary {
  const { account } = configuration;
  return {
    version: configuration.version,
    accountSid: account?.sid ?? null,
    account: account && {
      type: account.type,
      ownerAccountSid: account.ownerAccountSid,
      verifiedAt: account.verifiedAt.toISOString(),
      tokenSetAt: account.tokenSetAt.toISOString(),
      credentialKind: account.credentialKind,
      credentialId: account.credentialId,
    },
    selectedNumbers: configuration.selectedNumbers.map(({ phoneNumber }) => phoneNumber),
    channels: channelNames(configuration.channels),
    fallbackMode: configuration.fallback.mode,
    consentId: configuration.consentId,
    sendingPolicy: policyState(configuration.sendingPolicy),
  };
}
