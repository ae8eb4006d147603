import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { StatisticsPageDocument, type StatisticsPageQuery } from '../../generated/graphql.ts';
import { statisticsText } from '../../text/en/statistics.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { PageHeading } from '../../ui/layout/page-heading.tsx';
import { CostFigures } from './cost-figure.tsx';
import { DeliveryFigure, FailureFigure, LatencyFigures } from './outcome-figures.tsx';
import { Overview } from './overview.tsx';
import { type Span, spanOf } from './period.ts';
import styles from './statistics.module.css';
import { questionOf, StatisticsFilters, useStatisticsFilters } from './statistics-filters.tsx';
import { FallbackFigure, VolumeFigure } from './volume-figures.tsx';

export function StatisticsPage() {
  const filters = useStatisticsFilters();
  const [now] = useState(() => new Date());
  const span = spanOf(filters.chosen, now);
  return (
    <div className={styles.page}>
      <PageHeading lead={statisticsText.lead}>{statisticsText.title}</PageHeading>
      <StatisticsFilters filters={filters} days={span?.days} bucket={span?.bucket} />
      {span === undefined ? (
        <EmptyState title={statisticsText.noSpan} />
      ) : (
        <OfSpan filters={filters} span={span} />
      )}
    </div>
  );
}

function OfSpan({
  filters,
  span,
}: {
  readonly filters: ReturnType<typeof useStatisticsFilters>;
  readonly span: Span;
}) {
  const { tenantId } = useTenant();
  const { country, chosen } = filters;
  const read = useRead(
    StatisticsPageDocument,
    {
      tenantId,
      ...questionOf(filters, span),
      detailed: country === null,
    },
    { keepPrevious: true },
  );
  return (
    <Shown of={read}>
      {({ tenant }) =>
        tenant === null ? (
          <EmptyState title={statisticsText.noTenant} />
        ) : (
          <Figures tenant={tenant} span={span} zone={chosen.zone} country={country} />
        )
      }
    </Shown>
  );
}

function Figures(props: {
  readonly tenant: NonNullable<StatisticsPageQuery['tenant']>;
  readonly span: Span;
  readonly zone: string;
  readonly country: string | null;
}) {
  const { tenant, span, zone, country } = props;
  const { volume, before, cost, delivery, dispatchFailures, dispatchLatency } = tenant;
  if (volume === null || before === null || cost === null || delivery === null) return null;
  return (
    <>
      <p role="status">{statisticsText.spanOf(span.from, span.to, zone)}</p>
      <Overview now={volume} before={before} />
      {volume.totals.dispatches === 0 ? (
        <EmptyState title={statisticsText.nothing}>{statisticsText.nothingAdvice}</EmptyState>
      ) : (
        <>
          <VolumeFigure now={volume} before={before} span={span} zone={zone} />
          <FallbackFigure now={volume} span={span} zone={zone} />
          {country === null ? null : <Notice tone="info" title={statisticsText.byCountry(country)} />}
          {dispatchFailures ? <FailureFigure failures={dispatchFailures} /> : null}
          <CostFigures cost={cost} />
          <DeliveryFigure delivery={delivery} />
          {dispatchLatency ? <LatencyFigures latency={dispatchLatency} /> : null}
        </>
      )}
    </>
  );
}
