import type { Principal } from '../../kernel/access.ts';
import type { OperationLimits } from '../../kernel/operation-limits.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';
import type { Share } from '../../kernel/shares/share.ts';
import type { OperationCost } from '../graphql/document/operation-cost.ts';
import type { Logger } from './logging.ts';

/** The caller of an operation, the origin of the request, and its log. */
export interface OperationInfo {
  readonly principal: Principal;
  readonly requestId: string;
  readonly origin: RequestOrigin;
  readonly log: Logger;
  /** Resolves when it is the turn of the caller to have the thread again (X5). */
  readonly turn: () => Promise<void>;
}

/** The same, but for the log, while it is under way in its limits. */
export interface OperationUnderWay extends Omit<OperationInfo, 'log'> {
  readonly limits: OperationLimits;
}

/**
 * The context of resolvers: loaders, and at most one read transaction, opened when first needed. It lasts for one
 * query or mutation, or for one event of a subscription.
 *
 * The context that a subscription's `subscribe` resolver gets is closed as soon as that has returned its source:
 * the resolver authorizes and takes what it needs first; the source must not use the context.
 */
export interface OperationContext {
  /** The size of what has been answered, where it is counted. */
  readonly answer?: { readonly values: number; readonly bytes: number };
  close(): Promise<void>;
}

/** A request for an operation, independent of its transport. */
export interface OperationRequest {
  readonly query: string;
  /** The id by which a registered document was asked for; null where its text was sent. */
  readonly documentId: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An operation on its way through the server. The transport makes it, the pipeline fills in what it learns. */
export interface Operation {
  readonly info: OperationInfo;
  readonly request: OperationRequest;
  /** True if the client takes more than one result. */
  readonly streaming: boolean;
  /**
   * True if the server says by a last result why it ends a subscription. On a WebSocket it says so for all of them
   * at once, by the code with which it closes.
   */
  readonly farewell: boolean;
  /** Asks again whether the token is accepted, for transports that do not watch it themselves. */
  readonly reauthorize?: () => Promise<unknown>;
  /** The cost, where the caller asks to be told; otherwise null. */
  readonly cost: OperationCost | null;
  /** Is called with each share of which the operation has got a place. */
  readonly bounded?: (share: Share) => void;
  /** Calls the listener when the client has gone, or does not want the answer any more. */
  readonly whenGone: (listener: () => void) => void;
  /** The name and kind, for the log, as soon as they are known. */
  name: string | null;
  kind: 'query' | 'mutation' | 'subscription' | null;
}
