import { z } from 'zod';
import type { StepUpPolicy } from '../../kernel/step-up/step-up-rules.ts';
import { STEP_UP_VERBS } from '../../kernel/vocabulary/access.ts';

/** Values of `acr` and `amr` stand in an address with spaces between them. */
const names = z
  .array(z.string().regex(/^[\x21-\x7e]{1,256}$/))
  .min(1)
  .max(20);

const LONGEST_AGE_S = 30 * 24 * 60 * 60;

const policy = z
  .strictObject({
    levels: names.optional(),
    methods: names.optional(),
    maxAgeSeconds: z.int().min(1).max(LONGEST_AGE_S).optional(),
    verbs: z.array(z.enum(STEP_UP_VERBS)).min(1).optional(),
    services: z.enum(['refused', 'exempt']).optional(),
  })
  .refine(({ levels, methods, maxAgeSeconds }) => (levels ?? methods ?? maxAgeSeconds) !== undefined);

const FORM =
  'must be JSON with one of "levels", "methods" (lists of names without spaces) and "maxAgeSeconds", such as {"methods":["mfa"],"maxAgeSeconds":300,"verbs":["save","remove"]}';

/** The setting of what a person has to authenticate again for; its grammar is in docs/operations.md (X7). */
export const stepUpSetting = z.string().transform((text, context): StepUpPolicy => {
  const { data } = policy.safeParse(parsed(text));
  if (data === undefined) {
    context.addIssue({ code: 'custom', message: `${FORM}; verbs are ${STEP_UP_VERBS.join(', ')}` });
    return z.NEVER;
  }
  return {
    verbs: new Set(data.verbs ?? STEP_UP_VERBS),
    levels: data.levels ?? [],
    methods: data.methods ?? [],
    maxAgeSeconds: data.maxAgeSeconds ?? null,
    exemptsServices: data.services === 'exempt',
  };
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
