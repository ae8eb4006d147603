import { createClient, type DispatchItemInput, type OriginatorClient } from '../../../src/client/index.ts';
import { kindOf, settleTenant, type TenantKind } from '../../../src/dev/load/simulated-kinds.ts';
import { FAULTS, requestMaker, seededRandom } from '../../../src/dev/load/simulated-requests.ts';
import { SimulatorControl } from '../../../src/dev/load/simulator-control.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';
import type { UnknownDispatch } from '../dispatch-invariants.ts';
import { newTenant, type RunningSystem } from '../running-system.ts';

/** A tenant of a fleet, with what it is to send. */
export interface FleetTenant {
  readonly tenant: TenantId;
  readonly kind: TenantKind;
  readonly dispatcherToken: string;
  readonly items: readonly DispatchItemInput[];
}

/** A client of the system for a role of the tenant. */
export async function clientOf(
  system: Pick<RunningSystem, 'token'>,
  endpoint: string,
  tenant: string,
  role: 'admin' | 'dispatcher',
): Promise<OriginatorClient> {
  const kind = role === 'dispatcher' ? 'service' : 'person';
  return createClient({ url: endpoint, token: await system.token({ tenant, role, kind }), retries: 0 });
}

/** Makes tenants of every kind and shares the dispatches out among them; the same seed makes the same requests. */
export async function startFleet(
  system: Pick<RunningSystem, 'token' | 'simulatorUrl'>,
  endpoint: string,
  size: { readonly tenants: number; readonly dispatches: number; readonly seed: number },
): Promise<readonly FleetTenant[]> {
  const control = new SimulatorControl(system.simulatorUrl);
  const random = seededRandom(size.seed);
  const fleet: FleetTenant[] = [];
  for (let index = 0; index < size.tenants; index += 1) {
    const tenant = newTenant();
    const kind = kindOf(index);
    const admin = await clientOf(system, endpoint, tenant, 'admin');
    await settleTenant(admin, control, kind, AbortSignal.timeout(30_000));
    const make = requestMaker(random, tenant, FAULTS);
    const count = Math.ceil(size.dispatches / size.tenants);
    fleet.push({
      ...{ tenant, kind, items: Array.from({ length: count }, make) },
      dispatcherToken: await system.token({ tenant, role: 'dispatcher', kind: 'service' }),
    });
  }
  return fleet;
}

/** Accepted at once, and never reported on. */
const NEVER_REPORTED = '+15005000701';

/**
 * Those of the unknown outcomes that somebody could have told: of tenants whose account, where they have one, still lets
 * its lists be read. A suspended account and a dead token do not. Of what is never reported on, where a busy machine has
 * answered too late, the list alone could tell. It cannot where several went to the one recipient (D11), which different
 * tenants may have in common.
 */
export function tellable(
  fleet: readonly FleetTenant[],
  unknown: readonly UnknownDispatch[],
): readonly string[] {
  const mute = fleet
    .filter(({ kind }) => kind.fate === 'SUSPENDED' || kind.fate === 'STALE_TOKEN')
    .map(({ tenant }): string => tenant);
  const asked = new Map(
    fleet.flatMap(({ items }) => items.map(({ idempotencyKey, to }) => [idempotencyKey, to])),
  );
  const recipientOf = ({ idempotencyKey }: UnknownDispatch) => asked.get(idempotencyKey);
  const isSole = (one: UnknownDispatch) =>
    recipientOf(one) === undefined ||
    !unknown.some((other) => other !== one && recipientOf(other) === recipientOf(one));
  return unknown
    .filter((one) => recipientOf(one) !== NEVER_REPORTED && !mute.includes(one.tenant) && isSole(one))
    .map(({ story }) => story);
}
