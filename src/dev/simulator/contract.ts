import type { AccountScenario, AccountSpec, ScenarioLimits } from './accounts.ts';
import type { NumberSpec } from './number.ts';
import type { SimulatedAccount } from './scenario-accounts.ts';
import type { AcceptedSend } from './sent.ts';

/** All times in milliseconds. */
export interface SimulatorOptions {
  /** From one status of a message or call to the next, and from the last one to the price; default 250. */
  readonly stepMs?: number;
  /** The time that the slow account and the slow recipient take; default 1,500. */
  readonly slowAnswerMs?: number;
  /** The time that a status callback may take to be answered; default 15,000. */
  readonly callbackTimeoutMs?: number;
  /** Before a status callback is repeated; default 100. */
  readonly callbackRetryDelayMs?: number;
  /** The number of messages and calls that are remembered of each account at least; default 50,000. */
  readonly keep?: number;
  /** The simulator's clock. */
  readonly now?: () => Date;
}

/** A new account: see {@link AccountSpec}; `key` and `does` are for people. */
export interface NewAccount extends AccountSpec {
  readonly key?: string;
  readonly does?: string;
}

/** One account in the hand of a test. Numbers are named in E.164; an unknown one throws. */
export interface SimulatedAccountHandle {
  readonly sid: string;
  /** The token that is good now. */
  readonly authToken: string;
  /** The numbers that the account has now, in E.164. */
  readonly phoneNumbers: readonly string[];
  /** Requests so far that named this account, refused ones included. */
  readonly requests: number;
  /** Makes the present token a dead one and returns the new one. */
  rotateToken(token?: string): string;
  suspend(): void;
  activate(): void;
  close(): void;
  /** Adds a number at the end and returns it. */
  addNumber(spec?: NumberSpec): string;
  releaseNumber(phoneNumber: string): void;
  restoreNumber(phoneNumber: string): void;
  setCapabilities(
    phoneNumber: string,
    capabilities: { sms: boolean | null; voice: boolean | null } | null,
  ): void;
  /** Replaces the account's scenario, from the next request on. */
  setScenario(scenario: AccountScenario, limits?: ScenarioLimits): void;
}

/** A Twilio stand-in over HTTP. It lives in memory and forgets everything when it is closed. */
export interface Simulator {
  /** Starts listening; port 0 takes a free one. Returns the base address without a slash at its end. */
  listen(port?: number, host?: string): Promise<{ readonly url: string }>;
  /** Cuts all connections, ends all lifecycles and resolves when the port is free. */
  close(): Promise<void>;
  addAccount(spec?: NewAccount): SimulatedAccount;
  /** Throws when there is no such account. */
  account(sid: string): SimulatedAccountHandle;
  /** All accounts as they are now, with their present tokens. */
  accounts(): readonly SimulatedAccount[];
  /** Requests so far that named `sid`, also when there is no such account. */
  requests(sid: string): number;
  /** The number of messages and calls that are on their way, or have status callbacks that are not answered yet. */
  readonly underWay: number;
  /** Every message and call accepted, also those whose answer was withheld. */
  accepted(): readonly AcceptedSend[];
  /** Forgets what was accepted. */
  clearAccepted(): void;
}
