import { platformText } from '../../text/en/platform.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';

export function PlatformPage() {
  return (
    <>
      <PageHeading>{platformText.title}</PageHeading>
      <EmptyState title={platformText.soon} />
    </>
  );
}
