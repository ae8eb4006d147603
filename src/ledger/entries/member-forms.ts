import * as z from 'zod';
import type { AccountSid, ConfigurationVersionNumber, Uuid } from '../../kernel/ids.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import { commitmentForm } from './commitment.ts';

/**
 * The form, with the type of what is written into an entry. It may take more, such as commitments and what earlier versions
 * wrote, since entries that are read have those too.
 */
function written<T>(form: z.ZodType): z.ZodType<T>;
function written(form: z.ZodType): z.ZodType {
  return form;
}

/** A text. */
export const text = (what: string) => z.string().describe(what);

/** A text, or null. */
export const textOrNull = (what: string) => z.string().nullable().describe(what);

const UUID = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

/** An identifier: a UUID of version 7. */
export const uuid = (what: string) => written<Uuid>(UUID).describe(what);

/** One, or null. */
export const uuidOrNull = (what: string) => written<Uuid | null>(UUID.nullable()).describe(what);

const ACCOUNT_SID = z.string().regex(/^AC[0-9a-fA-F]{32}$/);

/** The SID of a Twilio account. */
export const accountSid = (what: string) => written<AccountSid>(ACCOUNT_SID).describe(what);

/** One, or null. */
export const accountSidOrNull = (what: string) =>
  written<AccountSid | null>(ACCOUNT_SID.nullable()).describe(what);

const PHONE_NUMBER = z.string().regex(/^\+[1-9][0-9]{1,14}$/);

/** A telephone number in E.164. */
export const phoneNumber = (what: string) => written<PhoneNumber>(PHONE_NUMBER).describe(what);

/** Several of them. */
export const phoneNumbers = (what: string) => z.array(phoneNumber('One of them.')).describe(what);

/** The number of a configuration version. */
export const configurationVersion = (what: string) =>
  written<ConfigurationVersionNumber>(z.int().nonnegative()).describe(what);

/** A whole number from 0. */
export const count = (what: string) => z.int().nonnegative().describe(what);

/** An amount of money. */
export const amount = (what: string) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .describe(what);

/** One, or null. */
const amountOrNull = (what: string) => amount(what).nullable().describe(what);

/** An instant: ISO 8601, UTC, to the millisecond. */
export const instant = (what: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    .describe(what);

const PERSONAL = z.union([z.string(), commitmentForm]);

/** A text that may tell of a person: a commitment to it stands in entries of form 2 that do (A6). */
export const personal = (what: string) => written<string>(PERSONAL).describe(what);

/** One, or null. */
export const personalOrNull = (what: string) => written<string | null>(PERSONAL.nullable()).describe(what);

/** A member that entries of earlier versions lack. */
export function later<S extends z.ZodType>(form: S): z.ZodType<z.infer<S>> {
  return written(
    form.optional().describe(`${form.description ?? ''} Absent from entries of earlier versions.`),
  );
}

/** A member that only entries of earlier versions have. */
export function former(form: z.ZodType): z.ZodOptional<z.ZodType<never>> {
  return written<never>(form)
    .optional()
    .describe(`${form.description ?? ''} Only in entries of earlier versions.`);
}

// The form of sending policies in entries: the members that were chosen, or bounded.

const mode = text('`OFF`, `OBSERVE` or `ENFORCE`.');

const recipientLimitsForm = (channel: string) =>
  z
    .strictObject({
      mode,
      tenMinutes: count('The most within ten minutes.'),
      hour: count('The most within an hour.'),
      day: count('The most within a day.'),
    })
    .nullable()
    .describe(`The most messages to one recipient by ${channel}; null if not chosen.`);

const countriesForm = (channel: string) =>
  z
    .strictObject({
      mode,
      allowed: z
        .array(text('A country, or `ZZ`.'))
        .nullable()
        .describe('The only countries that are allowed; null for all.'),
      denied: z.array(text('A country, or `ZZ`.')).describe('The countries that are denied.'),
    })
    .nullable()
    .describe(`The countries that are reached by ${channel}; null if not chosen.`);

const budgetForm = (purpose: string) =>
  z
    .strictObject({
      mode,
      day: amountOrNull('The most in a day; null for no limit.'),
      month: amountOrNull('The most in a month; null for no limit.'),
    })
    .nullable()
    .describe(`The money for ${purpose}; null if not chosen.`);

/** The members of a policy. Those that came later are absent in what is older. */
export const POLICY_MEMBERS_FORM = {
  smsRecipients: recipientLimitsForm('SMS'),
  voiceRecipients: recipientLimitsForm('voice'),
  coolDown: z
    .strictObject({
      mode,
      after: count('The number of messages within an hour after which there is a pause.'),
      firstSeconds: count('The first pause, in seconds; each further one is twice as long.'),
      longestSeconds: count('The longest pause, in seconds.'),
    })
    .nullable()
    .describe('The pause between messages to one recipient; null if not chosen.'),
  smsCountries: countriesForm('SMS'),
  voiceCountries: countriesForm('voice'),
  numberKinds: z
    .strictObject({
      mode,
      denied: z
        .array(text('`PREMIUM`, `SHARED_COST`, `SATELLITE` or `UNASSIGNED`.'))
        .describe('The kinds of number that nothing is sent to.'),
    })
    .nullable()
    .describe('The kinds of number that are reached; null if not chosen.'),
  budget: later(budgetForm('what the default account sends in the first place')),
  fallbackBudget: later(budgetForm('fallbacks')),
  timeZone: later(textOrNull('The time zone by whose clocks budgets begin; null if not chosen.')),
};
