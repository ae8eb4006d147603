import { statisticsText } from '../../text/en/statistics.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';

export function StatisticsPage() {
  return (
    <>
      <PageHeading>{statisticsText.title}</PageHeading>
      <EmptyState title={statisticsText.soon} />
    </>
  );
}
