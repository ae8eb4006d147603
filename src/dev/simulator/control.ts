import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { AccountScenario } from './accounts.ts';
import { json, send } from './answer.ts';
import type { NewAccount, Simulator } from './contract.ts';
import type { NumberSpec } from './number.ts';
import { SIMULATED_RECIPIENTS } from './recipients.ts';
import { readBody } from './request-body.ts';

const MAXIMUM_BYTES = 1024 * 1024;
const SCENARIOS: readonly AccountScenario[] = [
  'FINE',
  'NOT_USABLE',
  'TEST_CREDENTIALS',
  'OTHER_SID',
  'THROTTLED',
  'THROTTLED_THEN_FINE',
  'SERVER_ERROR',
  'UNAVAILABLE_HTML',
  'HANGS',
  'RESETS',
  'CUTS',
  'GARBAGE',
  'SLOW',
];

type Input = Readonly<Record<string, unknown>>;

/** The control of the simulator for tests in other processes: JSON over HTTP below `/simulator/`, from this machine only. */
export class Control {
  private readonly simulator: Simulator;

  constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (!isLoopback(request.socket.remoteAddress))
      return send(response, json(403, { error: 'local use only' }));
    try {
      const input = request.method === 'POST' ? await readInput(request) : {};
      const result = this.run(`${request.method} ${url.pathname}`, input, url.searchParams);
      if (result === undefined) return send(response, json(404, { error: 'no such thing' }));
      // People read it too.
      send(response, { ...json(200, result), body: `${JSON.stringify(result, null, 2)}\n` });
    } catch (error) {
      send(response, json(400, { error: error instanceof Error ? error.message : 'not understood' }));
    }
  }

  private run(request: string, input: Input, query: URLSearchParams): Json | undefined {
    switch (request) {
      case 'GET /simulator/accounts':
        return this.simulator.accounts().map((account) => ({ ...account }));
      case 'POST /simulator/accounts':
        return { ...this.simulator.addAccount(newAccount(input)) };
      case 'GET /simulator/recipients':
        return SIMULATED_RECIPIENTS.map(({ phoneNumber, does }) => ({ phoneNumber, does }));
      case 'GET /simulator/accepted':
        return this.accepted(query);
      case 'DELETE /simulator/accepted':
        this.simulator.clearAccepted();
        return {};
    }
    const [, method, sid = '', action] =
      /^(GET|POST) \/simulator\/accounts\/(\w+)(?:\/(\w+))?$/.exec(request) ?? [];
    if (method === 'GET' && action === undefined) return this.describe(sid);
    if (method !== 'POST' || action === undefined) return undefined;
    return this.act(sid, action, input) ? this.describe(sid) : undefined;
  }

  private accepted(query: URLSearchParams): Json {
    const accountSid = query.get('accountSid')?.toLowerCase();
    const to = query.get('to');
    return this.simulator
      .accepted()
      .filter((sent) => accountSid === undefined || sent.accountSid.toLowerCase() === accountSid)
      .filter((sent) => to === null || sent.to === to)
      .map((sent): JsonObject => ({ ...sent }));
  }

  private describe(sid: string): JsonObject {
    const { authToken, phoneNumbers, requests, sid: spelled } = this.simulator.account(sid);
    return { sid: spelled, authToken, phoneNumbers, requests };
  }

  /** Does what {@link Simulator.account} offers under the same name. Returns false when there is no such action. */
  private act(sid: string, action: string, input: Input): boolean {
    const account = this.simulator.account(sid);
    switch (action) {
      case 'rotateToken':
        account.rotateToken(text(input, 'token'));
        return true;
      case 'suspend':
      case 'activate':
      case 'close':
        account[action]();
        return true;
      case 'addNumber':
        account.addNumber(numberSpec(input));
        return true;
      case 'releaseNumber':
      case 'restoreNumber':
        account[action](text(input, 'phoneNumber') ?? '');
        return true;
      case 'setCapabilities':
        account.setCapabilities(text(input, 'phoneNumber') ?? '', {
          sms: input['sms'] === true,
          voice: input['voice'] === true,
        });
        return true;
      case 'setScenario':
        account.setScenario(oneOf(SCENARIOS, input, 'scenario') ?? 'FINE', {
          ...given('on', oneOf(['ACCOUNT', 'NUMBERS', 'MESSAGES', 'CALLS'], input, 'on')),
          ...given('skip', count(input, 'skip')),
          ...given('times', count(input, 'times')),
        });
        return true;
      default:
        return false;
    }
  }
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}

async function readInput(request: IncomingMessage): Promise<Input> {
  const body = await readBody(request, MAXIMUM_BYTES);
  if (body === undefined) throw new Error('the body is too long');
  return object(body === '' ? {} : JSON.parse(body));
}

function object(value: unknown): Input {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('an object is needed');
  return Object.fromEntries(Object.entries(value));
}

function newAccount(input: Input): NewAccount {
  const numbers = input['numbers'];
  return {
    ...given('key', text(input, 'key')),
    ...given('does', text(input, 'does')),
    ...given('sid', text(input, 'sid')),
    ...given('authToken', text(input, 'authToken')),
    ...given('name', text(input, 'name')),
    ...given('ownerSid', text(input, 'ownerSid')),
    ...given('type', oneOf(['Trial', 'Full'], input, 'type')),
    ...given('status', oneOf(['active', 'suspended', 'closed'], input, 'status')),
    ...given('scenario', oneOf(SCENARIOS, input, 'scenario')),
    ...given(
      'numbers',
      Array.isArray(numbers) ? numbers.map((each) => numberSpec(object(each))) : count(input, 'numbers'),
    ),
  };
}

function numberSpec(input: Input): NumberSpec {
  return {
    ...given('phoneNumber', text(input, 'phoneNumber')),
    ...given('name', text(input, 'name')),
    ...given('sms', flag(input, 'sms')),
    ...given('voice', flag(input, 'voice')),
    ...(input['capabilities'] === null ? { capabilities: null } : {}),
  };
}

/** The member, or nothing at all when there is no value. */
function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  const member: { [P in K]?: V } = {};
  if (value !== undefined) member[name] = value;
  return member;
}

function text(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value !== undefined && typeof value !== 'string') throw new Error(`${name} must be a string`);
  return value;
}

function count(input: Input, name: string): number | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new Error(`${name} must be a whole number`);
}

function flag(input: Input, name: string): boolean | null | undefined {
  const value = input[name];
  if (value === undefined || value === null || typeof value === 'boolean') return value;
  throw new Error(`${name} must be true, false or null`);
}

function oneOf<const T extends string>(allowed: readonly T[], input: Input, name: string): T | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Error(`${name} must be one of ${allowed.join(', ')}`);
  return found;
}
