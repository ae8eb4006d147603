import type { RequestScope } from '../../kernel/scope.ts';
import type { Place } from '../../kernel/shares/share.ts';
import type { DispatchRequest } from '../decide/request-rules.ts';
import type { Call } from './call-places.ts';

/** A place that was waited for before the intent, since nothing waits within a transaction. */
export interface HeldPlace {
  readonly call: Call;
  readonly place: Place;
}

/** A request with the place in the input that its problems name. */
export interface PlacedRequest {
  readonly request: DispatchRequest;
  readonly path: readonly string[];
}

/** A request to be admitted, and who makes it. */
export interface IncomingRequest extends PlacedRequest {
  readonly scope: RequestScope;
  /** True if it is a batch's. */
  readonly isBulk: boolean;
  /** Taken for its call; given back where it makes none, or one of another account. */
  readonly held?: HeldPlace | undefined;
}
