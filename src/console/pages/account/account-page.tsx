import { useTenant } from '../../caller/caller.tsx';
import { accountText } from '../../text/en/account.ts';
import { useFilters } from '../../ui/form/filter-bar.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';
import { Tabs } from '../../ui/layout/tabs.tsx';
import { AsOf } from './as-of.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import { History } from './history.tsx';

const TABS = ['configuration', 'history', 'asOf'] as const;

/** The account of a tenant. Which part is shown stands in the address. */
export function AccountPage() {
  const { name } = useTenant();
  const address = useFilters(['tab', 'at']);
  const selected = TABS.find((tab) => tab === address.get('tab')) ?? 'configuration';
  const showAsOf = (at: string) => address.set({ tab: 'asOf', at });
  const content = {
    configuration: <ConfigurationTab />,
    history: <History onShow={showAsOf} />,
    asOf: <AsOf at={address.get('at')} onChange={showAsOf} />,
  };
  return (
    <>
      <PageHeading lead={accountText.lead(name)}>{accountText.title}</PageHeading>
      <Tabs
        label={accountText.tabs.label}
        items={TABS.map((id) => ({ id, title: accountText.tabs[id], content: content[id] }))}
        selected={selected}
        onChange={(tab) => address.set({ tab: tab === 'configuration' ? '' : tab })}
      />
    </>
  );
}
