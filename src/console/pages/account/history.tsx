import { useTenant } from '../../caller/caller.tsx';
import { useReadPages } from '../../data/read.ts';
import { Shown } from '../../data/shown.tsx';
import {
  AccountHistoryDocument,
  type AccountHistoryQuery,
  type ConfigurationChangeFragment,
} from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Badge } from '../../ui/feedback/badge.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Button } from '../../ui/form/button.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { Difference, type DifferenceRow } from '../../ui/show/difference.tsx';
import { Pager } from '../../ui/show/pager.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import { nameOf } from './account-state.ts';

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

/** A change in words, as a row of a difference. */
export function rowOf(change: ConfigurationChangeFragment): DifferenceRow {
  const { fields } = texts;
  const account = (of: { readonly sid: string; readonly name: string } | null) =>
    of === null ? accountText.account.default : `${of.name} ${of.sid}`.trim();
  switch (change.__typename) {
    case 'CustomAccountChange':
      return {
        name: fields.account,
        before: account(change.accountBefore),
        after: account(change.accountAfter),
      };
    case 'TokenRotation':
      return { name: fields.credential, before: instant(change.setBefore), after: instant(change.setAfter) };
    case 'SelectedNumbersChange':
      return {
        name: fields.numbers,
        before: change.removedCount === 0 ? null : texts.removedNumbers(change.removedCount),
        after: change.addedCount === 0 ? null : texts.addedNumbers(change.addedCount),
      };
    case 'FallbackPolicyChange':
      return {
        name: fields.fallback,
        before: accountText.fallback.names[change.policyBefore.mode],
        after: accountText.fallback.names[change.policyAfter.mode],
      };
    case 'UsedChannelsChange':
      return {
        name: fields.channels,
        before: channels(change.channelsBefore),
        after: channels(change.channelsAfter),
      };
    case 'SendingPolicyChange':
      return { name: fields.sendingPolicy, before: null, after: texts.sendingPolicyChanged };
    case 'CoveringConsentChange':
      return {
        name: fields.consent,
        before: change.consentBefore?.accountSid ?? null,
        after: change.consentAfter?.accountSid ?? null,
      };
  }
}

function channels(of: readonly ('SMS' | 'VOICE')[]): string {
  return of.map((channel) => accountText.channels.names[channel]).join(', ');
}

function instant(at: string): string {
  return new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' });
}
