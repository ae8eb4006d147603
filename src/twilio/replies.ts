import { z } from 'zod';
import { type AccountSid, parseAccountSid } from '../kernel/ids.ts';
import { cleanLine } from '../kernel/outside-text.ts';
import { parsePhoneNumber } from '../kernel/phone-number.ts';
import type { IncomingNumber, TwilioAccount } from './gateway.ts';

/**
 * Twilio's answers, read. Only named members pass this door: the account's `auth_token` does not (X4). Names are free
 * text that somebody typed at Twilio, so they are cleaned here; every other text has a form that it must have.
 */

/** Four times what Twilio keeps of a name. */
const NAME_CHARACTERS = 256;
const name = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => cleanLine(text ?? '', NAME_CHARACTERS));

const accountReply = z.object({
  sid: z.string(),
  friendly_name: name,
  status: z.enum(['active', 'suspended', 'closed']),
  type: z.enum(['Trial', 'Full']),
  owner_account_sid: z.string().nullish().catch(null),
});

/** Twilio's codes have five or six digits; a column holds nine. */
export const errorCode = z.number().int().min(0).max(999_999_999);

/** The next page of a list; longer than any address, it is invalid. */
export const nextPage = z.string().max(4096).nullish();

const capability = z.boolean().nullish().catch(null);

const numberReply = z.object({
  sid: z.string().regex(/^PN[0-9a-fA-F]{32}$/),
  account_sid: z.string().nullish(),
  phone_number: z.string(),
  friendly_name: name,
  capabilities: z.object({ sms: capability, voice: capability }).nullish().catch(null),
});

const numbersReply = z.object({
  incoming_phone_numbers: z.array(z.unknown()),
  next_page_uri: nextPage,
});

const errorReply = z.object({ code: errorCode });

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The next page according to Twilio; null on the last one. */
  readonly next: string | null;
}

const STATUS = { active: 'ACTIVE', suspended: 'SUSPENDED', closed: 'CLOSED' } as const;

/** The JSON in `body`, or `undefined` when it is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Twilio's error code in a body, or null. */
export function readErrorCode(body: unknown): number | null {
  const parsed = errorReply.safeParse(body);
  return parsed.success ? parsed.data.code : null;
}

/**
 * The account in a body, or `undefined` when it is none or is not the one that was asked for (V2). One whose owner
 * cannot be read counts as its own.
 */
export function readAccount(body: unknown, asked: AccountSid): TwilioAccount | undefined {
  const parsed = accountReply.safeParse(body);
  if (!parsed.success) return undefined;
  const { friendly_name, status, type, owner_account_sid } = parsed.data;
  const sid = parseAccountSid(parsed.data.sid);
  if (sid === undefined || !sameSid(sid, asked)) return undefined;
  return {
    sid,
    name: friendly_name,
    status: STATUS[status],
    type: type === 'Trial' ? 'TRIAL' : 'FULL',
    ownerAccountSid: parseAccountSid(owner_account_sid ?? '') ?? sid,
  };
}

/**
 * The page in a body, or `undefined` when it is none. An entry that is no number of this account in E.164 cannot
 * originate anything and is passed over; where all of them are such, it is no page of numbers.
 */
export function readNumbersPage(body: unknown, asked: AccountSid): Page<IncomingNumber> | undefined {
  const parsed = numbersReply.safeParse(body);
  if (!parsed.success) return undefined;
  const entries = parsed.data.incoming_phone_numbers;
  const items = entries.map((entry) => readNumber(entry, asked)).filter((item) => item !== undefined);
  if (items.length === 0 && entries.length > 0) return undefined;
  return { items, next: parsed.data.next_page_uri || null };
}

function readNumber(entry: unknown, asked: AccountSid): IncomingNumber | undefined {
  const parsed = numberReply.safeParse(entry);
  if (!parsed.success) return undefined;
  const { sid, account_sid, phone_number, friendly_name, capabilities } = parsed.data;
  const phoneNumber = parsePhoneNumber(phone_number);
  if (phoneNumber === undefined || !sameSid(account_sid ?? asked, asked)) return undefined;
  return {
    sid,
    phoneNumber,
    name: friendly_name || phoneNumber,
    sms: capabilities?.sms === true,
    voice: capabilities?.voice === true,
  };
}

/** True if two SIDs differ by letter case at most. */
export function sameSid(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
