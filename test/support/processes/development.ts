import { type Config, readConfig } from '../../../src/app/config.ts';
import type { TestSettings } from '../test-settings.ts';

/** Development, as `npm start` asks for it, but without guards: most tests send more to one recipient than anybody should. */
export const DEVELOPMENT = { ORIGINATOR_MODE: 'development', SENDING_GUARDS: 'off' } as const;

/** The configuration of a development with these settings and nothing else. */
export function developmentConfig(settings: TestSettings = {}): Config {
  return readConfig({ ...DEVELOPMENT, ...settings });
}
