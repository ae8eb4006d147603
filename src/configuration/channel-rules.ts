import type { Channel } from '../kernel/vocabulary/dispatch.ts';
import type { Channels } from './configuration.ts';

/** The names of the channels that are on, SMS first. */
export function channelNames({ sms, voice }: Channels): readonly Channel[] {
  return [...(sms ? ['SMS' as const] : []), ...(voice ? ['VOICE' as const] : [])];
}
