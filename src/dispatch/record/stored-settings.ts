import { z } from 'zod';
import type { DispatchSettings } from './dispatch.ts';

/**
 * Settings as records and audit entries hold them. Entries are sealed and never rewritten, so the name that the first ones
 * gave to `treatUndefinedAsDisabled` stays.
 */
export const StoredSettings = z.object({ notDefinedIsOff: z.boolean(), excludedCodes: z.array(z.int()) });

type StoredSettings = z.infer<typeof StoredSettings>;

/** Settings in the form of records and audit entries. */
export function storedSettings({
  treatUndefinedAsDisabled,
  excludedCodes,
}: DispatchSettings): StoredSettings {
  return { notDefinedIsOff: treatUndefinedAsDisabled, excludedCodes: [...excludedCodes] };
}

/** The settings that a record holds. */
export function settingsOf({ notDefinedIsOff, excludedCodes }: StoredSettings): DispatchSettings {
  return { treatUndefinedAsDisabled: notDefinedIsOff, excludedCodes };
}
