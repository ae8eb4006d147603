import { z } from 'zod';
import { choiceAfter } from '../../configuration/sending-policy-rules.ts';
import { accountSidColumn } from '../../database/row-columns.ts';
import type { AuthToken } from '../../kernel/ids.ts';
import { holdsHiddenCharacters } from '../../kernel/outside-text.ts';
import { NO_CHOICE, policyOf, SHIPPED_LIMITS } from '../../kernel/sending/sending-policy.ts';
import { readJsonFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { CHANNELS } from '../../kernel/vocabulary/dispatch.ts';
import { GUARD_MODES, NUMBER_KINDS } from '../../kernel/vocabulary/guards.ts';
import { findTimeZone } from '../../stats/zone-rules.ts';
import type { DispatchPlatform } from './platform.ts';
import { rateCardProblems } from './rate-card-rules.ts';
import { describedSenders, plainSenders } from './sender-file-rules.ts';

const authToken = z
  .string()
  .regex(/^[\x20-\x7e]{1,128}$/)
  .transform((text) => text as AuthToken);

const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;

const mode = z.enum(GUARD_MODES);
const messages = z.int().min(0).max(1_000_000);
const seconds = z.int().min(1).max(86_400);
const countries = z.array(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters'));
const recipientLimits = z.strictObject({ mode, tenMinutes: messages, hour: messages, day: messages });
const money = z
  .string()
  .regex(DECIMAL, 'must be a decimal string that is not negative')
  .nullable()
  .default(null);
const budget = z.strictObject({ mode, day: money, month: money });
const countryRules = z.strictObject({
  mode,
  allowed: countries.nullable().default(null),
  denied: countries.default([]),
});

/** The members of a policy that the file names. */
const policyMembers = z
  .strictObject({
    smsRecipients: recipientLimits.nullable(),
    voiceRecipients: recipientLimits.nullable(),
    coolDown: z
      .strictObject({ mode, after: messages.min(1), firstSeconds: seconds, longestSeconds: seconds })
      .nullable(),
    smsCountries: countryRules.nullable(),
    voiceCountries: countryRules.nullable(),
    numberKinds: z.strictObject({ mode, denied: z.array(z.enum(NUMBER_KINDS)) }).nullable(),
    budget: budget.nullable(),
    fallbackBudget: budget.nullable(),
    timeZone: z
      .string()
      .refine((name) => findTimeZone(name) !== undefined, 'must be the IANA name of a time zone'),
  })
  .partial();

/** A time zone is no bound: by whose clocks a day begins, nobody is stricter or looser. */
const boundedMembers = policyMembers.extend({ timeZone: z.null().optional() });

/** A member that the file does not name is as shipped; null is no bound, and no default of its own. */
const sendingLimits = z
  .strictObject({ defaults: policyMembers.default({}), bounds: boundedMembers.default({}) })
  .default({ defaults: {}, bounds: {} })
  .transform(({ defaults, bounds }) => ({
    defaults: policyOf(choiceAfter(NO_CHOICE, defaults), SHIPPED_LIMITS.defaults),
    bounds: choiceAfter(SHIPPED_LIMITS.bounds, bounds),
  }));

const platformWith = (senders: typeof describedSenders | typeof plainSenders) =>
  z.strictObject({
    sendingLimits,
    account: z
      .strictObject({
        sid: accountSidColumn,
        authToken,
        secondAuthToken: authToken.optional(),
        senders,
      })
      .nullable(),
    settings: z
      .strictObject({
        treatUndefinedAsDisabled: z.boolean().default(false),
        excludedCodes: z.array(z.int().min(10_000).max(999_999)).default([]),
      })
      .default({ treatUndefinedAsDisabled: false, excludedCodes: [] }),
    rateCard: z.strictObject({
      version: z
        .string()
        .min(1)
        .max(64)
        .refine((text) => !holdsHiddenCharacters(text), 'contains characters that are not displayed'),
      currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
      prices: z.array(
        z.strictObject({
          channel: z.enum(CHANNELS),
          prefix: z.string().regex(/^(\+[1-9][0-9]{0,14})?$/, 'must be empty or begin like +49'),
          amount: z.string().regex(DECIMAL, 'must be a decimal string that is not negative'),
        }),
      ),
    }),
  });

/** The form that names senders by channel. */
const hasPlainSenders = z.object({
  account: z.object({ senders: z.union([z.object({ SMS: z.unknown() }), z.object({ VOICE: z.unknown() })]) }),
});

/** The platform's account, settings and rate card out of a JSON file (B2, D6, D9, N7). Throws `UnusableFileError`. */
export async function readPlatformFile(path: string): Promise<DispatchPlatform> {
  const content = await readJsonFile(path, `PLATFORM_FILE: ${path}`);
  // Which form it is decides what is said of it; tried one after the other, neither would say anything.
  const form = hasPlainSenders.safeParse(content).success ? plainSenders : describedSenders;
  const parsed = platformWith(form).safeParse(content);
  if (!parsed.success) {
    throw new UnusableFileError(`PLATFORM_FILE: ${path} cannot be used:\n${z.prettifyError(parsed.error)}`);
  }
  const problems = rateCardProblems(parsed.data.rateCard);
  if (problems.length > 0) throw new UnusableFileError(`PLATFORM_FILE: ${path}: ${problems.join('; ')}`);
  return { ...parsed.data, simulated: false };
}
