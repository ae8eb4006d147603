import { eraseCredential, retireCredential } from '../account/credential-store.ts';
import { supersedeVerifications } from '../account/verification-service.ts';
import { writeWarnings } from '../account/warning-store.ts';
import type { Consent, ConsentDocument } from '../consent/consent.ts';
import { findConsents, insertConsent } from '../consent/consent-store.ts';
import { DEFAULT_LOCALE, documentInForce } from '../consent/document-rules.ts';
import { readDocuments } from '../consent/document-store.ts';
import type { Database, Transaction } from '../database/client.ts';
import { versionNumberColumn } from '../database/row-columns.ts';
import { exclusiveTenantLock } from '../database/tenant-lock.ts';
import { type Problem, refuse, refuseIfAny, refuseIfUnmet } from '../kernel/errors.ts';
import { newUuid, type Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { SendingLimits } from '../kernel/sending/sending-policy.ts';
import type { Signal } from '../kernel/signal.ts';
import { append, appendRequested } from '../ledger/entries/append.ts';
import { dropNumbersExcept, readNumbers } from '../numbers/number-store.ts';
import { once, type Remembered } from '../tenant/request-key.ts';
import type { Configuration, ConfigurationState, Draft } from './configuration.ts';
import { lockConfigurationState } from './configuration-state.ts';
import { discardEntry, expiryEntry } from './draft-rules.ts';
import { deleteDraft } from './draft-store.ts';
import { savedDraftProblems, versionProblems } from './freshness-rules.ts';
import { isMadeBy, requestDigest } from './repeated-request.ts';
import {
  removedVersion,
  type SaveInput,
  savedVersion,
  unmetRequirements,
  type VersionChange,
} from './save-rules.ts';
import { choiceAfter, looserProblems, policyInputProblems } from './sending-policy-rules.ts';
import { findConfigurations, insertConfiguration } from './version-store.ts';

/** Makes new versions of a tenant's configuration. */
export interface ConfigurationService {
  /**
   * Puts a draft, a policy, channels and a consent live together, as the next version (S1). Refuses what is out of date
   * (S3) and what is unmet, naming every requirement at once (S2). Who repeats the request that has made the live version
   * gets that version, as with a removal (D15).
   */
  save(scope: RequestScope, input: SaveInput): Promise<Configuration>;
  /** Makes the next version without a custom account; a draft is discarded with it (S5). */
  remove(scope: RequestScope, input: { readonly baseVersion: number }): Promise<Configuration>;
}

/** Makes the service from what it needs. */
export function createConfigurationService(deps: {
  readonly database: Database;
  /** Notified when a removal ends verifications under way. */
  readonly checksChanged: Signal;
  /** Notified of each version. */
  readonly versionsChanged: Signal;
  readonly credentialInUse: CredentialInUse;
  readonly sendingLimits: SendingLimits;
}): ConfigurationService {
  const { database, checksChanged, versionsChanged, credentialInUse } = deps;
  return {
    save: (scope, input) =>
      database.write(
        scope.tenant,
        (tx) =>
          once(tx, scope, REMEMBERED_VERSION, () => {
            tx.afterCommit(versionsChanged.notify);
            return save(tx, scope, input, deps);
          }),
        scope.limits,
      ),
    remove: (scope, input) =>
      database.write(
        scope.tenant,
        (tx) =>
          once(tx, scope, REMEMBERED_VERSION, () => {
            tx.afterCommit(checksChanged.notify);
            tx.afterCommit(versionsChanged.notify);
            return remove(tx, scope, input.baseVersion, credentialInUse);
          }),
        scope.limits,
      ),
  };
}

/** The version that a verb made, which never changes. */
const REMEMBERED_VERSION: Remembered<Configuration, number> = {
  form: versionNumberColumn,
  referTo: ({ version }) => version,
  async find(tx, version) {
    const [found] = await findConfigurations(tx, [version]);
    if (found === undefined) throw new Error(`the version ${version} of an idempotency key is not there`);
    return found;
  },
};

/** True if what was sent with a token still needs it (S10). */
export type CredentialInUse = (tx: Transaction, credentialId: Uuid) => Promise<boolean>;

/** The parts of the platform that a save depends on. */
export interface SaveDeps {
  readonly credentialInUse: CredentialInUse;
  readonly sendingLimits: SendingLimits;
}

/** A version that would go live: everything is checked, and nothing is written yet. */
export interface PreparedVersion {
  readonly next: Configuration;
  readonly live: Configuration;
  readonly write: () => Promise<Configuration>;
}

async function save(...asked: Parameters<typeof prepareSave>): Promise<Configuration> {
  return (await prepareSave(...asked)).write();
}

/** Locks the tenant and prepares what a save makes. Refuses as it does. */
export async function prepareSave(
  tx: Transaction,
  scope: RequestScope,
  input: SaveInput,
  { credentialInUse, sendingLimits }: SaveDeps,
): Promise<PreparedVersion> {
  refuseEmptySave(input);
  refuseIfAny('INVALID_INPUT', policyInputProblems(input.sendingPolicy));
  const state = await lockConfigurationState(tx);
  const digest = requestDigest('save', input);
  if (isRepeated(state, scope, digest)) return alreadyMade(state);
  const expired = expiredAsNamed(state, input);
  refuseIfAny('OUT_OF_DATE', [
    ...(expired === null ? savedDraftProblems(state, input.draft) : []),
    ...versionProblems(state, input.baseVersion),
  ]);
  const draft = input.draft === null ? null : (expired ?? state.draft);
  const accountSid = draft?.account.sid ?? state.live.account?.sid;
  const [numbers, document, liveConsent] = await Promise.all([
    accountSid === undefined ? [] : readNumbers(tx, accountSid),
    readDocumentInForce(tx, input.consent?.documentLocale),
    readLiveConsent(tx, state),
  ]);
  // The tenant's own account is its own.
  if (accountSid === undefined) {
    const choice = choiceAfter(state.live.sendingPolicy, input.sendingPolicy);
    if (input.sendingPolicy !== undefined)
      refuseIfAny('NOT_POSSIBLE', looserProblems(choice, sendingLimits.bounds));
  }
  const channels = input.channels ?? state.live.channels;
  refuseIfUnmet(
    [
      ...(expired === null ? [] : [EXPIRED]),
      ...unmetRequirements({
        draft,
        live: state.live,
        numbers,
        channels,
        document,
        consent: input.consent,
        scope,
      }),
    ],
    input.consent?.documentLocale ?? null,
  );
  const context = {
    state,
    scope,
    requestDigest: digest,
    numbers,
    document,
    liveConsent,
    now: await tx.now,
    newId: newUuid,
  };
  const change = savedVersion(input, draft, context);
  return {
    next: change.next,
    live: state.live,
    async write() {
      if (draft !== null) await deleteDraft(tx);
      await writeVersion(tx, scope, change, draft === null ? state.draft : null, credentialInUse);
      return change.next;
    },
  };
}

function alreadyMade({ live }: ConfigurationState): PreparedVersion {
  return { next: live, live, write: () => Promise.resolve(live) };
}

/** True if the live version is what this very request has made (D15). */
function isRepeated({ live }: ConfigurationState, { actor }: RequestScope, digest: string): boolean {
  return isMadeBy({ ...live, by: live.savedBy }, { by: actor, requestDigest: digest });
}

const EXPIRED: Problem = {
  code: 'OUT_OF_DATE',
  message: 'The draft has expired. Verify the account again.',
  path: ['input', 'draft'],
};

/** The draft that the save names where it has expired but is otherwise as named: then that is one more unmet requirement. */
function expiredAsNamed({ expired }: ConfigurationState, { draft }: SaveInput): Draft | null {
  return expired !== null && expired.id === draft?.id && expired.revision === draft.revision ? expired : null;
}

function refuseEmptySave(input: SaveInput): void {
  const { draft, fallbackMode, channels, sendingPolicy } = input;
  if ([draft, fallbackMode, channels, sendingPolicy].some((given) => given !== null && given !== undefined))
    return;
  throw refuse(
    'INVALID_INPUT',
    'VALUE_REQUIRED',
    'Nothing to save. Name a draft, a fallback mode, channels or a sending policy.',
    ['input'],
  );
}

async function remove(...asked: Parameters<typeof prepareRemoval>): Promise<Configuration> {
  return (await prepareRemoval(...asked)).write();
}

/** The same for a removal. */
export async function prepareRemoval(
  tx: Transaction,
  scope: RequestScope,
  baseVersion: number,
  credentialInUse: CredentialInUse,
): Promise<PreparedVersion> {
  const state = await lockConfigurationState(tx);
  const digest = requestDigest('remove', { draft: null, baseVersion });
  if (isRepeated(state, scope, digest)) return alreadyMade(state);
  refuseIfAny('OUT_OF_DATE', versionProblems(state, baseVersion));
  if (state.live.account === null) {
    throw refuse('NOT_POSSIBLE', 'NOT_FOUND', 'There is no custom account to remove.');
  }
  const liveConsent = await readLiveConsent(tx, state);
  const context = { state, scope, requestDigest: digest, liveConsent, now: await tx.now, newId: newUuid };
  const change = removedVersion(context);
  const { draft, expired } = state;
  return {
    next: change.next,
    live: state.live,
    async write() {
      await supersedeVerifications(tx, scope);
      if (draft !== null || expired !== null) await deleteDraft(tx);
      if (draft !== null) await append(tx, scope, [discardEntry(draft)]);
      if (expired !== null) await append(tx, scope, [expiryEntry(expired)]);
      await writeVersion(tx, scope, change, null, credentialInUse);
      return change.next;
    },
  };
}

/**
 * Writes the version with its consents, warnings and entries. No dispatch decides meanwhile (D14); a token that it
 * leaves without use is erased, and kept apart where something sent with it is still awaited (S10).
 */
async function writeVersion(
  tx: Transaction,
  scope: RequestScope,
  change: VersionChange,
  remainingDraft: Draft | null,
  credentialInUse: CredentialInUse,
): Promise<void> {
  await exclusiveTenantLock(tx);
  for (const consent of change.consents) await insertConsent(tx, consent);
  await insertConfiguration(tx, change.next);
  await writeWarnings(tx, change.warnings);
  for (const credential of change.eraseCredentials) {
    if (await credentialInUse(tx, credential)) await retireCredential(tx, credential);
    else await eraseCredential(tx, credential);
  }
  const held = [change.next.account?.sid, remainingDraft?.account.sid].filter((sid) => sid !== undefined);
  await dropNumbersExcept(tx, held);
  await appendRequested(tx, scope, change.entries);
}

/** The text in force now in the language asked for, or in the default one. Every deployment has one. */
export async function readDocumentInForce(
  tx: Transaction,
  locale = DEFAULT_LOCALE,
): Promise<ConsentDocument> {
  const [documents, now] = await Promise.all([readDocuments(tx), tx.now]);
  const document = documentInForce(documents, locale, now);
  if (document === undefined) throw new Error(`no consent text is in force, not even in ${DEFAULT_LOCALE}`);
  return document;
}

async function readLiveConsent(tx: Transaction, { live }: ConfigurationState): Promise<Consent | null> {
  if (live.consentId === null) return null;
  const [consent] = await findConsents(tx, [live.consentId]);
  return consent ?? null;
}
