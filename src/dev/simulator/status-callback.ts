import { createHmac } from 'node:crypto';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import pLimit from 'p-limit';

export type CallbackFields = Readonly<Record<string, string>>;

/** The options for posting callbacks; times in milliseconds. */
export interface CallbackOptions {
  readonly timeoutMs: number;
  readonly retryDelayMs: number;
}

type Outcome = 'GOOD' | '4xx' | '5xx' | 'ct' | 'rt';

const MAXIMUM_RETRIES = 5;

const POSTS_AT_ONCE = 64;

/**
 * Twilio's signature: HMAC-SHA1 over the address and the sorted fields, keyed with the account's token, base64.
 *
 * @internal
 */
export function signature(url: string, fields: CallbackFields, authToken: string): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((signed, name) => signed + name + (fields[name] ?? ''), url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

/** Twilio signs in with a user and password in the address, and leaves them out of what it signs. */
function signedUrl(url: string): string {
  return url.replace(/^(https?:\/\/)[^/]*@/i, '$1');
}

/**
 * Posts status callbacks as Twilio does: one repetition, and only when connecting failed, unless the fragment of the
 * address (`#rc=3&rp=all`) asks for more. The fragment is neither sent nor signed.
 */
export class CallbackPoster {
  private readonly options: CallbackOptions;
  private readonly http = new HttpAgent({ keepAlive: true });
  private readonly https = new HttpsAgent({ keepAlive: true });
  // Not `maxSockets`: an agent shifts each request off an array of all that wait, which takes minutes for 100,000.
  private readonly turn = pLimit(POSTS_AT_ONCE);
  private closed = false;

  constructor(options: CallbackOptions) {
    this.options = options;
  }

  /** Resolves when the callback was answered or given up. It never rejects: nobody waits for a callback's success. */
  async post(address: string, fields: CallbackFields, authToken: string): Promise<void> {
    const [url = '', fragment = ''] = address.split('#', 2);
    const wishes = new URLSearchParams(fragment);
    const retries = Math.min(Number.parseInt(wishes.get('rc') ?? '1', 10) || 0, MAXIMUM_RETRIES);
    const policy = (wishes.get('rp') ?? 'ct').split(',');
    for (let attempt = 0; attempt <= retries && !this.closed; attempt += 1) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, this.options.retryDelayMs).unref());
      const outcome = await this.turn(() => this.once(url, fields, authToken));
      if (outcome === 'GOOD' || !(policy.includes('all') || policy.includes(outcome))) return;
    }
  }

  close(): void {
    this.closed = true;
    this.turn.clearQueue();
    this.http.destroy();
    this.https.destroy();
  }

  private once(url: string, fields: CallbackFields, authToken: string): Promise<Outcome> {
    const body = new URLSearchParams(fields).toString();
    const secure = url.toLowerCase().startsWith('https:');
    return new Promise((resolve) => {
      let connected = false;
      const failed = () => resolve(connected ? 'rt' : 'ct');
      let request: ClientRequest;
      try {
        request = (secure ? httpsRequest : httpRequest)(url, {
          method: 'POST',
          agent: secure ? this.https : this.http,
          timeout: this.options.timeoutMs,
          headers: {
            'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
            'content-length': Buffer.byteLength(body),
            'user-agent': 'TwilioProxy/1.1',
            'x-twilio-signature': signature(signedUrl(url), fields, authToken),
          },
        });
      } catch {
        return failed();
      }
      request.once('socket', (socket) => {
        const ready = () => {
          connected = true;
        };
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', ready);
        else ready();
      });
      request.once('timeout', () => request.destroy());
      request.once('error', failed);
      request.once('response', (response) => {
        response.resume();
        response.once('close', () => {
          const status = response.statusCode ?? 500;
          resolve(status < 400 ? 'GOOD' : status < 500 ? '4xx' : '5xx');
        });
      });
      request.end(body);
    });
  }
}
