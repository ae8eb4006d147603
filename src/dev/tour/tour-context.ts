import type { ControlledAccount, SimulatorControl } from '../load/simulator-control.ts';
import { SIMULATED_ACCOUNTS, type SimulatedAccount } from '../simulator/simulator.ts';
import type { FrontEnd, ShownConfiguration } from './front-end.ts';
import type { TourReport } from './tour-report.ts';

/** The people of the tour, and its report. */
export interface TourContext {
  readonly report: TourReport;
  /** An admin. */
  readonly ann: FrontEnd;
  /** A second admin of the same tenant. */
  readonly bob: FrontEnd;
  readonly auditor: FrontEnd;
  /** A service of the platform, which sends. */
  readonly service: FrontEnd;
  readonly simulator: SimulatorControl;
  /** An account of this tour alone, to which anything may happen. */
  readonly own: ControlledAccount;
  /** The public keys that `/audit/keys` returns to an auditor. */
  readonly publicKeys: () => Promise<string>;
}

/** The failure of a step of the tour. */
export class TourFailure extends Error {}

/** Fails the step, in a sentence, unless it did what it should. */
export function check(did: boolean, what: string): void {
  if (!did) throw new TourFailure(`The tour met an unexpected result: ${what}.`);
}

/** The simulator's account of that key. */
export function account(key: string): SimulatedAccount {
  const found = SIMULATED_ACCOUNTS.find((known) => known.key === key);
  if (found === undefined) throw new TourFailure(`The simulator has no account ${key}.`);
  return found;
}

function selectedNumbers({ account: held }: ShownConfiguration): readonly string[] {
  return held?.organizationNumbers.edges.map(({ node }) => node.phoneNumber) ?? [];
}

/** The result of a verification. */
export function outcomeOf(ended: {
  readonly status: string;
  readonly failure: { readonly reason: string } | null;
}): string {
  return ended.failure?.reason ?? ended.status;
}

/** A SID by its beginning and its end: those of the simulator are zeros in between. */
export function shortSid(sid: string): string {
  return `${sid.slice(0, 2)}…${sid.slice(-4)}`;
}

/** A configuration in a line. */
export function inWords(configuration: ShownConfiguration): string {
  const { version, account: held, channels, fallbackPolicy } = configuration;
  const numbers = selectedNumbers(configuration).join(' ');
  const who = held === null ? 'the default account' : `${shortSid(held.sid)} (${numbers})`;
  return `version ${version}: ${who}, ${channels.join(' and ')}, fallback ${fallbackPolicy.mode}`;
}
