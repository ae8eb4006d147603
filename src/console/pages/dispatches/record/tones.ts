import type {
  AttemptOutcome,
  BilledAccount,
  DeliveryStatus,
  DispatchState,
} from '../../../generated/graphql.ts';
import type { Tone } from '../../../ui/feedback/notice.tsx';

const STATES: Readonly<Record<DispatchState, Tone>> = {
  ACCEPTED: 'good',
  FAILED: 'error',
  OUTCOME_UNKNOWN: 'warning',
  PENDING: 'info',
};

const BILLED: Readonly<Record<BilledAccount, Tone>> = {
  CUSTOM: 'info',
  DEFAULT: 'warning',
  NONE: 'neutral',
  UNKNOWN: 'warning',
};

const OUTCOMES: Readonly<Record<AttemptOutcome, Tone>> = {
  ACCEPTED: 'good',
  NOT_SENT: 'neutral',
  OPEN: 'warning',
  REFUSED: 'error',
  THROTTLED: 'error',
};

const DELIVERIES: Readonly<Partial<Record<DeliveryStatus, Tone>>> = {
  DELIVERED: 'good',
  COMPLETED: 'good',
  UNDELIVERED: 'error',
  FAILED: 'error',
  BUSY: 'warning',
  NO_ANSWER: 'warning',
  CANCELED: 'warning',
};

export const stateTone = (state: DispatchState): Tone => STATES[state];
export const billedTone = (billed: BilledAccount): Tone => BILLED[billed];
export const outcomeTone = (outcome: AttemptOutcome): Tone => OUTCOMES[outcome];
export const deliveryTone = (delivery: DeliveryStatus): Tone => DELIVERIES[delivery] ?? 'neutral';
