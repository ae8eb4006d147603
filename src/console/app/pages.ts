import type { AccessScope } from '@originator/client';
import { type ComponentType, lazy } from 'react';
import { shellText } from '../text/en/shell.ts';

/** A page of the console. */
export interface Page {
  /** The first part of its path. */
  readonly path: string;
  readonly title: string;
  /** The page is open to a token with any of these scopes. */
  readonly scopes: readonly AccessScope[];
  /** One tenant, which the address names for platform roles, or the platform as a whole. */
  readonly about: 'tenant' | 'platform';
  readonly Content: ComponentType;
}

/** The pages in the order of the navigation. */
export const PAGES: readonly Page[] = [
  {
    path: 'account',
    title: shellText.pages.account,
    scopes: ['CONFIGURATION_READ'],
    about: 'tenant',
    Content: lazy(async () => ({ default: (await import('../pages/account/account-page.tsx')).AccountPage })),
  },
  {
    path: 'dispatches',
    title: shellText.pages.dispatches,
    scopes: ['RECORDS_READ', 'RECORDS_READ_OWN', 'PREVIEW'],
    about: 'tenant',
    Content: lazy(async () => ({
      default: (await import('../pages/dispatches/dispatches-page.tsx')).DispatchesPage,
    })),
  },
  {
    path: 'statistics',
    title: shellText.pages.statistics,
    scopes: ['STATISTICS_READ'],
    about: 'tenant',
    Content: lazy(async () => ({
      default: (await import('../pages/statistics/statistics-page.tsx')).StatisticsPage,
    })),
  },
  {
    path: 'audit',
    title: shellText.pages.audit,
    scopes: ['AUDIT_READ', 'CONSENTS_READ', 'PRIVACY_ERASE'],
    about: 'tenant',
    Content: lazy(async () => ({ default: (await import('../pages/audit/audit-page.tsx')).AuditPage })),
  },
  {
    path: 'platform',
    title: shellText.pages.platform,
    scopes: ['TENANTS_READ', 'PLATFORM_LOG_READ'],
    about: 'platform',
    Content: lazy(async () => ({
      default: (await import('../pages/platform/platform-page.tsx')).PlatformPage,
    })),
  },
];

/** True if a caller with these scopes may see the page. */
export function isOpen(page: Page, scopes: readonly AccessScope[]): boolean {
  return page.scopes.some((scope) => scopes.includes(scope));
}
