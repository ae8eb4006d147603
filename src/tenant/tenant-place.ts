import type { Transaction } from '../database/client.ts';
import { parseTenantId, type TenantId } from '../kernel/ids.ts';
import type { PartOfList } from '../kernel/part-of-list.ts';
import { pageTenants } from './tenant-store.ts';

/** The number of tenants that a page of a list across tenants looks at, and of those that one statement does (X5). */
const TENANTS_OF_PAGE = 1_000;
const TENANTS_AT_ONCE = 100;

/** A place in a list across tenants, which goes tenant by tenant: in the list of the tenant, before the row of this id. */
export interface TenantPlace {
  readonly tenant: TenantId;
  readonly id: string;
}

const PLACE = /^([^/]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The text of a place, for cursors. */
export function placeText({ tenant, id }: TenantPlace): string {
  return `${tenant}/${id}`;
}

/** The place of a text; `undefined` when it is none. */
export function parsePlace(text: string): TenantPlace | undefined {
  const [, name = '', id = ''] = PLACE.exec(text) ?? [];
  const tenant = parseTenantId(name);
  return tenant && { tenant, id };
}

/** Before the first row of a tenant, so that nothing of it is left. */
const NOTHING_LEFT = '00000000-0000-0000-0000-000000000000';

/**
 * A page of a list across tenants, in the order of their ids. A page that has looked at `TENANTS_OF_PAGE` tenants ends there,
 * and tells where. Runs as the platform.
 *
 * @param read the rows of these tenants, up to a limit
 */
export async function pageAcrossTenants<T>(
  tx: Transaction,
  { after, limit }: { readonly after: TenantPlace | null; readonly limit: number },
  read: (tenants: readonly TenantId[], limit: number) => Promise<readonly T[]>,
): Promise<PartOfList<T, string>> {
  const others = await pageTenants(tx, { first: TENANTS_OF_PAGE, after: after?.tenant ?? null });
  const tenants = [...(after === null ? [] : [after.tenant]), ...others.map(({ tenant }) => tenant)];
  const rows: T[] = [];
  for (let at = 0; at < tenants.length && rows.length < limit; at += TENANTS_AT_ONCE) {
    rows.push(...(await read(tenants.slice(at, at + TENANTS_AT_ONCE), limit - rows.length)));
  }
  const last = tenants.at(-1);
  const isOver = others.length < TENANTS_OF_PAGE || rows.length === limit || last === undefined;
  return { rows, endedAt: isOver ? null : placeText({ tenant: last, id: NOTHING_LEFT }) };
}
