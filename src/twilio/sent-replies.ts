import { z } from 'zod';
import type { AccountSid } from '../kernel/ids.ts';
import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import { deliveryStatus } from './delivery-status.ts';
import type { SentItem, SentState } from './gateway.ts';
import { errorCode, nextPage, type Page, sameSid } from './replies.ts';
import { SENT_SID } from './resource-paths.ts';

/** Twilio's answers about messages and calls, read. Text and recipient do not pass this door (D12). */

const sentReply = z.object({
  sid: z.string(),
  account_sid: z.string().nullish(),
  // Twilio says 0 as long as it has not counted. What is no count makes no other part of an answer unreadable.
  num_segments: z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .transform(Number)
    .nullable()
    .catch(null),
});

const stateReply = sentReply.extend({
  status: z.string(),
  error_code: errorCode.nullish(),
  messaging_service_sid: z.string().nullish(),
  from: z
    .string()
    .regex(/^[A-Za-z0-9+ &_-]{1,20}$/)
    .nullable()
    .catch(null),
  // A price that is a JSON number would have lost digits by now: it is no readable answer.
  price: z
    .string()
    .regex(/^([+-]?[0-9]{1,12}(\.[0-9]{1,12})?)?$/)
    .nullish(),
  price_unit: z
    .string()
    .regex(/^([A-Za-z]{3})?$/)
    .nullish(),
});

const itemReply = sentReply.extend({
  status: z.string(),
  date_created: z.string(),
  direction: z.string().nullish(),
  messaging_service_sid: z.string().nullish(),
});

const listReply = {
  SMS: z.object({ messages: z.array(itemReply), next_page_uri: nextPage }),
  VOICE: z.object({ calls: z.array(itemReply), next_page_uri: nextPage }),
};

/** The message or call in the response to a send. */
export interface SentAnswer {
  readonly sid: string;
  readonly segments: number | null;
}

/** Parses the response to a send; `undefined` when it names none of that kind or it is another account's. */
export function readSent(body: unknown, channel: Channel, asked: AccountSid): SentAnswer | undefined {
  const { data } = sentReply.safeParse(body);
  if (data === undefined || !isOurs(data, channel, asked)) return undefined;
  return { sid: data.sid, segments: data.num_segments };
}

/** The state of the message or call `sentSid` in a body, or `undefined` when it is none or another one's. */
export function readSentState(
  body: unknown,
  channel: Channel,
  asked: AccountSid,
  sentSid: string,
): SentState | undefined {
  const parsed = stateReply.safeParse(body);
  if (!parsed.success || !isOurs(parsed.data, channel, asked)) return undefined;
  const { sid, status, error_code, price, price_unit, num_segments: segments } = parsed.data;
  const { messaging_service_sid: service, from } = parsed.data;
  if (!sameSid(sid, sentSid)) return undefined;
  return {
    sid,
    status: deliveryStatus(channel, status),
    errorCode: error_code ?? null,
    price: price ? price.replace(/^[+-]/, '') : null,
    currency: price_unit ? price_unit.toUpperCase() : null,
    segments,
    chosenFrom: service ? from : null,
  };
}

/**
 * The page in a body, or `undefined` when anything on it cannot be read or belongs to another account. Of a messaging
 * service, if one is named, only what went by way of it.
 */
export function readSentPage(
  body: unknown,
  channel: Channel,
  asked: AccountSid,
  service: string | null = null,
): Page<SentItem> | undefined {
  const parsed = readList(body, channel);
  if (parsed === undefined) return undefined;
  const items: SentItem[] = [];
  for (const reply of parsed.items) {
    const createdAt = new Date(reply.date_created);
    if (Number.isNaN(createdAt.getTime()) || !isOurs(reply, channel, asked)) return undefined;
    // What came in, or what a call dialled further, was no attempt of ours.
    if ((reply.direction ?? OURS) !== OURS) continue;
    if (service !== null && !sameSid(reply.messaging_service_sid ?? '', service)) continue;
    const { sid, num_segments: segments } = reply;
    items.push({ sid, status: deliveryStatus(channel, reply.status), createdAt, segments });
  }
  return { items, next: parsed.next };
}

const OURS = 'outbound-api';

function readList(body: unknown, channel: Channel): Page<z.infer<typeof itemReply>> | undefined {
  if (channel === 'SMS') {
    const { data } = listReply.SMS.safeParse(body);
    return data && { items: data.messages, next: data.next_page_uri || null };
  }
  const { data } = listReply.VOICE.safeParse(body);
  return data && { items: data.calls, next: data.next_page_uri || null };
}

function isOurs(reply: z.infer<typeof sentReply>, channel: Channel, asked: AccountSid): boolean {
  return SENT_SID[channel].test(reply.sid) && sameSid(reply.account_sid ?? asked, asked);
}
