import type { SettingName } from '../../src/app/environment.ts';

/** Variables of other programs that a process of ours may meet. */
type ForeignVariable =
  | `PG${string}`
  | `npm_${string}`
  | 'CI'
  | 'HOME'
  | 'HTTP_PROXY'
  | 'HTTPS_PROXY'
  | 'NO_PROXY'
  | 'NODE_ENV'
  | 'NODE_OPTIONS'
  | 'PATH'
  | 'TMPDIR'
  | 'http_proxy'
  | 'https_proxy'
  | 'no_proxy';

/** Settings of a process; a misspelt one does not compile. */
export type TestSettings = Readonly<Partial<Record<SettingName | ForeignVariable, string>>>;
