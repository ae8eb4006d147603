import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import { type Backoff, pause, pauseAfter } from './backoff.ts';
import { beginCall, type CallLog } from './call-event.ts';
import { judgeSend, judgeUnanswered } from './error-map.ts';
import type { SendOutcome, SendTiming, TwilioCredential } from './gateway.ts';
import type { Form } from './http-client.ts';
import { NetworkFailure } from './network-failure.ts';
import { parseJson, readErrorCode } from './replies.ts';
import { sentPath } from './resource-paths.ts';
import type { SdkClient } from './sdk-client.ts';
import { readSent } from './sent-replies.ts';

/** Limits of sending. */
export interface SenderSettings extends Backoff {
  /** The most attempts of a send while Twilio rate-limits, including the first. */
  readonly attempts: number;
  readonly log?: CallLog | undefined;
}

/** Sends, and repeats nothing but what Twilio says it did not process. */
export class Sender {
  private readonly sdk: SdkClient;
  private readonly settings: SenderSettings;

  constructor(sdk: SdkClient, settings: SenderSettings) {
    this.sdk = sdk;
    this.settings = settings;
  }

  async send(
    credential: TwilioCredential,
    channel: Channel,
    form: Form,
    { timeoutMs, signal = NEVER }: SendTiming,
  ): Promise<SendOutcome> {
    const began = performance.now();
    const deadline = began + timeoutMs;
    // A repetition with hardly any time left would turn what was certainly not accepted into an open outcome.
    const lastBegin = began + timeoutMs / 2;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.once(credential, channel, form, attempt, signal, deadline);
      if (outcome.outcome !== 'THROTTLED' || attempt >= this.settings.attempts) return outcome;
      const pauseMs = pauseAfter(attempt, this.settings);
      if (performance.now() + pauseMs > lastBegin || !(await pause(pauseMs, signal))) return outcome;
    }
  }

  private async once(
    credential: TwilioCredential,
    channel: Channel,
    form: Form,
    attempt: number,
    signal: AbortSignal,
    deadline: number,
  ): Promise<SendOutcome> {
    const call = beginCall(this.settings.log, `SEND_${channel}`, credential, attempt);
    try {
      const path = sentPath(credential.sid, channel);
      const answer = await this.sdk.post(credential, path, form, signal, deadline);
      const body = parseJson(answer.body);
      const facts = { httpStatus: answer.status, code: readErrorCode(body) };
      call.answered(facts);
      return judgeSend(facts, readSent(body, channel, credential.sid));
    } catch (error) {
      if (!(error instanceof NetworkFailure)) throw error;
      call.failed(error);
      return judgeUnanswered(error);
    }
  }
}

const NEVER = new AbortController().signal;
