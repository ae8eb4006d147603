import type { AccountSid } from '../kernel/ids.ts';
import type { ReadTarget } from './error-map.ts';
import type { TwilioCredential } from './gateway.ts';
import type { NetworkFailure, NetworkFault, NetworkPhase } from './network-failure.ts';

/** One call to Twilio that ended, fit for a log: neither secrets nor texts nor recipients (X4, D12). */
export interface TwilioCallEvent {
  /** The kind of call. */
  readonly call: ReadTarget | 'SEND_SMS' | 'SEND_VOICE';
  readonly accountSid: AccountSid;
  /** 1 for the first. */
  readonly attempt: number;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly code: number | null;
  /** Set when no whole answer came. */
  readonly network: { readonly phase: NetworkPhase; readonly fault: NetworkFault } | null;
}

/** Hears of each call; nothing it is told is secret. */
export type CallLog = (event: TwilioCallEvent) => void;

/** One call under way, to be reported once when it has ended. */
export interface RunningCall {
  answered(facts: { readonly httpStatus: number; readonly code: number | null }): void;
  failed(failure: NetworkFailure): void;
}

/** Takes the time of a call from now on. */
export function beginCall(
  log: CallLog | undefined,
  call: TwilioCallEvent['call'],
  { sid }: TwilioCredential,
  attempt: number,
): RunningCall {
  const began = performance.now();
  const report = (facts: Pick<TwilioCallEvent, 'httpStatus' | 'code' | 'network'>): void => {
    log?.({ call, accountSid: sid, attempt, durationMs: Math.round(performance.now() - began), ...facts });
  };
  return {
    answered: ({ httpStatus, code }) => report({ httpStatus, code, network: null }),
    failed: ({ httpStatus, phase, fault }) => report({ httpStatus, code: null, network: { phase, fault } }),
  };
}
