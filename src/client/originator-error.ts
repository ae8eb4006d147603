/** One entry of `errors` in an answer. */
export interface Fault {
  /** For programs, as `FORBIDDEN` or `LIMIT_EXCEEDED`. */
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** The field that it belongs to, as `["tenant", "auditLog"]`; empty when it belongs to none. */
  readonly path: readonly (string | number)[];
}

export interface ErrorDetails {
  readonly status?: number | null;
  readonly requestId?: string | null;
  readonly retryAfterSeconds?: number | null;
  readonly faults?: readonly Fault[];
  readonly partialData?: unknown;
  readonly cause?: unknown;
}

/**
 * Anything that went wrong other than a refusal that the contract has a type for: no or a bad token, missing rights, a
 * malformed request, a server that is missing. Refusals such as `OutOfDate` are answers, never errors.
 */
export class OriginatorError extends Error {
  override readonly name = 'OriginatorError';
  /**
   * The code of the first fault, as `UNAUTHENTICATED`, `FORBIDDEN` or `UNAVAILABLE`. Two are the client's own: `NETWORK`
   * when the server could not be reached or the connection was lost, `UNREADABLE` when what answered is not Originator.
   */
  readonly code: string;
  /** The HTTP status; null when there was none, as over a WebSocket. */
  readonly status: number | null;
  /** By which the server's log names the request; null when it was not told. */
  readonly requestId: string | null;
  /** When the server asks to be called again; null when it did not say. */
  readonly retryAfterSeconds: number | null;
  /** Everything that went wrong, the first one first; empty for the client's own codes. */
  readonly faults: readonly Fault[];
  /** The data that was returned beside the errors, where only some fields failed; otherwise null. */
  readonly partialData: unknown;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.status = details.status ?? null;
    this.requestId = details.requestId ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.faults = details.faults ?? [];
    this.partialData = details.partialData ?? null;
  }

  /** The fields that failed. */
  get paths(): readonly (readonly (string | number)[])[] {
    return this.faults.map(({ path }) => path).filter(({ length }) => length > 0);
  }
}

/** No connection, or one that was lost. */
export function connectionLost(message: string, cause?: unknown): OriginatorError {
  return new OriginatorError('NETWORK', message, { cause });
}
