import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/schema.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../../../src/http/auth/development-token.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../../support/test-setup.ts';
import { LONG, VIEWER } from '../api.ts';
import { WatchedServer } from '../watched-server.ts';
import { DOCUMENTS, filled, fullValue, JUST_NOT_TOO_MUCH, TOO_MUCH, typedInputs } from './input-shapes.ts';

/** What the process may hold beyond what it held before. */
const GROWTH_BYTES = 256 * 1024 * 1024;

let setup: TestSetup;
let server: ServerProcess;
let watched: WatchedServer;
let own: Readonly<Record<string, string>>;
let platform: Readonly<Record<string, string>>;
let atFirst: number;

beforeAll(async () => {
  setup = await startTestSetup();
  server = await startServerProcess({ ...setup.environment, LOG_LEVEL: 'error' });
  watched = new WatchedServer(server);
  // Anyone who may do everything gets furthest.
  own = await headersFor(newTenant(), ['admin', 'auditor', 'analyst', 'dispatcher']);
  platform = await headersFor(null, ['platform-admin', 'platform-auditor']);
  for (let count = 0; count < 20; count += 1) await post(JSON.stringify({ query: VIEWER }));
  atFirst = await watched.residentBytes();
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await setup?.stop();
});

async function headersFor(tenant: string | null, roles: readonly Role[]) {
  const { dataDir, tokens } = setup.config;
  const key = await createDevelopmentKey(developmentTokenKeyPath(dataDir));
  const token = await issueDevelopmentToken(key, {
    ...{ issuer: tokens.issuer, audience: tokens.audience, tenant, roles, lifetime: 3600 },
    ...{ subject: 'mal', displayName: 'Mal', kind: 'person', authenticationMethod: 'mfa' },
  });
  return {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, text/event-stream;q=0.5',
  };
}

const post = (body: string, headers = own) => watched.http('/graphql', 'POST', headers, body);
const withVariable = (query: string, value: string) =>
  `{"query":${JSON.stringify(query)},"variables":{"value":${value}}}`;
const SHAPES = Object.entries({ ...TOO_MUCH, ...JUST_NOT_TOO_MUCH });
/** What is done to a text is the same for all types. */
const WITHOUT_TEXTS = Object.fromEntries(
  Object.entries(JUST_NOT_TOO_MUCH).filter(([name]) => !name.startsWith('one string of')),
);

describe('two megabytes of whatever shape', () => {
  it('given as any part of a request, then nobody else has to wait for it (X5)', LONG, async () => {
    for (const [name, value] of SHAPES) {
      const bodies = {
        variables: withVariable('query ($value: Int) { node(id: "x") { id } }', value),
        extensions: `{"query":"${VIEWER}","extensions":{"x":${value}}}`,
        operationName: `{"query":"${VIEWER}","operationName":${value}}`,
        'something unknown': `{"query":"${VIEWER}","x":${value}}`,
        'the whole body': value,
      };
      for (const [part, body] of Object.entries(bodies)) {
        await watched.expectBearable(`${part}: ${name}`, () => post(body));
      }
      if (name in TOO_MUCH && name !== 'one number') {
        const { status, text } = await post(bodies.variables);
        expect([status, JSON.parse(text).errors[0].extensions.code], name).toEqual([400, 'LIMIT_EXCEEDED']);
      }
    }
  });

  it('given as a document, then nobody else has to wait for it (X5)', LONG, async () => {
    for (const [name, query] of Object.entries(DOCUMENTS)) {
      await watched.expectBearable(name, () => post(JSON.stringify({ query })));
    }
  });

  it('given to every input type of the schema, then nobody else has to wait for it (X5)', LONG, async () => {
    const inputs = typedInputs(createSchema());
    expect(inputs.length).toBeGreaterThan(25);
    for (const { type, query } of inputs) {
      const headers = query.includes('{ platform') ? platform : own;
      const values = {
        ...WITHOUT_TEXTS,
        'all that it takes': JSON.stringify(fullValue(type, 900)),
        'more than it takes': JSON.stringify(fullValue(type, 2_000)),
      };
      for (const [name, value] of Object.entries(values)) {
        await watched.expectBearable(`${String(type)}: ${name}`, () =>
          post(withVariable(query, value), headers),
        );
      }
    }
  });

  it(
    'given over a WebSocket, with a token or before one, then nobody else has to wait for it (X5)',
    LONG,
    async () => {
      const hello = JSON.stringify({ type: 'connection_init', payload: own });
      const subscribe = (payload: string) => `{"id":"1","type":"subscribe","payload":${payload}}`;
      for (const [name, value] of SHAPES) {
        const messages = {
          'before a token': [`{"type":"connection_init","payload":{"token":${value}}}`],
          'as variables': [
            hello,
            subscribe(withVariable('query ($value: ID!) { node(id: $value) { id } }', value)),
          ],
          'as an id': [hello, `{"id":${value},"type":"subscribe","payload":{"query":"${VIEWER}"}}`],
          'as a message': [hello, value],
        };
        for (const [part, sent] of Object.entries(messages)) {
          await watched.expectBearable(`${part}: ${name}`, () => watched.webSocket(sent));
        }
      }
      for (const [name, query] of Object.entries(DOCUMENTS)) {
        const sent = [hello, subscribe(JSON.stringify({ query }))];
        await watched.expectBearable(name, () => watched.webSocket(sent));
      }
    },
  );

  it(
    'given in the target, in headers or in a form, as much as goes in, then nobody else has to wait for it (X5)',
    LONG,
    async () => {
      const forms = [
        'a',
        '%F0%9F%98%80',
        'a=b&',
        '&',
        '=',
        '%',
        '+',
        'kind=x&',
        'x[]=',
        '[',
        '{"a":',
        '"',
        ',',
        ';q=0.5,',
      ];
      for (const part of forms) {
        const target = filled(part, 8_000);
        const query = `query=${encodeURIComponent(VIEWER)}`;
        for (const path of [
          `/graphql?query=${target}`,
          `/graphql?${query}&variables=${target}`,
          `/graphql?${query}&extensions=${target}`,
          `/graphql?${target}`,
          `/audit/export?${target}`,
          `/audit/export?actor=${target}`,
          `/audit/export?from=${target}`,
          `/${target}`,
        ]) {
          await watched.expectBearable(path.slice(0, 80), () => watched.http(path, 'GET', own));
        }
        const header = filled(part, 12_000);
        for (const name of [
          'authorization',
          'accept',
          'content-type',
          'x-forwarded-for',
          'x-request-id',
          'origin',
          'accept-encoding',
          'user-agent',
        ]) {
          await watched.expectBearable(`${name}: ${part}`, () =>
            watched.http('/graphql', 'POST', { ...own, [name]: header }, JSON.stringify({ query: VIEWER })),
          );
        }
        const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': part };
        for (const bytes of [16_000, undefined]) {
          await watched.expectBearable(`callback: ${part}`, () =>
            watched.http('/twilio/status/acme/x/1', 'POST', form, filled(part, bytes)),
          );
        }
      }
    },
  );

  it('given all of that, then the process holds no more than it needs (X5)', async () => {
    expect((await watched.residentBytes()) - atFirst).toBeLessThan(GROWTH_BYTES);
    expect((await post(JSON.stringify({ query: VIEWER }))).status).toBe(200);
  });
});
