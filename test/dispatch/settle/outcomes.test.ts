import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SIMULATED_RECIPIENTS } from '../../../src/dev/simulator/simulator.ts';
import type { DispatchInput } from '../../../src/dispatch/decide/request-rules.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { Channel } from '../../../src/kernel/vocabulary/dispatch.ts';
import type { TwilioGateway } from '../../../src/twilio/gateway.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { gatewayTo, portOf } from '../../twilio/twilio-kit.ts';
import {
  aCustomTenant,
  acceptedFor,
  anInput,
  anotherNode,
  type CustomTenant,
  newRecipient,
  sender,
  storyOf,
} from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({
    DISPATCH_BUDGET_MS: '5000',
    DISPATCH_FIRST_ATTEMPT_MS: '2000',
    CALLS_PER_ACCOUNT: '1000',
    CALLS_PER_NODE: '1000',
  });
});
afterAll(() => system.stop());

/** Gives a dispatch to a recipient who keeps Twilio from answering less time, so that nobody waits for the rest of it. */
function dispatch(scope: RequestScope, input: DispatchInput): Promise<DispatchRecord> {
  const [, , , fault] = expectedOf(input.to);
  if (fault !== 'RESPONSE_TIMEOUT') return system.services.dispatches.dispatch(scope, input);
  const settings = { DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '1000' };
  return anotherNode(system, { settings }).dispatch(scope, input);
}

const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];

/** What an attempt to a recipient of the number plan comes to: outcome, HTTP status, code, and what broke. */
type Expected = readonly [
  outcome: string,
  httpStatus: number | null,
  code: number | null,
  fault: string | null,
];

const BY_RECIPIENT: Readonly<Record<string, Expected>> = {
  '+15005000429': ['THROTTLED', 429, 20429, null],
  '+15005010429': ['ACCEPTED', 201, null, null],
  '+15005000500': ['OPEN', 500, 20500, 'SERVER_ERROR'],
  '+15005010500': ['OPEN', 500, 20500, 'SERVER_ERROR'],
  '+15005000503': ['OPEN', 503, null, 'SERVER_ERROR'],
  '+15005010503': ['OPEN', 503, null, 'SERVER_ERROR'],
  '+15005000601': ['OPEN', null, null, 'RESPONSE_TIMEOUT'],
  '+15005010601': ['OPEN', null, null, 'RESPONSE_TIMEOUT'],
  '+15005000602': ['OPEN', null, null, 'RESET'],
  '+15005010602': ['OPEN', null, null, 'RESET'],
  '+15005010603': ['OPEN', 201, null, 'RESET'],
  '+15005010604': ['OPEN', 201, null, 'UNREADABLE'],
  '+15005010605': ['ACCEPTED', 201, null, null],
  '+15005010721': ['OPEN', 500, 20500, 'SERVER_ERROR'],
};

/** Refused at once or accepted with an end that callbacks tell later: the channel tells, not the code (D5). */
function expectedOf(to: string): Expected {
  const known = BY_RECIPIENT[to];
  if (known !== undefined) return known;
  const code = to.startsWith('+150055') ? Number(to.slice(7)) : undefined;
  if (code === undefined || (code >= 30_000 && code < 40_000)) return ['ACCEPTED', 201, null, null];
  return code === 20_429 || code === 21_611 || code === 63_038
    ? ['THROTTLED', 429, code, null]
    : ['REFUSED', 400, code, null];
}

function endOf([outcome]: Expected, account: 'CUSTOM' | 'DEFAULT') {
  if (outcome === 'ACCEPTED') return { state: 'ACCEPTED', billed: account };
  return outcome === 'OPEN'
    ? { state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN' }
    : { state: 'FAILED', billed: 'NONE' };
}

function factsOf({
  outcome,
  httpStatus,
  code,
  fault,
}: Record<'outcome' | 'httpStatus' | 'code' | 'fault', unknown>) {
  return [outcome, httpStatus, code, fault];
}

describe.each(CHANNELS)('%s to each recipient of the number plan', (channel) => {
  const recipients = SIMULATED_RECIPIENTS.map(({ phoneNumber, does }) => ({ to: phoneNumber, does }));

  test('from the default account alone (D2, D4, D5, D8)', async () => {
    const scope = sender();
    const found = await Promise.all(
      recipients.map(async ({ to, does }) => {
        const record = await dispatch(scope, anInput({ channel, to }));
        return { does, story: storyOf(record), facts: record.attempts.map(factsOf) };
      }),
    );

    const wanted = recipients.map(({ to, does }) => ({
      does,
      story: {
        ...endOf(expectedOf(to), 'DEFAULT'),
        ...{ rule: 'NO_CUSTOM_ACCOUNT', trigger: null },
        attempts: [`DEFAULT ${expectedOf(to)[0]}`],
      },
      facts: [expectedOf(to)],
    }));
    expect(found).toEqual(wanted);
  });

  test('from a custom account without fallback (D3, D4, D5, D6, D8)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED');
    const found = await Promise.all(
      recipients.map(async ({ to, does }) => {
        const record = await dispatch(scope, anInput({ channel, to }));
        return { does, story: storyOf(record), facts: record.attempts.map(factsOf) };
      }),
    );

    const wanted = recipients.map(({ to, does }) => {
      const isFine = expectedOf(to)[0] === 'ACCEPTED';
      return {
        does,
        story: {
          ...endOf(expectedOf(to), 'CUSTOM'),
          rule: isFine ? 'CUSTOM_FIRST' : 'FALLBACK_DISABLED',
          trigger: isFine ? null : 'API_ERROR',
          attempts: [`CUSTOM ${expectedOf(to)[0]}`],
        },
        facts: [expectedOf(to)],
      };
    });
    expect(found).toEqual(wanted);
  });

  test('from a custom account with fallback, which fails in the same way (D6, D7, D8)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const found = await Promise.all(
      recipients.map(async ({ to, does }) => {
        const record = await dispatch(scope, anInput({ channel, to }));
        return { does, story: storyOf(record) };
      }),
    );

    const wanted = recipients.map(({ to, does }) => {
      const [outcome] = expectedOf(to);
      const isFine = outcome === 'ACCEPTED';
      return {
        does,
        story: {
          ...endOf(expectedOf(to), 'CUSTOM'),
          rule: isFine ? 'CUSTOM_FIRST' : 'FALLBACK_ALLOWED',
          trigger: isFine ? null : 'API_ERROR',
          attempts: isFine ? [`CUSTOM ${outcome}`] : [`CUSTOM ${outcome}`, `DEFAULT ${outcome}`],
        },
      };
    });
    expect(found).toEqual(wanted);
  });
});

/** Ways in which a custom account alone can fail, what the attempt comes to, and whether Twilio has it nevertheless. */
const ACCOUNT_FAILURES: readonly {
  readonly name: string;
  readonly strike: (tenant: CustomTenant) => void;
  readonly outcome: string;
  readonly accepts?: boolean;
}[] = [
  { name: 'suspended', strike: ({ account }) => account.suspend(), outcome: 'REFUSED 403 20005' },
  { name: 'closed', strike: ({ account }) => account.close(), outcome: 'REFUSED 403 20005' },
  {
    name: 'with a token that went stale',
    strike: ({ account }) => account.rotateToken(),
    outcome: 'REFUSED 401 20003',
  },
  {
    name: 'not usable',
    strike: ({ account }) => account.setScenario('NOT_USABLE'),
    outcome: 'REFUSED 403 20005',
  },
  {
    name: 'with test credentials',
    strike: ({ account }) => account.setScenario('TEST_CREDENTIALS'),
    outcome: 'REFUSED 403 20008',
  },
  {
    name: 'whose numbers are gone and not yet known to be',
    strike: ({ account }) => {
      for (const number of [...account.phoneNumbers]) account.releaseNumber(number);
    },
    outcome: 'REFUSED 400 21606|21210',
  },
  {
    name: 'throttled for long',
    strike: ({ account }) => account.setScenario('THROTTLED'),
    outcome: 'THROTTLED 429 20429',
  },
  {
    name: 'with a server error',
    strike: ({ account }) => account.setScenario('SERVER_ERROR'),
    outcome: 'OPEN 500 20500',
  },
  {
    name: 'unavailable',
    strike: ({ account }) => account.setScenario('UNAVAILABLE_HTML'),
    outcome: 'OPEN 503 null',
  },
  {
    name: 'that never answers',
    strike: ({ account }) => account.setScenario('HANGS'),
    outcome: 'OPEN null null',
  },
  {
    name: 'that resets the connection',
    strike: ({ account }) => account.setScenario('RESETS'),
    outcome: 'OPEN null null',
  },
  {
    name: 'that cuts its answer',
    strike: ({ account }) => account.setScenario('CUTS'),
    outcome: 'OPEN 201 null',
    accepts: true,
  },
  {
    name: 'that answers garbage',
    strike: ({ account }) => account.setScenario('GARBAGE'),
    outcome: 'OPEN 201 null',
    accepts: true,
  },
];

describe.each(ACCOUNT_FAILURES)('a custom account $name', ({ strike, outcome, accepts = false }) => {
  test.each(CHANNELS)('with fallback: the default account sends (%s: D4, D6, D8)', async (channel) => {
    const tenant = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    strike(tenant);
    const to = newRecipient();
    const record = await system.services.dispatches.dispatch(tenant.scope, anInput({ channel, to }));

    const [first] = record.attempts;
    expect(outcome).toContain(String(first?.outcome));
    expect(`${first?.outcome} ${first?.httpStatus} ${first?.code}`).toMatch(expectedPattern(outcome));
    expect(storyOf(record)).toEqual({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' },
      attempts: [`CUSTOM ${first?.outcome}`, 'DEFAULT ACCEPTED'],
    });
    expect(acceptedFor(system, to)).toHaveLength(accepts ? 2 : 1);
  });

  test('without fallback: nobody else is billed (D6, D8)', async () => {
    const tenant = await aCustomTenant(system, 'DISABLED');
    strike(tenant);
    const to = newRecipient();
    const record = await system.services.dispatches.dispatch(tenant.scope, anInput({ to }));

    const isOpen = outcome.startsWith('OPEN');
    expect(storyOf(record)).toEqual({
      state: isOpen ? 'OUTCOME_UNKNOWN' : 'FAILED',
      billed: isOpen ? 'UNKNOWN' : 'NONE',
      ...{ rule: 'FALLBACK_DISABLED', trigger: 'API_ERROR' },
      attempts: [`CUSTOM ${outcome.split(' ')[0]}`],
    });
    expect(acceptedFor(system, to).filter(({ accountSid }) => accountSid !== tenant.account.sid)).toEqual([]);
  });

  test('without a choice: the default account sends, by the other rule (D6)', async () => {
    const tenant = await aCustomTenant(system, 'NOT_DEFINED');
    strike(tenant);
    const record = await system.services.dispatches.dispatch(tenant.scope, anInput());

    expect(record).toMatchObject({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', rule: 'FALLBACK_NOT_DEFINED', trigger: 'API_ERROR' },
      fallbackMode: 'NOT_DEFINED',
    });
  });
});

function expectedPattern(outcome: string): RegExp {
  const [word = '', status = '', code = ''] = outcome.split(' ');
  return new RegExp(`^${word} ${status} (${code})$`);
}

describe('what was throttled and then is not', () => {
  test.each(CHANNELS)('is sent by the account that throttled, as one attempt (%s: D4)', async (channel) => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('THROTTLED_THEN_FINE');
    const to = newRecipient();
    const before = account.requests;
    const record = await system.services.dispatches.dispatch(scope, anInput({ channel, to }));

    expect(storyOf(record)).toEqual({
      ...{ state: 'ACCEPTED', billed: 'CUSTOM', rule: 'CUSTOM_FIRST', trigger: null },
      attempts: ['CUSTOM ACCEPTED'],
    });
    expect(account.requests - before).toBe(3);
    expect(acceptedFor(system, to)).toHaveLength(1);
  });
});

describe('no byte reaches Twilio', () => {
  /** Sends for the account through one gateway, for all others through the other. */
  function split(sid: string, own: TwilioGateway): TwilioGateway {
    const { gateway } = system;
    const of = (account: { readonly sid: string }) => (account.sid === sid ? own : gateway);
    return {
      ...gateway,
      sendMessage: (credential, ...rest) => of(credential).sendMessage(credential, ...rest),
      placeCall: (credential, ...rest) => of(credential).placeCall(credential, ...rest),
    };
  }

  async function silentPort(): Promise<number> {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return portOf(server.address());
  }

  async function rudePort(): Promise<number> {
    const server = createServer((socket) => socket.end('this is no TLS\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return portOf(server.address());
  }

  async function closedPort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server.address());
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return port;
  }

  test.each([
    ['its name is not found', 'DNS', async () => 'http://twilio.invalid'],
    ['it refuses the connection', 'REFUSED', async () => `http://127.0.0.1:${await closedPort()}`],
    ['it speaks no TLS', 'TLS', async () => `https://127.0.0.1:${await rudePort()}`],
    ['the handshake does not end', 'CONNECT_TIMEOUT', async () => `https://127.0.0.1:${await silentPort()}`],
  ])(
    'since %s: known not to be accepted, and the default account sends (D4, D8)',
    async (_, fault, address) => {
      const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
      const own = gatewayTo(await address(), { connectTimeoutMs: 300 });
      const dispatches = anotherNode(system, { gateway: split(account.sid, own) });
      const record = await dispatches.dispatch(scope, anInput());

      expect(storyOf(record)).toEqual({
        ...{ state: 'ACCEPTED', billed: 'DEFAULT', rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' },
        attempts: ['CUSTOM NOT_SENT', 'DEFAULT ACCEPTED'],
      });
      expect(record.attempts[0]).toMatchObject({ fault, httpStatus: null, code: null, twilioSid: null });
      expect(record.sealedRecipient).toBeNull();
    },
  );

  test('from either account: it failed, and nobody is billed (D7, D8)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const dispatches = anotherNode(system, { gateway: gatewayTo(`http://127.0.0.1:${await closedPort()}`) });

    expect(storyOf(await dispatches.dispatch(scope, anInput()))).toEqual({
      ...{ state: 'FAILED', billed: 'NONE', rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' },
      attempts: ['CUSTOM NOT_SENT', 'DEFAULT NOT_SENT'],
    });
  });
});
