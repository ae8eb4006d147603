import { z } from 'zod';
import { accountSidColumn } from '../../database/row-columns.ts';
import type { AuthToken } from '../../kernel/ids.ts';
import { holdsHiddenCharacters } from '../../kernel/outside-text.ts';
import { readJsonFile } from '../../kernel/setting-file.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { CHANNELS } from '../../kernel/vocabulary/dispatch.ts';
import type { DispatchPlatform } from './platform.ts';
import { rateCardProblems } from './rate-card-rules.ts';
import { describedSenders, plainSenders } from './sender-file-rules.ts';

const authToken = z
  .string()
  .regex(/^[\x20-\x7e]{1,128}$/)
  .transform((text) => text as AuthToken);

const platformWith = (senders: typeof describedSenders | typeof plainSenders) =>
  z.strictObject({
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
          amount: z.string().regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a decimal string that is not negative'),
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
