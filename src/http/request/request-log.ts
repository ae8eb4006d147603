import type { HttpContext } from './route.ts';

/** Logs one line for a request; what a client put into a query string or a body is not in it. */
export function logAnswer(
  { request, response, target, origin, log, logFields }: HttpContext,
  durationMs: number,
): void {
  const line = {
    method: request.method,
    path: target.path.slice(0, 128),
    status: response.statusCode,
    durationMs: Math.round(durationMs),
    ip: origin.ip,
    ...(response.writableFinished ? {} : { aborted: true }),
    ...logFields(),
  };
  if (target.path.startsWith('/health/')) {
    log.debug(line, 'request');
  } else {
    log.info(line, 'request');
  }
}
