import { randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { newTenant, type RunningSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';
import { type OpenedPage, openPage } from './opened-page.ts';

let system: RunningSystem;

beforeAll(async () => {
  system = await sharedSystem();
});

const WHO = { query: '{ viewer { subject tenant { id } } }' };

test('given the page is opened, then its first query runs as admin, and as another role once that is chosen (X1)', async () => {
  const page = await openPage(system.endpoint, newTenant());
  const { fetcher, defaultQuery } = page.editor;
  expect(await fetcher({ query: defaultQuery }, {})).toMatchObject({
    data: { viewer: { displayName: 'Development admin' } },
  });
  for (const role of ['dispatcher', 'platform-auditor']) {
    page.choose(role, newTenant());
    expect(await fetcher(WHO, {})).toMatchObject({ data: { viewer: { subject: `dev-${role}` } } });
    expect(page.told()).toContain(`Signed in as ${role}`);
  }
});

test('given a token under "Headers", then it goes before the role that is chosen (X1)', async () => {
  const page = await openPage(system.endpoint, newTenant());
  const authorization = `Bearer ${await system.token({ subject: 'ada', tenant: newTenant() })}`;
  expect(await page.editor.fetcher(WHO, { headers: { authorization } })).toMatchObject({
    data: { viewer: { subject: 'ada' } },
  });
});

test('given a tenant that cannot be, then the page tells so, and works again with one that can (X1)', async () => {
  const page = await openPage(system.endpoint, newTenant());
  page.choose('admin', '..');
  await expect(page.editor.fetcher(WHO, {})).rejects.toThrow('The tenant must be');
  await expect.poll(page.told).toContain('The tenant must be');
  page.choose('admin', newTenant());
  expect(await page.editor.fetcher(WHO, {})).toMatchObject({ data: { viewer: { subject: 'dev-admin' } } });
});

test('given a subscription, then it is followed as an event stream, and a refusal comes with its code (X1)', async () => {
  const tenant = newTenant();
  const page = await openPage(system.endpoint, tenant);
  const query = 'subscription { dispatchRecorded { __typename } }';
  const follow = async () => {
    const events = await page.editor.fetcher({ query }, { documentAST: parse(query) });
    return events[Symbol.asyncIterator]();
  };
  const refused = await (await follow()).next();
  expect(refused.value).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });

  page.choose('analyst', tenant);
  const events = await follow();
  const received: unknown[] = [];
  const first = events.next().then(({ value }) => received.push(value));
  const sender = await openPage(system.endpoint, tenant);
  sender.choose('dispatcher', tenant);
  // One that is recorded before the stream begins is not told.
  const dispatchAndLook = () => dispatch(sender).then(() => received.length);
  await expect.poll(dispatchAndLook, { timeout: 20_000 }).toBe(1);
  await first;
  expect(received).toEqual([{ data: { dispatchRecorded: { __typename: 'DispatchRecorded' } } }]);
  await events.return?.();
});

async function dispatch({ editor }: OpenedPage): Promise<void> {
  const query = 'mutation($input: DispatchInput!) { dispatch(input: $input) { __typename } }';
  const input = { idempotencyKey: randomUUID(), channel: 'SMS', to: '+14155550123', text: 'Hello' };
  expect(await editor.fetcher({ query, variables: { input } }, {})).toEqual({
    data: { dispatch: { __typename: 'DispatchPayload' } },
  });
}

test('given a link with a query, then the editor shows that, and what is edited is in the address for a reload', async () => {
  const link = new URL(system.endpoint);
  link.searchParams.set('query', WHO.query);
  const page = await openPage(link.href, newTenant());
  expect(page.editor.query).toBe(WHO.query);
  page.editor.onEditQuery('{ viewer { kind } }');
  expect((await openPage(page.address(), newTenant())).editor.query).toBe('{ viewer { kind } }');
  // An address that the server would refuse for its length is none to reload.
  page.editor.onEditQuery(`{ ${'viewer { kind } '.repeat(1_000)} }`);
  expect(page.address()).toBe(system.endpoint);
});
