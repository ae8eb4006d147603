import { useCaller, useTenant } from '../../caller/caller.tsx';
import { useCache, useRead } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import { AccountHistoryDocument, AccountStateDocument } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Badge } from '../../ui/feedback/badge.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import { AccountEditor } from './account-editor.tsx';
import type { Configuration, Tenant } from './account-state.ts';
import { Approval } from './approval/approval.tsx';
import { nameOf } from './approval/change-row.ts';
import { Summary } from './summary.tsx';

/** The time within which what is no version is seen, such as the draft of another admin; versions are told at once. */
const POLL_MS = 30_000;

/** The configuration as it is, and how it is changed by those who may. */
export function ConfigurationTab() {
  const { tenantId } = useTenant();
  const { may } = useCaller();
  const cache = useCache();
  const read = useRead(AccountStateDocument, { tenantId }, { refetchMs: POLL_MS });
  const change = (next: (tenant: Tenant) => Tenant) =>
    cache.update(AccountStateDocument, { tenantId }, (now) =>
      now.tenant === null ? now : { ...now, tenant: next(now.tenant) },
    );
  const refresh = () => void cache.refresh(AccountStateDocument, AccountHistoryDocument);
  return (
    <Shown of={read}>
      {({ tenant }) => {
        if (tenant === null || tenant.configuration === null) return null;
        const { configuration: live } = tenant;
        return (
          <>
            <LiveVersion live={live} />
            <Warnings live={live} />
            <Approval onDecided={refresh} />
            {may('CONFIGURATION_WRITE') ? (
              <AccountEditor tenant={tenant} live={live} change={change} refresh={refresh} />
            ) : (
              <Section title={accountText.account.title} lead={accountText.readOnly}>
                <Summary configuration={live} />
              </Section>
            )}
          </>
        );
      }}
    </Shown>
  );
}

function LiveVersion({ live }: { readonly live: Configuration }) {
  const texts = accountText.live;
  return (
    <p className={styles.live}>
      <Badge tone={live.version === 0 ? 'neutral' : 'good'}>
        {live.version === 0 ? texts.none : texts.version(live.version)}
      </Badge>
      {live.inForceFrom === null || live.version === 0 ? null : (
        <span>
          {texts.since} <DateTime at={live.inForceFrom} />, {texts.by(nameOf(live.savedBy))}
        </span>
      )}
    </p>
  );
}

function Warnings({ live }: { readonly live: Configuration }) {
  const { account } = live;
  if (account === null) return null;
  return (
    <div className={styles.notices}>
      {account.warnings.map(({ kind, since, message }) => (
        <Notice key={kind} tone="warning" title={message}>
          <p>{accountText.remedy(kind, account.credentialKind)}</p>
          <p className={styles.quiet}>
            {accountText.since} <DateTime at={since} />
          </p>
        </Notice>
      ))}
    </div>
  );
}
