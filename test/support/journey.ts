import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { AccountCheck } from '../../src/account/account-check.ts';
import { findAccountChecks } from '../../src/account/account-check-store.ts';
import type { AccountWarning } from '../../src/account/warning-rules.ts';
import { readWarnings } from '../../src/account/warning-store.ts';
import type { Configuration, Draft } from '../../src/configuration/configuration.ts';
import { readDocumentInForce } from '../../src/configuration/configuration-service.ts';
import { readDraft } from '../../src/configuration/draft-store.ts';
import type { SaveInput } from '../../src/configuration/save-rules.ts';
import { readLiveConfiguration } from '../../src/configuration/version-store.ts';
import type { Consent, ConsentStatement } from '../../src/consent/consent.ts';
import { pageConsents } from '../../src/consent/consent-store.ts';
import type { NewAccount, SimulatedAccount } from '../../src/dev/simulator/simulator.ts';
import { RateLimited, Refusal } from '../../src/kernel/errors.ts';
import { parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import type { EntryBody } from '../../src/ledger/entries/entry-kinds.ts';
import { replacedAt } from '../../src/ledger/entries/personal-members.ts';
import type { RunningServices } from './services.ts';

/** A person of a tenant that no other test knows, unless one is named. */
export function newScope(
  changes: {
    readonly tenant?: TenantId;
    readonly subject?: string;
    readonly kind?: 'PERSON' | 'SERVICE';
  } = {},
): RequestScope {
  const { subject = 'ann', kind = 'PERSON' } = changes;
  const tenant = changes.tenant ?? parseTenantId(`t-${randomBytes(6).toString('hex')}`);
  if (tenant === undefined) throw new Error('the generated tenant id is none');
  return {
    tenant,
    actor: { kind, subject, displayName: `${subject} of ${tenant}`, authenticatedBy: 'mfa' },
    requestId: `r-${randomBytes(4).toString('hex')}`,
    origin: { ip: '198.51.100.7', userAgent: 'browser/1.0' },
    platform: false,
  };
}

/** Begins to verify and gives the check as it was answered. */
export function begin(
  { services }: RunningServices,
  scope: RequestScope,
  account: VerifiableAccount,
): Promise<AccountCheck> {
  const { sid: accountSid, authToken, apiKey } = account;
  return services.verifications.verify(
    scope,
    apiKey ? { accountSid, credential: { apiKey } } : { accountSid, authToken },
  );
}

/** Waits for the check to end, by following it as a subscriber does. */
export async function ended({ services }: RunningServices, check: AccountCheck): Promise<AccountCheck> {
  let last = check;
  for await (const state of services.checkWatch.watch(check.tenant, check.id)) last = state;
  expect(last.finishedAt, `check ${last.id} is ${last.status}`).not.toBeNull();
  return last;
}

/** The check as it is now. */
export async function checkNow(system: RunningServices, { tenant, id }: AccountCheck): Promise<AccountCheck> {
  const [check] = await system.read(tenant, (tx) => findAccountChecks(tx, [id]));
  if (check === undefined) throw new Error('the check is not there');
  return check;
}

/** Verifies the account to its end, which must be success, and gives the draft that it made. */
export async function verified(
  system: RunningServices,
  scope: RequestScope,
  account: VerifiableAccount,
): Promise<Draft> {
  const check = await ended(system, await begin(system, scope, account));
  expect(check).toMatchObject({ status: 'VERIFIED', failureReason: null });
  return currentDraft(system, scope.tenant);
}

/** An account of the test's own at the simulator. */
export function newAccount({ simulator }: RunningServices, spec: NewAccount = {}): SimulatedAccount {
  return simulator.addAccount({ numbers: 2, ...spec });
}

/** An account with its auth token, or with one of its keys. */
export interface VerifiableAccount {
  readonly sid: string;
  readonly authToken?: string;
  readonly apiKey?: { readonly sid: string; readonly secret: string };
}

/** The consent that an admin gives who was shown this draft and the text in force. */
export async function consentTo(
  system: RunningServices,
  draft: Draft,
  locale?: string,
): Promise<ConsentStatement> {
  const document = await system.read(draft.tenant, (tx) => readDocumentInForce(tx, locale));
  return {
    accountSid: draft.account.sid,
    draftRevision: draft.revision,
    documentVersion: document.version,
    documentLocale: document.locale,
    documentDigest: document.digest,
  };
}

/** A save with nothing in it but what is named. */
export function saveInput(changes: Partial<SaveInput>): SaveInput {
  return { draft: null, baseVersion: 0, fallbackMode: null, channels: null, consent: null, ...changes };
}

/** The whole journey: verifies, selects all numbers, consents where it is asked for, and saves. */
export async function saved(
  system: RunningServices,
  scope: RequestScope,
  account: VerifiableAccount,
  changes: Partial<SaveInput> & { readonly numbers?: readonly string[] } = {},
): Promise<Configuration> {
  const { numbers = 'ALL', ...input } = changes;
  const live = await liveConfiguration(system, scope.tenant);
  await verified(system, scope, account);
  const before = await currentDraft(system, scope.tenant);
  const draft = await system.services.drafts.select(scope, { draft: before, numbers });
  const consent = live.account?.sid === draft.account.sid ? null : await consentTo(system, draft);
  const { version } = live;
  return system.services.configurations.save(
    scope,
    saveInput({ draft, baseVersion: version, fallbackMode: 'DISABLED', consent, ...input }),
  );
}

/** The tenant's draft, which must be there. */
export async function currentDraft(system: RunningServices, tenant: TenantId): Promise<Draft> {
  const draft = await system.read(tenant, readDraft);
  if (draft === null) throw new Error('there is no draft');
  return draft;
}

/** The tenant's live configuration. */
export function liveConfiguration(system: RunningServices, tenant: TenantId): Promise<Configuration> {
  return system.read(tenant, readLiveConfiguration);
}

/** The warnings that stand on the tenant's live account. */
export function warningsOf(system: RunningServices, tenant: TenantId): Promise<readonly AccountWarning[]> {
  return system.read(tenant, readWarnings);
}

/** The tenant's consent records, oldest first. */
export async function consentsOf(system: RunningServices, tenant: TenantId): Promise<readonly Consent[]> {
  const page = { before: null, limit: 100 };
  return [...(await system.read(tenant, (tx) => pageConsents(tx, {}, page)))].reverse();
}

/** The tenant's audit entries in their order, as they were told to the log; only those after the first `skip`. */
export async function auditOf(
  { rows }: Pick<RunningServices, 'rows'>,
  tenant: string,
  skip = 0,
): Promise<readonly EntryBody[]> {
  const entries = await rows(
    `select body, array(select json_build_object('path', path, 'value', value::json, 'erasedBy', erased_by)
                          from audit_disclosure d where d.tenant_id = $1 and d.entry_id = e.id) as told
       from audit_entry e where tenant_id = $1 order by id offset $2`,
    [tenant, skip],
  );
  return entries.map(({ body, told }) => asDisclosed(JSON.parse(String(body)), told));
}

/** The entry with every value in place of its commitment; an erased one is null. */
function asDisclosed(entry: EntryBody, told: unknown): EntryBody {
  if (!Array.isArray(told)) return entry;
  return told.reduce<EntryBody>(
    (shown, { path, value }) => replacedAt(shown, String(path).slice(1).split('/'), value),
    entry,
  );
}

/** The kinds of the tenant's audit entries in their order; only those after the first `skip`. */
export async function auditKinds(
  system: RunningServices,
  tenant: string,
  skip = 0,
): Promise<readonly string[]> {
  return (await auditOf(system, tenant, skip)).map(({ kind }) => kind);
}

/** Of each token that the tenant ever gave, oldest first: whether it is still kept. */
export async function keptTokens({ rows }: RunningServices, tenant: string): Promise<readonly boolean[]> {
  const found = await rows(
    `select num_nonnulls(master_key_id, wrapped_key, sealed_token) as parts, erased_at is null as kept
       from account_credential where tenant_id = $1 order by id`,
    [tenant],
  );
  for (const { parts, kept } of found) expect(parts).toBe(kept === true ? 3 : 0);
  return found.map(({ kept }) => kept === true);
}

/** The refusal that a verb ends with; anything else fails the test. */
export async function refusalOf(verb: Promise<unknown>): Promise<Refusal> {
  const outcome = await verb.then(
    () => 'nothing was refused',
    (error: unknown) => error,
  );
  if (outcome instanceof Refusal) return outcome;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}

/** The refusal of a verb that comes too often; any other end fails the test. */
export async function rateLimitOf(verb: Promise<unknown>): Promise<RateLimited> {
  const refusal = await refusalOf(verb);
  if (refusal instanceof RateLimited) return refusal;
  throw refusal;
}

/** The refusal in a few words: its class, and the code and the path of each problem. */
export async function refused(verb: Promise<unknown>): Promise<readonly string[]> {
  const { refusal, problems } = await refusalOf(verb);
  return [refusal, ...problems.map(({ code, path }) => `${code} ${path.join('.')}`.trim())];
}

/** Lets the tenant's draft be as old as it may become. */
export async function outliveDraft({ rows }: RunningServices, tenant: string): Promise<void> {
  await rows(`update configuration_draft set expires_at = now() - interval '1 second' where tenant_id = $1`, [
    tenant,
  ]);
}
