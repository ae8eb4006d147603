import type { ServerResponse } from 'node:http';
import type { Principal } from '../../kernel/access.ts';
import { BytesInFlight } from '../limits/bytes-in-flight.ts';
import type { Limits } from '../limits/limits.ts';
import { tellShare } from '../limits/rate-limit.ts';
import { refusal } from '../limits/refusal.ts';
import { claimOf, type ServerShares } from '../limits/shares.ts';
import type { Operation, OperationContext, OperationRequest } from '../log/operation.ts';
import { type AcceptedTypes, acceptedTypes } from '../request/accept.ts';
import { sendRead, sendRefusal, sendResult } from '../request/answer.ts';
import type { HttpContext, Route } from '../request/route.ts';
import { askedByHeader } from './document/operation-cost.ts';
import type { RegisteredDocuments } from './document/registered-documents.ts';
import type { Executor } from './executor.ts';
import { readGraphqlRequest } from './graphql-request.ts';
import type { Pipeline } from './pipeline.ts';

/** The one path of GraphQL, over HTTP and WebSocket. */
export const GRAPHQL_PATH = '/graphql';

/** Answers with a page in place of data. */
export type SendPage = (context: HttpContext) => Promise<void>;

export interface GraphqlRouteOptions<C extends OperationContext> {
  readonly pipeline: Pipeline;
  readonly executor: Executor<C>;
  readonly limits: Limits;
  readonly documents: RegisteredDocuments;
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
  pipeline: Pipeline,
  context: HttpContext,
  principal: Principal,
  accepted: AcceptedTypes,
  asked: OperationRequest,
): Promise<void> {
  const { request, response, requestId, origin } = context;
  const operation: Operation = {
    info: {
      principal,
      requestId,
      origin,
      get log() {
        return context.log;
      },
      turn: () => context.goOn(principal),
    },
    request: asked,
    streaming: accepted.stream,
    farewell: true,
    reauthorize: () => context.authorize(),
    cost: askedByHeader(request.headers),
    bounded: (share) => tellShare(response, share, claimOf(principal)),
    whenGone: (listener) => whenClosed(response, listener),
    name: null,
    kind: null,
  };
  context.logFields = () => ({
    tenant: principal.tenant,
    subject: principal.subject,
    operation: operation.name,
    kind: operation.kind,
  });
  // The layer of requests and responses that Yoga serves by costs more than reading a configuration.
  const isRead = request.method === 'GET' && asked.documentId !== null;
  const isDirect = request.method === 'POST' || isRead;
  const result = isDirect ? await pipeline.run(operation, accepted, isRead) : undefined;
  if (result !== undefined) {
    if (isRead && result.errors === undefined) {
      sendRead(context, result, accepted.json, JSON.stringify([principal.tenant, principal.subject]));
    } else sendResult(response, result, accepted.json);
    return;
  }
  // A proxy that collects answers before it passes them on would hold a stream's back for good.
  if (accepted.stream) response.setHeader('X-Accel-Buffering', 'no');
  // The pipeline has its own ideas of hosts and targets; nothing that a client made up reaches it.
  request.url = GRAPHQL_PATH;
  request.headers.host = 'localhost';
  await pipeline.handle(request, response, operation, accepted);
}

/** GraphQL over HTTP: by POST and, for queries and subscriptions, by GET. Who asks is known before the body is read. */
export function graphqlRoute<C extends OperationContext>(options: GraphqlRouteOptions<C>): Route {
  const { pipeline, executor, limits, documents, shares } = options;

  async function answer(context: HttpContext): Promise<void> {
    const { request, target } = context;
    const accepted = acceptedTypes(request.headers.accept);
    // Whatever the address says: it may be a link to an operation, or a reload of the page.
    if (options.sendPage !== undefined && request.method === 'GET' && accepted?.html === true) {
      await options.sendPage(context);
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
    const principal = await context.authorize();
    context.logFields = () => ({ tenant: principal.tenant, subject: principal.subject });
    const kept = new BytesInFlight(shares.bodies, () => claimOf(principal));
    try {
      const reading = { kept, goOn: () => context.goOn(principal) };
      const turn = () => context.turn(principal);
      const asked = await readGraphqlRequest(request, target.query, limits, documents, reading, turn);
      await execute(pipeline, context, principal, accepted, asked);
    } finally {
      kept.release();
    }
  }

  return {
    path: GRAPHQL_PATH,
    async handle(context) {
      try {
        await answer(context);
      } catch (error) {
        const type = acceptedTypes(context.request.headers.accept)?.json;
        const told = executor.presentThrown(error, context);
        sendRefusal(context.response, told, type ?? 'application/graphql-response+json');
      }
    },
  };
}
