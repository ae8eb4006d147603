import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/dev/simulator/simulator.ts';
import { createTwilioGateway, type TwilioGatewayOptions } from '../../src/twilio/adapter.ts';
import type { TwilioGateway } from '../../src/twilio/gateway.ts';

/** Repetitions follow within milliseconds; the time-outs are those that a busy machine keeps. */
const QUICK: TwilioGatewayOptions = {
  connectTimeoutMs: 2000,
  responseTimeoutMs: 5000,
  attempts: 3,
  backoffMs: 2,
  maxBackoffMs: 5,
};

/** A simulator that the test owns, and its address. */
export async function runningSimulator(
  options: SimulatorOptions = {},
): Promise<{ readonly simulator: Simulator; readonly url: string }> {
  const simulator = createSimulator({ stepMs: 5, slowAnswerMs: 60, ...options });
  onTestFinished(() => simulator.close());
  const { url } = await simulator.listen();
  return { simulator, url };
}

/** A server that answers as `listener` says, and its address. */
export async function runningServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${portOf(server.address())}`;
}

/** A gateway that the test owns. */
export function gatewayTo(url: string, options: TwilioGatewayOptions = {}): TwilioGateway {
  const gateway = createTwilioGateway({ ...QUICK, baseUrl: url, ...options });
  onTestFinished(() => gateway.close());
  return gateway;
}

/** A signal that nobody pulls. */
export function patience(): AbortSignal {
  return new AbortController().signal;
}

/** The port of a listening server. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
