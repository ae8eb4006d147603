import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { uuidColumn } from '../database/row-columns.ts';
import { accountCheckRow } from '../database/rows.ts';
import { accountCheck } from '../database/tables.ts';
import type { AccountSid, TenantId, Uuid } from '../kernel/ids.ts';
import type {
  AccountCheckKind,
  AccountCheckStatus,
  VerificationFailure,
} from '../kernel/vocabulary/account.ts';
import { rememberedById } from '../tenant/request-key.ts';
import type { AccountCheck } from './account-check.ts';

function toAccountCheck(value: unknown): AccountCheck {
  const { tenantId, ...check } = accountCheckRow.parse(value);
  return { tenant: tenantId, ...check };
}

/** A check that nobody has begun. */
export type NewAccountCheck = Omit<
  AccountCheck,
  'status' | 'failureReason' | 'warnings' | 'changedAt' | 'finishedAt'
>;

/** Keeps a new check as `PENDING`, to be claimed by any node. */
export async function insertAccountCheck(tx: Transaction, check: NewAccountCheck): Promise<AccountCheck> {
  const { tenant, ...columns } = check;
  const [inserted] = await tx.sql
    .insert(accountCheck)
    .values({ ...columns, tenantId: tenant, status: 'PENDING', warnings: [], changedAt: check.createdAt })
    .returning();
  return toAccountCheck(inserted);
}

/** The tenant's checks of these ids, in no order. */
export async function findAccountChecks(
  tx: Transaction,
  ids: readonly Uuid[],
): Promise<readonly AccountCheck[]> {
  const rows = await tx.sql
    .select()
    .from(accountCheck)
    .where(and(eq(accountCheck.tenantId, tx.tenant), inArray(accountCheck.id, [...ids])));
  return rows.map(toAccountCheck);
}

/** A check that a verb began, as it is now. */
export const REMEMBERED_CHECK = rememberedById(findAccountChecks);

/** The tenant's newest check of a kind. */
export async function latestAccountCheck(
  tx: Transaction,
  kind: AccountCheckKind,
): Promise<AccountCheck | undefined> {
  const [newest] = await tx.sql
    .select()
    .from(accountCheck)
    .where(and(eq(accountCheck.tenantId, tx.tenant), eq(accountCheck.kind, kind)))
    .orderBy(desc(accountCheck.createdAt), desc(accountCheck.id))
    .limit(1);
  return newest === undefined ? undefined : toAccountCheck(newest);
}

/** The tenant's checks of a kind that have not ended. */
export async function unfinishedAccountChecks(
  tx: Transaction,
  kind: AccountCheckKind,
): Promise<readonly AccountCheck[]> {
  const rows = await tx.sql
    .select()
    .from(accountCheck)
    .where(
      and(eq(accountCheck.tenantId, tx.tenant), eq(accountCheck.kind, kind), isNull(accountCheck.finishedAt)),
    );
  return rows.map(toAccountCheck);
}

/** When the tenant's on-demand checks of a kind since `since` were begun, oldest first, at most `limit`. */
export async function recentCheckInstants(
  tx: Transaction,
  kind: AccountCheckKind,
  since: Date,
): Promise<readonly Date[]> {
  const rows = await tx.sql
    .select({ createdAt: accountCheck.createdAt })
    .from(accountCheck)
    .where(
      and(
        eq(accountCheck.tenantId, tx.tenant),
        eq(accountCheck.kind, kind),
        eq(accountCheck.trigger, 'ON_DEMAND'),
        gt(accountCheck.createdAt, since),
      ),
    )
    .orderBy(asc(accountCheck.createdAt));
  return rows.map(({ createdAt }) => createdAt);
}

/** A change that a step of a check makes. */
export interface AccountCheckChange {
  readonly status: AccountCheckStatus;
  readonly failureReason?: VerificationFailure;
  readonly accountSid?: AccountSid;
  readonly warnings?: readonly 'TRIAL'[];
}

/** Moves a check that has not ended. Gives the check as it is then, or `undefined` when it had ended before. */
export async function advanceAccountCheck(
  tx: Transaction,
  id: Uuid,
  { warnings, ...change }: AccountCheckChange,
): Promise<AccountCheck | undefined> {
  const now = await tx.now;
  const terminal =
    change.status === 'VERIFIED' || change.status === 'REFRESHED' || change.status === 'FAILED';
  const [moved] = await tx.sql
    .update(accountCheck)
    .set({
      ...change,
      ...(warnings === undefined ? {} : { warnings: [...warnings] }),
      ...(terminal ? { finishedAt: now, leaseUntil: null, leaseHolder: null } : {}),
      changedAt: now,
    })
    .where(
      and(eq(accountCheck.tenantId, tx.tenant), eq(accountCheck.id, id), isNull(accountCheck.finishedAt)),
    )
    .returning();
  return moved === undefined ? undefined : toAccountCheck(moved);
}

/**
 * Takes the lease of up to `limit` checks that nobody holds, oldest first, for `leaseMs`; compared by the database's
 * clock alone. Runs as the system, across tenants.
 */
export async function claimAccountChecks(
  tx: Transaction,
  holder: Uuid,
  leaseMs: number,
  limit: number,
): Promise<readonly AccountCheck[]> {
  // As a common table expression, which is read once: what a join reads again it would lock beyond the limit.
  const free = tx.sql.$with('free').as(
    tx.sql
      .select({ tenantId: accountCheck.tenantId, id: accountCheck.id })
      .from(accountCheck)
      .where(
        and(
          isNull(accountCheck.finishedAt),
          sql`(${accountCheck.leaseUntil} is null or ${accountCheck.leaseUntil} < clock_timestamp())`,
        ),
      )
      .orderBy(asc(accountCheck.createdAt))
      .limit(limit)
      .for('update', { skipLocked: true }),
  );
  const claimed = await tx.sql
    .with(free)
    .update(accountCheck)
    .set({ leaseHolder: holder, leaseUntil: leaseEnd(leaseMs) })
    .from(free)
    .where(and(eq(accountCheck.tenantId, free.tenantId), eq(accountCheck.id, free.id)))
    .returning(columnsOfCheck());
  return claimed.map(toAccountCheck);
}

/** Prolongs those of these leases that `holder` still has, and gives their ids; any other was finished or taken over. */
export async function renewLeases(
  tx: Transaction,
  holder: Uuid,
  ids: readonly Uuid[],
  leaseMs: number,
): Promise<ReadonlySet<Uuid>> {
  const renewed = await tx.sql
    .update(accountCheck)
    .set({ leaseUntil: leaseEnd(leaseMs) })
    .where(
      and(
        eq(accountCheck.leaseHolder, holder),
        inArray(accountCheck.id, [...ids]),
        isNull(accountCheck.finishedAt),
      ),
    )
    .returning({ id: accountCheck.id });
  return new Set(renewed.map(({ id }) => uuidColumn.parse(id)));
}

/** Gives up every lease of `holder`, so that another node goes on at once. */
export async function releaseLeases(tx: Transaction, holder: Uuid): Promise<void> {
  await tx.sql
    .update(accountCheck)
    .set({ leaseUntil: null, leaseHolder: null })
    .where(eq(accountCheck.leaseHolder, holder));
}

/** The checks of these keys as they are now, for all watchers of a node in one statement. Runs as the system. */
export async function readWatchedChecks(
  tx: Transaction,
  keys: readonly { readonly tenant: TenantId; readonly id: Uuid }[],
): Promise<readonly AccountCheck[]> {
  const tenants = keys.map(({ tenant }) => tenant);
  const ids = keys.map(({ id }) => id);
  const rows = await tx.sql
    .select()
    .from(accountCheck)
    .where(
      sql`(${accountCheck.tenantId}, ${accountCheck.id}) in (select * from unnest(${sql.param(tenants)}::text[], ${sql.param(ids)}::uuid[]))`,
    );
  return rows.map(toAccountCheck);
}

function leaseEnd(leaseMs: number) {
  return sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;
}

/** A joined update returns the columns of both sides unless they are named. */
function columnsOfCheck() {
  const { leaseUntil, leaseHolder, ...columns } = getTableColumns(accountCheck);
  return columns;
}
