import { OriginatorError } from '@originator/client';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { useCaller, useTenant } from '../../../caller/caller.tsx';
import { pathOf } from '../../../caller/paths.ts';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { DispatchExplainedDocument } from '../../../generated/graphql.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Badge } from '../../../ui/feedback/badge.tsx';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { PageHeading } from '../../../ui/layout/page-heading.tsx';
import { Row, Section } from '../../../ui/layout/section.tsx';
import { DateTime } from '../../../ui/show/values.tsx';
import { Attempts } from './attempts.tsx';
import { decisionOf } from './decision.ts';
import { DecisionPicture } from './decision-picture.tsx';
import type { Explained } from './explained.ts';
import styles from './record.module.css';
import { RecordEntries } from './record-entries.tsx';
import { Bill, Delivery, InForce, RequestDetails } from './record-facts.tsx';
import { timeLineOf } from './time-line.ts';
import { billedTone, deliveryTone, stateTone } from './tones.ts';

const text = dispatchesText.record;

/** A record that is still to settle or to be delivered is read again this often. */
const REREAD_MS = 2_000;

/** The page of one dispatch: why it was sent as it was, and who pays. */
export function RecordPage({ id }: { readonly id: string }) {
  const { may } = useCaller();
  const { tenantId } = useTenant();
  const read = useRead(DispatchExplainedDocument, {
    id,
    withAudit: may('AUDIT_READ'),
    withConfiguration: may('CONFIGURATION_READ'),
  });
  const record = read.data?.node?.__typename === 'DispatchRecord' ? read.data.node : null;
  useRereadWhile(record?.state === 'PENDING', read.refetch);
  const back = <Link href={pathOf('dispatches', tenantId)}>{text.back}</Link>;
  return (
    <>
      <p>{back}</p>
      {record === null ? <PageHeading>{text.pageTitle}</PageHeading> : null}
      {isUnreadableId(read.error) ? (
        <NotFound />
      ) : (
        <Shown of={read}>
          {() => (record === null ? <NotFound /> : <RecordExplained record={record} />)}
        </Shown>
      )}
    </>
  );
}

/** An id in the address that is none is no other than one that leads nowhere. */
function isUnreadableId(error: Error | null): boolean {
  return error instanceof OriginatorError && error.code === 'VALUE_MALFORMED';
}

function NotFound() {
  return <EmptyState title={text.notFound}>{text.notFoundAdvice}</EmptyState>;
}

function RecordExplained({ record }: { readonly record: Explained }) {
  const { channel, recipient, state, billedAccount, delivery } = record;
  useEffect(() => document.querySelector<HTMLElement>('#content h1')?.focus(), []);
  return (
    <>
      <PageHeading
        lead={
          <Row>
            <DateTime at={record.createdAt} />
            <Badge tone={stateTone(state)}>{dispatchTerms.state[state]}</Badge>
            <Badge tone={billedTone(billedAccount)}>
              {text.billedTo(dispatchTerms.billed[billedAccount])}
            </Badge>
            <Badge tone={deliveryTone(delivery)}>{dispatchTerms.delivery[delivery]}</Badge>
          </Row>
        }
      >
        {text.title(dispatchTerms.channel[channel], recipient)}
      </PageHeading>
      <div className={styles.column}>
        {record.simulated ? <Notice tone="info" title={text.simulated} /> : null}
        <Section title={text.decision} lead={dispatchTerms.stateExplained[state]}>
          <DecisionPicture decision={decisionOf(record)} />
        </Section>
        <div className={styles.columns}>
          <div className={styles.column}>
            <Section title={text.attempts} lead={text.attemptsLead}>
              <Attempts line={timeLineOf(record.createdAt, record.attempts)} />
            </Section>
            {record.auditEntries == null ? null : (
              <Section title={text.entries} lead={text.entriesLead}>
                <RecordEntries entries={record.auditEntries} />
              </Section>
            )}
          </div>
          <div className={styles.column}>
            <Section title={text.bill}>
              <Bill record={record} />
            </Section>
            <Section title={text.delivery}>
              <Delivery record={record} />
            </Section>
            <Section title={text.inForce}>
              <InForce record={record} />
            </Section>
            <Section title={text.details}>
              <RequestDetails record={record} />
            </Section>
          </div>
        </div>
      </div>
    </>
  );
}

function useRereadWhile(open: boolean, reread: () => Promise<unknown>) {
  useEffect(() => {
    if (!open) return undefined;
    const timer = setInterval(() => void reread(), REREAD_MS);
    return () => clearInterval(timer);
  }, [open, reread]);
}
