import { dispatchesText } from '../../text/en/dispatches.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';

export function DispatchesPage() {
  return (
    <>
      <PageHeading>{dispatchesText.title}</PageHeading>
      <EmptyState title={dispatchesText.soon} />
    </>
  );
}
