import type { StatusCallbacks } from '../../dispatch/follow-up/status-callback.ts';
import { STATUS_CALLBACK_PATH } from '../../dispatch/send/callback-address.ts';
import { BytesInFlight } from '../limits/bytes-in-flight.ts';
import { refusal } from '../limits/refusal.ts';
import { type ServerShares, strangerOf } from '../limits/shares.ts';
import { readBody } from '../request/request-body.ts';
import { allowMethods, type HttpContext, type Route } from '../request/route.ts';

/** Twilio's callbacks are a few hundred bytes; new fields come unannounced. */
const BODY_BYTES = 16 * 1024;

/** One answer to everything that is not accepted: who has no signature learns nothing from it. */
const forbidden = () => refusal('FORBIDDEN', 'The status callback was not accepted.', { status: 403 });

/** The route of Twilio's status callbacks (D13). It needs no token: Twilio signs. */
export function statusCallbackRoute(callbacks: StatusCallbacks, shares: Pick<ServerShares, 'bodies'>): Route {
  return {
    path: STATUS_CALLBACK_PATH,
    async handle(context) {
      const { request, response, target, requestId } = context;
      allowMethods(context, ['POST'], 'Use POST to deliver a status callback.');
      // Before anything of the caller's is read: strangers cost as little as can be.
      if (target.query !== '' || !callbacks.isExpected(target.path)) {
        throw forbidden();
      }
      const kept = new BytesInFlight(shares.bodies, () => strangerOf(context.origin));
      const reading = readBody(request, { maximum: BODY_BYTES, kept, goOn: () => context.goOn() });
      const body = await reading.finally(() => kept.release());
      const isAccepted =
        isForm(context) &&
        (await callbacks.receive({
          path: target.path,
          fields: new URLSearchParams(body.toString('utf8')),
          signature: signatureOf(context),
          requestId,
        }));
      if (!isAccepted) throw forbidden();
      response.writeHead(204).end();
    },
  };
}

function isForm({ request }: HttpContext): boolean {
  const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';', 1);
  return type.trim() === 'application/x-www-form-urlencoded';
}

function signatureOf({ request }: HttpContext): string | undefined {
  const signature = request.headers['x-twilio-signature'];
  return typeof signature === 'string' ? signature : undefined;
}
