import { accountText } from '../../text/en/account.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';

export function AccountPage() {
  return (
    <>
      <PageHeading>{accountText.title}</PageHeading>
      <EmptyState title={accountText.soon} />
    </>
  );
}
