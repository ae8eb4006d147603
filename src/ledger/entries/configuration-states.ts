import * as z from 'zod';
import {
  accountSid,
  accountSidOrNull,
  configurationVersion,
  count,
  former,
  instant,
  later,
  POLICY_MEMBERS_FORM,
  personalOrNull,
  phoneNumber,
  phoneNumbers,
  text,
  textOrNull,
  uuid,
  uuidOrNull,
} from './member-forms.ts';

// The states of accounts, drafts and configurations.

const nothing = z.null();

/** The account as Twilio described it, without its name, and which token it is used with. */
const account = z
  .strictObject({
    type: text('`TRIAL` or `FULL`, as Twilio has it; `UNKNOWN` if an API key may not read it.'),
    ownerAccountSid: accountSid('The main account: the account itself, unless it is a sub-account.'),
    verifiedAt: instant('When it was verified.'),
    tokenSetAt: instant('When its auth token or API key was entered.'),
    credentialKind: later(text('`AUTH_TOKEN` or `API_KEY`: what it is used with.')),
    credentialId: uuid('Identifies the stored auth token.'),
  })
  .nullable()
  .describe('The custom account; null if there is none.');

/** The part of a configuration version that its entries keep. Nothing in it is secret (A4). */
const configuration = z.strictObject({
  version: configurationVersion('The number of the version.'),
  accountSid: accountSidOrNull('The SID of the custom account; null if there is none.'),
  account: later(account),
  selectedNumbers: phoneNumbers('The selected numbers.'),
  channels: z.array(text('`SMS` or `VOICE`.')).describe('The channels in use.'),
  fallbackMode: text('The mode of the fallback policy.'),
  consentId: uuidOrNull('The consent to the custom account; null if there is none.'),
  sendingPolicy: later(
    z
      .strictObject(POLICY_MEMBERS_FORM)
      .nullable()
      .describe('The chosen members of the sending policy; null if none is chosen.'),
  ),
});

const draft = z.strictObject({
  draftId: uuid('Identifies the draft.'),
  revision: count('The revision of the draft.'),
  accountSid: accountSid('The SID of its account.'),
});

const revision = count('The revision of the draft.');
const wholeSelection = former(phoneNumbers('All selected numbers.'));

const token = z.strictObject({
  accountSid: accountSid('The SID of the account.'),
  tokenSetAt: instant('When the auth token was entered.'),
});

const mode = z.strictObject({ mode: text('The mode of the fallback policy.') });
const channels = z.strictObject({
  channels: z.array(text('`SMS` or `VOICE`.')).describe('The channels in use.'),
});

const sendingPolicy = z.strictObject({
  chosen: z
    .strictObject(POLICY_MEMBERS_FORM)
    .nullable()
    .describe('The chosen members of the sending policy; null if none is chosen.'),
});

const availability = z.strictObject({
  phoneNumber: phoneNumber('The number.'),
  accountSid: accountSid('The account that it belongs to.'),
  available: z.boolean().describe('True if Twilio lists it with both capabilities.'),
});

const warning = text('The warning, such as `TRIAL`.');

/** By the kinds of entry. */
export const CONFIGURATION_STATES = {
  VERIFICATION_FINISHED: {
    before: z.strictObject({ status: text('The status until then.') }),
    after: z.strictObject({
      status: text('`VERIFIED` or `FAILED`.'),
      accountSid: textOrNull('The SID that was verified, as it was entered or as Twilio returned it.'),
      failureReason: textOrNull('The reason of the failure; null if it is verified.'),
    }),
  },
  DRAFT_CREATED: { before: nothing, after: draft },
  DRAFT_REPLACED: { before: draft, after: draft },
  DRAFT_CHANGED: {
    before: z.strictObject({
      revision,
      removedNumbers: later(phoneNumbers('The numbers that were selected until then.')),
      selectedNumbers: wholeSelection,
    }),
    after: z.strictObject({
      revision,
      addedNumbers: later(phoneNumbers('The numbers that are selected since.')),
      selectedNumbers: wholeSelection,
    }),
  },
  DRAFT_DISCARDED: { before: draft, after: nothing },
  DRAFT_EXPIRED: { before: draft, after: nothing },
  CONFIGURATION_SAVED: { before: configuration, after: configuration },
  ACCOUNT_REMOVED: { before: configuration, after: configuration },
  TOKEN_ROTATED: { before: token, after: token },
  FALLBACK_POLICY_CHANGED: { before: mode, after: mode },
  CHANNELS_CHANGED: { before: channels, after: channels },
  SENDING_POLICY_CHANGED: { before: sendingPolicy, after: sendingPolicy },
  NUMBER_AVAILABILITY_CHANGED: { before: availability, after: availability },
  WARNING_RAISED: { before: nothing, after: z.strictObject({ warning }) },
  WARNING_CLEARED: {
    before: z.strictObject({ warning, since: instant('When it was raised.') }),
    after: nothing,
  },
  CHANGE_REQUESTED: {
    before: nothing,
    after: z.strictObject({
      changeRequestId: uuid('Identifies the change request.'),
      change: text('`SAVE`, `REMOVAL` or `FOUR_EYES_OFF`.'),
      digest: text('The SHA-256 digest, in hexadecimal, of what would go live.'),
      baseVersion: configurationVersion('The live version that it is based on.'),
      draftId: uuidOrNull('The draft that would go live; null for a change without one.'),
      draftRevision: count('The revision of that draft.')
        .nullable()
        .describe('Its revision; null for a change without one.'),
      applyAt: textOrNull('The time at which it is to be applied; null for at once.'),
      ip: personalOrNull('The IP address that it was asked for from.'),
      userAgent: personalOrNull('What the client called itself.'),
    }),
  },
  CHANGE_REQUEST_DECIDED: {
    before: z.strictObject({ state: text('The state until then.') }),
    after: z.strictObject({
      changeRequestId: uuid('Identifies the change request.'),
      decision: text('`APPROVED`, `OVERRIDDEN`, `APPLIED`, `REJECTED`, `WITHDRAWN` or `STALE`.'),
      note: textOrNull('What was said to it: a reason, or what is no longer as it was.'),
      version: configurationVersion('The version that it became.')
        .nullable()
        .describe('The version that it became; null if it became none.'),
    }),
  },
  FOUR_EYES_CHANGED: {
    before: z.strictObject({ required: z.boolean().describe('True if another person was required.') }),
    after: z.strictObject({ required: z.boolean().describe('True if another person is required.') }),
  },
};
