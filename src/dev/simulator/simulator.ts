import { createServer, type Server } from 'node:http';
import { AccountHandle } from './account-handle.ts';
import { AccountState } from './accounts.ts';
import { apiError, send } from './answer.ts';
import { Api } from './api.ts';
import type { NewAccount, SimulatedAccountHandle, Simulator, SimulatorOptions } from './contract.ts';
import { Control } from './control.ts';
import { Lifecycle } from './lifecycle.ts';
import { type SimulatedAccount, scenarioAccounts, simulatedAccount } from './scenario-accounts.ts';
import { type AcceptedSend, SentLog } from './sent.ts';
import { CallbackPoster } from './status-callback.ts';

export type { AccountScenario, AccountSpec, ScenarioLimits } from './accounts.ts';
export type { NewAccount, SimulatedAccountHandle, Simulator, SimulatorOptions } from './contract.ts';
export type { NumberSpec } from './number.ts';
export { SIMULATED_RECIPIENTS, type SimulatedRecipient } from './recipients.ts';
export { SIMULATED_ACCOUNTS, type SimulatedAccount, simulatedPlatform } from './scenario-accounts.ts';
export type { AcceptedSend } from './sent.ts';

/** A simulator with {@link SIMULATED_ACCOUNTS}. It starts nothing before `listen`. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  return new HttpSimulator(options);
}

const FIRST_NUMBER = 15_550_000_000;

class HttpSimulator implements Simulator {
  private readonly states = new Map<string, AccountState>();
  private readonly sentences = new Map<string, { readonly key: string; readonly does: string }>();
  private readonly counts = new Map<string, number>();
  private readonly log: SentLog;
  private readonly now: () => Date;
  private readonly poster: CallbackPoster;
  private readonly lifecycle: Lifecycle;
  private readonly api: Api;
  private readonly control: Control;
  private nextNumber = FIRST_NUMBER;
  private server: Server | undefined;

  constructor(options: SimulatorOptions) {
    this.now = options.now ?? (() => new Date());
    this.log = new SentLog(options.keep ?? 50_000);
    this.poster = new CallbackPoster({
      timeoutMs: options.callbackTimeoutMs ?? 15_000,
      retryDelayMs: options.callbackRetryDelayMs ?? 100,
    });
    this.lifecycle = new Lifecycle({
      stepMs: options.stepMs ?? 250,
      now: this.now,
      poster: this.poster,
      tokenOf: (sid) => this.states.get(sid.toLowerCase())?.authToken ?? '',
    });
    this.api = new Api({
      accountOf: (sid) => this.states.get(sid.toLowerCase()),
      count: (sid) => this.counts.set(sid.toLowerCase(), this.requests(sid) + 1),
      log: this.log,
      lifecycle: this.lifecycle,
      slowAnswerMs: options.slowAnswerMs ?? 1500,
      now: this.now,
    });
    this.control = new Control(this);
    for (const { key, does, spec } of scenarioAccounts()) this.addAccount({ ...spec, key, does });
  }

  async listen(port = 0, host = '127.0.0.1'): Promise<{ readonly url: string }> {
    if (this.server !== undefined) throw new Error('the simulator listens already');
    const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      response.on('error', () => {});
      const url = URL.canParse(request.url ?? '', 'http://simulator')
        ? new URL(request.url ?? '', 'http://simulator')
        : new URL('http://simulator/');
      const handled = url.pathname.startsWith('/simulator/')
        ? this.control.handle(request, response, url)
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

  addAccount(spec: NewAccount = {}): SimulatedAccount {
    const state = new AccountState(spec, this.now(), this.newNumber);
    const key = spec.key ?? `account-${this.states.size + 1}`;
    const does = spec.does ?? 'made by a test';
    const account = simulatedAccount(key, state.sid, state.authToken, does);
    if (this.states.has(state.sid.toLowerCase())) throw new Error(`account ${state.sid} exists already`);
    this.states.set(state.sid.toLowerCase(), state);
    this.sentences.set(state.sid, { key, does });
    return account;
  }

  account(sid: string): SimulatedAccountHandle {
    const state = this.states.get(sid.toLowerCase());
    if (state === undefined) throw new Error(`there is no account ${sid}`);
    return new AccountHandle(state, this.newNumber, () => this.requests(sid));
  }

  accounts(): readonly SimulatedAccount[] {
    return [...this.states.values()].map((state) => {
      const { key = '', does = '' } = this.sentences.get(state.sid) ?? {};
      return simulatedAccount(key, state.sid, state.authToken, does);
    });
  }

  requests(sid: string): number {
    return this.counts.get(sid.toLowerCase()) ?? 0;
  }

  get underWay(): number {
    return this.lifecycle.underWay;
  }

  accepted(): readonly AcceptedSend[] {
    return this.log.all().map((sent) => sent.accepted());
  }

  clearAccepted(): void {
    this.log.clear();
  }

  private readonly newNumber = (): string => `+${this.nextNumber++}`;
}
