import { useEffect, useState } from 'react';
import type { Channel } from '../../generated/graphql.ts';
import { useFilters } from '../../ui/form/filter-bar.tsx';
import type { Account, Configuration, Draft } from './account-state.ts';
import type { FallbackChoice } from './channels-and-fallback.tsx';
import type { TypedCredentials } from './credentials.tsx';

/** The credentials that are asked for: of a first account, of the same one with a new token, or of another one. */
export type CredentialForm = 'first' | 'rotate' | 'change';

const FORMS: readonly CredentialForm[] = ['first', 'rotate', 'change'];
const NAMES = ['use', 'channels', 'fallback', 'sid', 'kind', 'key', 'form', 'base'] as const;

/**
 * All that is typed or chosen and not saved, auth token and secret apart. It lives in the address, so that a reload or the back
 * button loses nothing. What equals the live version is not kept there.
 */
export function useAccountForm(live: Configuration, draft: Draft | null, seen: Configuration) {
  const address = useFilters(NAMES);
  // The version that the person has seen: what others save later is told, not taken over unseen (S3).
  const [base, setBase] = useState(seen);
  const liveChoice: FallbackChoice =
    live.fallbackPolicy.mode === 'DEFAULT_ACCOUNT' ? 'DEFAULT_ACCOUNT' : 'DISABLED';
  const typedChannels = address.get('channels');
  const channels: readonly Channel[] =
    typedChannels === '' ? live.channels : CHANNELS.filter((one) => typedChannels.split(' ').includes(one));
  const isCustom = live.account !== null || draft !== null;
  const use = address.get('use') === '' ? (isCustom ? 'custom' : 'default') : address.get('use');
  const typedFallback = address.get('fallback');
  const fallback: FallbackChoice =
    typedFallback === 'DISABLED' || typedFallback === 'DEFAULT_ACCOUNT' ? typedFallback : liveChoice;
  const removes = use === 'default' && live.account !== null;
  const chooses = use === 'custom' && (live.account !== null || draft !== null);
  const changed = {
    channels: typedChannels !== '' && !sameChannels(channels, live.channels),
    fallback: chooses && fallback !== live.fallbackPolicy.mode,
    account: removes || (use === 'custom' && draft !== null),
  };
  useSeen(address, base.version);
  const form = FORMS.find((one) => one === address.get('form')) ?? null;
  return {
    channels,
    fallback,
    use: use === 'custom' ? 'custom' : 'default',
    removes,
    chooses,
    form,
    credentials: credentialsOf(address, form === 'rotate' ? live.account : null),
    isDirty: changed.channels || changed.fallback || changed.account,
    changed,
    base,
    setBase,
    setChannels: (next: readonly Channel[]) =>
      address.set({ channels: next.length === 0 ? 'none' : next.join(' ') }),
    setFallback: (next: FallbackChoice) => address.set({ fallback: next }),
    setUse: (next: 'custom' | 'default') => address.set({ use: next }),
    setCredentials: ({ sid, kind, keySid }: Partial<TypedCredentials>) =>
      address.set({
        ...(sid === undefined ? {} : { sid }),
        ...(kind === undefined ? {} : { kind }),
        ...(keySid === undefined ? {} : { key: keySid }),
      }),
    setForm: (next: CredentialForm | null) => address.set({ form: next ?? '', sid: '', kind: '', key: '' }),
    reset: () =>
      address.set({ use: '', channels: '', fallback: '', sid: '', kind: '', key: '', form: '', base: '' }),
  } as const;
}

/** The credentials as far as they are typed; of an account whose token is rotated, its own SID and kind until others are. */
function credentialsOf(
  address: ReturnType<typeof useFilters<(typeof NAMES)[number]>>,
  rotated: Account | null,
): TypedCredentials {
  const kind = KINDS.find((one) => one === address.get('kind')) ?? rotated?.credentialKind ?? 'AUTH_TOKEN';
  return { sid: rotated?.sid ?? address.get('sid'), kind, keySid: address.get('key') };
}

/** Keeps the version that the person has seen where a reload finds it, for as long as something is typed (S3). */
function useSeen(address: ReturnType<typeof useFilters<(typeof NAMES)[number]>>, version: number): void {
  const isTyped = NAMES.some((name) => name !== 'base' && address.get(name) !== '');
  const kept = isTyped ? String(version) : '';
  useEffect(() => {
    if (address.get('base') !== kept) address.set({ base: kept });
  });
}

const KINDS = ['AUTH_TOKEN', 'API_KEY'] as const;
const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];

function sameChannels(one: readonly Channel[], other: readonly Channel[]): boolean {
  return one.length === other.length && one.every((channel) => other.includes(channel));
}

/** The version that the person had seen when something was typed, as the address has it; null where none is there. */
export function useSeenVersion(): number | null {
  const kept = useFilters(['base']).get('base');
  return /^\d{1,9}$/.test(kept) ? Number(kept) : null;
}
