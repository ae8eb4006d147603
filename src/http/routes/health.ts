import { sendJson } from '../request/answer.ts';
import { allowMethods, type Route } from '../request/route.ts';

/** The readiness of this node, and the state of each thing that it needs. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const METHODS = ['GET', 'HEAD'];
const USE_GET = 'Use GET to request the health of the server.';

/** `/health/live`: the process answers. `/health/ready`: it can serve, or which of its needs is not met. */
export function healthRoutes(readiness: () => Promise<Readiness>): readonly Route[] {
  return [
    {
      path: '/health/live',
      async handle(context) {
        allowMethods(context, METHODS, USE_GET);
        sendJson(context.response, 200, { status: 'live' });
      },
    },
    {
      path: '/health/ready',
      async handle(context) {
        allowMethods(context, METHODS, USE_GET);
        const { response, log } = context;
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
