import { isLoopback } from './loopback.ts';

/** Through which HTTP proxies calls to other servers go, as is usual for servers that may not reach them otherwise. */
export interface OutgoingProxies {
  /** The address of the proxy for `https:` addresses, with its credentials; null for none. */
  readonly https: string | null;
  /** The same for `http:` addresses. */
  readonly http: string | null;
  /** Names of hosts that are reached without, separated by commas; a name stands for what ends in it too. */
  readonly except: string;
}

/** No proxy for anything. */
export const NO_PROXIES: OutgoingProxies = { https: null, http: null, except: '' };

/** The options of undici's agent for proxies, with nothing left for it to look up in the environment. */
export interface ProxyAgentOptions {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/**
 * The options of the agent for calls to this address; null where no proxy comes into question. What listens on this very
 * machine is never reached through one.
 */
export function proxyAgentOptions(
  { https, http, except }: OutgoingProxies,
  { protocol, hostname }: URL,
): ProxyAgentOptions | null {
  const proxy = protocol === 'https:' ? https : http;
  if (proxy === null || isLoopback(hostname)) return null;
  return { httpProxy: proxy, httpsProxy: proxy, noProxy: except };
}
