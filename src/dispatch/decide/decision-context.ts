import { findLiveCredential, type LiveCredential } from '../../account/credential-store.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { readLiveConfiguration } from '../../configuration/version-store.ts';
import type { Transaction } from '../../database/client.ts';
import { sharedTenantLock } from '../../database/tenant-lock.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import { availableNumbers, findKeys, type KnownKey } from '../record/dispatch-store.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import type { DecisionInput } from './decision-rules.ts';
import { hasDefaultSender, type SenderNeed } from './sender-choice-rules.ts';

/** The context in which all dispatches of one transaction are decided (D14). */
export interface DecisionContext {
  readonly live: Configuration;
  /** The live account's selected and available numbers. */
  readonly numbers: readonly PhoneNumber[];
  /** The live account's sealed token; undefined without an account. */
  readonly credential: LiveCredential | undefined;
  readonly known: ReadonlyMap<string, KnownKey>;
  readonly now: Date;
}

/** Reads it, and keeps a save or removal from committing until the transaction has (D14, S10). */
export async function readDecisionContext(
  tx: Transaction,
  keys: readonly string[],
): Promise<DecisionContext> {
  const [, known, live, numbers, credential, now] = await Promise.all([
    sharedTenantLock(tx),
    findKeys(tx, keys),
    readLiveConfiguration(tx),
    availableNumbers(tx),
    findLiveCredential(tx),
    tx.now,
  ]);
  return { known, live, numbers, credential, now };
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
