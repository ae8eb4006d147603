import { globalId } from '../../../src/graphql/fields/global-id.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { TO } from '../../dispatch/dispatch-kit.ts';
import {
  consentsOf,
  consentTo,
  currentDraft,
  newAccount,
  newScope,
  saved,
  verified,
} from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { CHANGE_REQUEST_SCENARIOS } from './change-request-scenarios.ts';
import { reference } from './mutation-kit.ts';

/** An input for a mutation and another one for the same, or for another mutation, on a tenant that has all that they need. */
interface Stage {
  readonly tenant: TenantId;
  readonly input: object;
  readonly other: { readonly mutation?: string; readonly input: object };
  /** Changes what the mutation has led to, so that only its key tells that it was done. */
  readonly between?: () => Promise<unknown>;
}

/** A mutation that is asked for once and again. */
export interface MutationScenario {
  readonly role: Role;
  /** What is compared of its payload: nothing that goes on by itself. */
  readonly payload: string;
  /** The kinds of the entries that it adds to the log. */
  readonly adds: readonly string[];
  /** Where the key goes in an input; by default it is a member of it. */
  readonly withKey?: (input: object, idempotencyKey: string) => object;
  readonly prepare: (system: RunningServices) => Promise<Stage>;
}

const MESSAGE = { channel: 'SMS', to: TO, text: 'Your code is 123456' };
const BECAUSE = { reason: 'because', reference: 'case 1' };

async function withDraft(system: RunningServices) {
  const scope = newScope();
  const { tenant } = scope;
  await verified(system, scope, newAccount(system));
  const draft = await currentDraft(system, tenant);
  return { scope, tenant, draft, named: reference(draft), consent: await consentTo(system, draft) };
}

/** By somebody else than the one who then asks. */
async function configured(system: RunningServices, subject = 'bob') {
  const scope = newScope({ subject });
  await saved(system, scope, newAccount(system));
  return { scope, tenant: scope.tenant };
}

/** Every mutation of the contract. */
export const MUTATION_SCENARIOS: Readonly<Record<string, MutationScenario>> = {
  verifyTwilioAccount: {
    role: 'admin',
    payload: 'verification { id accountSid }',
    adds: ['VERIFICATION_FINISHED', 'DRAFT_CREATED'],
    async prepare(system) {
      const { sid: accountSid, authToken } = newAccount(system);
      const { tenant } = newScope();
      const other = { input: { accountSid, authToken: 'another' } };
      return { tenant, input: { accountSid, authToken }, other };
    },
  },
  refreshOrganizationNumbers: {
    role: 'admin',
    payload: 'refresh { id }',
    adds: [],
    async prepare(system) {
      const { tenant } = await configured(system);
      return { tenant, input: {}, other: { mutation: 'removeTwilioAccount', input: { baseVersion: 1 } } };
    },
  },
  selectOrganizationNumbers: {
    role: 'admin',
    payload: 'draft { id revision }',
    adds: ['DRAFT_CHANGED'],
    async prepare(system) {
      const { tenant, named: draft } = await withDraft(system);
      const select = (numbers: object) => ({ draft, numbers });
      return { tenant, input: select({ every: 'LISTED' }), other: { input: select({ phoneNumbers: [] }) } };
    },
  },
  saveTwilioAccount: {
    role: 'admin',
    payload: 'configuration { version account { sid } }',
    adds: ['CONSENT_GIVEN', 'CONFIGURATION_SAVED', 'FALLBACK_POLICY_CHANGED'],
    async prepare(system) {
      const { scope, tenant, draft } = await withDraft(system);
      const selected = await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
      const input = {
        draft: reference(selected),
        baseVersion: 0,
        fallbackMode: 'DISABLED',
        consent: await consentTo(system, selected),
      };
      const between = () => system.services.configurations.remove(newScope({ tenant }), { baseVersion: 1 });
      return { tenant, input, other: { input: { ...input, fallbackMode: 'DEFAULT_ACCOUNT' } }, between };
    },
  },
  removeTwilioAccount: {
    role: 'admin',
    payload: 'configuration { version account { sid } }',
    adds: ['ACCOUNT_REMOVED', 'CONSENT_ENDED'],
    async prepare(system) {
      const { scope, tenant } = await configured(system);
      const between = () => saved(system, scope, newAccount(system));
      return { tenant, input: { baseVersion: 1 }, other: { input: { baseVersion: 2 } }, between };
    },
  },
  discardDraft: {
    role: 'admin',
    payload: 'draftId',
    adds: ['DRAFT_DISCARDED'],
    async prepare(system) {
      const { scope, tenant, named } = await withDraft(system);
      const between = () => verified(system, scope, newAccount(system));
      const other = { input: { draft: { ...named, revision: 7 } } };
      return { tenant, input: { draft: named }, other, between };
    },
  },
  declineConsent: {
    role: 'admin',
    payload: 'consent { id kind }',
    adds: ['CONSENT_DECLINED'],
    async prepare(system) {
      const { scope, tenant, named: draft, consent } = await withDraft(system);
      const between = () => verified(system, scope, newAccount(system));
      const other = { input: { draft, consent: { ...consent, documentLocale: 'de' } } };
      return { tenant, input: { draft, consent }, other, between };
    },
  },
  issueConsentReceipt: {
    role: 'auditor',
    payload: 'fileName receipt',
    adds: ['CONSENT_RECEIPT_ISSUED'],
    async prepare(system) {
      const { tenant, scope } = await configured(system);
      await system.sealAll();
      const [consent] = await consentsOf(system, tenant);
      const input = { consentId: globalId('Consent', tenant, consent?.id ?? '') };
      // The log goes on, so that a proof of now would lead to another checkpoint.
      const between = async () => {
        await verified(system, scope, newAccount(system));
        await system.sealAll();
      };
      return { tenant, input, other: { input: { ...input, omitDisclosures: true } }, between };
    },
  },
  erasePerson: {
    role: 'privacy-officer',
    payload: 'entryId erasedAt',
    adds: ['PERSON_ERASED'],
    async prepare(system) {
      const { tenant } = await configured(system);
      const input = { subject: 'bob', ...BECAUSE };
      const between = () => saved(system, newScope({ tenant, subject: 'bob' }), newAccount(system));
      return { tenant, input, other: { input: { ...input, reason: 'another' } }, between };
    },
  },
  placeLegalHold: {
    role: 'privacy-officer',
    payload: 'legalHold { id placedAt }',
    adds: ['LEGAL_HOLD_PLACED'],
    async prepare(system) {
      const { tenant } = newScope();
      const input = { subject: 'carl', ...BECAUSE };
      const between = async () => {
        const [row] = await system.rows('select id from legal_hold where tenant_id = $1', [tenant]);
        const asked = { id: String(row?.['id']), reason: 'over' };
        await system.services.holds.release(newScope({ tenant, subject: 'bob' }), asked);
      };
      return { tenant, input, other: { input: { ...input, subject: 'dora' } }, between };
    },
  },
  releaseLegalHold: {
    role: 'privacy-officer',
    payload: 'entryId releasedAt',
    adds: ['LEGAL_HOLD_RELEASED'],
    async prepare(system) {
      const scope = newScope({ subject: 'bob' });
      const hold = { subject: 'carl', from: null, to: null, ...BECAUSE };
      const { id } = await system.services.holds.place(scope, hold);
      const release = (reason: string) => ({ id, reason });
      return { tenant: scope.tenant, input: release('over'), other: { input: release('another') } };
    },
  },
  pauseSending: {
    role: 'platform-admin',
    payload: 'pause { country pausedAt entryId }',
    adds: ['SENDING_PAUSED'],
    async prepare(system) {
      const { tenant } = await configured(system);
      const input = { country: 'AQ', reason: 'an incident' };
      const between = async () => {
        await system.services.pauses.resume(newScope({ tenant }), { country: 'AQ', reason: 'over' });
      };
      return { tenant, input, other: { input: { ...input, country: 'BV' } }, between };
    },
  },
  resumeSending: {
    role: 'platform-admin',
    payload: 'entryId resumedAt',
    adds: ['SENDING_RESUMED'],
    async prepare(system) {
      const scope = newScope({ subject: 'bob' });
      await system.services.pauses.pause(scope, { country: 'AQ', reason: 'an incident' });
      const resume = (reason: string) => ({ country: 'AQ', reason });
      return { tenant: scope.tenant, input: resume('over'), other: { input: resume('another') } };
    },
  },
  ...CHANGE_REQUEST_SCENARIOS,
  dispatch: {
    role: 'dispatcher',
    payload: 'record { id state }',
    adds: ['DISPATCH_DECIDED'],
    async prepare() {
      const other = { input: { ...MESSAGE, text: 'Your code is 654321' } };
      return { tenant: newScope().tenant, input: MESSAGE, other };
    },
  },
  dispatchBatch: {
    role: 'dispatcher',
    payload: 'items { ... on DispatchPayload { record { id state } } ... on Problem { code path } }',
    adds: ['DISPATCH_DECIDED'],
    withKey: (input, idempotencyKey) => ({ items: [{ ...input, idempotencyKey }] }),
    async prepare() {
      const other = { input: { ...MESSAGE, text: 'Your code is 654321' } };
      return { tenant: newScope().tenant, input: MESSAGE, other };
    },
  },
};
