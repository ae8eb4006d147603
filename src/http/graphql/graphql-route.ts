import type { ServerResponse } from 'node:http';
import type { Principal } from '../../kernel/access.ts';
import { BytesInFlight } from '../limits/bytes-in-flight.ts';
import type { Limits } from '../limits/limits.ts';
import { refusal } from '../limits/refusal.ts';
import { claimOf, type ServerShares } from '../limits/shares.ts';
import type { Operation, OperationContext, OperationRequest } from '../log/operation.ts';
import { type AcceptedTypes, acceptedTypes } from '../request/accept.ts';
import { sendRefusal, sendResult } from '../request/answer.ts';
import type { Exchange, Route } from '../request/exchange.ts';
import type { Engine } from './engine.ts';
import type { Execution } from './execution.ts';
import { readGraphqlRequest } from './graphql-request.ts';

/** The one path of GraphQL, over HTTP and WebSocket. */
export const GRAPHQL_PATH = '/graphql';

/** Answers with a page in place of data. */
export type SendPage = (exchange: Exchange) => void;

/** The options of the GraphQL route. */
export interface GraphqlRouteOptions<C extends OperationContext> {
  readonly engine: Engine;
  readonly execution: Execution<C>;
  readonly limits: Limits;
  readonly shares: Pick<ServerShares, 'bodies'>;
  /** Answers browsers with a page; absent, they get data as all others do. */
  readonly sendPage?: SendPage | undefined;
}

function whenClosed(response: ServerResponse, listener: () => void): void {
  if (response.destroyed) {
    listener();
  } else {
    response.once('close', listener);
  }
}

async function execute(
  engine: Engine,
  exchange: Exchange,
  principal: Principal,
  accepted: AcceptedTypes,
  asked: OperationRequest,
): Promise<void> {
  const { request, response, requestId, origin, log } = exchange;
  const operation: Operation = {
    info: { principal, requestId, origin, log, turn: () => exchange.goOn(principal) },
    request: asked,
    streaming: accepted.stream,
    farewell: true,
    reauthorize: () => exchange.authorize(),
    whenGone: (listener) => whenClosed(response, listener),
    name: null,
    kind: null,
  };
  exchange.told = () => ({
    tenant: principal.tenant,
    subject: principal.subject,
    operation: operation.name,
    kind: operation.kind,
  });
  // The layer of requests and responses that Yoga serves by costs more than reading a configuration.
  const result = request.method === 'POST' ? await engine.run(operation, accepted) : undefined;
  if (result !== undefined) {
    sendResult(response, result, accepted.json);
    return;
  }
  // A proxy that collects answers before it passes them on would hold a stream's back for good.
  if (accepted.stream) response.setHeader('X-Accel-Buffering', 'no');
  // The pipeline has its own ideas of hosts and targets; nothing that a client made up reaches it.
  request.url = GRAPHQL_PATH;
  request.headers.host = 'localhost';
  await engine.handle(request, response, operation, accepted);
}

/** GraphQL over HTTP: by POST and, for queries and subscriptions, by GET. Who asks is known before the body is read. */
export function graphqlRoute<C extends OperationContext>(options: GraphqlRouteOptions<C>): Route {
  const { engine, execution, limits, shares } = options;

  async function answer(exchange: Exchange): Promise<void> {
    const { request, target } = exchange;
    const accepted = acceptedTypes(request.headers.accept);
    // Whatever the address says: it may be a link to an operation, or a reload of the page.
    if (options.sendPage !== undefined && request.method === 'GET' && accepted?.html === true) {
      options.sendPage(exchange);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'POST') {
      throw refusal('BAD_REQUEST', 'Use GET or POST for GraphQL.', {
        status: 405,
        headers: { Allow: 'GET, POST, OPTIONS' },
      });
    }
    if (accepted === undefined) {
      throw refusal('BAD_REQUEST', 'The response is available only as application/graphql-response+json.', {
        status: 406,
      });
    }
    const principal = await exchange.authorize();
    exchange.told = () => ({ tenant: principal.tenant, subject: principal.subject });
    const kept = new BytesInFlight(shares.bodies, () => claimOf(principal));
    try {
      const reading = { kept, goOn: () => exchange.goOn(principal) };
      const turn = () => exchange.turn(principal);
      const asked = await readGraphqlRequest(request, target.query, limits, reading, turn);
      await execute(engine, exchange, principal, accepted, asked);
    } finally {
      kept.release();
    }
  }

  return {
    path: GRAPHQL_PATH,
    async handle(exchange) {
      try {
        await answer(exchange);
      } catch (error) {
        const type = acceptedTypes(exchange.request.headers.accept)?.json;
        const told = execution.presentThrown(error, exchange);
        sendRefusal(exchange.response, told, type ?? 'application/graphql-response+json');
      }
    },
  };
}
