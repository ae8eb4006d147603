import { useCaller } from '../../caller/caller.tsx';
import { auditText } from '../../text/en/audit.ts';
import { useFilters } from '../../ui/form/filter-bar.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';
import { type TabItem, Tabs } from '../../ui/layout/tabs.tsx';
import { CheckpointPart } from './checkpoint/checkpoint-part.tsx';
import { ConsentsPart } from './consents/consents-part.tsx';
import { EvidenceProvider } from './evidence/evidence-context.tsx';
import { useDownload } from './exports/download.ts';
import { ExportsPart } from './exports/exports-part.tsx';
import { LogPart } from './log/log-part.tsx';
import { EraseSection } from './privacy/erase-section.tsx';
import { HoldsSection } from './privacy/holds-section.tsx';

const { part } = auditText;

/** The audit of one tenant, in parts that the address names, as far as the caller may see them. */
export function AuditPage() {
  const { may } = useCaller();
  const address = useFilters(['part', 'entry']);
  // It goes on while another part is looked at.
  const download = useDownload();
  const items: readonly TabItem<keyof typeof part>[] = [
    ...(may('AUDIT_READ') ? [{ id: 'log' as const, title: part.log, content: <LogPart /> }] : []),
    ...(may('CONSENTS_READ')
      ? [{ id: 'consents' as const, title: part.consents, content: <ConsentsPart /> }]
      : []),
    ...(may('AUDIT_READ')
      ? [
          { id: 'checkpoint' as const, title: part.checkpoint, content: <CheckpointPart /> },
          { id: 'exports' as const, title: part.exports, content: <ExportsPart download={download} /> },
        ]
      : []),
    ...(may('PRIVACY_ERASE') ? [{ id: 'privacy' as const, title: part.privacy, content: <Privacy /> }] : []),
  ];
  const selected = items.find(({ id }) => id === address.get('part')) ?? items[0];
  return (
    <EvidenceProvider>
      <PageHeading lead={auditText.lead}>{auditText.title}</PageHeading>
      {selected === undefined ? null : (
        <Tabs
          label={auditText.parts}
          items={items}
          selected={selected.id}
          onChange={(id) => address.set({ part: id, entry: '' })}
        />
      )}
    </EvidenceProvider>
  );
}

function Privacy() {
  return (
    <div>
      <HoldsSection />
      <EraseSection />
    </div>
  );
}
