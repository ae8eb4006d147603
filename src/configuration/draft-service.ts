import { z } from 'zod';
import { eraseCredential } from '../account/credential-store.ts';
import { supersedeVerifications } from '../account/verification-service.ts';
import type { Consent, ConsentStatement } from '../consent/consent.ts';
import {
  decidedConsent,
  decidedConsentEntry,
  isConsentRequired,
  refuseUnlessPersonOfTenant,
  statementProblems,
} from '../consent/consent-rules.ts';
import { findConsents, findDeclined, insertConsent } from '../consent/consent-store.ts';
import type { Database, Transaction } from '../database/client.ts';
import { uuidColumn } from '../database/row-columns.ts';
import { refuse, refuseIfAny, refuseIfUnmet } from '../kernel/errors.ts';
import { newUuid, type TenantId } from '../kernel/ids.ts';
import { type RequestScope, systemScope } from '../kernel/scope.ts';
import type { Signal } from '../kernel/signal.ts';
import { append, appendRequested } from '../ledger/entries/append.ts';
import { findNamedEntries } from '../ledger/entries/entry-store.ts';
import { select } from '../numbers/number-rules.ts';
import { dropNumbersExcept, readNumbers } from '../numbers/number-store.ts';
import { once, type Remembered, rememberedById } from '../tenant/request-key.ts';
import { forEachTenant } from '../tenant/tenant-round.ts';
import type { ConfigurationState, Draft } from './configuration.ts';
import { readDocumentInForce } from './configuration-service.ts';
import { lockConfigurationState } from './configuration-state.ts';
import {
  discardEntry,
  expiryEntry,
  selectableAccount,
  selectedDraft,
  unusedCredential,
} from './draft-rules.ts';
import { deleteDraft, tenantsWithExpiredDraft, writeDraft } from './draft-store.ts';
import { currentDraft, type DraftReference, draftProblems } from './freshness-rules.ts';
import { isMadeBy, requestDigest } from './repeated-request.ts';
import { shownToAdmin } from './save-rules.ts';

/** Edits drafts, and clears away those that ran out. */
export interface DraftService {
  /**
   * Replaces the selection of the draft, or starts a draft from the live account (N3, N4, S7). Refuses numbers that
   * cannot be selected, each by name, and a draft that is not current. Who repeats the request that has changed it last
   * gets the draft as it is (D15).
   */
  select(
    scope: RequestScope,
    input: { readonly draft: DraftReference | null; readonly numbers: readonly string[] | 'ALL' },
  ): Promise<Draft>;
  /** Gives the draft up; its token is erased and a verification under way superseded (V9). Again it does nothing (D15). */
  discard(scope: RequestScope, input: { readonly draft: DraftReference }): Promise<void>;
  /**
   * Records that a person said no to the text as shown; everything else stays as it was (C5). Who says it again to the same
   * text and revision gets the record that is there (D15).
   */
  decline(
    scope: RequestScope,
    input: { readonly draft: DraftReference; readonly consent: ConsentStatement },
  ): Promise<Consent>;
  /** Clears away up to `limit` drafts that have expired, with their tokens (V8). Gives how many. */
  expire(limit: number): Promise<number>;
}

/** Makes the service from what it needs. */
export function createDraftService(deps: {
  readonly database: Database;
  /** Notified when a discarded draft ends verifications under way. */
  readonly checksChanged: Signal;
}): DraftService {
  const { database, checksChanged } = deps;
  return {
    select: (scope, input) =>
      database.write(
        scope.tenant,
        (tx) => once(tx, scope, REMEMBERED_DRAFT, () => selectNumbers(tx, scope, input)),
        scope.limits,
      ),
    discard: (scope, input) =>
      database.write(
        scope.tenant,
        (tx) => once(tx, scope, NOTHING_TO_GIVE, () => discard(tx, scope, input, checksChanged)),
        scope.limits,
      ),
    decline: (scope, input) =>
      database.write(
        scope.tenant,
        (tx) => once(tx, scope, REMEMBERED_CONSENT, () => decline(tx, scope, input)),
        scope.limits,
      ),

    async expire(limit) {
      const tenants = await database.system((tx) => tenantsWithExpiredDraft(tx, limit));
      await forEachTenant(tenants, (tenant) => database.write(tenant, (tx) => expireDraft(tx, tenant)));
      return tenants.length;
    },
  };
}

const REMEMBERED_CONSENT = rememberedById(findConsents);

const NOTHING_TO_GIVE: Remembered<void, null> = {
  form: z.null(),
  referTo: () => null,
  find: () => Promise.resolve(),
};

/**
 * The draft as the verb left it. One that has changed since would be taken for what the verb made of it, and saved unseen: it is
 * refused (S3).
 */
const REMEMBERED_DRAFT: Remembered<Draft, DraftReference> = {
  form: z.object({ id: uuidColumn, revision: z.int() }),
  referTo: ({ id, revision }) => ({ id, revision }),
  find: async (tx, reference) => currentDraft(await lockConfigurationState(tx), reference),
};

async function selectNumbers(
  tx: Transaction,
  scope: RequestScope,
  input: Parameters<DraftService['select']>[1],
): Promise<Draft> {
  const state = await lockConfigurationState(tx);
  const asked = { by: scope.actor, requestDigest: requestDigest('select', input) };
  if (state.draft !== null && isMadeBy({ ...state.draft, by: state.draft.changedBy }, asked))
    return state.draft;
  refuseIfAny('OUT_OF_DATE', draftProblems(state, input.draft));
  const account = selectableAccount(state);
  const [numbers, now] = await Promise.all([readNumbers(tx, account.sid), tx.now]);
  const current = state.draft?.selectedNumbers ?? state.live.selectedNumbers;
  const outcome = select({ numbers, current, requested: input.numbers, now });
  if (!outcome.ok) {
    refuseIfAny('INVALID_INPUT', outcome.problems);
    throw new Error('a selection was refused without a problem');
  }
  const chosen = { ...asked, selected: outcome.selected, draftId: newUuid(now), now };
  const change = selectedDraft(state, chosen);
  await writeDraft(tx, change.draft);
  if (change.eraseCredential !== null) await eraseCredential(tx, change.eraseCredential);
  await appendRequested(tx, scope, change.entries);
  return change.draft;
}

async function discard(
  tx: Transaction,
  scope: RequestScope,
  input: Parameters<DraftService['discard']>[1],
  checksChanged: Signal,
): Promise<void> {
  const state = await lockConfigurationState(tx);
  if (state.draft === null && (await hasDiscarded(tx, scope, input.draft))) return;
  const draft = currentDraft(state, input.draft);
  tx.afterCommit(checksChanged.notify);
  await supersedeVerifications(tx, scope);
  await clearDraft(tx, state, draft);
  await appendRequested(tx, scope, [discardEntry(draft)]);
}

async function decline(
  tx: Transaction,
  scope: RequestScope,
  input: Parameters<DraftService['decline']>[1],
): Promise<Consent> {
  refuseUnlessPersonOfTenant(scope);
  const state = await lockConfigurationState(tx);
  const draft = currentDraft(state, input.draft);
  const path = ['input', 'consent'];
  if (!isConsentRequired(draft.account.sid, state.live.account?.sid ?? null)) {
    const message = 'No consent is required, because the account stays the same.';
    throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', message, path);
  }
  const document = await readDocumentInForce(tx, input.consent.documentLocale);
  const shown = shownToAdmin(draft, document);
  refuseIfUnmet(statementProblems(input.consent, shown, path), input.consent.documentLocale);
  const { subject } = scope.actor;
  const recorded = await findDeclined(tx, { draft, documentDigest: document.digest, subject });
  if (recorded !== undefined) return recorded;
  const at = await tx.now;
  const declined = { id: newUuid(at), at, configurationVersion: null };
  const consent = decidedConsent('DECLINED', scope, shown, declined);
  await insertConsent(tx, consent);
  await appendRequested(tx, scope, [decidedConsentEntry(consent)]);
  return consent;
}

/** True if this person or service has given up this very draft (D15). */
async function hasDiscarded(
  tx: Transaction,
  { actor }: RequestScope,
  draft: DraftReference,
): Promise<boolean> {
  const [entry] = await findNamedEntries(tx, [{ kind: 'DRAFT_DISCARDED', object: `draft/${draft.id}` }]);
  if (entry?.actor.subject !== actor.subject || entry.actor.kind !== actor.kind) return false;
  return z.object({ revision: z.int() }).safeParse(entry.before?.value).data?.revision === draft.revision;
}

async function expireDraft(tx: Transaction, tenant: TenantId): Promise<void> {
  const state = await lockConfigurationState(tx);
  if (state.expired === null) return;
  await clearDraft(tx, state, state.expired);
  await append(tx, systemScope(tenant, 'draft-expiry', state.expired.id), [expiryEntry(state.expired)]);
}

async function clearDraft(tx: Transaction, state: ConfigurationState, draft: Draft): Promise<void> {
  await deleteDraft(tx);
  const credential = unusedCredential(draft, state);
  if (credential !== null) await eraseCredential(tx, credential);
  await dropNumbersExcept(tx, state.live.account === null ? [] : [state.live.account.sid]);
}
