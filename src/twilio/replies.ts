import { z } from 'zod';
import { type AccountSid, parseAccountSid } from '../kernel/ids.ts';
import { parsePhoneNumber } from '../kernel/phone-number.ts';
import type { IncomingNumber, TwilioAccount } from './gateway.ts';

/** Twilio's answers, read. Only named members pass this door: the account's `auth_token` does not (X4). */

const accountReply = z.object({
  sid: z.string(),
  friendly_name: z.string().nullish(),
  status: z.enum(['active', 'suspended', 'closed']),
  type: z.enum(['Trial', 'Full']),
  owner_account_sid: z.string().nullish(),
});

const capability = z.boolean().nullish();

const numberReply = z.object({
  sid: z.string().regex(/^PN[0-9a-fA-F]{32}$/),
  account_sid: z.string().nullish(),
  phone_number: z.string(),
  friendly_name: z.string().nullish(),
  capabilities: z.object({ sms: capability, voice: capability }).nullish(),
});

const numbersReply = z.object({
  incoming_phone_numbers: z.array(numberReply),
  next_page_uri: z.string().nullish(),
});

const errorReply = z.object({ code: z.number().int() });

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where Twilio says that the next page is; null on the last one. */
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

/** The account in a body, or `undefined` when it is none or is not the one that was asked for (V2). */
export function readAccount(body: unknown, asked: AccountSid): TwilioAccount | undefined {
  const parsed = accountReply.safeParse(body);
  if (!parsed.success) return undefined;
  const { friendly_name, status, type, owner_account_sid } = parsed.data;
  const sid = parseAccountSid(parsed.data.sid);
  const owner = parseAccountSid(owner_account_sid ?? parsed.data.sid);
  if (sid === undefined || owner === undefined || !sameSid(sid, asked)) return undefined;
  return {
    sid,
    name: friendly_name ?? '',
    status: STATUS[status],
    type: type === 'Trial' ? 'TRIAL' : 'FULL',
    ownerAccountSid: owner,
  };
}

/** The page in a body, or `undefined` when any number on it cannot be read or belongs to another account. */
export function readNumbersPage(body: unknown, asked: AccountSid): Page<IncomingNumber> | undefined {
  const parsed = numbersReply.safeParse(body);
  if (!parsed.success) return undefined;
  const items: IncomingNumber[] = [];
  for (const reply of parsed.data.incoming_phone_numbers) {
    const phoneNumber = parsePhoneNumber(reply.phone_number);
    if (phoneNumber === undefined || !sameSid(reply.account_sid ?? asked, asked)) return undefined;
    items.push({
      sid: reply.sid,
      phoneNumber,
      name: reply.friendly_name || phoneNumber,
      sms: reply.capabilities?.sms === true,
      voice: reply.capabilities?.voice === true,
    });
  }
  return { items, next: parsed.data.next_page_uri || null };
}

/** Whether two SIDs differ by letter case at most. */
export function sameSid(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
