import type { z } from 'zod';
import type { settingsColumn } from '../../database/row-columns.ts';
import type { DispatchSettings } from './dispatch.ts';

/** Settings as records and audit entries hold them. */
type StoredSettings = z.infer<typeof settingsColumn>;

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
