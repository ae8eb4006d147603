import { useTenant } from '../../caller/caller.tsx';
import { useReadPages } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { AccountHistoryDocument, type AccountHistoryQuery } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Badge } from '../../ui/feedback/badge.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { Difference } from '../../ui/show/difference.tsx';
import { Pager } from '../../ui/show/pager.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import { nameOf, rowOf } from './approval/change-row.ts';

const PAGE = 20;
const texts = accountText.history;

type Version = NonNullable<
  NonNullable<AccountHistoryQuery['tenant']>['configurations']
>['edges'][number]['node'];

/** The versions of the configuration, newest first, each with what it changed. */
export function History({ onShow }: { readonly onShow: (at: string) => void }) {
  const { tenantId } = useTenant();
  const read = useReadPages(
    AccountHistoryDocument,
    { tenantId, first: PAGE },
    ({ tenant }) => tenant?.configurations,
  );
  return (
    <Section title={accountText.tabs.history}>
      <Shown of={read}>
        {({ pages }) => {
          const versions = pages.flatMap(({ tenant }) =>
            (tenant?.configurations?.edges ?? []).map(({ node }) => node),
          );
          if (versions.length === 0) return <EmptyState title={texts.empty} />;
          return (
            <div>
              {versions.map((version, index) => (
                <Entry key={version.id} version={version} isLive={index === 0} onShow={onShow} />
              ))}
              <Pager shown={versions.length} of={read} />
            </div>
          );
        }}
      </Shown>
    </Section>
  );
}

function Entry(props: {
  readonly version: Version;
  readonly isLive: boolean;
  readonly onShow: (at: string) => void;
}) {
  const { version, inForceFrom, savedBy, changes } = props.version;
  return (
    <article className={styles.entry} aria-label={`${texts.version} ${version}`}>
      <div className={styles.entryTop}>
        <div>
          <strong>
            {texts.version} {version}
          </strong>{' '}
          {props.isLive ? <Badge tone="good">{texts.live}</Badge> : null}
          <p className={styles.quiet}>
            {version === 0 || inForceFrom === null ? (
              texts.beginning
            ) : (
              <>
                <DateTime at={inForceFrom} /> · {nameOf(savedBy)}
              </>
            )}
          </p>
        </div>
        {inForceFrom === null ? null : (
          <Button small onPress={() => props.onShow(inForceFrom)}>
            {texts.show}
          </Button>
        )}
      </div>
      {version === 0 ? null : <Difference label={texts.changes} rows={changes.map(rowOf)} />}
    </article>
  );
}
