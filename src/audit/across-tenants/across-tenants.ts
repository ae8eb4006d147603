import type { Consent } from '../../consent/consent.ts';
import { type ConsentFilter, readConsentsOfTenants } from '../../consent/consent-store.ts';
import type { Database } from '../../database/client.ts';
import type { PartOfList } from '../../kernel/part-of-list.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { AuditEntry, EntryFilter } from '../../ledger/entries/entry-store.ts';
import { readAcrossTenants } from '../../ledger/entries/platform-reading.ts';
import { readEntriesOfTenants } from '../../ledger/entries/tenants-entries-store.ts';
import { pageAcrossTenants, type TenantPlace } from '../../tenant/tenant-place.ts';

/** A page of a list across tenants: how many rows, after which place. */
export interface PageAcrossTenants {
  readonly after: TenantPlace | null;
  readonly limit: number;
}

/** The conditions of consents across tenants. */
export type TenantsConsentFilter = Pick<
  ConsentFilter,
  'kinds' | 'accountSid' | 'documentVersion' | 'documentDigest' | 'from' | 'to'
>;

/** The conditions of entries across tenants. */
export type TenantsEntryFilter = Pick<EntryFilter, 'kinds' | 'from' | 'to'>;

/**
 * Reads across tenants, tenant by tenant in the order of their ids and of each the newest first. A reading is one entry of the
 * platform's log, however many pages it has (A1).
 */
export interface AcrossTenants {
  consents(
    scope: RequestScope,
    filter: TenantsConsentFilter,
    page: PageAcrossTenants,
  ): Promise<PartOfList<Consent, string>>;
  entries(
    scope: RequestScope,
    filter: TenantsEntryFilter,
    page: PageAcrossTenants,
  ): Promise<PartOfList<AuditEntry, string>>;
}

/** The reads on their database. */
export function createAcrossTenants({ database }: { readonly database: Database }): AcrossTenants {
  return {
    consents(scope, filter, page) {
      const { kinds, accountSid = null, documentVersion = null, documentDigest = null } = filter;
      const after = { kinds: asked(kinds), accountSid, documentVersion, documentDigest, ...spanOf(filter) };
      return readAcrossTenants(
        database,
        scope,
        { kind: 'CONSENTS_READ', object: 'consents', before: null, after },
        (tx) =>
          pageAcrossTenants(tx, page, (tenants, limit) =>
            readConsentsOfTenants(tx, tenants, filter, { before: page.after, limit }),
          ),
        page.after !== null,
      );
    },

    entries(scope, filter, page) {
      const after = { kinds: asked(filter.kinds), ...spanOf(filter) };
      return readAcrossTenants(
        database,
        scope,
        { kind: 'ENTRIES_READ', object: 'entries', before: null, after },
        (tx) =>
          pageAcrossTenants(tx, page, (tenants, limit) =>
            readEntriesOfTenants(tx, tenants, filter, { before: page.after, limit }),
          ),
        page.after !== null,
      );
    },
  };
}

function asked(kinds: readonly string[] | undefined): readonly string[] | null {
  return kinds === undefined ? null : [...kinds];
}

function spanOf({ from, to }: Pick<EntryFilter, 'from' | 'to'>) {
  return { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null };
}
