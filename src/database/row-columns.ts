import { z } from 'zod';
import {
  type ConfigurationVersionNumber,
  configurationVersion,
  parseAccountSid,
  parseLogOwner,
  parseUuid,
} from '../kernel/ids.ts';
import { parsePhoneNumber } from '../kernel/phone-number.ts';
import { ACCOUNT_TYPES, CREDENTIAL_KINDS } from '../kernel/vocabulary/account.ts';
import { ACTOR_KINDS } from '../kernel/vocabulary/actor.ts';
import { CHARGE_SOURCES } from '../kernel/vocabulary/dispatch.ts';
import { FALLBACK_CHOICES } from '../kernel/vocabulary/fallback.ts';
import { BUDGETS, GUARD_MODES, NUMBER_KINDS } from '../kernel/vocabulary/guards.ts';

/**
 * A column whose text one of the kernel's parsers brands as it stands. Reading a row that does not hold such text throws.
 * It is looked at and not transformed, which takes a third of the time.
 */
function branded<T extends string>(parse: (text: string) => T | undefined, what: string) {
  return z.custom<T>((value) => typeof value === 'string' && parse(value) === value, `not ${what}`);
}

export const tenantIdColumn = branded(parseLogOwner, 'a tenant id');
/** A column that holds an account SID. */
export const accountSidColumn = branded(parseAccountSid, 'an account SID');
/** A column that holds an E.164 number. */
export const phoneNumberColumn = branded(parsePhoneNumber, 'an E.164 number');
/** A column that holds a version 7 identifier. */
export const uuidColumn = branded(parseUuid, 'a version 7 UUID');

/** A column that holds the number of a configuration version, which PostgreSQL keeps within its range. */
export const versionNumberColumn = z.custom<ConfigurationVersionNumber>(
  (value) => typeof value === 'number' && configurationVersion(value) === value,
  'not a configuration version',
);

/** A `bytea` column, which Drizzle does not know. */
export const bytesColumn = z.instanceof(Buffer);

/** A JSON column that holds who did something; subject and name are null of a person who was erased since. */
export const recordedActorColumn = z.object({
  kind: z.enum(ACTOR_KINDS),
  subject: z.string().nullable(),
  displayName: z.string().nullable(),
  authenticatedBy: z.string(),
});

/** A JSON column that holds a verified account. */
export const accountColumn = z.object({
  sid: accountSidColumn,
  name: z.string(),
  status: z.enum(['ACTIVE', 'UNKNOWN']),
  type: z.enum(ACCOUNT_TYPES),
  ownerAccountSid: accountSidColumn,
  verifiedAt: z.coerce.date(),
  tokenSetAt: z.coerce.date(),
  // Accounts of before there was a choice have their auth token.
  credentialKind: z.enum(CREDENTIAL_KINDS).default('AUTH_TOKEN'),
  credentialId: uuidColumn,
});

/** A JSON column that holds the numbers that a tenant selected. */
export const selectedNumbersColumn = z.array(
  z.object({
    phoneNumber: phoneNumberColumn,
    numberSid: z.string(),
    name: z.string(),
    selectedAt: z.coerce.date(),
  }),
);

/**
 * A JSON column that holds the platform's settings for dispatches. Entries, which hold them too, are sealed and never
 * rewritten, so the name that the first ones gave to `treatUndefinedAsDisabled` stays.
 */
export const settingsColumn = z.object({ notDefinedIsOff: z.boolean(), excludedCodes: z.array(z.int()) });

/** A JSON column that holds what a message costs. */
export const chargeColumn = z.object({
  amount: z.string(),
  currency: z.string(),
  source: z.enum(CHARGE_SOURCES),
  rateCardVersion: z.string().nullable(),
});

const guardMode = z.enum(GUARD_MODES);
const recipientLimits = z
  .object({ mode: guardMode, tenMinutes: z.int(), hour: z.int(), day: z.int() })
  .nullable()
  .default(null);
const budget = z
  .object({ mode: guardMode, day: z.string().nullable(), month: z.string().nullable() })
  .nullable()
  .default(null);
const countryRules = z
  .object({
    mode: guardMode,
    allowed: z.array(z.string()).readonly().nullable(),
    denied: z.array(z.string()).readonly(),
  })
  .nullable()
  .default(null);

/** A JSON column that holds the members of a sending policy that were chosen. A member that came later is null in what is older. */
export const sendingPolicyColumn = z.object({
  smsRecipients: recipientLimits,
  voiceRecipients: recipientLimits,
  coolDown: z
    .object({ mode: guardMode, after: z.int(), firstSeconds: z.int(), longestSeconds: z.int() })
    .nullable()
    .default(null),
  smsCountries: countryRules,
  voiceCountries: countryRules,
  numberKinds: z
    .object({ mode: guardMode, denied: z.array(z.enum(NUMBER_KINDS)).readonly() })
    .nullable()
    .default(null),
  budget,
  fallbackBudget: budget,
  timeZone: z.string().nullable().default(null),
});

/** A JSON column that holds what an attempt takes out of a budget while it may be billed (G4). */
export const budgetedColumn = z.object({
  budget: z.enum(BUDGETS),
  /** The day that it counts for, by the clocks of the tenant's zone: YYYY-MM-DD. */
  day: z.iso.date(),
  amount: z.string(),
  currency: z.string(),
});

const chosen = sendingPolicyColumn.shape;
/** An absent member stays as it is, null gives it back to the platform. */
const policyInput = z.object({
  smsRecipients: chosen.smsRecipients.unwrap().optional(),
  voiceRecipients: chosen.voiceRecipients.unwrap().optional(),
  coolDown: chosen.coolDown.unwrap().optional(),
  smsCountries: chosen.smsCountries.unwrap().optional(),
  voiceCountries: chosen.voiceCountries.unwrap().optional(),
  numberKinds: chosen.numberKinds.unwrap().optional(),
  budget: chosen.budget.unwrap().optional(),
  fallbackBudget: chosen.fallbackBudget.unwrap().optional(),
  timeZone: chosen.timeZone.unwrap().optional(),
} satisfies Record<keyof typeof chosen, z.ZodType>);

/** A JSON column that holds a save as it was asked for. */
export const saveInputColumn = z
  .object({
    draft: z.object({ id: uuidColumn, revision: z.int() }).readonly().nullable(),
    baseVersion: z.int(),
    fallbackMode: z.enum(FALLBACK_CHOICES).nullable(),
    channels: z.object({ sms: z.boolean(), voice: z.boolean() }).readonly().nullable(),
    sendingPolicy: policyInput.optional(),
    consent: z
      .object({
        accountSid: z.string(),
        draftRevision: z.int(),
        documentVersion: z.int(),
        documentLocale: z.string(),
        documentDigest: z.string(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();
