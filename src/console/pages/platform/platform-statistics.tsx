import { useState } from 'react';
import { Link } from 'wouter';
import { pathOf } from '../../caller/paths.ts';
import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { PlatformStatisticsDocument, type PlatformStatisticsQuery } from '../../generated/graphql.ts';
import { platformText } from '../../text/en/platform.ts';
import { statisticsText } from '../../text/en/statistics.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Count } from '../../ui/show/values.tsx';
import { Figure } from '../statistics/figure.tsx';
import { Overview } from '../statistics/overview.tsx';
import { type Span, spanOf } from '../statistics/period.ts';
import styles from '../statistics/statistics.module.css';
import { questionOf, StatisticsFilters, useStatisticsFilters } from '../statistics/statistics-filters.tsx';
import { summedBy, sumOfDecimals } from '../statistics/sums.ts';
import { FallbackFigure, VolumeFigure } from '../statistics/volume-figures.tsx';

/** The dispatches of all tenants, over time and by tenant. Each look is an entry of the platform's log. */
export function PlatformStatistics() {
  const filters = useStatisticsFilters();
  const [now] = useState(() => new Date());
  const span = spanOf(filters.chosen, now);
  return (
    <div className={styles.page}>
      <p>{platformText.statistics.lead}</p>
      <StatisticsFilters filters={filters} days={span?.days} bucket={span?.bucket} />
      {span === undefined ? (
        <EmptyState title={statisticsText.noSpan} />
      ) : (
        <OfSpan filters={filters} span={span} />
      )}
    </div>
  );
}

function OfSpan(props: { readonly filters: ReturnType<typeof useStatisticsFilters>; readonly span: Span }) {
  const { filters, span } = props;
  const { chosen } = filters;
  const read = useRead(PlatformStatisticsDocument, questionOf(filters, span), { keepPrevious: true });
  return (
    <Shown of={read}>
      {({ volume, before, byTenant }) =>
        volume === null || before === null || byTenant === null ? null : (
          <>
            <p role="status">{statisticsText.spanOf(span.from, span.to, chosen.zone)}</p>
            <Overview now={volume} before={before} />
            {volume.totals.dispatches === 0 ? (
              <EmptyState title={statisticsText.nothing}>{statisticsText.nothingAdvice}</EmptyState>
            ) : (
              <>
                <VolumeFigure now={volume} before={before} span={span} zone={chosen.zone} />
                <FallbackFigure now={volume} span={span} zone={chosen.zone} />
                <TenantFigure byTenant={byTenant} />
              </>
            )}
          </>
        )
      }
    </Shown>
  );
}

function TenantFigure({ byTenant }: { readonly byTenant: NonNullable<PlatformStatisticsQuery['byTenant']> }) {
  const text = platformText.statistics;
  const rows = summedBy(
    byTenant.buckets.flatMap(({ groups }) => groups),
    ({ tenantId }) => tenantId ?? '',
    (same) => ({
      tenant: same[0]?.tenantId ?? '',
      dispatches: same.reduce((sum, { counts }) => sum + counts.dispatches, 0),
      custom: same.reduce((sum, { counts }) => sum + counts.billedToCustom, 0),
      default: same.reduce((sum, { counts }) => sum + counts.billedToDefault, 0),
      cost: summedBy(
        same.flatMap(({ charges }) => charges ?? []),
        ({ currency }) => currency,
        (alike) => `${sumOfDecimals(alike.map(({ amount }) => amount))} ${alike[0]?.currency ?? ''}`,
      ).join('; '),
    }),
  ).toSorted((a, b) => b.dispatches - a.dispatches);
  return (
    <Figure<(typeof rows)[number]>
      title={text.byTenant}
      lead={text.byTenantLead}
      name="dispatches-by-tenant"
      items={rows}
      idOf={({ tenant }) => tenant}
      columns={[
        {
          id: 'tenant',
          title: platformText.tenants.tenant,
          text: ({ tenant }) => tenant,
          show: ({ tenant }) => <Link href={pathOf('statistics', tenant)}>{tenant}</Link>,
        },
        ...(['dispatches', 'custom', 'default'] as const).map((id) => ({
          id,
          title: text[id],
          end: true,
          text: (row: (typeof rows)[number]) => String(row[id]),
          show: (row: (typeof rows)[number]) => <Count of={row[id]} />,
        })),
        { id: 'cost', title: text.cost, end: true, text: ({ cost }) => cost },
      ]}
    />
  );
}
