import type { Dispatcher } from 'undici';
import { type OutgoingProxies, proxyAgentOptions } from '../../kernel/outgoing-proxy-rules.ts';

const LONGEST = 1024 * 1024;

/** A document of the issuer, and how it is asked for. */
interface Asked {
  readonly url: URL;
  /** The types that are read, for `Accept`. */
  readonly types: string;
  /** The words for it in errors, `keys` for example. */
  readonly named: string;
  readonly timeoutMs: number;
}

/**
 * The JSON at an address of the issuer, through a proxy where one is set, without following anywhere else. Rejects when there is none
 * within the time.
 */
export async function fetchFromIssuer(asked: Asked, proxies: OutgoingProxies): Promise<unknown> {
  const undici = await import('undici');
  const options = proxyAgentOptions(proxies, asked.url);
  const agent = options === null ? new undici.Agent() : new undici.EnvHttpProxyAgent({ ...options });
  try {
    return await request(undici, asked, agent);
  } finally {
    await agent.destroy();
  }
}

async function request(
  undici: typeof import('undici'),
  { url, types, named, timeoutMs }: Asked,
  dispatcher: Dispatcher,
): Promise<unknown> {
  const { statusCode, body } = await undici.request(url, {
    dispatcher,
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: types },
  });
  // A body that is given up tells so by an error of its own, which would end the process.
  body.on('error', () => undefined);
  if (statusCode !== 200) {
    body.destroy();
    throw new Error(`the issuer answered ${statusCode} to the request for its ${named}`);
  }
  let text = '';
  for await (const chunk of body.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > LONGEST) throw new Error(`the issuer has too many ${named}`);
  }
  return JSON.parse(text);
}
