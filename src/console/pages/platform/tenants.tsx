import { Link } from 'wouter';
import { useCaller } from '../../caller/caller.tsx';
import { pathOf } from '../../caller/paths.ts';
import { useReadPages } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { PlatformTenantsDocument } from '../../generated/graphql.ts';
import { platformText } from '../../text/en/platform.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { Pager } from '../../ui/show/pager.tsx';
import { Table } from '../../ui/show/table.tsx';
import { DateTime } from '../../ui/show/values.tsx';

const PAGE = 50;

/** The tenants of the platform, with the pages about each. */
export function Tenants() {
  const text = platformText.tenants;
  const { may } = useCaller();
  const pages = useReadPages(PlatformTenantsDocument, { first: PAGE }, ({ tenants }) => tenants);
  const open = [
    may('STATISTICS_READ') ? (['statistics', text.statistics] as const) : null,
    may('RECORDS_READ') ? (['dispatches', text.dispatches] as const) : null,
    may('CONFIGURATION_READ') ? (['account', text.account] as const) : null,
    may('AUDIT_READ') ? (['audit', text.audit] as const) : null,
  ].filter((page) => page !== null);
  return (
    <Section title={text.title} lead={text.lead}>
      <Shown of={pages}>
        {(data) => {
          const tenants = data.pages.flatMap((page) => page.tenants?.edges.map(({ node }) => node) ?? []);
          if (tenants.length === 0) return <EmptyState title={text.none}>{text.noneAdvice}</EmptyState>;
          return (
            <>
              <Table
                label={text.title}
                items={tenants}
                idOf={({ tenantId }) => tenantId}
                columns={[
                  { id: 'tenant', title: text.tenant, show: ({ tenantId }) => <strong>{tenantId}</strong> },
                  { id: 'since', title: text.since, show: ({ createdAt }) => <DateTime at={createdAt} /> },
                  ...open.map(([page, title]) => ({
                    id: page,
                    title,
                    show: ({ tenantId }: (typeof tenants)[number]) => (
                      <Link href={pathOf(page, tenantId)} aria-label={text.open(title, tenantId)}>
                        {text.look}
                      </Link>
                    ),
                  })),
                ]}
              />
              <Pager shown={tenants.length} of={pages} />
            </>
          );
        }}
      </Shown>
    </Section>
  );
}
