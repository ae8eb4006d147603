import { beforeAll, describe, expect, it } from 'vitest';
import { newTenant, type RunningSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';

let system: RunningSystem;

beforeAll(async () => {
  system = await sharedSystem();
});

const BATCH =
  'mutation ($input: DispatchBatchInput!) { __typename dispatchBatch(input: $input) { __typename } }';
const TENANTS = 'query ($first: Int!) { ...F } fragment F on Query { tenants(first: $first) { __typename } }';
const LIVE =
  'subscription ($filter: DispatchRecordedFilter) { dispatchRecorded(filter: $filter) { __typename } }';

async function post(query: string, variables: Readonly<Record<string, unknown>>) {
  const token = await system.token({ tenant: newTenant(), role: 'admin' });
  const response = await fetch(`${system.app.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, text/event-stream',
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, body: await response.text() };
}

describe('an operation that the caller may not call', () => {
  it.each([
    ['a mutation', BATCH, { input: { items: 'x' } }, 'dispatchBatch', ['dispatch']],
    ['a query', TENANTS, { first: 'x' }, 'tenants', ['tenants:read']],
    ['a subscription', LIVE, { filter: 'x' }, 'dispatchRecorded', ['live:read']],
  ])(
    'given %s with variables that do not fit, then it is refused for the rights and nothing is said of them (X1, X5)',
    async (_, query, variables, field, missingScopes) => {
      const { body } = await post(query, variables);
      expect(body).toContain(`"path":["${field}"]`);
      expect(body).toContain(`"code":"FORBIDDEN","missingScopes":${JSON.stringify(missingScopes)}`);
      expect(body).not.toContain('BAD_USER_INPUT');
    },
  );

  it('given fields that the caller may call beside it, then those are answered (X1)', async () => {
    const query = '{ viewer { subject } tenants(first: 1) { __typename } }';
    const { status, body } = await post(query, {});
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      data: { viewer: { subject: 'ann' }, tenants: null },
      errors: [{ path: ['tenants'], extensions: { code: 'FORBIDDEN' } }],
    });
  });
});
