import { readLiveConfiguration } from '../../configuration/version-store.ts';
import type { Transaction } from '../../database/client.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import { budgetOf } from '../budget/budget-rules.ts';
import { readSpending } from '../budget/budget-store.ts';
import { budgetTerms, Spending } from '../budget/spending.ts';
import {
  type GuardState,
  type GuardVerdict,
  judge,
  judgeBounds,
  judgeBudget,
  NOTHING_SENT,
} from '../policy/guard-rules.ts';
import { numberKindOf } from '../policy/number-kind.ts';
import { pauseReach } from '../policy/pause-rules.ts';
import { standingPauses } from '../policy/pause-store.ts';
import { readRecipientCounts, recipientName } from '../policy/recipient-count-store.ts';
import type { Charge, DispatchRecord } from '../record/dispatch.ts';
import { availableNumbers } from '../record/dispatch-store.ts';
import type { DispatchPlatform } from '../settings/platform.ts';
import { rateCardCharge } from '../settings/rate-card-rules.ts';
import { type DecisionContext, decisionInput } from './decision-context.ts';
import { decide, type Step } from './decision-rules.ts';
import { type ChosenSender, type NewDispatchDeps, senderOf } from './new-dispatch.ts';
import { countryOf } from './recipient-country.ts';
import type { SenderNeed } from './sender-choice-rules.ts';

/** A step that a dispatch would take, and what it would originate from and cost. */
export interface PreviewedStep {
  readonly step: Step;
  /** Null where nothing would be attempted. */
  readonly sender: ChosenSender | null;
  /** The price of one segment or one call by the rate card; null where the default account would not send. */
  readonly charge: Charge | null;
}

/** The decision of a dispatch if it were requested now. */
export interface DispatchPreview {
  readonly configurationVersion: DispatchRecord['configurationVersion'];
  readonly fallbackMode: DispatchRecord['fallbackMode'];
  /** The recipient's, as ISO 3166-1 alpha-2, or `ZZ`. */
  readonly country: string;
  /** Null where the tenant does not use the channel: the dispatch would be refused (S9). */
  readonly first: PreviewedStep | null;
  /** The step after an API error of the custom account; null where it is not the first to try. */
  readonly onApiError: PreviewedStep | null;
  /** The states of the guards; of none where nothing would be attempted anyway. */
  readonly guards: readonly GuardState[];
  /** The guard that would refuse the dispatch; null if none would. */
  readonly refused: GuardState | null;
}

/** A dispatch that might be requested. */
export interface PreviewRequest {
  readonly channel: Channel;
  readonly to: PhoneNumber;
  /** The fallback mode to ask about; null for the live one. */
  readonly fallbackMode: DispatchRecord['fallbackMode'] | null;
}

/** Decides as a dispatch requested now would be decided (D1), without sending or recording anything. */
export async function preview(
  { platform, hashes }: Pick<NewDispatchDeps, 'platform' | 'hashes'>,
  tx: Transaction,
  { channel, to, fallbackMode }: PreviewRequest,
): Promise<DispatchPreview> {
  const recipient = { channel, hash: hashes.hash(tx.tenant, 'recipient', to) };
  const country = countryOf(to);
  const [live, numbers, counts, spent, pauses, now] = await Promise.all([
    readLiveConfiguration(tx),
    availableNumbers(tx),
    readRecipientCounts(tx, [recipient]),
    readSpending(tx),
    standingPauses(tx, [country]),
    tx.now,
  ]);
  const mode = fallbackMode ?? live.fallback.mode;
  const need = { channel, country };
  const hasAccount = live.account !== null;
  const paid = { budget: budgetOf(hasAccount), channel, to, segments: 1, now: now.getTime() };
  const [money, terms] = [new Spending(spent), budgetTerms(platform, live)];
  const isFallbackBudgetSpent = hasAccount && money.isSpentFor(terms, paid);
  const stated = decisionInput({ live, numbers }, platform, need);
  const input = { ...stated, fallbackMode: mode, isFallbackBudgetSpent };
  const seen = (step: Step) => previewed(platform, numbers, step, need, to);
  const step = decide(input);
  const isOn = channel === 'SMS' ? live.channels.sms : live.channels.voice;
  const isCustomFirst = step.next === 'ATTEMPT' && step.originator === 'CUSTOM';
  const pause = pauseReach(pauses, country);
  const facts = { ...need, pause, numberKind: numberKindOf(to), now: now.getTime() };
  const counted = { recipient: counts.get(recipientName(recipient)) ?? NOTHING_SENT };
  const { sendingLimits } = platform;
  const spending = money.factsOf(terms, paid);
  const verdict =
    step.next === 'ATTEMPT'
      ? judge(
          ...([sendingLimits, live.sendingPolicy] as const),
          { ...facts, originator: step.originator, spending: hasAccount ? null : spending },
          counted,
        )
      : NO_VERDICT;
  const isFallbackGuarded =
    isCustomFirst && judgeBounds(sendingLimits, { ...facts, originator: 'DEFAULT' }, counted) !== null;
  const failed = { originator: 'CUSTOM', outcome: 'REFUSED', code: null } as const;
  return {
    configurationVersion: live.version,
    fallbackMode: mode,
    country: need.country,
    first: isOn ? seen(step) : null,
    onApiError:
      isOn && isCustomFirst ? seen(decide({ ...input, results: [failed], isFallbackGuarded })) : null,
    guards: hasAccount
      ? [...verdict.states, ...judgeBudget(sendingLimits, live.sendingPolicy, spending)]
      : verdict.states,
    refused: verdict.refused,
  };
}

/** Nothing would be attempted, and so guards have nothing to say. */
const NO_VERDICT: GuardVerdict = { refused: null, states: [] };

function previewed(
  platform: DispatchPlatform,
  numbers: DecisionContext['numbers'],
  step: Step,
  need: SenderNeed,
  to: PhoneNumber,
): PreviewedStep {
  if (step.next !== 'ATTEMPT') return { step, sender: null, charge: null };
  const { originator } = step;
  return {
    step,
    sender: senderOf(platform, numbers, { ...need, originator, to }) ?? null,
    charge: originator === 'DEFAULT' ? rateCardCharge(platform.rateCard, need.channel, to, 1) : null,
  };
}
