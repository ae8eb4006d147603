import { auditText } from '../../text/en/audit.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';

export function AuditPage() {
  return (
    <>
      <PageHeading>{auditText.title}</PageHeading>
      <EmptyState title={auditText.soon} />
    </>
  );
}
