import type { RecipientBehaviour } from './recipients.ts';
import type { Sent } from './sent.ts';
import type { CallbackFields, CallbackPoster } from './status-callback.ts';
import { timestamp } from './timestamp.ts';

/** The dependencies of a lifecycle. */
export interface LifecycleSetting {
  /** Between two statuses, and between the last one and the price. */
  readonly stepMs: number;
  readonly now: () => Date;
  readonly poster: CallbackPoster;
  /** The account's token at that moment: callbacks after a rotation are signed with the new one. */
  readonly tokenOf: (accountSid: string) => string;
  /** The number that the account's messaging services choose. */
  readonly numberOf: (accountSid: string) => string;
}

/** Moves accepted messages and calls from status to status and calls back. */
export class Lifecycle {
  private readonly setting: LifecycleSetting;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly runs = new Set<Run>();

  constructor(setting: LifecycleSetting) {
    this.setting = setting;
  }

  /** The number of messages and calls that are on their way, or have callbacks that are not answered yet. */
  get underWay(): number {
    return this.runs.size;
  }

  /** Begins. The promise is what the answer to the request has to wait for. */
  async start(sent: Sent, behaviour: RecipientBehaviour): Promise<void> {
    const run = new Run(sent, behaviour, this.setting);
    this.runs.add(run);
    if (behaviour.callbacks === 'BEFORE_THE_ANSWER') await run.step();
    else if (sent.request.kind === 'VOICE') run.initiated();
    this.schedule(run);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.runs.clear();
  }

  private schedule(run: Run): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const answered = run.step();
      if (run.done) void answered.then(() => this.runs.delete(run));
      else this.schedule(run);
    }, this.setting.stepMs);
    timer.unref();
    this.timers.add(timer);
  }
}

/** One message or call on its way. */
class Run {
  private readonly sent: Sent;
  private readonly behaviour: RecipientBehaviour;
  private readonly setting: LifecycleSetting;
  private readonly ahead: string[];
  private readonly heldBack: CallbackFields[] = [];
  private posted: Promise<void> = Promise.resolve();
  private sequence = 0;
  done = false;

  constructor(sent: Sent, behaviour: RecipientBehaviour, setting: LifecycleSetting) {
    this.sent = sent;
    this.behaviour = behaviour;
    this.setting = setting;
    this.ahead = sent.request.kind === 'SMS' ? messageSteps(behaviour) : callSteps(behaviour);
  }

  /** The next status and its callback, or at the end the price. */
  step(): Promise<void> {
    const status = this.ahead.shift();
    if (status === undefined) {
      this.sent.settlePrice();
      this.done = true;
      return this.posted;
    }
    this.enter(status);
    this.callBack(this.sent.request.kind === 'SMS' ? messageFields(this.sent) : this.callFields(status));
    return this.posted;
  }

  /** The callback of a call that has just been accepted. */
  initiated(): void {
    this.callBack(this.callFields('initiated'));
  }

  private enter(status: string): void {
    const { sent } = this;
    const now = this.setting.now();
    sent.status = status;
    if (sent.from === '') sent.from = this.setting.numberOf(sent.request.accountSid);
    sent.updatedAt = now;
    if (status === 'sent' || status === 'in-progress' || status === 'ringing') sent.startedAt ??= now;
    if (this.ahead.length === 0) {
      sent.endedAt = now;
      sent.errorCode = this.behaviour.errorCode ?? null;
    }
  }

  private callBack(fields: CallbackFields | undefined): void {
    const manner = this.behaviour.callbacks ?? 'ONCE';
    if (fields === undefined || this.sent.request.statusCallback === null || manner === 'NEVER') return;
    if (manner !== 'REVERSED') {
      for (let times = manner === 'TWICE' ? 2 : 1; times > 0; times -= 1) this.post(fields);
      return;
    }
    this.heldBack.unshift(fields);
    if (this.ahead.length === 0) for (const held of this.heldBack) this.post(held);
  }

  private post(fields: CallbackFields): void {
    const { statusCallback, accountSid } = this.sent.request;
    if (statusCallback === null) return;
    this.posted = this.posted.then(() =>
      this.setting.poster.post(statusCallback, fields, this.setting.tokenOf(accountSid)),
    );
  }

  private callFields(status: string): CallbackFields | undefined {
    const { sent } = this;
    const ended = sent.endedAt !== null;
    const event = ended ? 'completed' : status === 'in-progress' ? 'answered' : status;
    if (!sent.request.events.includes(event)) return undefined;
    const fields = {
      AccountSid: sent.request.accountSid,
      ApiVersion: '2010-04-01',
      CallSid: sent.sid,
      CallStatus: status,
      CallbackSource: 'call-progress-events',
      Called: sent.request.to,
      Caller: sent.from,
      Direction: 'outbound-api',
      From: sent.from,
      SequenceNumber: String(this.sequence++),
      Timestamp: timestamp(sent.updatedAt),
      To: sent.request.to,
    };
    return ended ? { ...fields, CallDuration: sent.durationSeconds() ?? '0', Duration: '1' } : fields;
  }
}

function messageFields(sent: Sent): CallbackFields {
  return {
    AccountSid: sent.request.accountSid,
    ApiVersion: '2010-04-01',
    From: sent.from,
    ...(sent.request.messagingServiceSid === null
      ? {}
      : { MessagingServiceSid: sent.request.messagingServiceSid }),
    MessageSid: sent.sid,
    MessageStatus: sent.status,
    SmsSid: sent.sid,
    SmsStatus: sent.status,
    To: sent.request.to,
    ...(sent.errorCode === null ? {} : { ErrorCode: String(sent.errorCode) }),
  };
}

function messageSteps({ smsEnd = 'delivered' }: RecipientBehaviour): string[] {
  if (smsEnd === 'failed') return ['sending', 'failed'];
  return smsEnd === 'sent' ? ['sending', 'sent'] : ['sending', 'sent', smsEnd];
}

function callSteps({ callEnd = 'completed' }: RecipientBehaviour): string[] {
  if (callEnd === 'completed') return ['ringing', 'in-progress', 'completed'];
  return callEnd === 'failed' || callEnd === 'canceled' ? [callEnd] : ['ringing', callEnd];
}
