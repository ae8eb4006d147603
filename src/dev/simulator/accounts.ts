import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../../kernel/json.ts';
import { renderAccount } from './account-resource.ts';
import type { Fault } from './answer.ts';
import { type NumberSpec, numberSpec, SimulatedNumber } from './number.ts';

const SCENARIOS = [
  'FINE',
  /** 403 with 20005 to everything. */
  'NOT_USABLE',
  /** 403 with 20008 to everything, as Twilio answers test credentials. */
  'TEST_CREDENTIALS',
  /** Its account resource carries another SID. */
  'OTHER_SID',
  'THROTTLED',
  /** Of every three requests the first two get a 429. */
  'THROTTLED_THEN_FINE',
  'SERVER_ERROR',
  'UNAVAILABLE_HTML',
  'HANGS',
  'RESETS',
  /** Does what was asked, then cuts the answer in the middle. */
  'CUTS',
  /** Does what was asked, then answers what is not JSON. */
  'GARBAGE',
  'SLOW',
] as const;

/** The behaviour of an account towards every caller with its token. */
export type AccountScenario = (typeof SCENARIOS)[number];

const RESOURCES = ['ACCOUNT', 'NUMBERS', 'MESSAGES', 'CALLS'] as const;

export const scenarioChange = z.object({
  scenario: z.enum(SCENARIOS).default('FINE'),
  /** Only requests for this part; everything else finds the account fine. */
  on: z.enum(RESOURCES).optional(),
  /** Leaves the first so many of them alone. */
  skip: z.int().min(0).optional(),
  /** Applies to so many of them, and then no more. */
  times: z.int().min(0).optional(),
});

/** When a scenario applies. */
export type ScenarioLimits = Omit<z.infer<typeof scenarioChange>, 'scenario'>;

/** The parts of an account's API that a scenario can be limited to. */
export type Resource = NonNullable<ScenarioLimits['on']>;

/**
 * A key of the account: a standard one does everything but read the account, a restricted one only what it is allowed to.
 * (Twilio, "API keys overview": all but the account and key resources; "Restricted API keys".)
 */
const apiKey = z.object({
  sid: z.string(),
  secret: z.string(),
  allowed: z.array(z.enum(RESOURCES)).readonly().optional(),
});

export const newAccount = z
  .object({
    sid: z.string(),
    authToken: z.string(),
    name: z.string(),
    status: z.enum(['active', 'suspended', 'closed']),
    type: z.enum(['Trial', 'Full']),
    ownerSid: z.string(),
    /** Alphanumeric sender IDs that the account may send SMS from. */
    senderIds: z.array(z.string()).readonly(),
    /** Short codes that the account may send SMS from. */
    shortCodes: z.array(z.string()).readonly(),
    /** The SIDs of its messaging services; each sends from the account's numbers that do SMS. */
    messagingServices: z.array(z.string()).readonly(),
    apiKeys: z.array(apiKey).readonly(),
    /** The number of numbers with both capabilities, or the numbers themselves. */
    numbers: z.union([z.int().min(0), z.array(numberSpec).readonly()]),
    scenario: z.enum(SCENARIOS),
    /** For people. */
    key: z.string(),
    does: z.string(),
  })
  .partial();

/** An account to be made. What is left out is random, active, full, fine, its own owner and without numbers. */
export type NewAccount = Readonly<z.infer<typeof newAccount>>;

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

/** The simulator around an account. */
interface Surroundings {
  readonly now: Date;
  readonly newNumber: () => string;
  /** Requests so far that named a SID, refused ones included. */
  readonly requests: (sid: string) => number;
}

/** One account of the simulated Twilio, as it stands now. Numbers are named in E.164; an unknown one throws. */
export class AccountState {
  readonly sid: string;
  readonly key: string;
  readonly does: string;
  readonly name: string;
  readonly type: 'Trial' | 'Full';
  readonly ownerSid: string;
  readonly senderIds: readonly string[];
  readonly shortCodes: readonly string[];
  readonly messagingServices: readonly string[];
  readonly apiKeys: readonly z.infer<typeof apiKey>[];
  /** The token that is good now. */
  authToken: string;
  status: 'active' | 'suspended' | 'closed';
  private readonly surroundings: Surroundings;
  private readonly all = new Map<string, SimulatedNumber>();
  private scenario: AccountScenario;
  private limits: ScenarioLimits = {};
  private seen = 0;

  constructor(spec: NewAccount, key: string, surroundings: Surroundings) {
    this.sid = spec.sid ?? `AC${randomBytes(16).toString('hex')}`;
    this.key = key;
    this.does = spec.does ?? 'made by a test';
    this.authToken = spec.authToken ?? newToken();
    this.name = spec.name ?? 'Simulated account';
    this.status = spec.status ?? 'active';
    this.type = spec.type ?? 'Full';
    this.ownerSid = spec.ownerSid ?? this.sid;
    this.senderIds = spec.senderIds ?? [];
    this.shortCodes = spec.shortCodes ?? [];
    this.messagingServices = spec.messagingServices ?? [];
    this.apiKeys = spec.apiKeys ?? [];
    this.scenario = spec.scenario ?? 'FINE';
    this.surroundings = surroundings;
    const { numbers = [] } = spec;
    const specs = typeof numbers === 'number' ? Array.from({ length: numbers }, () => ({})) : numbers;
    for (const number of specs) this.addNumber(number);
  }

  get createdAt(): Date {
    return this.surroundings.now;
  }

  /** Requests so far that named this account, refused ones included. */
  get requests(): number {
    return this.surroundings.requests(this.sid);
  }

  /** The numbers that the account has now. */
  get numbers(): readonly SimulatedNumber[] {
    return this.everyNumber.filter((number) => !number.released);
  }

  get phoneNumbers(): readonly string[] {
    return this.numbers.map(({ phoneNumber }) => phoneNumber);
  }

  /** All numbers that the account ever had, in their order. */
  get everyNumber(): readonly SimulatedNumber[] {
    return [...this.all.values()];
  }

  /** The number `phoneNumber`, also a released one. */
  number(phoneNumber: string): SimulatedNumber | undefined {
    return this.all.get(phoneNumber);
  }

  /** The number that a messaging service of the account sends from; `undefined` if none can send SMS. */
  numberOfService(): string | undefined {
    return this.numbers.find(({ capabilities }) => capabilities?.sms)?.phoneNumber;
  }

  /** Makes the present token a dead one and returns the new one. */
  rotateToken(token: string = newToken()): string {
    this.authToken = token;
    return token;
  }

  suspend(): void {
    this.status = 'suspended';
  }

  activate(): void {
    this.status = 'active';
  }

  close(): void {
    this.status = 'closed';
  }

  /** Adds a number at the end and returns it. */
  addNumber(spec: NumberSpec = {}): string {
    const phoneNumber = spec.phoneNumber ?? this.surroundings.newNumber();
    if (this.all.has(phoneNumber)) throw new Error(`${phoneNumber} exists already`);
    this.all.set(phoneNumber, new SimulatedNumber(this.sid, phoneNumber, spec, this.createdAt));
    return phoneNumber;
  }

  releaseNumber(phoneNumber: string): void {
    this.known(phoneNumber).released = true;
  }

  restoreNumber(phoneNumber: string): void {
    this.known(phoneNumber).released = false;
  }

  setCapabilities(phoneNumber: string, capabilities: SimulatedNumber['capabilities']): void {
    this.known(phoneNumber).capabilities = capabilities;
  }

  private known(phoneNumber: string): SimulatedNumber {
    const number = this.number(phoneNumber);
    if (number === undefined) throw new Error(`${this.sid} never had ${phoneNumber}`);
    return number;
  }

  /** Replaces the account's scenario, from the next request on. */
  setScenario(scenario: AccountScenario, limits: ScenarioLimits = {}): void {
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
function newToken(): string {
  return randomBytes(16).toString('hex');
}
