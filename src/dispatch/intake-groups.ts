import { isDatabaseUnavailable } from '../database/outages.ts';
import { operationEnd } from '../kernel/operation-limits.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { type Intake, type IntakeParts, takeIn } from './intake.ts';

/** Takes single requests in, those that come at the same time in one transaction. */
export type IntakeGroups = GroupCommit<IncomingRequest, Intake>;

/** Groups of which none is under way. */
export function createIntakeGroups(parts: IntakeParts): IntakeGroups {
  return createGroupCommit<IncomingRequest, Intake>({
    keyOf: ({ request }) => request.idempotencyKey,
    commit: (tenant, requests) => takeIn(parts, tenant, requests),
    async commitAlone(tenant, request, { error, size }) {
      // An outage is everybody's, and one request alone would fail again.
      if (size === 1 || isDatabaseUnavailable(error) || operationEnd(error) !== undefined) throw error;
      // The place that was held for it was given back.
      const [intake] = await takeIn(parts, tenant, [{ ...request, held: undefined }]);
      if (intake === undefined) throw new Error('a request was taken in without an answer');
      return intake;
    },
  });
}
