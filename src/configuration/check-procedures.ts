import type { VerifiedAccount } from '../account/account.ts';
import type { AccountCheck } from '../account/account-check.ts';
import type { CheckProcedure } from '../account/account-check-runner.ts';
import { advanceAccountCheck } from '../account/account-check-store.ts';
import { findCredential } from '../account/credential-store.ts';
import { openCredential } from '../account/open-credential.ts';
import { type AccountReading, judgeAccount, unreadAccount } from '../account/verification-rules.ts';
import type { Database, Transaction } from '../database/client.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { Signal } from '../kernel/signal.ts';
import type { CredentialKind } from '../kernel/vocabulary/account.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import type { TwilioCredential, TwilioGateway } from '../twilio/gateway.ts';
import { type RefreshReading, settleRefresh, settleVerification } from './check-settlement.ts';
import type { ConfigurationState } from './configuration.ts';
import { lockConfigurationState } from './configuration-state.ts';

/** The dependencies of reading an account at Twilio. */
export interface CheckProcedureDeps {
  readonly database: Database;
  readonly gateway: TwilioGateway;
  readonly keyRing: KeyRing;
  /** Notified at each step of a check. */
  readonly checksChanged: Signal;
}

/** The procedures that run claimed checks, by kind. No transaction is open during requests to Twilio. */
export function createCheckProcedures(
  deps: CheckProcedureDeps,
): Readonly<Record<AccountCheck['kind'], CheckProcedure>> {
  return {
    VERIFICATION: (check, stop) => verify(deps, check, stop),
    REFRESH: (check, stop) => refresh(deps, check, stop),
  };
}

async function verify(deps: CheckProcedureDeps, check: AccountCheck, stop: AbortSignal): Promise<void> {
  const begun = await step(deps, check, async (tx) => {
    const leftMs = leftOf(check, await tx.now);
    if (leftMs === 0) {
      await settleVerification(tx, check, OUT_OF_TIME);
      return undefined;
    }
    const advanced = await advanceAccountCheck(tx, check.id, { status: 'CHECKING_CREDENTIALS' });
    if (advanced === undefined || advanced.credentialId === null) return undefined;
    return { credential: await openKept(deps, tx, advanced.credentialId), leftMs };
  });
  if (begun?.credential === undefined) return;
  const reading = await readAccount(deps.gateway, begun.credential, deadline(begun.leftMs, stop), () =>
    step(deps, check, (tx) => advanceAccountCheck(tx, check.id, { status: 'LISTING_NUMBERS' })),
  );
  // What was cut short by a stop says nothing about the account: anyone who claims the check next reads it again.
  if (stop.aborted) return;
  await step(deps, check, (tx) => settleVerification(tx, check, reading));
}

async function refresh(deps: CheckProcedureDeps, check: AccountCheck, stop: AbortSignal): Promise<void> {
  const begun = await step(deps, check, async (tx) => {
    const accounts = heldAccounts(await lockConfigurationState(tx));
    const leftMs = leftOf(check, await tx.now);
    if (leftMs === 0) {
      await settleRefresh(tx, check, accounts.map(outOfTime));
      return undefined;
    }
    await advanceAccountCheck(tx, check.id, { status: 'LISTING_NUMBERS' });
    return { accounts: await openAccounts(deps, tx, accounts), leftMs };
  });
  if (begun === undefined) return;
  const until = deadline(begun.leftMs, stop);
  const readings: RefreshReading[] = [];
  for (const { account, credential } of begun.accounts) {
    const { sid: accountSid, credentialId } = account;
    readings.push({ accountSid, credentialId, reading: await readAccount(deps.gateway, credential, until) });
  }
  if (stop.aborted) return;
  await step(deps, check, (tx) => settleRefresh(tx, check, readings));
}

/**
 * The result of a check whose time was over before it could begin: its node died, or its token could not be opened. It
 * is decided without the token, so that no check stays open for ever (V4).
 */
const OUT_OF_TIME: AccountReading = { ok: false, failure: 'TWILIO_UNAVAILABLE' };

function outOfTime({ sid, credentialId }: VerifiedAccount): RefreshReading {
  return { accountSid: sid, credentialId, reading: OUT_OF_TIME };
}

/** One step of a check in a transaction of its own, which those who follow the check are told of. */
function step<T>(
  { database, checksChanged }: CheckProcedureDeps,
  check: AccountCheck,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.write(check.tenant, (tx) => {
    tx.afterCommit(checksChanged.notify);
    return work(tx);
  });
}

/** Reads the account and all pages of its numbers (V4, N6). */
async function readAccount(
  gateway: TwilioGateway,
  credential: TwilioCredential,
  until: AbortSignal,
  beforeListing?: () => Promise<unknown>,
): Promise<AccountReading> {
  const judged = judgeAccount(await gateway.fetchAccount(credential, until));
  // What an API key may not read of the account says nothing about the key: that it lists the numbers does.
  const isBarred =
    credential.keySid !== undefined && !judged.ok && judged.failure === 'INCORRECT_CREDENTIALS';
  if (!judged.ok && !isBarred) return judged;
  const account = judged.ok ? judged.account : unreadAccount(credential.sid);
  await beforeListing?.();
  const numbers = await gateway.listIncomingNumbers({ ...credential, sid: account.sid }, until);
  return numbers.ok
    ? { ok: true, account, numbers: numbers.value, credentialKind: kindOf(credential) }
    : { ok: false, failure: numbers.failure.reason };
}

function kindOf({ keySid }: TwilioCredential): CredentialKind {
  return keySid === undefined ? 'AUTH_TOKEN' : 'API_KEY';
}

async function openKept(
  { keyRing }: CheckProcedureDeps,
  tx: Transaction,
  credentialId: Uuid,
): Promise<TwilioCredential | undefined> {
  const found = await findCredential(tx, credentialId);
  return found && openCredential(keyRing, found);
}

/** The live account and the draft's, once where both go by one token. */
function heldAccounts({ live, draft }: ConfigurationState): readonly VerifiedAccount[] {
  const held = [live.account, draft?.account].filter((account) => account !== null && account !== undefined);
  return [...new Map(held.map((account) => [account.credentialId, account])).values()];
}

async function openAccounts(
  deps: CheckProcedureDeps,
  tx: Transaction,
  accounts: readonly VerifiedAccount[],
): Promise<readonly { readonly account: VerifiedAccount; readonly credential: TwilioCredential }[]> {
  const opened: { readonly account: VerifiedAccount; readonly credential: TwilioCredential }[] = [];
  for (const account of accounts) {
    const credential = await openKept(deps, tx, account.credentialId);
    if (credential !== undefined) opened.push({ account, credential });
  }
  return opened;
}

/** The time that a check has left, in milliseconds by the database's clock; at least nothing. */
function leftOf(check: AccountCheck, now: Date): number {
  return Math.max(0, check.deadlineAt.getTime() - now.getTime());
}

function deadline(leftMs: number, stop: AbortSignal): AbortSignal {
  return AbortSignal.any([stop, AbortSignal.timeout(leftMs)]);
}
