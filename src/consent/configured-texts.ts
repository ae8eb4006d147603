import { z } from 'zod';
import { readJsonFile } from '../kernel/setting-file.ts';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import { type ConsentText, DEFAULT_LOCALE } from './document-rules.ts';
import { SHIPPED_TEXTS } from './shipped-texts.ts';

/** Half characters, overrides of direction, and control characters other than tabs and ends of lines. */
const NOT_SHOWN = /[\p{Surrogate}\u202d\u202e]|(?![\t\r\n])\p{Cc}/u;

/** A text must look as it is: consent is given to what is seen. Marks that right-to-left languages need may stand in it. */
const legalText = z
  .string()
  .min(1)
  .refine((text) => !NOT_SHOWN.test(text), 'contains characters that are not displayed as they are');

const texts = z
  .array(
    z.strictObject({
      version: z.int().positive(),
      locale: z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
      title: legalText,
      body: legalText,
      inForceFrom: z.iso.datetime().transform((text) => new Date(text)),
    }),
  )
  .refine(
    (all) => all.some(({ locale }) => locale === DEFAULT_LOCALE),
    `a text in ${DEFAULT_LOCALE} is missing`,
  )
  .superRefine((all, context) => {
    for (const [index, { version, locale }] of all.entries()) {
      if (all.findIndex((text) => text.version === version && text.locale === locale) === index) continue;
      const message = `version ${version} in ${locale} occurs twice`;
      context.addIssue({ code: 'custom', message, path: [index] });
    }
  });

/**
 * The legal texts of the platform's configuration, a JSON file; those that Originator ships where `path` is null.
 * Throws `UnusableFileError`.
 */
export async function readConsentTexts(path: string | null): Promise<readonly ConsentText[]> {
  if (path === null) return SHIPPED_TEXTS;
  const parsed = texts.safeParse(await readJsonFile(path, `CONSENT_TEXTS: ${path}`));
  if (parsed.success) return parsed.data;
  throw new UnusableFileError(
    `CONSENT_TEXTS: ${path} is not a list of legal texts:\n${z.prettifyError(parsed.error)}`,
  );
}
