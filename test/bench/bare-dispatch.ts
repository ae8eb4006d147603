import { parseArgs } from 'node:util';
import { Pool, type PoolClient } from 'pg';
import { z } from 'zod';
import { simulatedAccount } from '../../src/dev/simulator/scenario-accounts.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { NO_PROXIES } from '../../src/kernel/outgoing-proxy-rules.ts';
import { parsePhoneNumber } from '../../src/kernel/phone-number.ts';
import { createTwilioGateway } from '../../src/twilio/adapter.ts';
import type { TwilioGateway } from '../../src/twilio/gateway.ts';
import { HttpClient } from '../../src/twilio/http-client.ts';
import { messageForm } from '../../src/twilio/send-forms.ts';
import { bareAuthentication, bodyOf, serveBare } from './bare-http.ts';
import type { RecordedStatement } from './reads/scoped-reader.ts';

/** How the bare handler is told what to do, as the JSON in its first argument. */
export interface BareDispatchOptions {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly dataDir: string;
  readonly issuer: string;
  readonly audience: string;
  readonly twilioUrl: string;
  readonly account: { readonly sid: string; readonly authToken: string; readonly from: string };
  /** How many calls the adapter alone has under way, as many as the server may have. */
  readonly callsAtOnce: number;
  /** The two transactions in rounds: what leaves together, before its answers are waited for. */
  readonly transactions: readonly (readonly (readonly RecordedStatement[])[])[];
  /** What was its own of the recorded dispatch: its key, and the identifiers that have to be new each time. */
  readonly own: { readonly key: string; readonly ids: readonly string[] };
}

const request = z.object({
  variables: z.object({ input: z.object({ idempotencyKey: z.string(), to: z.string(), text: z.string() }) }),
});

/** `node:http`, `pg` and the HTTP client, and nothing else: the same token check, statements, transactions and call. */
async function serve(options: BareDispatchOptions): Promise<void> {
  const pool = new Pool({ connectionString: options.databaseUrl, max: options.poolSize, pipeline: true });
  const authenticate = await bareAuthentication(options);
  const send = sender(options);
  const gateway = createTwilioGateway({ baseUrl: options.twilioUrl });
  serveBare(async (incoming, response) => {
    await authenticate(incoming.headers.authorization);
    if (incoming.url === '/adapter') {
      response.end(String(await adapterAlone(gateway, options, Number(await bodyOf(incoming)))));
      return;
    }
    const { input } = request.parse(JSON.parse(await bodyOf(incoming))).variables;
    const fresh = freshener(options, input.idempotencyKey);
    const [first = [], second = []] = options.transactions;
    await transact(pool, first, fresh);
    await send(input.to, input.text);
    const rows = await transact(pool, second, fresh);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: rows[1] }));
  });
}

/** Puts this request's key and new identifiers in the place of those recorded. */
function freshener({ own }: BareDispatchOptions, key: string): (value: unknown) => unknown {
  const now = new Date();
  // All but the last byte, by which an attempt's id follows from its dispatch's.
  const prefix = (id: string) => id.slice(0, -2);
  const replacements = [[own.key, key], ...own.ids.map((id) => [prefix(id), prefix(newUuid(now))])] as const;
  const fresh = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fresh);
    if (typeof value !== 'string' || value.length < 10) return value;
    return replacements.reduce((text, [old = '', put = '']) => text.replaceAll(old, put), value);
  };
  return fresh;
}

const names = new Map<string, string>();

async function transact(
  pool: Pool,
  rounds: readonly (readonly RecordedStatement[])[],
  fresh: (value: unknown) => unknown,
): Promise<readonly unknown[]> {
  const client = await pool.connect();
  try {
    const begun = client.query('begin');
    const rows: unknown[] = [];
    for (const round of rounds)
      rows.push(...(await Promise.all(round.map((one) => query(client, one, fresh)))));
    await begun;
    await client.query('commit');
    return rows;
  } finally {
    client.release();
  }
}

async function query(
  client: PoolClient,
  { text, values }: RecordedStatement,
  fresh: (value: unknown) => unknown,
) {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return (await client.query({ name, text, values: values.map(fresh) })).rows;
}

/** One as the server gives; nothing is reported there. */
const STATUS_CALLBACK =
  'http://127.0.0.1:9/twilio/status/bench/0199d0f3-0000-7000-8000-000000000000/0199d0f3-0000-7000-8000-000000000000#rc=3&rp=all';

/** The call that a dispatch makes, through the client that the adapter uses. */
function sender({ twilioUrl, account }: BareDispatchOptions): (to: string, text: string) => Promise<unknown> {
  const client = new HttpClient({
    ...{ baseUrl: twilioUrl, connections: 512, connectTimeoutMs: 2_000, responseTimeoutMs: 10_000 },
    ...{ maxResponseBytes: 1_000_000, proxies: NO_PROXIES },
  });
  const never = new AbortController().signal;
  return async (to, text) => {
    const number = parsePhoneNumber(to);
    if (number === undefined) throw new Error('no number');
    const form = messageForm({
      to: number,
      from: account.from,
      body: text,
      statusCallback: STATUS_CALLBACK,
      validitySeconds: null,
    });
    const answer = await client.call(
      {
        method: 'POST',
        path: `/2010-04-01/Accounts/${account.sid}/Messages.json`,
        username: account.sid,
        password: account.authToken,
        headers: { accept: 'application/json' },
        form: new URLSearchParams(Object.entries(form).map(([name, value]) => [name, String(value)])),
      },
      never,
    );
    if (answer.status !== 201) throw new Error(`the simulator answers ${answer.status}`);
    return JSON.parse(answer.body);
  };
}

/** Makes `count` calls, to as many recipients, through the adapter and nothing else; gives how many a second. */
async function adapterAlone(
  gateway: TwilioGateway,
  { account, callsAtOnce }: BareDispatchOptions,
  count: number,
): Promise<number> {
  const credential = simulatedAccount('bench', account.sid, account.authToken, 'bench');
  const begun = performance.now();
  let left = count;
  const worker = async () => {
    for (; left > 0; ) {
      left -= 1;
      const to = parsePhoneNumber(`+4915112${String(left).padStart(6, '0')}`);
      if (to === undefined) throw new Error('no number');
      const { outcome } = await gateway.sendMessage(
        credential,
        {
          ...{ to, from: account.from, body: 'Your code is 123456', validitySeconds: null },
          statusCallback: STATUS_CALLBACK,
        },
        { timeoutMs: 10_000 },
      );
      if (outcome !== 'ACCEPTED') throw new Error(`the adapter alone: ${outcome}`);
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, worker));
  return count / ((performance.now() - begun) / 1000);
}

const buffer = z.object({ type: z.literal('Buffer'), data: z.array(z.int()) });

/** Bytes among the recorded values, which JSON writes as an object. */
function revived(_: string, value: unknown): unknown {
  const { success, data } = buffer.safeParse(value);
  return success ? Buffer.from(data.data) : value;
}

const { positionals } = parseArgs({ allowPositionals: true });
await serve(JSON.parse(positionals[0] ?? '{}', revived));
