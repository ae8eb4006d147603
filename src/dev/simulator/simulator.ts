import { createServer, type Server } from 'node:http';
import { apiError, send } from './answer.ts';
import { Api } from './api.ts';
import { handleControl } from './control.ts';
import { Simulation, type SimulatorOptions } from './simulation.ts';

export type {
  AccountScenario,
  AccountState as SimulatedAccountHandle,
  NewAccount,
  ScenarioLimits,
} from './accounts.ts';
export { SIMULATED_RECIPIENTS, type SimulatedRecipient } from './recipients.ts';
export { SIMULATED_ACCOUNTS, type SimulatedAccount, simulatedPlatform } from './scenario-accounts.ts';
export type { AcceptedSend } from './sent.ts';
export type { SimulatorOptions } from './simulation.ts';

/** A simulator with {@link SIMULATED_ACCOUNTS}. It starts nothing before `listen`. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new Simulator(options);
}

/** A Twilio stand-in over HTTP. It forgets everything when it is closed. */
export class Simulator extends Simulation {
  private readonly api = new Api(this);
  private server: Server | undefined;

  /** Starts listening; port 0 takes a free one. Returns the base address without a slash at its end. */
  async listen(port = 0, host = '127.0.0.1'): Promise<{ readonly url: string }> {
    if (this.server !== undefined) throw new Error('the simulator listens already');
    const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      response.on('error', () => {});
      const url = URL.canParse(request.url ?? '', 'http://simulator')
        ? new URL(request.url ?? '', 'http://simulator')
        : new URL('http://simulator/');
      const handled = url.pathname.startsWith('/simulator/')
        ? handleControl(this, request, response, url)
        : this.api.handle(request, response, url);
      handled.catch(() => send(response, apiError(500, 20500, 'The simulator failed')));
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the simulator has no port');
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}` };
  }

  /** Cuts all connections, ends all lifecycles and resolves when the port is free. */
  async close(): Promise<void> {
    this.lifecycle.stop();
    this.poster.close();
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
