import { NO_PROXIES } from '../kernel/outgoing-proxy-rules.ts';
import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import type { CallLog } from './call-event.ts';
import type {
  CallOrder,
  IncomingNumber,
  MessageOrder,
  ReadResult,
  SendOutcome,
  SendTiming,
  SentItem,
  SentQuery,
  SentState,
  TwilioAccount,
  TwilioCredential,
  TwilioGateway,
} from './gateway.ts';
import { HttpClient } from './http-client.ts';
import { Reader } from './reader.ts';
import { readAccount, readNumbersPage } from './replies.ts';
import { accountPath, MESSAGING_SERVICE_SID, numbersPath, sentItemPath, sentPath } from './resource-paths.ts';
import { SdkClient } from './sdk-client.ts';
import { callForm, messageForm } from './send-forms.ts';
import { Sender } from './sender.ts';
import { readSentPage, readSentState } from './sent-replies.ts';

/** The defaults of what may be set. Times in milliseconds. */
const TWILIO_DEFAULTS = {
  /** A replacement of Twilio's own address; may have a path. */
  baseUrl: 'https://api.twilio.com',
  /** Connections for all tenants together. Anyone who waits for one loses time, so there are more than sends at once. */
  connections: 512,
  connectTimeoutMs: 2000,
  /** For one answer to a read, from the request to its last byte. A send has its own time. */
  responseTimeoutMs: 10_000,
  maxResponseBytes: 8 * 1024 * 1024,
  /** The most attempts of a read, or of a send that Twilio rate-limits, including the first. */
  attempts: 3,
  /** Before the second attempt; doubled before each further one, and shortened at random by up to a half. */
  backoffMs: 250,
  maxBackoffMs: 2000,
  /** Items asked for in one page of a list, 1 to 1,000. */
  pageSize: 1000,
  /** A list of more pages is no readable answer. */
  maxPages: 100,
  /** The proxies for calls. */
  proxies: NO_PROXIES,
};

type Settings = Readonly<typeof TWILIO_DEFAULTS> & {
  /** Hears of each call; nothing it is told is secret. */
  readonly log?: CallLog;
};

/** Settings in place of the defaults. */
export type TwilioGatewayOptions = Partial<Settings>;

/** The gateway to Twilio. Nothing is connected or imported before the first call. Throws when the base address is none. */
export function createTwilioGateway(options: TwilioGatewayOptions = {}): TwilioGateway {
  return new TwilioAdapter({ ...TWILIO_DEFAULTS, ...options });
}

class TwilioAdapter implements TwilioGateway {
  private readonly http: HttpClient;
  private readonly reader: Reader;
  private readonly sender: Sender;

  constructor(settings: Settings) {
    this.http = new HttpClient(settings);
    const sdk = new SdkClient(this.http);
    this.reader = new Reader(sdk, settings);
    this.sender = new Sender(sdk, settings);
  }

  fetchAccount(credential: TwilioCredential, signal: AbortSignal): Promise<ReadResult<TwilioAccount>> {
    const { sid } = credential;
    const parse = (body: unknown) => readAccount(body, sid);
    return this.reader.read({ target: 'ACCOUNT', credential, path: accountPath(sid), parse }, signal);
  }

  listIncomingNumbers(
    credential: TwilioCredential,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly IncomingNumber[]>> {
    const { sid } = credential;
    const parse = (body: unknown) => readNumbersPage(body, sid);
    return this.reader.readAll({ target: 'NUMBERS', credential, path: numbersPath(sid), parse }, signal);
  }

  async sendMessage(
    credential: TwilioCredential,
    message: MessageOrder,
    timing: SendTiming,
  ): Promise<SendOutcome> {
    return this.sender.send(credential, 'SMS', messageForm(message), timing);
  }

  async placeCall(credential: TwilioCredential, call: CallOrder, timing: SendTiming): Promise<SendOutcome> {
    return this.sender.send(credential, 'VOICE', callForm(call), timing);
  }

  /**
   * Twilio's own filters by time go by the instant of sending, which a message or call has not while it is queued, and
   * nothing tells whether they then let it pass. So all that ever went from that originator to that recipient is
   * asked for, and what was created too early is left out here.
   */
  async listSent(
    credential: TwilioCredential,
    { channel, to, from, since }: SentQuery,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly SentItem[]>> {
    // By whom a messaging service sends cannot be asked for: its own are picked out of all to that recipient.
    const service = MESSAGING_SERVICE_SID.test(from) ? from : null;
    const list = await this.reader.readAll(
      {
        target: SENT_TARGET[channel],
        credential,
        path: sentPath(credential.sid, channel),
        filters: service === null ? { To: to, From: from } : { To: to },
        parse: (body) => readSentPage(body, channel, credential.sid, service),
      },
      signal,
    );
    if (!list.ok) return list;
    // Twilio states whole seconds.
    const earliest = Math.floor(since.getTime() / 1000) * 1000;
    return { ok: true, value: list.value.filter(({ createdAt }) => createdAt.getTime() >= earliest) };
  }

  async fetchSent(
    credential: TwilioCredential,
    channel: Channel,
    sid: string,
    signal: AbortSignal,
  ): Promise<ReadResult<SentState>> {
    return this.reader.read(
      {
        target: SENT_TARGET[channel],
        credential,
        path: sentItemPath(credential.sid, channel, sid),
        parse: (body) => readSentState(body, channel, credential.sid, sid),
      },
      signal,
    );
  }

  close(): Promise<void> {
    return this.http.close();
  }
}

const SENT_TARGET = { SMS: 'MESSAGES', VOICE: 'CALLS' } as const;
