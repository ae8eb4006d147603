import { isDatabaseUnavailable } from '../../database/connection/outages.ts';
import { operationEnd } from '../../kernel/operation-limits.ts';
import type { IncomingRequest } from '../guard/incoming-request.ts';
import { createGroupCommit, type GroupCommit } from '../settle/group-commit.ts';
import { type Admission, type AdmissionDeps, admit } from './admission.ts';

/** Admits single requests, those that come at the same time in one transaction. */
export type AdmissionGroups = GroupCommit<IncomingRequest, Admission>;

/** Groups of which none is under way. */
export function createAdmissionGroups(deps: AdmissionDeps): AdmissionGroups {
  return createGroupCommit<IncomingRequest, Admission>({
    keyOf: ({ request }) => request.idempotencyKey,
    isBulk: ({ isBulk }) => isBulk,
    commit: (tenant, requests) => admit(deps, tenant, requests),
    async commitAlone(tenant, request, { error, size }) {
      // An outage is everybody's, and one request alone would fail again.
      if (size === 1 || isDatabaseUnavailable(error) || operationEnd(error) !== undefined) throw error;
      // The place that was held for it was given back.
      const [admission] = await admit(deps, tenant, [{ ...request, held: undefined }]);
      if (admission === undefined) throw new Error('a request was admitted without an answer');
      return admission;
    },
  });
}
