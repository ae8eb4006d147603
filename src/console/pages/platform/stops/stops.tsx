import { useState } from 'react';
import { useCaller } from '../../../caller/caller.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import {
  PlatformPausesDocument,
  PlatformTenantPausesDocument,
  type SendingPauseFragment,
} from '../../../generated/graphql.ts';
import { platformText } from '../../../text/en/platform.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { FilterBar, useFilters } from '../../../ui/form/filter-bar.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Section, Stack } from '../../../ui/layout/section.tsx';
import { type Column, Table } from '../../../ui/show/table.tsx';
import { DateTime } from '../../../ui/show/values.tsx';
import { PauseDialog, ResumeDialog, type Stop } from './stop-dialogs.tsx';

const { stops: text } = platformText;

/** The stops of sending that stand, for all tenants and for one; who may stops more, or lets them go on. */
export function Stops() {
  const filters = useFilters(['tenant']);
  const tenant = filters.get('tenant');
  const read = useRead(PlatformPausesDocument, {});
  return (
    <Stack>
      <Shown of={read}>
        {({ platformSendingPauses }) => <Standing tenant={null} pauses={platformSendingPauses ?? []} />}
      </Shown>
      <Section title={text.ofTenant} lead={text.ofTenantLead}>
        <FilterBar label={text.tenantFilter} filters={filters}>
          <TextField
            label={text.tenant}
            value={tenant}
            maxLength={64}
            onChange={(next) => filters.set({ tenant: next })}
          />
        </FilterBar>
      </Section>
      {tenant === '' ? null : <OfTenant named={tenant} />}
    </Stack>
  );
}

function OfTenant({ named }: { readonly named: string }) {
  const read = useRead(PlatformTenantPausesDocument, { tenantId: named });
  return (
    <Shown of={read}>
      {({ tenant }) =>
        tenant === null ? (
          <EmptyState title={text.noTenant(named)}>{text.noTenantAdvice}</EmptyState>
        ) : (
          <Standing tenant={tenant.tenantId} pauses={tenant.sendingPauses ?? []} />
        )
      }
    </Shown>
  );
}

function Standing(props: {
  /** Null for the stops of all tenants. */
  readonly tenant: string | null;
  readonly pauses: readonly SendingPauseFragment[];
}) {
  const { tenant, pauses } = props;
  const { may } = useCaller();
  const [isStopping, setStopping] = useState(false);
  const [ending, setEnding] = useState<Stop | null>(null);
  const title = tenant === null ? text.ofAll : text.of(tenant);
  const mayStop = may('SENDING_PAUSE');
  return (
    <Section
      title={title}
      lead={tenant === null ? text.ofAllLead : undefined}
      actions={
        mayStop ? (
          <Button kind="danger" onPress={() => setStopping(true)}>
            {tenant === null ? text.stopAll : text.stopFor(tenant)}
          </Button>
        ) : null
      }
    >
      {pauses.some(({ country }) => country === null) ? (
        <Notice
          tone="warning"
          title={tenant === null ? text.nothingGoesOut : text.nothingGoesOutOf(tenant)}
        />
      ) : null}
      {pauses.length === 0 ? (
        <EmptyState title={text.none}>{text.noneAdvice}</EmptyState>
      ) : (
        <Table
          label={title}
          items={pauses}
          idOf={({ entryId }) => entryId}
          columns={[
            ...COLUMNS,
            ...(mayStop ? [resumption((country) => setEnding({ tenant, country }))] : []),
          ]}
        />
      )}
      {isStopping ? <PauseDialog tenant={tenant} onClose={() => setStopping(false)} /> : null}
      {ending === null ? null : <ResumeDialog stop={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

const COLUMNS: readonly Column<SendingPauseFragment>[] = [
  { id: 'country', title: text.country, show: ({ country }) => text.toCountry(country) },
  { id: 'reason', title: text.reason, show: ({ reason }) => reason },
  { id: 'since', title: text.since, show: ({ pausedAt }) => <DateTime at={pausedAt} /> },
  {
    id: 'by',
    title: text.by,
    show: ({ pausedBy }) => pausedBy.displayName ?? pausedBy.subject ?? text.erased,
  },
];

function resumption(onResume: (country: string | null) => void): Column<SendingPauseFragment> {
  return {
    id: 'resume',
    title: text.resume,
    show: ({ country }) => (
      <Button small label={text.resumeOf(country)} onPress={() => onResume(country)}>
        {text.resume}
      </Button>
    ),
  };
}
