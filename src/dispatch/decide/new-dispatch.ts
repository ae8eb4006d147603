import { hash } from 'node:crypto';
import { newUuid, type Uuid } from '../../kernel/ids.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { Originator } from '../../kernel/vocabulary/dispatch.ts';
import type { KeyRing } from '../../secrets/key-ring.ts';
import type { LookupHashes } from '../../secrets/recipient-cipher.ts';
import { sealRecipient } from '../../secrets/recipient-cipher.ts';
import { budgetOf } from '../budget/budget-rules.ts';
import { budgetedFor, budgetTerms } from '../budget/spending.ts';
import type { Attempt, DispatchRecord } from '../record/dispatch.ts';
import type { NewDispatch } from '../record/dispatch-store.ts';
import type { DefaultSender, DispatchPlatform } from '../settings/platform.ts';
import { rateCardCharge } from '../settings/rate-card-rules.ts';
import { senderKindOf } from '../settings/sender-kind-rules.ts';
import { type DecisionContext, decisionInput } from './decision-context.ts';
import { type DecisionInput, decide, type Step } from './decision-rules.ts';
import { chooseNumber } from './number-choice-rules.ts';
import { countryOf } from './recipient-country.ts';
import { type DispatchRequest, maskRecipient, requestIdentity } from './request-rules.ts';
import { estimatedSegmentsOf } from './segment-rules.ts';
import { chooseSender, type SenderNeed } from './sender-choice-rules.ts';
import { concluded } from './settlement-rules.ts';

/** The dependencies of making a record. */
export interface NewDispatchDeps {
  readonly platform: DispatchPlatform;
  readonly keyRing: KeyRing;
  readonly hashes: LookupHashes;
  /** The time that the process that sends has it, in milliseconds. */
  readonly leaseMs: number;
}

/** The record of a dispatch with the intent of its first attempt, or already ended where there is none to make. */
export function newDispatch(
  deps: NewDispatchDeps,
  scope: RequestScope,
  context: DecisionContext,
  request: DispatchRequest,
  refused: Pick<DecisionInput, 'isFallbackBudgetSpent'> = {},
): NewDispatch {
  const { platform, keyRing, hashes } = deps;
  const { live, now } = context;
  const { tenant } = scope;
  const id = newUuid(now);
  const need = { channel: request.channel, country: countryOf(request.to) };
  const step = decide({ ...decisionInput(context, platform, need), ...refused });
  const record: DispatchRecord = {
    tenant,
    id,
    idempotencyKey: request.idempotencyKey,
    channel: request.channel,
    recipientMasked: maskRecipient(request.to),
    recipientHash: hashes.hash(tenant, 'recipient', request.to),
    sealedRecipient: sealRecipient(keyRing, tenant, id, request.to),
    country: need.country,
    language: request.language,
    validitySeconds: request.validitySeconds,
    estimatedSegments: estimatedSegmentsOf(request),
    configurationVersion: live.version,
    fallbackMode: live.fallback.mode,
    settings: platform.settings,
    state: 'PENDING',
    delivery: 'NONE',
    deliveryCode: null,
    deliveredAt: null,
    billed: 'UNKNOWN',
    alsoBilled: null,
    trigger: step.trigger,
    rule: step.rule,
    failureReason: null,
    charge: null,
    requestedBy: scope.actor,
    requestId: scope.requestId,
    createdAt: now,
    settledAt: null,
    changedAt: now,
    leaseUntil: new Date(now.getTime() + deps.leaseMs),
    followUpAt: null,
    followUps: 0,
    simulated: platform.simulated,
    attempts: [],
  };
  const requestHash = hashes.hash(tenant, 'request', requestIdentity(request));
  return { requestHash, record: begun(platform, context, record, step, request.to, now) };
}

/**
 * The record with the attempt that `step` asks for, or concluded where it asks for none. Throws where that would be a
 * third attempt, or a second one of an account (D15): no rule leads there, and the database would refuse it.
 */
export function begun(
  platform: DispatchPlatform,
  context: Pick<DecisionContext, 'live' | 'numbers'>,
  record: DispatchRecord,
  step: Step,
  to: PhoneNumber,
  now: Date,
): DispatchRecord {
  if (step.next === 'END') return concluded(record, step, now);
  if (step.next === 'WAIT' || record.attempts.some(({ originator }) => originator === step.originator))
    throw new Error('an attempt was decided on while there is one');
  const attempt = newAttempt(platform, context, record, step.originator, to, now);
  return {
    ...record,
    rule: step.rule,
    trigger: step.trigger,
    attempts: [...record.attempts, attempt],
    changedAt: now,
  };
}

function newAttempt(
  platform: DispatchPlatform,
  { live, numbers }: Pick<DecisionContext, 'live' | 'numbers'>,
  { id, attempts, channel, country, estimatedSegments }: DispatchRecord,
  originator: Originator,
  to: PhoneNumber,
  now: Date,
): Attempt {
  const account = originator === 'CUSTOM' ? live.account : platform.account;
  const sender = senderOf(platform, numbers, { originator, channel, country, to });
  if (account === null || sender === undefined)
    throw new Error('an attempt was decided on that nothing can originate');
  const ordinal = attempts.length + 1;
  const budget = budgetOf(live.account !== null);
  const message = { budget, channel, to, segments: estimatedSegments, now: now.getTime() };
  return {
    id: attemptId(id, ordinal),
    ordinal,
    originator,
    accountSid: account.sid,
    credentialId: originator === 'CUSTOM' ? (live.account?.credentialId ?? null) : null,
    from: sender.from,
    senderKind: sender.kind,
    senderClass: sender.class,
    chosenFrom: null,
    outcome: 'OPEN',
    evidence: null,
    twilioSid: null,
    segments: null,
    httpStatus: null,
    code: null,
    fault: null,
    startedAt: now,
    durationMs: null,
    settledAt: null,
    budgeted: originator === 'DEFAULT' ? budgetedFor(budgetTerms(platform, live), message) : null,
    quote:
      originator === 'DEFAULT' ? rateCardCharge(platform.rateCard, channel, to, estimatedSegments) : null,
  };
}

/** A sender as an attempt keeps it. */
export interface ChosenSender extends Pick<DefaultSender, 'from' | 'kind'> {
  /** Null of a custom account's (N7). */
  readonly class: DefaultSender['class'] | null;
}

/** The sender that a message of the account originates from; `undefined` where none fits it (D3, D16). */
export function senderOf(
  platform: DispatchPlatform,
  numbers: readonly PhoneNumber[],
  message: SenderNeed & { readonly originator: Originator; readonly to: PhoneNumber },
): ChosenSender | undefined {
  const { originator, to } = message;
  if (originator === 'DEFAULT') return chooseSender(platform.account?.senders ?? [], message, to, weigh);
  const from = chooseNumber(numbers, to, weigh);
  return from && { from, kind: senderKindOf(from) ?? 'LONG_CODE', class: null };
}

function weigh(number: string, recipient: string): number {
  return Number.parseInt(hash('sha256', `${number}\n${recipient}`).slice(0, 8), 16);
}

/**
 * The id of a dispatch's n-th attempt: that of the dispatch with `ordinal` added to its last byte without carry (XOR). The
 * database checks it, so the key of attempts admits each ordinal once, no matter who decides on it and how often (D15).
 *
 * @internal
 */
export function attemptId(dispatch: Uuid, ordinal: number): Uuid {
  const last = Number.parseInt(dispatch.slice(-2), 16) ^ ordinal;
  return `${dispatch.slice(0, -2)}${last.toString(16).padStart(2, '0')}` as Uuid;
}
