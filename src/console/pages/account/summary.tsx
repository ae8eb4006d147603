import type { ReactNode } from 'react';
import { accountText } from '../../text/en/account.ts';
import { DefinitionList } from '../../ui/layout/definition-list.tsx';
import { CopyableText } from '../../ui/show/copyable-text.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import { type Account, type Configuration, inWords } from './account-state.ts';
import { nameOf } from './approval/change-row.ts';

/** The facts of an account, with further ones. */
export function AccountFacts(props: {
  readonly account: Account;
  readonly more?: readonly (readonly [term: string, value: ReactNode] | null)[];
}) {
  const { account, more = [] } = props;
  return (
    <DefinitionList
      items={[
        [accountText.account.name, account.name === '' ? accountText.account.nameless : account.name],
        [accountText.account.sid, <CopyableText key="sid" text={account.sid} />],
        [accountText.account.type, accountText.account.types[account.type] ?? account.type],
        [accountText.account.verified, <DateTime key="verified" at={account.verifiedAt} />],
        [
          accountText.account.credentialSet(account.credentialKind),
          <DateTime key="token" at={account.tokenSetAt} />,
        ],
        ...more,
      ]}
    />
  );
}

/** The consent that covers a configuration. */
export function consentFact(configuration: Configuration): readonly [string, ReactNode] | null {
  const { consent } = configuration;
  if (consent === null) return null;
  return [
    accountText.account.consent,
    <>
      {accountText.account.consentBy(nameOf(consent.actor))} · <DateTime at={consent.recordedAt} />
    </>,
  ];
}

/** A whole configuration to read. */
export function Summary({ configuration }: { readonly configuration: Configuration }) {
  const words = inWords(configuration);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [accountText.channels.title, words.channels],
    [accountText.fallback.title, words.fallback],
  ];
  if (configuration.account === null)
    return <DefinitionList items={[[accountText.account.name, accountText.account.default], ...facts]} />;
  return <AccountFacts account={configuration.account} more={[...facts, consentFact(configuration)]} />;
}
