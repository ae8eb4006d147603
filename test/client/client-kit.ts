import * as sse from 'graphql-sse';
import * as ws from 'graphql-ws';
import { WebSocket } from 'ws';
import { type ClientOptions, createClient, VerificationStatusDocument } from '../../src/client/index.ts';
import {
  createSimulator,
  type NewAccount,
  type SimulatedAccount,
} from '../../src/dev/simulator/simulator.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/http/limits/limits.ts';
import { createTwilioGateway } from '../../src/twilio/adapter.ts';
import { type HeldGateway, holdable } from '../support/held-gateway.ts';
import { type OwnSystem, type RunningSystem, startSystem } from '../support/running-system.ts';

/** A running system whose verifications a test can hold back, so that there is something to follow. */
export interface HeldSystem extends OwnSystem {
  readonly gateway: HeldGateway;
  newAccount(spec?: NewAccount): SimulatedAccount;
}

/** Starts a system for the calling test, which stops it when done. */
export async function startHeldSystem(limits: Partial<Limits> = {}): Promise<HeldSystem> {
  const twilio = createSimulator();
  const { url: baseUrl } = await twilio.listen(0);
  const gateway = holdable(createTwilioGateway({ baseUrl }));
  const system = await startSystem({}, { gateway, limits: { ...DEFAULT_LIMITS, ...limits } });
  return {
    ...system,
    gateway,
    newAccount: (spec) => twilio.addAccount({ numbers: 1, ...spec }),
    async stop() {
      await system.stop();
      await twilio.close();
    },
  };
}

/** The client of the package, with subscriptions over either transport. */
export function clientOf(
  { endpoint }: RunningSystem,
  token: ClientOptions['token'],
  transport: 'sse' | 'websocket' = 'sse',
) {
  return createClient({ url: endpoint, token, transport, webSocket: WebSocket });
}

type Follow = (system: RunningSystem, token: string, id: string) => AsyncIterableIterator<string>;

/** What a reference client received, as the status in it. */
async function* statuses(results: AsyncIterable<unknown>): AsyncGenerator<string, undefined> {
  for await (const result of results) {
    const text = JSON.stringify(result);
    const { status } = /"status":"(?<status>\w+)"/.exec(text)?.groups ?? {};
    if (status === undefined) throw new Error(`no status in ${text}`);
    yield status;
  }
  return undefined;
}

/** The same document as a reference client asks for it: the protocol of WebSockets demands a text beside the id. */
const VERIFICATION_STATUS = {
  query: '',
  documentId: String(VerificationStatusDocument.__meta__?.['hash']),
};

/** Every way to follow a verification: our client and the reference clients, over both transports. */
export const FOLLOWERS: Readonly<Record<string, Follow>> = {
  'the client over SSE': (system, token, id) =>
    statuses(clientOf(system, token, 'sse').verificationStatus({ id })),
  'the client over WebSocket': (system, token, id) =>
    statuses(clientOf(system, token, 'websocket').verificationStatus({ id })),
  'graphql-sse': ({ endpoint }, token, id) =>
    statuses(
      sse
        .createClient({
          url: endpoint,
          singleConnection: false,
          retryAttempts: 0,
          headers: { authorization: `Bearer ${token}` },
        })
        .iterate({ ...VERIFICATION_STATUS, variables: { id } }),
    ),
  'graphql-ws': ({ endpoint }, token, id) =>
    statuses(
      ws
        .createClient({
          url: endpoint.replace('http', 'ws'),
          webSocketImpl: WebSocket,
          retryAttempts: 0,
          connectionParams: { authorization: `Bearer ${token}` },
        })
        .iterate({ ...VERIFICATION_STATUS, variables: { id } }),
    ),
};
