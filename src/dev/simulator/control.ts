import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { type AccountState, newAccount, scenarioChange } from './accounts.ts';
import { json, send } from './answer.ts';
import { numberSpec } from './number.ts';
import { SIMULATED_RECIPIENTS } from './recipients.ts';
import { readBody } from './request-body.ts';
import type { Simulation } from './simulation.ts';

const MAXIMUM_BYTES = 1024 * 1024;

/** The control of the simulator for tests in other processes: JSON over HTTP below `/simulator/`, from this machine only. */
export async function handleControl(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (!isLoopback(request.socket.remoteAddress))
    return send(response, json(403, { error: 'local use only' }));
  try {
    const input = request.method === 'POST' ? await readInput(request) : {};
    const result = answer(simulation, `${request.method} ${url.pathname}`, input, url.searchParams);
    if (result === undefined) return send(response, json(404, { error: 'no such thing' }));
    // People read it too.
    send(response, { ...json(200, result), body: `${JSON.stringify(result, null, 2)}\n` });
  } catch (error) {
    send(response, json(400, { error: reasonOf(error) }));
  }
}

function answer(
  simulation: Simulation,
  request: string,
  input: unknown,
  query: URLSearchParams,
): Json | undefined {
  switch (request) {
    case 'GET /simulator/accounts':
      return simulation.accounts().map((account) => ({ ...account }));
    case 'POST /simulator/accounts':
      return { ...simulation.addAccount(newAccount.parse(input)) };
    case 'GET /simulator/recipients':
      return SIMULATED_RECIPIENTS.map(({ phoneNumber, does }) => ({ phoneNumber, does }));
    case 'GET /simulator/accepted':
      return accepted(simulation, query);
    case 'DELETE /simulator/accepted':
      simulation.clearAccepted();
      return {};
  }
  const [, method, sid = '', action] =
    /^(GET|POST) \/simulator\/accounts\/(\w+)(?:\/(\w+))?$/.exec(request) ?? [];
  if (method === undefined || (method === 'GET') !== (action === undefined)) return undefined;
  const account = simulation.account(sid);
  if (action !== undefined) {
    const act = ACTIONS.get(action);
    if (act === undefined) return undefined;
    act(account, input);
  }
  const { sid: spelled, authToken, phoneNumbers, requests } = account;
  return { sid: spelled, authToken, phoneNumbers, requests };
}

function accepted(simulation: Simulation, query: URLSearchParams): Json {
  const accountSid = query.get('accountSid')?.toLowerCase();
  const to = query.get('to');
  return simulation
    .accepted()
    .filter((sent) => accountSid === undefined || sent.accountSid.toLowerCase() === accountSid)
    .filter((sent) => to === null || sent.to === to)
    .map((sent): JsonObject => ({ ...sent }));
}

const token = z.object({ token: z.string().optional() });
const named = z.object({ phoneNumber: z.string() });
const capabilities = named.extend({ sms: z.boolean().default(false), voice: z.boolean().default(false) });

/** The actions of an account, by the names that it has for them. */
const ACTIONS: ReadonlyMap<string, (account: AccountState, input: unknown) => unknown> = new Map(
  Object.entries({
    rotateToken: (account, input) => account.rotateToken(token.parse(input).token),
    suspend: (account) => account.suspend(),
    activate: (account) => account.activate(),
    close: (account) => account.close(),
    addNumber: (account, input) => account.addNumber(numberSpec.parse(input)),
    releaseNumber: (account, input) => account.releaseNumber(named.parse(input).phoneNumber),
    restoreNumber: (account, input) => account.restoreNumber(named.parse(input).phoneNumber),
    setCapabilities(account, input) {
      const { phoneNumber, ...has } = capabilities.parse(input);
      account.setCapabilities(phoneNumber, has);
    },
    setScenario(account, input) {
      const { scenario, ...limits } = scenarioChange.parse(input);
      account.setScenario(scenario, limits);
    },
  } satisfies Record<string, (account: AccountState, input: unknown) => unknown>),
);

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::ffff:)?127\.|^::1$/.test(address);
}

async function readInput(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, MAXIMUM_BYTES);
  if (body === undefined) throw new Error('the body is too long');
  return body === '' ? {} : JSON.parse(body);
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : 'not understood';
}
