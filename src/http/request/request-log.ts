import type { Logger } from '../log/logging.ts';
import type { HttpContext } from './route.ts';

/**
 * Logs one line for a request; what a client put into a query string or a body is not in it.
 *
 * @param names the ids by which the request is known
 */
export function logAnswer(
  log: Logger,
  names: Readonly<Record<string, string>>,
  { request, response, target, origin, logFields }: HttpContext,
  durationMs: number,
): void {
  const level = target.path.startsWith('/health/') ? 'debug' : 'info';
  if (!log.isLevelEnabled(level)) return;
  const line = {
    ...names,
    method: request.method,
    path: target.path.slice(0, 128),
    status: response.statusCode,
    durationMs: Math.round(durationMs),
    ip: origin.ip,
    ...(response.writableFinished ? {} : { aborted: true }),
    ...logFields(),
  };
  log[level](line, 'request');
}
