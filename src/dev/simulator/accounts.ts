import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../kernel/json.ts';
import type { Fault } from './answer.ts';
import { type NumberSpec, SimulatedNumber } from './number.ts';
import { timestamp } from './timestamp.ts';

/** The behaviour of an account towards every caller with its token. */
export type AccountScenario =
  | 'FINE'
  /** 403 with 20005 to everything. */
  | 'NOT_USABLE'
  /** 403 with 20008 to everything, as Twilio answers test credentials. */
  | 'TEST_CREDENTIALS'
  /** Its account resource carries another SID. */
  | 'OTHER_SID'
  | 'THROTTLED'
  /** Of every three requests the first two get a 429. */
  | 'THROTTLED_THEN_FINE'
  | 'SERVER_ERROR'
  | 'UNAVAILABLE_HTML'
  | 'HANGS'
  | 'RESETS'
  /** Does what was asked, then cuts the answer in the middle. */
  | 'CUTS'
  /** Does what was asked, then answers what is not JSON. */
  | 'GARBAGE'
  | 'SLOW';

/** The parts of an account's API that a scenario can be limited to. */
export type Resource = 'ACCOUNT' | 'NUMBERS' | 'MESSAGES' | 'CALLS';

/** When a scenario applies; everything else finds the account fine. */
export interface ScenarioLimits {
  /** Only requests for this part. */
  readonly on?: Resource;
  /** Leaves the first so many of them alone. */
  readonly skip?: number;
  /** Applies to so many of them, and then no more. */
  readonly times?: number;
}

/** An account to be made. What is left out is random, active, full, fine, its own owner and without numbers. */
export interface AccountSpec {
  readonly sid?: string;
  readonly authToken?: string;
  readonly name?: string;
  readonly status?: AccountStatus;
  readonly type?: 'Trial' | 'Full';
  readonly ownerSid?: string;
  /** Alphanumeric sender IDs that the account may send SMS from. */
  readonly senderIds?: readonly string[];
  /** The number of numbers with both capabilities, or the numbers themselves. */
  readonly numbers?: number | readonly NumberSpec[];
  readonly scenario?: AccountScenario;
}

export type AccountStatus = 'active' | 'suspended' | 'closed';

/** The effect of a scenario on one request. */
export type Effect =
  | { readonly fault: Fault }
  | { readonly refusal: 'NOT_USABLE' | 'TEST_CREDENTIALS' }
  | 'OTHER_SID';

const FAULTS: Partial<Record<AccountScenario, Fault>> = {
  THROTTLED: 'THROTTLE',
  SERVER_ERROR: 'ERROR_500',
  UNAVAILABLE_HTML: 'HTML_503',
  HANGS: 'HANG',
  RESETS: 'RESET',
  CUTS: 'CUT',
  GARBAGE: 'GARBAGE',
  SLOW: 'SLOW',
};

/** One account of the simulated Twilio, as it stands now. */
export class AccountState {
  readonly sid: string;
  readonly name: string;
  readonly type: 'Trial' | 'Full';
  readonly ownerSid: string;
  readonly senderIds: readonly string[];
  readonly createdAt: Date;
  authToken: string;
  status: AccountStatus;
  private readonly all = new Map<string, SimulatedNumber>();
  private scenario: AccountScenario;
  private limits: ScenarioLimits = {};
  private seen = 0;

  constructor(spec: AccountSpec, createdAt: Date, newNumber: () => string) {
    this.sid = spec.sid ?? `AC${randomBytes(16).toString('hex')}`;
    this.authToken = spec.authToken ?? newToken();
    this.name = spec.name ?? 'Simulated account';
    this.status = spec.status ?? 'active';
    this.type = spec.type ?? 'Full';
    this.ownerSid = spec.ownerSid ?? this.sid;
    this.senderIds = spec.senderIds ?? [];
    this.scenario = spec.scenario ?? 'FINE';
    this.createdAt = createdAt;
    const numbers = spec.numbers ?? [];
    const specs = typeof numbers === 'number' ? Array.from({ length: numbers }, () => ({})) : numbers;
    for (const number of specs) this.addNumber(number, newNumber);
  }

  /** The numbers that the account has now. */
  get numbers(): readonly SimulatedNumber[] {
    return this.everyNumber.filter((number) => !number.released);
  }

  /** All numbers that the account ever had, in their order. */
  get everyNumber(): readonly SimulatedNumber[] {
    return [...this.all.values()];
  }

  /** The number `phoneNumber`, also a released one. */
  number(phoneNumber: string): SimulatedNumber | undefined {
    return this.all.get(phoneNumber);
  }

  addNumber(spec: NumberSpec, newNumber: () => string): SimulatedNumber {
    const number = new SimulatedNumber(this.sid, spec.phoneNumber ?? newNumber(), spec, this.createdAt);
    if (this.number(number.phoneNumber)) throw new Error(`${number.phoneNumber} exists already`);
    this.all.set(number.phoneNumber, number);
    return number;
  }

  setScenario(scenario: AccountScenario, limits: ScenarioLimits): void {
    this.scenario = scenario;
    this.limits = limits;
    this.seen = 0;
  }

  /** The effect of the scenario on a request for `resource` that arrives now; counts that request. */
  effectOn(resource: Resource): Effect | undefined {
    const { on, skip = 0, times = Number.POSITIVE_INFINITY } = this.limits;
    if (this.scenario === 'FINE' || (on !== undefined && on !== resource)) return undefined;
    const turn = this.seen++;
    if (turn < skip || turn >= skip + times) return undefined;
    if (this.scenario === 'NOT_USABLE' || this.scenario === 'TEST_CREDENTIALS')
      return { refusal: this.scenario };
    if (this.scenario === 'OTHER_SID') return 'OTHER_SID';
    if (this.scenario === 'THROTTLED_THEN_FINE') {
      return (turn - skip) % 3 === 2 ? undefined : { fault: 'THROTTLE' };
    }
    const fault = FAULTS[this.scenario];
    return fault && { fault };
  }

  render(): JsonObject {
    return renderAccount(this, this.sid);
  }

  /** The account resource with another SID in it. */
  renderAsOther(): JsonObject {
    const last = this.sid.endsWith('f') ? '0' : 'f';
    return renderAccount(this, `${this.sid.slice(0, -1)}${last}`);
  }
}

/** A new token in Twilio's form. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}

const SUBRESOURCES = {
  addresses: 'Addresses',
  applications: 'Applications',
  authorized_connect_apps: 'AuthorizedConnectApps',
  available_phone_numbers: 'AvailablePhoneNumbers',
  balance: 'Balance',
  calls: 'Calls',
  conferences: 'Conferences',
  connect_apps: 'ConnectApps',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  messages: 'Messages',
  notifications: 'Notifications',
  outgoing_caller_ids: 'OutgoingCallerIds',
  queues: 'Queues',
  recordings: 'Recordings',
  short_codes: 'SMS/ShortCodes',
  signing_keys: 'SigningKeys',
  transcriptions: 'Transcriptions',
  usage: 'Usage',
};

function renderAccount(account: AccountState, sid: string): JsonObject {
  const uri = `/2010-04-01/Accounts/${sid}`;
  return {
    auth_token: account.authToken,
    date_created: timestamp(account.createdAt),
    date_updated: timestamp(account.createdAt),
    friendly_name: account.name,
    owner_account_sid: account.ownerSid,
    sid,
    status: account.status,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
    type: account.type,
    uri: `${uri}.json`,
  };
}
