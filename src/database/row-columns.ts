import { z } from 'zod';
import { PLATFORM_TENANT, parseAccountSid, parseTenantId, parseUuid } from '../kernel/ids.ts';
import { parsePhoneNumber } from '../kernel/phone-number.ts';
import { ACTOR_KINDS } from '../kernel/vocabulary/actor.ts';

/** A column whose text one of the kernel's parsers brands. Reading a row that does not hold such text throws. */
function branded<T>(parse: (text: string) => T | undefined, what: string) {
  return z.string().transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `not ${what}` });
    return z.NEVER;
  });
}

/** A `tenant_id` column. */
export const tenantIdColumn = branded(
  (text) => (text === PLATFORM_TENANT ? PLATFORM_TENANT : parseTenantId(text)),
  'a tenant id',
);
/** A column that holds an account SID. */
export const accountSidColumn = branded(parseAccountSid, 'an account SID');
/** A column that holds an E.164 number. */
export const phoneNumberColumn = branded(parsePhoneNumber, 'an E.164 number');
/** A column that holds a version 7 identifier. */
export const uuidColumn = branded(parseUuid, 'a version 7 UUID');

/** A JSON column that holds who did something. */
export const actorColumn = z.object({
  kind: z.enum(ACTOR_KINDS),
  subject: z.string(),
  displayName: z.string(),
  authenticatedBy: z.string(),
});
