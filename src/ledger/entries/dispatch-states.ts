import * as z from 'zod';
import {
  accountSid,
  amount,
  configurationVersion,
  count,
  former,
  instant,
  later,
  POLICY_MEMBERS_FORM,
  personalOrNull,
  text,
  textOrNull,
  uuid,
} from './member-forms.ts';

// The states of dispatches, and of the platform's settings for them.

const nothing = z.null();
const currency = text('The currency: an ISO 4217 code.');

const settings = z.strictObject({
  notDefinedIsOff: z.boolean().describe('True if `NOT_DEFINED` is treated as `DISABLED`.'),
  excludedCodes: z
    .array(z.int().describe('A Twilio error code.'))
    .describe('The Twilio error codes that never fall back.'),
});

const requestedBy = z.strictObject({
  kind: text('`PERSON`, `SERVICE` or `SYSTEM`.'),
  subject: personalOrNull('The subject of their token; null if it was erased before the entry was made.'),
  displayName: personalOrNull('Their display name; null if it was erased before the entry was made.'),
  authenticatedBy: text('How they authenticated.'),
});

const charge = z
  .strictObject({
    amount: amount('The amount, positive when charged.'),
    currency,
    rateCardVersion: textOrNull('The version of the rate card.'),
  })
  .nullable()
  .describe('The charge of the platform; null if the default account is not billed.');

const attempt = z.strictObject({
  originator: text('`CUSTOM` or `DEFAULT`.'),
  accountSid: accountSid('The account that it was made with.'),
  from: later(text('The number, sender ID or messaging service that it originated from.')),
  senderKind: later(textOrNull('The kind of that sender, such as `LONG_CODE`; null if it was not kept.')),
  senderClass: later(textOrNull('What the sender is registered for; null for the custom account.')),
  chosenFrom: later(textOrNull('The sender that a messaging service chose; null if none is known.')),
  outcome: text('The outcome, such as `ACCEPTED` or `OPEN`.'),
  evidence: later(textOrNull('Where the outcome is known from; null while it is open.')),
  code: z.int().nullable().describe('The error code of Twilio; null if there is none.'),
  fault: later(textOrNull('What went wrong where Twilio gave no code; null if nothing did.')),
  twilioSid: textOrNull('The SID of the message or call at Twilio; null if none is known.'),
  segments: former(z.int().nullable().describe('The segments that Twilio counted; null if it told none.')),
});

/** The summary of a dispatch: who was billed, and why. A price that Twilio tells later has an entry of its own. */
const dispatch = z.strictObject({
  dispatchId: uuid('Identifies the dispatch.'),
  channel: text('`SMS` or `VOICE`.'),
  state: text('The state, such as `ACCEPTED`.'),
  billedAccount: text('`CUSTOM`, `DEFAULT`, `NONE` or `UNKNOWN`.'),
  alsoBilled: textOrNull('The other account, if both turned out to have accepted; otherwise null.'),
  trigger: textOrNull('What triggered a fallback; null if nothing did.'),
  rule: text('The rule that decided, such as `CUSTOM_FIRST`.'),
  fallbackMode: text('The mode of the fallback policy that it was decided under.'),
  configurationVersion: configurationVersion('The configuration version that it was decided under.'),
  failureReason: later(textOrNull('The reason of a failure that the attempts do not show; otherwise null.')),
  country: later(text('The country of the recipient, or `ZZ`.')),
  segments: later(count('The segments as Twilio counts them where it has told, otherwise as estimated.')),
  estimatedSegments: later(count('The segments as counted before sending.')),
  charge: later(charge),
  settings: later(settings.describe('The settings of the platform that it was decided under.')),
  requestedBy: later(requestedBy.describe('Who asked for it.')),
  requestId: later(text('The request that asked for it.')),
  simulated: later(z.boolean().describe('True if a simulator took it in place of Twilio.')),
  attempts: z.array(attempt.describe('One attempt.')).describe('The attempts, in their order.'),
});

const sendingLimits = z.strictObject({
  defaults: z.strictObject(POLICY_MEMBERS_FORM).describe('The members that tenants have not chosen.'),
  bounds: z.strictObject(POLICY_MEMBERS_FORM).describe('The bounds on the default account.'),
});

const budgetWarning = {
  warning: text('`BUDGET_HALF`, `BUDGET_NEARLY_SPENT` or `BUDGET_SPENT`.'),
  budget: text('`BUDGET` or `FALLBACK_BUDGET`.'),
  period: text('`DAY` or `MONTH`.'),
  startsOn: text('The first day of the period, in the time zone of the tenant.'),
  currency,
};

/** By the kinds of entry. */
export const DISPATCH_STATES = {
  DISPATCH_DECIDED: { before: nothing, after: dispatch },
  DISPATCH_CORRECTED: { before: dispatch, after: dispatch },
  DISPATCH_PRICED: {
    before: nothing,
    after: z.strictObject({
      dispatchId: uuid('Identifies the dispatch.'),
      billedAccount: text('The account that Twilio charged.'),
      charge: z
        .strictObject({ amount: amount('The amount, positive when charged.'), currency })
        .describe('The price that Twilio told.'),
    }),
  },
  RATE_CARD_PUBLISHED: {
    before: nothing,
    after: z.strictObject({
      version: text('The version of the rate card.'),
      currency,
      prices: z
        .array(
          z
            .strictObject({
              channel: text('`SMS` or `VOICE`.'),
              prefix: text('The beginning of the numbers that it is for; empty for all others.'),
              amount: amount('The amount for a segment or a call.'),
            })
            .describe('One price.'),
        )
        .describe('The prices.'),
    }),
  },
  DISPATCH_SETTINGS_CHANGED: { before: settings.nullable(), after: settings },
  /** Of one hour and guard, however many there were (G9). */
  GUARD_REFUSALS_COUNTED: {
    before: nothing,
    after: z.strictObject({
      guard: text('The guard, such as `RECIPIENT_RATE`.'),
      hour: instant('The beginning of the hour.'),
      observed: z.boolean().describe('True if it refused nothing and only counted what it would have.'),
      refusals: count('The number of requests that are not told by an earlier entry.'),
    }),
  },
  /** Of one budget in one of its periods (G4). */
  BUDGET_WARNING_RAISED: { before: nothing, after: z.strictObject(budgetWarning) },
  BUDGET_WARNING_CLEARED: {
    before: z.strictObject({ ...budgetWarning, since: instant('When it was raised.') }),
    after: nothing,
  },
  SENDING_LIMITS_CHANGED: { before: sendingLimits.nullable(), after: sendingLimits },
};
