import { type Backoff, pause, pauseAfter } from './backoff.ts';
import { beginCall, type CallLog } from './call-event.ts';
import { judgeRead, judgeSilence, type ReadTarget, type ReadVerdict, unreadable } from './error-map.ts';
import type { ReadResult, TwilioCredential } from './gateway.ts';
import { NetworkFailure } from './network-failure.ts';
import { PageTrail } from './page-trail.ts';
import { type Page, parseJson, readErrorCode } from './replies.ts';
import type { SdkClient } from './sdk-client.ts';

/** Limits of reading. */
export interface ReaderSettings extends Backoff {
  readonly baseUrl: string;
  /** The most attempts of a read, including the first. */
  readonly attempts: number;
  readonly pageSize: number;
  readonly maxPages: number;
  readonly log?: CallLog | undefined;
}

/** The target of one read. */
export interface Read<T> {
  readonly target: ReadTarget;
  readonly credential: TwilioCredential;
  readonly path: string;
  /** The value in a 200's body, or `undefined` when it is not one. */
  readonly parse: (body: unknown) => T | undefined;
}

/** The target of a read of a whole list: `path` is that of the list, `filters` are parameters of each page. */
export interface ListRead<T> extends Read<Page<T>> {
  readonly filters?: Readonly<Record<string, string>>;
}

type Judged<T> = { readonly value: T } | ReadVerdict;

/** Reads from Twilio and repeats what is worth it: a read does no harm twice. */
export class Reader {
  private readonly sdk: SdkClient;
  private readonly settings: ReaderSettings;

  constructor(sdk: SdkClient, settings: ReaderSettings) {
    this.sdk = sdk;
    this.settings = settings;
  }

  async read<T>(read: Read<T>, signal: AbortSignal): Promise<ReadResult<T>> {
    for (let attempt = 1; ; attempt += 1) {
      const judged = await this.once(read, attempt, signal);
      if ('value' in judged) return { ok: true, value: judged.value };
      const over = !judged.again || attempt >= this.settings.attempts;
      if (over || !(await pause(pauseAfter(attempt, this.settings), signal))) {
        return { ok: false, failure: judged.failure };
      }
    }
  }

  /** All pages, or a failure: never a part of them. */
  async readAll<T extends { readonly sid: string }>(
    list: ListRead<T>,
    signal: AbortSignal,
  ): Promise<ReadResult<readonly T[]>> {
    const { baseUrl, maxPages, pageSize } = this.settings;
    let query = `?${new URLSearchParams({ PageSize: String(pageSize), ...list.filters })}`;
    const trail = new PageTrail(list.path, baseUrl, maxPages, query);
    // By SID: when items come or go while they are listed, one may stand on two pages.
    const items = new Map<string, T>();
    while (true) {
      const page = await this.read({ ...list, path: list.path + query }, signal);
      if (!page.ok) return page;
      for (const item of page.value.items) items.set(item.sid, item);
      if (page.value.next === null) return { ok: true, value: [...items.values()] };
      const next = trail.follow(page.value.next);
      if (next === undefined) {
        return {
          ok: false,
          failure: unreadable("Twilio's list has an invalid next page or does not end.").failure,
        };
      }
      query = next;
    }
  }

  private async once<T>(read: Read<T>, attempt: number, signal: AbortSignal): Promise<Judged<T>> {
    const call = beginCall(this.settings.log, read.target, read.credential, attempt);
    try {
      const answer = await this.sdk.get(read.credential, read.path, signal);
      const body = parseJson(answer.body);
      const facts = { httpStatus: answer.status, code: readErrorCode(body) };
      call.answered(facts);
      const verdict = judgeRead(read.target, facts);
      if (verdict !== undefined) return verdict;
      const value = read.parse(body);
      return value === undefined ? unreadable('Twilio returned a response that cannot be read.') : { value };
    } catch (error) {
      if (!(error instanceof NetworkFailure)) throw error;
      call.failed(error);
      return judgeSilence(error);
    }
  }
}
