import type { Database, Transaction } from '../database/client.ts';
import { lockTenant } from '../database/tenant-lock.ts';
import { refuseIfAny } from '../kernel/errors.ts';
import { newUuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { Signal } from '../kernel/signal.ts';
import type { VerificationFailure } from '../kernel/vocabulary/account.ts';
import { append } from '../ledger/entries/append.ts';
import { sealToken } from '../secrets/envelope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { once } from '../tenant/request-key.ts';
import type { AccountCheck } from './account-check.ts';
import {
  advanceAccountCheck,
  insertAccountCheck,
  REMEMBERED_CHECK,
  recentCheckInstants,
  unfinishedAccountChecks,
} from './account-check-store.ts';
import { CHECK_WINDOW_MS, refuseTooMany } from './check-limit-rules.ts';
import {
  type CredentialInput,
  checkCredentialInput,
  type GivenCredential,
} from './credential-input-rules.ts';
import { eraseCredential, insertCredential } from './credential-store.ts';
import { verificationEntry } from './verification-rules.ts';

export interface VerificationServiceDeps {
  readonly database: Database;
  readonly keyRing: KeyRing;
  /** Notified when there is a new check to run or one has changed. */
  readonly checksChanged: Signal;
  readonly settings: {
    /** The time that a check may take in all, in milliseconds (V4). */
    readonly budgetMs: number;
    /** The number of verifications that a tenant may begin within a minute (V9). */
    readonly perMinute: number;
  };
}

/** Begins verifications. */
export interface VerificationService {
  /**
   * Begins to verify an account and answers at once with a `PENDING` check; one still running is superseded (V5, V9).
   * Refuses input that fails V1 or V2 before any write, and more than the allowed number a minute.
   */
  verify(scope: RequestScope, input: GivenCredential): Promise<AccountCheck>;
}

/** Makes the service from what it needs. */
export function createVerificationService(deps: VerificationServiceDeps): VerificationService {
  return {
    async verify(scope, input) {
      const checked = checkCredentialInput(input);
      if (!checked.ok) {
        refuseIfAny('INVALID_INPUT', checked.problems);
        throw new Error('invalid input without an issue');
      }
      return deps.database.write(
        scope.tenant,
        (tx) => once(tx, scope, REMEMBERED_CHECK, () => begin(deps, tx, scope, checked)),
        scope.limits,
      );
    },
  };
}

async function begin(
  { keyRing, checksChanged, settings }: VerificationServiceDeps,
  tx: Transaction,
  scope: RequestScope,
  { accountSid, secret, keySid }: Extract<CredentialInput, { readonly ok: true }>,
): Promise<AccountCheck> {
  await lockTenant(tx);
  const now = await tx.now;
  const since = new Date(now.getTime() - CHECK_WINDOW_MS);
  const recent = await recentCheckInstants(tx, 'VERIFICATION', since);
  refuseTooMany('verifications', recent, settings.perMinute, now);
  await supersedeVerifications(tx, scope);
  const credentialId = newUuid(now);
  const binding = { tenant: scope.tenant, accountSid, credentialId };
  await insertCredential(tx, { binding, sealed: sealToken(keyRing, binding, secret), keySid });
  tx.afterCommit(checksChanged.notify);
  return insertAccountCheck(tx, {
    tenant: scope.tenant,
    id: newUuid(now),
    kind: 'VERIFICATION',
    trigger: 'ON_DEMAND',
    accountSid,
    credentialId,
    requestedBy: scope.actor,
    requestId: scope.requestId,
    createdAt: now,
    deadlineAt: new Date(now.getTime() + settings.budgetMs),
  });
}

/** Ends a verification without success and erases its token (V6). Does nothing to one that has ended. */
export async function failVerification(
  tx: Transaction,
  scope: RequestScope,
  check: AccountCheck,
  failureReason: VerificationFailure,
): Promise<void> {
  const ended = await advanceAccountCheck(tx, check.id, { status: 'FAILED', failureReason });
  if (ended === undefined) return;
  if (check.credentialId !== null) await eraseCredential(tx, check.credentialId);
  await append(tx, scope, [verificationEntry(check.status, ended)]);
}

/** Supersedes the tenant's running verifications: a newer one, a discarded draft or a removal has come (V9). */
export async function supersedeVerifications(tx: Transaction, scope: RequestScope): Promise<void> {
  for (const check of await unfinishedAccountChecks(tx, 'VERIFICATION')) {
    await failVerification(tx, scope, check, 'SUPERSEDED');
  }
}
