import type { VerifiedAccount } from '../../../account/account.ts';
import type { Configuration, Draft } from '../../../configuration/configuration.ts';
import { parseUuid, type TenantId, type Uuid } from '../../../kernel/ids.ts';
import type { SelectedNumber } from '../../../numbers/organization-number.ts';
import type { OperationContext } from '../../context.ts';

/** An account as it is seen from a version or from the draft: with what was selected of it there. */
export interface AccountSnapshot {
  readonly tenant: TenantId;
  /** `v` and the version's number, or `d` and the draft's id. */
  readonly key: string;
  readonly account: VerifiedAccount;
  readonly selected: readonly SelectedNumber[];
  readonly snapshotOf: Configuration | Draft;
}

/** The account of a version; `null` where the default account sends. */
export function accountOfVersion(configuration: Configuration): AccountSnapshot | null {
  const { tenant, account, version, selectedNumbers: selected } = configuration;
  return account && { tenant, key: `v${version}`, account, selected, snapshotOf: configuration };
}

export function accountOfDraft(draft: Draft): AccountSnapshot {
  const { tenant, id, account, selectedNumbers: selected } = draft;
  return { tenant, key: `d${id}`, account, selected, snapshotOf: draft };
}

/** From where an account is seen. */
export type SnapshotKey = { readonly version: number } | { readonly draftId: Uuid };

const VERSION_KEY = /^v([1-9][0-9]{0,8})$/;

/** From where the key of an account says that it is seen; `undefined` when it is no key of an account. */
export function parseSnapshotKey(key: string): SnapshotKey | undefined {
  const version = VERSION_KEY.exec(key)?.[1];
  if (version !== undefined) return { version: Number(version) };
  const draftId = key.startsWith('d') ? parseUuid(key.slice(1)) : undefined;
  return draftId && { draftId };
}

/** The account; `null` where none is seen from there. */
export async function findAccount(
  context: OperationContext,
  tenant: TenantId,
  from: SnapshotKey,
): Promise<AccountSnapshot | null> {
  const reads = context.reads(tenant);
  if ('version' in from) {
    const configuration = await reads.configurations.load(from.version);
    return configuration && accountOfVersion(configuration);
  }
  const draft = await reads.draft();
  return draft?.id === from.draftId ? accountOfDraft(draft) : null;
}

/** The key of the live account if it is the one, otherwise that of the draft's if that is; null if neither. */
export async function keyOfAccount(
  context: OperationContext,
  tenant: TenantId,
  isTheOne: (account: AccountSnapshot) => boolean,
): Promise<string | null> {
  const reads = context.reads(tenant);
  const [live, draft] = await Promise.all([reads.live(), reads.draft()]);
  const seen = [accountOfVersion(live), draft && accountOfDraft(draft)];
  return seen.find((account) => account !== null && isTheOne(account))?.key ?? null;
}
