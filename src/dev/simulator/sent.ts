import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../kernel/json.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { Fault } from './answer.ts';
import type { Listed } from './paging.ts';
import { behaviourOf } from './recipients.ts';
import { segmentsOf, smartlyEncoded } from './segments.ts';
import { timestamp } from './timestamp.ts';

/** A valid request to send. */
export interface SendRequest {
  readonly kind: Channel;
  readonly accountSid: string;
  readonly to: string;
  /** Null of a messaging service, which chooses when it sends. */
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  /** The message's body, the call's TwiML or the address of it. */
  readonly text: string;
  readonly statusCallback: string | null;
  /** For calls: the events that are called back. */
  readonly events: readonly string[];
  /** The fault of the answer to an accepted request; null for a proper 201. */
  readonly fault: Fault | null;
}

/** One line of the log of accepted messages and calls. */
export interface AcceptedSend extends Omit<SendRequest, 'events' | 'from'> {
  readonly from: string;
  readonly sid: string;
  readonly status: string;
  /** ISO 8601, UTC. */
  readonly acceptedAt: string;
}

const PRICE_PER_SEGMENT = 0.0079;
const PRICE_PER_CALL = 0.013;

/** A message or call that the simulator has accepted, as it stands now. */
export class Sent implements Listed {
  readonly sid: string;
  readonly request: SendRequest;
  readonly createdAt: Date;
  readonly segments: number;
  status: string;
  /** The originator; empty until a messaging service has chosen one. */
  from: string;
  updatedAt: Date;
  /** When a message left or a call was begun. */
  startedAt: Date | null = null;
  endedAt: Date | null = null;
  /** A negative decimal, as Twilio writes what it charges; null until it is known, and for what costs nothing. */
  price: string | null = null;
  errorCode: number | null = null;

  constructor(request: SendRequest, createdAt: Date) {
    this.sid = `${request.kind === 'SMS' ? 'SM' : 'CA'}${randomBytes(16).toString('hex')}`;
    this.request = request;
    this.createdAt = createdAt;
    this.from = request.from ?? '';
    this.status = request.from === null ? 'accepted' : 'queued';
    this.updatedAt = createdAt;
    const written =
      behaviourOf(request.to).smartEncoding === true ? smartlyEncoded(request.text) : request.text;
    this.segments = request.kind === 'SMS' ? segmentsOf(written) : 1;
  }

  /** Sets the price of what ended so. */
  settlePrice(): void {
    if (this.request.kind === 'SMS' && this.status !== 'failed') {
      this.price = (-PRICE_PER_SEGMENT * this.segments).toFixed(5);
    }
    if (this.request.kind === 'VOICE' && this.status === 'completed')
      this.price = (-PRICE_PER_CALL).toFixed(5);
  }

  accepted(): AcceptedSend {
    const { events: _, ...request } = this.request;
    const { sid, from, status } = this;
    return { ...request, sid, from, status, acceptedAt: this.createdAt.toISOString() };
  }

  render(): JsonObject {
    return this.request.kind === 'SMS' ? this.renderMessage() : this.renderCall();
  }

  private renderMessage(): JsonObject {
    const uri = `/2010-04-01/Accounts/${this.request.accountSid}/Messages/${this.sid}`;
    return {
      account_sid: this.request.accountSid,
      api_version: '2010-04-01',
      body: this.request.text,
      date_created: timestamp(this.createdAt),
      date_sent: this.startedAt && timestamp(this.startedAt),
      date_updated: timestamp(this.updatedAt),
      direction: 'outbound-api',
      error_code: this.errorCode,
      error_message: null,
      from: this.from || null,
      messaging_service_sid: this.request.messagingServiceSid,
      num_media: '0',
      num_segments: String(this.segments),
      price: this.price,
      price_unit: 'USD',
      sid: this.sid,
      status: this.status,
      subresource_uris: { media: `${uri}/Media.json` },
      to: this.request.to,
      uri: `${uri}.json`,
    };
  }

  private renderCall(): JsonObject {
    const uri = `/2010-04-01/Accounts/${this.request.accountSid}/Calls/${this.sid}`;
    return {
      account_sid: this.request.accountSid,
      annotation: null,
      answered_by: null,
      api_version: '2010-04-01',
      caller_name: null,
      date_created: timestamp(this.createdAt),
      date_updated: timestamp(this.updatedAt),
      direction: 'outbound-api',
      duration: this.durationSeconds(),
      end_time: this.endedAt && timestamp(this.endedAt),
      forwarded_from: null,
      from: this.from,
      from_formatted: this.from,
      group_sid: null,
      parent_call_sid: null,
      phone_number_sid: null,
      price: this.price,
      price_unit: 'USD',
      queue_time: '0',
      sid: this.sid,
      start_time: this.startedAt && timestamp(this.startedAt),
      status: this.status,
      subresource_uris: {
        notifications: `${uri}/Notifications.json`,
        recordings: `${uri}/Recordings.json`,
        transcriptions: `${uri}/Transcriptions.json`,
      },
      to: this.request.to,
      to_formatted: this.request.to,
      trunk_sid: null,
      uri: `${uri}.json`,
    };
  }

  /** Whole seconds as text, null while the call lasts. */
  durationSeconds(): string | null {
    if (this.endedAt === null) return null;
    const began = this.startedAt ?? this.endedAt;
    return this.status === 'completed'
      ? String(Math.max(1, Math.ceil((this.endedAt.getTime() - began.getTime()) / 1000)))
      : '0';
  }
}

/** Everything accepted, by account, newest last; of each account the last `keep`. */
export class SentLog {
  private readonly keep: number;
  private readonly byAccount = new Map<string, Sent[]>();
  private readonly bySid = new Map<string, Sent>();

  constructor(keep: number) {
    this.keep = keep;
  }

  add(sent: Sent): void {
    const list = this.byAccount.get(sent.request.accountSid) ?? [];
    this.byAccount.set(sent.request.accountSid, list);
    list.push(sent);
    this.bySid.set(sent.sid, sent);
    if (list.length > 2 * this.keep) {
      for (const old of list.splice(0, list.length - this.keep)) this.bySid.delete(old.sid);
    }
  }

  find(accountSid: string, kind: Channel, sid: string): Sent | undefined {
    const sent = this.bySid.get(sid);
    return sent?.request.accountSid === accountSid && sent.request.kind === kind ? sent : undefined;
  }

  /** The messages or calls of the account, newest first, as Twilio lists it. */
  list(accountSid: string, kind: Channel): readonly Sent[] {
    return (this.byAccount.get(accountSid) ?? []).filter((sent) => sent.request.kind === kind).reverse();
  }

  /** Everything, oldest first within each account. */
  all(): readonly Sent[] {
    return [...this.byAccount.values()].flat();
  }

  clear(): void {
    this.byAccount.clear();
    this.bySid.clear();
  }
}
