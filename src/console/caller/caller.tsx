import type { AccessScope } from '@originator/client';
import { createContext, type ReactNode, useContext } from 'react';

/** The caller that is signed in, as the API says. */
export interface Caller {
  readonly displayName: string;
  readonly subject: string;
  /** True for a role of the platform, which names the tenant in each call. */
  readonly platform: boolean;
  readonly scopes: readonly AccessScope[];
  /** The tenant of the token; null for a role of the platform. */
  readonly tenant: string | null;
}

const CallerContext = createContext<Caller | null>(null);
const TenantContext = createContext<string | null>(null);

export function CallerProvider({
  caller,
  children,
}: {
  readonly caller: Caller;
  readonly children: ReactNode;
}) {
  return <CallerContext value={caller}>{children}</CallerContext>;
}

export function TenantProvider({
  tenant,
  children,
}: {
  readonly tenant: string;
  readonly children: ReactNode;
}) {
  return <TenantContext value={tenant}>{children}</TenantContext>;
}

/** The caller, and what it may. */
export function useCaller(): Caller & { readonly may: (scope: AccessScope) => boolean } {
  const caller = useContext(CallerContext);
  if (caller === null) throw new Error('There is no caller around this component.');
  return { ...caller, may: (scope) => caller.scopes.includes(scope) };
}

/**
 * The tenant that the page is about: `name` for people, and `tenantId` for the variables of operations, which is null
 * where the token names the tenant already.
 */
export function useTenant(): { readonly name: string; readonly tenantId: string | null } {
  const caller = useCaller();
  const name = useContext(TenantContext);
  if (name === null) throw new Error('This page is about no tenant.');
  return { name, tenantId: caller.platform ? name : null };
}
