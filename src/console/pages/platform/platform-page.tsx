import { useCaller } from '../../caller/caller.tsx';
import { platformText } from '../../text/en/platform.ts';
import { useFilters } from '../../ui/form/filter-bar.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';
import { type TabItem, Tabs } from '../../ui/layout/tabs.tsx';
import { PlatformLog } from './platform-log.tsx';
import { PlatformStatistics } from './platform-statistics.tsx';
import { Sealing } from './sealing.tsx';
import { Stops } from './stops/stops.tsx';
import { Tenants } from './tenants.tsx';

const TABS = ['tenants', 'stops', 'statistics', 'log', 'witnesses'] as const;
type Tab = (typeof TABS)[number];

/** The pages that span tenants, for roles of the platform. */
export function PlatformPage() {
  const { may } = useCaller();
  const place = useFilters(['tab']);
  const seesTenants = may('TENANTS_READ');
  const open: Readonly<Record<Tab, boolean>> = {
    tenants: seesTenants,
    stops: seesTenants && may('CONFIGURATION_READ'),
    statistics: seesTenants && may('STATISTICS_READ'),
    log: may('PLATFORM_LOG_READ'),
    witnesses: may('PLATFORM_LOG_READ'),
  };
  const items = TABS.filter((id) => open[id]).map(
    (id): TabItem<Tab> => ({ id, title: platformText.tabs[id], content: <Content tab={id} /> }),
  );
  const selected = items.find(({ id }) => id === place.get('tab')) ?? items[0];
  return (
    <>
      <PageHeading lead={platformText.lead}>{platformText.title}</PageHeading>
      {selected === undefined ? null : (
        <Tabs
          label={platformText.title}
          items={items}
          selected={selected.id}
          onChange={(tab) => place.set({ tab })}
        />
      )}
    </>
  );
}

function Content({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case 'tenants':
      return <Tenants />;
    case 'stops':
      return <Stops />;
    case 'statistics':
      return <PlatformStatistics />;
    case 'log':
      return <PlatformLog />;
    case 'witnesses':
      return <Sealing />;
  }
}
