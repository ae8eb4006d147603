/**
 * The phase of a failed call: with `NOT_SENT` no byte of the request can have reached Twilio (D8 knows no
 * doubt then); with `OPEN` it may have been carried out.
 */
export type NetworkPhase = 'NOT_SENT' | 'OPEN';

/** The network fault, for people who read logs. No decision hangs on it. */
export type NetworkFault =
  | 'DNS'
  | 'REFUSED'
  | 'TLS'
  | 'PROXY'
  | 'CONNECT_TIMEOUT'
  | 'RESPONSE_TIMEOUT'
  | 'RESET'
  | 'TOO_LARGE'
  | 'ABORTED'
  | 'CLOSED'
  | 'OTHER';

/**
 * A call that got no whole answer. It deliberately keeps neither the cause nor the request: those of HTTP libraries
 * carry the credentials and the message text (X4).
 */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly phase: NetworkPhase;
  readonly fault: NetworkFault;
  /** The HTTP status of an answer that began and did not end; null when none began. */
  readonly httpStatus: number | null;

  constructor(phase: NetworkPhase, fault: NetworkFault, httpStatus: number | null = null) {
    super(`no answer from Twilio: ${fault}, ${phase}`);
    this.phase = phase;
    this.fault = fault;
    this.httpStatus = httpStatus;
  }
}

const FAULTS: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'DNS',
  EAI_AGAIN: 'DNS',
  ECONNREFUSED: 'REFUSED',
  ECONNRESET: 'RESET',
  EPIPE: 'RESET',
  UND_ERR_SOCKET: 'RESET',
  UND_ERR_CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  UND_ERR_HEADERS_TIMEOUT: 'RESPONSE_TIMEOUT',
  UND_ERR_BODY_TIMEOUT: 'RESPONSE_TIMEOUT',
  UND_ERR_DESTROYED: 'CLOSED',
  UND_ERR_CLOSED: 'CLOSED',
  EPROTO: 'TLS',
  // What is aborted by ourselves has ended before: this is a proxy that made no way to Twilio.
  UND_ERR_ABORTED: 'PROXY',
};
const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** The word for the error code of a socket, DNS, TLS or HTTP library error. */
export function networkFault(code: unknown): NetworkFault {
  if (typeof code !== 'string') return 'OTHER';
  return FAULTS[code] ?? (TLS_CODE.test(code) ? 'TLS' : 'OTHER');
}
