import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import type { Channels } from './configuration.ts';

/** The names of the channels that are on, SMS first. */
export function channelNames({ sms, voice }: Channels): readonly Channel[] {
  return [...(sms ? ['SMS' as const] : []), ...(voice ? ['VOICE' as const] : [])];
}

/** The audit entry of a change of the channels in use, none when they stay (A1). */
export function channelEntries(before: Channels, after: Channels): readonly NewEntry[] {
  if (before.sms === after.sms && before.voice === after.voice) return [];
  const part = (channels: Channels) => ({ channels: channelNames(channels) });
  return [{ kind: 'CHANNELS_CHANGED', object: 'channels', before: part(before), after: part(after) }];
}
