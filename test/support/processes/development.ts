import { type Config, readConfig } from '../../../src/app/config.ts';
import type { TestSettings } from '../test-settings.ts';

/** The setting that asks for development, as `npm start` does. */
export const DEVELOPMENT = { ORIGINATOR_MODE: 'development' } as const;

/** The configuration of a development with these settings and nothing else. */
export function developmentConfig(settings: TestSettings = {}): Config {
  return readConfig({ ...DEVELOPMENT, ...settings });
}
