import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import {
  SIMULATED_ACCOUNTS,
  type SimulatedAccount,
  type Simulator,
} from '../../../src/dev/simulator/simulator.ts';
import { runningServer } from '../../twilio/twilio-kit.ts';

/** The account of that key. */
export function accountOf(key: string): SimulatedAccount {
  const account = SIMULATED_ACCOUNTS.find((each) => each.key === key);
  if (account === undefined) throw new Error(`no account ${key}`);
  return account;
}

/** Twilio's own client with its own HTTP client, sent to the simulator instead of to Twilio. */
export function sdkTo(
  url: string,
  account: { readonly sid: string; readonly authToken: string },
): twilio.Twilio {
  class Redirected extends twilio.RequestClient {
    override request<T>(options: RequestClient.RequestOptions<T>) {
      return super.request<T>({ ...options, uri: options.uri.replace('https://api.twilio.com', url) });
    }
  }
  return twilio(account.sid, account.authToken, { httpClient: new Redirected({ timeout: 10_000 }) });
}

/** A form POST that arrived. */
export interface Received {
  readonly path: string;
  readonly signature: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A receiver of status callbacks, which answers with `statuses` one after the other and then with 204. */
export async function callbackReceiver(
  ...statuses: readonly number[]
): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const url = await runningServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push({
      path: request.url ?? '',
      signature: String(request.headers['x-twilio-signature']),
      fields: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    });
    response.writeHead(statuses[received.length - 1] ?? 204).end();
  });
  return { url, received };
}

/** A request without any library, with the account's credentials. */
export async function ask(
  url: string,
  account: { readonly sid: string; readonly authToken: string },
  path: string,
  form?: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${url}/2010-04-01/Accounts/${account.sid}${path}`, {
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${account.sid}:${account.authToken}`).toString('base64')}`,
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    signal: AbortSignal.timeout(1000),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** A private account of the test with numbers that can do both, and the first of them. */
export function privateAccount(simulator: Simulator, numbers = 1) {
  const account = simulator.addAccount({ numbers });
  const handle = simulator.account(account.sid);
  const [from = ''] = handle.phoneNumbers;
  return { account, handle, from };
}
