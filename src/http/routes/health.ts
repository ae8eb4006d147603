import { refusal } from '../limits/refusal.ts';
import { sendJson } from '../request/answer.ts';
import type { Route } from '../request/route.ts';

/** The readiness of this node, and the state of each thing that it needs. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

function checkMethod(method: string | undefined): void {
  if (method !== 'GET' && method !== 'HEAD') {
    throw refusal('BAD_REQUEST', 'Use GET to request the health of the server.', {
      status: 405,
      headers: { Allow: 'GET, HEAD' },
    });
  }
}

/** `/health/live`: the process answers. `/health/ready`: it can serve, or which of its needs is not met. */
export function healthRoutes(readiness: () => Promise<Readiness>): readonly Route[] {
  return [
    {
      path: '/health/live',
      async handle({ request, response }) {
        checkMethod(request.method);
        sendJson(response, 200, { status: 'live' });
      },
    },
    {
      path: '/health/ready',
      async handle({ request, response, log }) {
        checkMethod(request.method);
        const { ready, checks } = await readiness().catch((error: unknown): Readiness => {
          log.error({ err: error }, 'failed to check readiness');
          return { ready: false, checks: { readiness: 'failed' } };
        });
        sendJson(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks });
      },
    },
  ];
}

/** True if a route is one of these. */
export function isHealth({ path }: Route): boolean {
  return path.startsWith('/health/');
}
