import type { ActorFragment, ConfigurationChangeFragment } from '../../../generated/graphql.ts';
import { accountText } from '../../../text/en/account.ts';
import type { DifferenceRow } from '../../../ui/show/difference.tsx';

const texts = accountText.history;

/** The name of the actor, as it was at that time. */
export function nameOf(actor: ActorFragment | null | undefined): string {
  if (actor === null || actor === undefined) return accountText.nameless;
  if (actor.kind === 'SYSTEM') return accountText.system;
  if (actor.displayName === null) return accountText.erased;
  return actor.displayName === '' ? (actor.subject ?? accountText.nameless) : actor.displayName;
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
