import { stepUpRefusal } from '../../kernel/step-up/step-up-rules.ts';
import type { StepUpVerb } from '../../kernel/vocabulary/access.ts';
import type { OperationContext } from '../context.ts';

/** The input of a mutation, as far as it tells which verb it is. */
type Input = Readonly<Record<string, unknown>>;

/**
 * The mutations for which the platform can ask a person to authenticate again (X7), and as which verbs they count. What is not
 * listed never asks. Their `errors` name `StepUpRequired`.
 *
 * @internal
 */
export const STEP_UP_MUTATIONS: Readonly<Record<string, (input: Input) => readonly StepUpVerb[]>> = {
  saveTwilioAccount: ({ draft, ...others }) => [
    ...(isGiven(draft) ? (['save'] as const) : []),
    ...(POLICY_INPUTS.some((name) => isGiven(others[name])) ? (['policy'] as const) : []),
  ],
  removeTwilioAccount: () => ['remove'],
  declineConsent: () => ['decline'],
  approveChangeRequest: () => ['approvals'],
  rejectChangeRequest: () => ['approvals'],
  withdrawChangeRequest: () => ['approvals'],
  overrideChangeRequest: () => ['approvals'],
  setFourEyes: () => ['approvals'],
  placeLegalHold: () => ['holds'],
  releaseLegalHold: () => ['holds'],
  pauseSending: () => ['pauses'],
  resumeSending: () => ['pauses'],
};

/** The inputs of a save that change how it is sent, and not by which account. */
const POLICY_INPUTS = ['fallbackMode', 'channels', 'sendingPolicy'];

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Refuses a mutation whose caller has to authenticate again first. Every mutation with an idempotency key goes through it. */
export function demandStepUp(context: OperationContext, mutation: string, input: object): void {
  const verbs = STEP_UP_MUTATIONS[mutation]?.({ ...input }) ?? [];
  const { policy, clock, toleranceMs } = context.services.stepUp;
  const refusal = stepUpRefusal(context.principal, verbs, { policy, now: clock(), toleranceMs });
  if (refusal !== null) throw refusal;
}
