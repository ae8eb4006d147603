import { z } from 'zod';
import type { Database } from '../../database/client.ts';
import { uuidColumn } from '../../database/row-columns.ts';
import { OutOfDate } from '../../kernel/errors.ts';
import { newUuid, type Uuid } from '../../kernel/ids.ts';
import { type RequestScope, systemScope } from '../../kernel/scope.ts';
import { once, type Remembered, rememberedById } from '../../tenant/request-key.ts';
import { forEachTenant } from '../../tenant/tenant-round.ts';
import { findConfigurations } from '../version-store.ts';
import type { ChangeRequest, Step } from './change-request-rules.ts';
import { findChangeRequests, tenantsWithDueChange } from './change-request-store.ts';
import {
  type AskedChange,
  applyOne,
  ask,
  type Change,
  type ChangeDeps,
  close,
  decide,
  requireFourEyes,
  type Said,
  StaleChange,
} from './change-request-verbs.ts';

/** Changes of who sends, which take another person where the tenant or the platform says so. */
export interface ChangeRequestService {
  /** True if the platform requires another person in every tenant. */
  readonly fourEyesForAll: boolean;
  /**
   * Makes the change at once, or has it wait for another person or for its time. It is checked in full either way, and refused as
   * the save or the removal is. Who repeats it is given the same.
   */
  ask(scope: RequestScope, change: Change, applyAt: Date | null): Promise<AskedChange>;
  /** Requires another person from now on; its end is a change request itself, which is then returned. */
  requireFourEyes(scope: RequestScope, required: boolean): Promise<ChangeRequest | null>;
  /**
   * Takes a step with a request. With an approval everything is checked again, in the name of who asked, and made in the same
   * transaction; what is no longer as it was shown is refused with what changed, and the request closed.
   */
  decide(scope: RequestScope, step: Step, said: Said): Promise<ChangeRequest>;
  /** Applies what is approved and due, of up to `limit` tenants. Gives of how many. */
  applyDue(limit: number): Promise<number>;
}

/** The parts that the service needs. */
interface Deps extends ChangeDeps {
  readonly database: Database;
}

/** Makes the service from what it needs. */
export function createChangeRequestService(deps: Deps): ChangeRequestService {
  const { database } = deps;
  const closeStale = (scope: RequestScope, id: Uuid, note: string) =>
    database.write(scope.tenant, (tx) => close(tx, scope, id, note), scope.limits);
  return {
    fourEyesForAll: deps.fourEyesForAll,
    ask: (scope, change, applyAt) =>
      database.write(
        scope.tenant,
        (tx) => once(tx, scope, REMEMBERED_CHANGE, () => ask(tx, scope, { change, applyAt }, deps)),
        scope.limits,
      ),
    requireFourEyes: (scope, required) =>
      database.write(
        scope.tenant,
        (tx) => once(tx, scope, REMEMBERED_END, () => requireFourEyes(tx, scope, required, deps)),
        scope.limits,
      ),
    async decide(scope, step, said) {
      try {
        return await database.write(
          scope.tenant,
          (tx) => once(tx, scope, REMEMBERED_REQUEST, () => decide(tx, scope, { step, ...said }, deps)),
          scope.limits,
        );
      } catch (error) {
        if (!(error instanceof StaleChange)) throw error;
        await closeStale(scope, said.id, error.message);
        throw new OutOfDate(error.refusal.problems);
      }
    },
    async applyDue(limit) {
      const tenants = await database.system((tx) => tenantsWithDueChange(tx, limit));
      await forEachTenant(tenants, async (tenant) => {
        const scope = systemScope(tenant, 'change-requests', newUuid(new Date()));
        const due: { id: Uuid | null } = { id: null };
        try {
          await database.write(tenant, (tx) => applyOne(tx, scope, due, deps));
        } catch (error) {
          if (!(error instanceof StaleChange) || due.id === null) throw error;
          await closeStale(scope, due.id, error.message);
        }
      });
      return tenants.length;
    },
  };
}

const REMEMBERED_REQUEST = rememberedById(findChangeRequests);

/** A version by its number, or a request by its id. */
const REMEMBERED_CHANGE: Remembered<AskedChange, number | Uuid> = {
  form: z.union([z.int(), uuidColumn]),
  referTo: (asked) => (asked.kind === 'MADE' ? asked.configuration.version : asked.request.id),
  async find(tx, reference) {
    if (typeof reference === 'number') {
      const [configuration] = await findConfigurations(tx, [reference]);
      if (configuration !== undefined) return { kind: 'MADE', configuration };
    } else {
      const [request] = await findChangeRequests(tx, [reference]);
      if (request !== undefined) return { kind: 'REQUESTED', request };
    }
    throw new Error(`what an idempotency key led to is not there: ${reference}`);
  },
};

const REMEMBERED_END: Remembered<ChangeRequest | null, Uuid | null> = {
  form: uuidColumn.nullable(),
  referTo: (request) => request?.id ?? null,
  find: async (tx, id) => (id === null ? null : ((await findChangeRequests(tx, [id]))[0] ?? null)),
};
