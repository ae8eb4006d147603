import { AccountState, type NewAccount } from './accounts.ts';
import { Lifecycle } from './lifecycle.ts';
import { type SimulatedAccount, scenarioAccounts, simulatedAccount } from './scenario-accounts.ts';
import { type AcceptedSend, SentLog } from './sent.ts';
import { CallbackPoster } from './status-callback.ts';

const DEFAULTS = {
  /** From one status of a message or call to the next, and from the last one to the price. */
  stepMs: 250,
  /** The time that the slow account and the slow recipient take. */
  slowAnswerMs: 1_500,
  /** The time that a status callback may take to be answered. */
  callbackTimeoutMs: 15_000,
  /** Before a status callback is repeated. */
  callbackRetryDelayMs: 100,
  /** The number of messages and calls that are remembered of each account at least. */
  keep: 50_000,
  /** The simulator's clock. */
  now: () => new Date(),
};

/** Settings in place of the defaults. All times in milliseconds. */
export type SimulatorOptions = Readonly<Partial<typeof DEFAULTS>>;

const FIRST_NUMBER = 15_550_000_000;

/** The accounts of a Twilio stand-in and what they have sent, in memory. */
export class Simulation {
  readonly settings: Readonly<typeof DEFAULTS>;
  readonly log: SentLog;
  readonly lifecycle: Lifecycle;
  protected readonly poster: CallbackPoster;
  private readonly states = new Map<string, AccountState>();
  private readonly counts = new Map<string, number>();
  private nextNumber = FIRST_NUMBER;

  constructor(options: SimulatorOptions) {
    this.settings = { ...DEFAULTS, ...options };
    const { stepMs, now, keep, callbackTimeoutMs: timeoutMs, callbackRetryDelayMs } = this.settings;
    this.log = new SentLog(keep);
    this.poster = new CallbackPoster({ timeoutMs, retryDelayMs: callbackRetryDelayMs });
    const tokenOf = (sid: string) => this.find(sid)?.authToken ?? '';
    const numberOf = (sid: string) => this.find(sid)?.numberOfService() ?? '';
    this.lifecycle = new Lifecycle({ stepMs, now, poster: this.poster, tokenOf, numberOf });
    for (const { spec, key, does } of scenarioAccounts()) this.addAccount({ ...spec, key, does });
  }

  addAccount(spec: NewAccount = {}): SimulatedAccount {
    const state = new AccountState(spec, spec.key ?? `account-${this.states.size + 1}`, {
      now: this.settings.now(),
      newNumber: () => `+${this.nextNumber++}`,
      requests: (sid) => this.requests(sid),
    });
    const account = described(state);
    if (this.find(state.sid) !== undefined) throw new Error(`account ${state.sid} exists already`);
    this.states.set(state.sid.toLowerCase(), state);
    return account;
  }

  /** The account of that SID in any letter case. */
  find(sid: string): AccountState | undefined {
    return this.states.get(sid.toLowerCase());
  }

  /** The same; throws when there is no such account. */
  account(sid: string): AccountState {
    const state = this.find(sid);
    if (state === undefined) throw new Error(`there is no account ${sid}`);
    return state;
  }

  /** All accounts as they are now, with their present tokens. */
  accounts(): readonly SimulatedAccount[] {
    return [...this.states.values()].map(described);
  }

  /** Requests so far that named `sid`, also when there is no such account. */
  requests(sid: string): number {
    return this.counts.get(sid.toLowerCase()) ?? 0;
  }

  countRequest(sid: string): void {
    this.counts.set(sid.toLowerCase(), this.requests(sid) + 1);
  }

  /** The number of messages and calls that are on their way, or have status callbacks that are not answered yet. */
  get underWay(): number {
    return this.lifecycle.underWay;
  }

  /** Every message and call accepted, also those whose answer was withheld. */
  accepted(): readonly AcceptedSend[] {
    return this.log.all().map((sent) => sent.accepted());
  }

  /** Forgets what was accepted. */
  clearAccepted(): void {
    this.log.clear();
  }
}

function described({ key, sid, authToken, does }: AccountState): SimulatedAccount {
  return simulatedAccount(key, sid, authToken, does);
}
