import { isDatabaseUnavailable } from '../database/connection/outages.ts';
import type { Logger } from '../http/log/logging.ts';

/** Work that is tried again misses a database that is away several times a second: one line per miss, without its stack. */
export function report(
  log: Logger,
  error: unknown,
  about: Readonly<Record<string, unknown>>,
  message: string,
): void {
  if (isDatabaseUnavailable(error)) log.warn({ ...about, reason: String(error) }, message);
  else log.error({ ...about, err: error }, message);
}
