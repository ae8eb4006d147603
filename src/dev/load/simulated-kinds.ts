import type { OriginatorClient } from '../../client/index.ts';
import { type ChosenMode, configureTenant, refreshNumbers } from './simulated-tenant.ts';
import type { SimulatorControl } from './simulator-control.ts';

/** A kind of tenant: what it chose, and what befalls its account before it sends. */
export interface TenantKind {
  readonly name: string;
  /** The mode that it chose; left out where it has no account of its own. */
  readonly mode?: ChosenMode;
  readonly fate: 'NONE' | 'SUSPENDED' | 'STALE_TOKEN' | 'NUMBERS_RELEASED';
}

/** The kinds in the order in which tenants get them; a mix of any size has the common ones first. */
export const TENANT_KINDS: readonly TenantKind[] = [
  { name: 'without an account', fate: 'NONE' },
  { name: 'own account', mode: 'DEFAULT_ACCOUNT', fate: 'NONE' },
  { name: 'own account, fallback disabled', mode: 'DISABLED', fate: 'NONE' },
  { name: 'own account, fallback not defined', mode: null, fate: 'NONE' },
  { name: 'suspended', mode: 'DEFAULT_ACCOUNT', fate: 'SUSPENDED' },
  { name: 'stale token', mode: 'DEFAULT_ACCOUNT', fate: 'STALE_TOKEN' },
  { name: 'suspended, fallback disabled', mode: 'DISABLED', fate: 'SUSPENDED' },
  { name: 'numbers released', mode: 'DEFAULT_ACCOUNT', fate: 'NUMBERS_RELEASED' },
  { name: 'suspended, fallback not defined', mode: null, fate: 'SUSPENDED' },
  { name: 'numbers released, fallback disabled', mode: 'DISABLED', fate: 'NUMBERS_RELEASED' },
];

/** Every third tenant has no account of its own; the others go through the rest of the kinds. */
export function kindOf(index: number): TenantKind {
  const [without, ...others] = TENANT_KINDS;
  const kind = index % 3 === 0 ? without : others[(index - 1 - Math.floor(index / 3)) % others.length];
  if (kind === undefined) throw new Error('there are no kinds of tenants');
  return kind;
}

/** Brings a tenant to where its kind says. */
export async function settleTenant(
  admin: OriginatorClient,
  simulator: SimulatorControl,
  kind: TenantKind,
  signal: AbortSignal,
): Promise<void> {
  if (kind.mode === undefined) return;
  const account = await simulator.addAccount(3);
  await configureTenant(admin, account, kind.mode);
  if (kind.fate === 'SUSPENDED') await simulator.suspend(account.sid);
  if (kind.fate === 'STALE_TOKEN') await simulator.rotateToken(account.sid);
  if (kind.fate === 'NUMBERS_RELEASED') {
    await simulator.releaseNumbers(account.sid);
    await refreshNumbers(admin, signal);
  }
}
