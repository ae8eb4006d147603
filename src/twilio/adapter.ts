import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountSid } from '../kernel/ids.ts';
import { judgeRead, judgeSilence, type ReadTarget, type ReadVerdict, unreadable } from './error-map.ts';
import type {
  IncomingNumber,
  ReadResult,
  TwilioAccount,
  TwilioCredential,
  TwilioGateway,
} from './gateway.ts';
import { HttpClient } from './http-client.ts';
import { NetworkFailure, type NetworkFault, type NetworkPhase } from './network-failure.ts';
import { numbersPath, PageTrail } from './number-pages.ts';
import { parseJson, readAccount, readErrorCode, readNumbersPage } from './replies.ts';
import { SdkClient } from './sdk-client.ts';

/** What can be set, with the defaults in {@link TWILIO_DEFAULTS}. Times in milliseconds. */
export interface TwilioGatewayOptions {
  /** What stands in the place of Twilio's own address; may have a path. */
  readonly baseUrl?: string;
  /** Connections for all tenants together. */
  readonly connections?: number;
  readonly connectTimeoutMs?: number;
  /** For one answer, from the request to its last byte. */
  readonly responseTimeoutMs?: number;
  readonly maxResponseBytes?: number;
  /** How often a read is tried at most, the first time included. */
  readonly attempts?: number;
  /** Before the second attempt; doubled before each further one, and shortened at random by up to a half. */
  readonly backoffMs?: number;
  readonly maxBackoffMs?: number;
  /** Numbers asked for in one page, 1 to 1,000. */
  readonly pageSize?: number;
  /** A list of more pages is no readable answer. */
  readonly maxPages?: number;
  /** Hears of each call; nothing it is told is secret. */
  readonly log?: (event: TwilioCallEvent) => void;
}

/** One call to Twilio that ended, fit for a log (X4). */
export interface TwilioCallEvent {
  readonly read: ReadTarget;
  readonly accountSid: AccountSid;
  /** 1 for the first. */
  readonly attempt: number;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly code: number | null;
  /** Set when no whole answer came. */
  readonly network: { readonly phase: NetworkPhase; readonly fault: NetworkFault } | null;
}

type Settings = Required<Omit<TwilioGatewayOptions, 'log'>> & Pick<TwilioGatewayOptions, 'log'>;

/** The defaults of {@link TwilioGatewayOptions}. */
const TWILIO_DEFAULTS: Settings = {
  baseUrl: 'https://api.twilio.com',
  connections: 128,
  connectTimeoutMs: 2000,
  responseTimeoutMs: 10_000,
  maxResponseBytes: 8 * 1024 * 1024,
  attempts: 3,
  backoffMs: 250,
  maxBackoffMs: 2000,
  pageSize: 1000,
  maxPages: 100,
};

/** The gateway to Twilio. Nothing is connected or imported before the first call. Throws when the base address is none. */
export function createTwilioGateway(options: TwilioGatewayOptions = {}): TwilioGateway {
  return new TwilioAdapter({ ...TWILIO_DEFAULTS, ...options });
}

/** What one read is about. */
interface Read<T> {
  readonly target: ReadTarget;
  readonly credential: TwilioCredential;
  readonly path: string;
  /** The value in a 200's body, or `undefined` when it is not one. */
  readonly parse: (body: unknown) => T | undefined;
}

type Judged<T> = { readonly value: T } | ReadVerdict;

class TwilioAdapter implements TwilioGateway {
  private readonly settings: Settings;
  private readonly http: HttpClient;
  private readonly sdk: SdkClient;

  constructor(settings: Settings) {
    this.settings = settings;
    this.http = new HttpClient(settings);
    this.sdk = new SdkClient(this.http);
  }

  fetchAccount(credential: TwilioCredential, signal: AbortSignal): Promise<ReadResult<TwilioAccount>> {
    return this.read(
      {
        target: 'ACCOUNT',
        credential,
        path: `/2010-04-01/Accounts/${credential.sid}.json`,
        parse: (body) => readAccount(body, credential.sid),
      },
      signal,
    );
  }

  async listIncomingNumbers(
    credential: TwilioCredential,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly IncomingNumber[]>> {
    const { baseUrl, maxPages, pageSize } = this.settings;
    let query = `?PageSize=${pageSize}`;
    const trail = new PageTrail(credential.sid, baseUrl, maxPages, query);
    // By SID: when numbers come or go while they are listed, one may stand on two pages.
    const numbers = new Map<string, IncomingNumber>();
    while (true) {
      const page = await this.read(
        {
          target: 'NUMBERS',
          credential,
          path: numbersPath(credential.sid) + query,
          parse: (body) => readNumbersPage(body, credential.sid),
        },
        signal,
      );
      if (!page.ok) return page;
      for (const number of page.value.numbers) numbers.set(number.sid, number);
      if (page.value.next === null) return { ok: true, value: [...numbers.values()] };
      const next = trail.follow(page.value.next);
      if (next === undefined) {
        return {
          ok: false,
          failure: unreadable("Twilio's list of numbers leads astray or has no end.").failure,
        };
      }
      query = next;
    }
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private async read<T>(read: Read<T>, signal: AbortSignal): Promise<ReadResult<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const judged = await this.once(read, attempt, signal);
      if ('value' in judged) return { ok: true, value: judged.value };
      const over = !judged.again || attempt >= this.settings.attempts;
      if (over || !(await this.pause(attempt, signal))) return { ok: false, failure: judged.failure };
    }
  }

  private async once<T>(read: Read<T>, attempt: number, signal: AbortSignal): Promise<Judged<T>> {
    const began = performance.now();
    const log = (facts: Pick<TwilioCallEvent, 'httpStatus' | 'code' | 'network'>): void => {
      const durationMs = Math.round(performance.now() - began);
      this.settings.log?.({
        read: read.target,
        accountSid: read.credential.sid,
        attempt,
        durationMs,
        ...facts,
      });
    };
    try {
      const answer = await this.sdk.get(read.credential, read.path, signal);
      const body = parseJson(answer.body);
      const facts = { httpStatus: answer.status, code: readErrorCode(body) };
      log({ ...facts, network: null });
      const verdict = judgeRead(read.target, facts);
      if (verdict !== undefined) return verdict;
      const value = read.parse(body);
      return value === undefined ? unreadable('Twilio gave an answer that cannot be read.') : { value };
    } catch (error) {
      if (!(error instanceof NetworkFailure)) throw error;
      log({ httpStatus: null, code: null, network: { phase: error.phase, fault: error.fault } });
      return judgeSilence(error);
    }
  }

  /** Waits before the attempt after `attempt`. False when the time is used up. */
  private async pause(attempt: number, signal: AbortSignal): Promise<boolean> {
    const { backoffMs, maxBackoffMs } = this.settings;
    const longest = Math.min(backoffMs * 2 ** (attempt - 1), maxBackoffMs);
    try {
      await sleep(longest * (0.5 + Math.random() / 2), undefined, { signal });
      return true;
    } catch {
      return false;
    }
  }
}
