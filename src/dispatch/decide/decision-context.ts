import { findLiveCredential, type LiveCredential } from '../../account/credential-store.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { readLiveConfiguration } from '../../configuration/version-store.ts';
import type { Transaction } from '../../database/client.ts';
import { sharedTenantLock } from '../../database/tenant-lock.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';
import { readSpending, type SpendingRead } from '../budget/budget-store.ts';
import type { RecipientCount } from '../policy/guard-rules.ts';
import type { StandingPause } from '../policy/pause-rules.ts';
import { standingPauses } from '../policy/pause-store.ts';
import { lockRecipientCounts } from '../policy/recipient-count-store.ts';
import { availableNumbers, findKeys, type KnownKey } from '../record/dispatch-store.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import type { DecisionInput } from './decision-rules.ts';
import { countryOf } from './recipient-country.ts';
import type { DispatchRequest } from './request-rules.ts';
import { hasDefaultSender, type SenderNeed } from './sender-choice-rules.ts';

/** The recipients of a transaction's requests: their keyed hashes, and what each was sent, by `recipientName` and locked. */
export interface ContextRecipients {
  readonly hashes: ReadonlyMap<PhoneNumber, Buffer>;
  readonly counts: ReadonlyMap<string, RecipientCount>;
}

/** The context in which all dispatches of one transaction are decided (D14). */
export interface DecisionContext {
  readonly live: Configuration;
  /** The live account's selected and available numbers. */
  readonly numbers: readonly PhoneNumber[];
  /** The live account's sealed token; undefined without an account. */
  readonly credential: LiveCredential | undefined;
  readonly known: ReadonlyMap<string, KnownKey>;
  readonly recipients: ContextRecipients;
  /** The money that is spent of the tenant's budgets (G4). */
  readonly spent: SpendingRead;
  /** The stops that concern its recipients' countries. */
  readonly pauses: readonly StandingPause[];
  readonly now: Date;
}

/** Reads it, and keeps a save or removal from committing until the transaction has (D14, S10). */
export async function readDecisionContext(
  tx: Transaction,
  hashes: LookupHashes,
  requests: readonly DispatchRequest[],
): Promise<DecisionContext> {
  const hashed = new Map(requests.map(({ to }) => [to, hashes.hash(tx.tenant, 'recipient', to)]));
  const recipients = requests.flatMap(({ channel, to }) => {
    const hash = hashed.get(to);
    return hash === undefined ? [] : [{ channel, hash }];
  });
  const countries = requests.map(({ to }) => countryOf(to));
  const [, counts, known, live, numbers, credential, spent, pauses, now] = await Promise.all([
    sharedTenantLock(tx),
    // Before the keys: who waited for a recipient then sees the keys that were kept meanwhile.
    lockRecipientCounts(tx, recipients),
    findKeys(
      tx,
      requests.map(({ idempotencyKey }) => idempotencyKey),
    ),
    readLiveConfiguration(tx),
    availableNumbers(tx),
    findLiveCredential(tx),
    readSpending(tx),
    standingPauses(tx, countries),
    tx.now,
  ]);
  const reached = { hashes: hashed, counts };
  return { known, live, numbers, credential, recipients: reached, spent, pauses, now };
}

/** The input of a decision before any attempt (D1). */
export function decisionInput(
  { live, numbers }: Pick<DecisionContext, 'live' | 'numbers'>,
  platform: DispatchPlatform,
  need: SenderNeed,
): DecisionInput {
  return {
    hasCustomAccount: live.account !== null,
    hasCustomNumber: numbers.length > 0,
    hasDefaultNumber: hasDefaultSender(platform, need),
    fallbackMode: live.fallback.mode,
    settings: platform.settings,
    results: [],
    isUnderWay: false,
  };
}
