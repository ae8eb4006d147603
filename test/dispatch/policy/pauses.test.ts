import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SendingBlocked } from '../../../src/kernel/errors.ts';
import { PLATFORM_TENANT } from '../../../src/kernel/ids.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { client, data, principal } from '../../graphql/api-kit.ts';
import { auditKindsOf } from '../../support/running-system.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { acceptedFor, anInput, countRows, sender } from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices();
});
afterAll(() => system.stop());

const PAUSE = `mutation ($input: PauseSendingInput!) { result: pauseSending(input: $input) {
  ... on PauseSendingPayload { pause { country reason entryId pausedBy { subject } } tenant { id } }
  ... on NotPossible { issues { code path } } ... on InvalidInput { issues { code path } } } }`;
const RESUME = `mutation ($input: ResumeSendingInput!) { result: resumeSending(input: $input) {
  ... on ResumeSendingPayload { entryId }
  ... on NotPossible { issues { code path } } ... on InvalidInput { issues { code path } } } }`;

const as = (role: Role, tenant: RequestScope['tenant'], subject = 'olga') =>
  client(system, { ...principal(role, tenant), subject });

/** Stops or lets go on, as an admin of the platform. */
async function ask(document: string, input: object, subject?: string) {
  const admin = as('platform-admin', sender().tenant, subject);
  return (await data(admin.ask(document, { input: { reason: 'An incident', ...input } })))['result'];
}

/** Has the platform stop something while `work` runs. */
async function whilePaused(input: object, work: () => Promise<void>): Promise<void> {
  expect(await ask(PAUSE, input)).toMatchObject({ pause: { reason: 'An incident' } });
  try {
    await work();
  } finally {
    await ask(RESUME, input);
  }
}

/** The state that a dispatch came to, or the reach of the pause that refused it. */
async function told(scope: RequestScope, to: string, { dispatches } = system.services): Promise<string> {
  try {
    return (await dispatches.dispatch(scope, anInput({ to }))).state;
  } catch (error) {
    if (!(error instanceof SendingBlocked)) throw error;
    expect(error.reachedGuard).toMatchObject({ guard: 'PAUSED', limit: null, retryAt: null });
    return error.reachedGuard.reached;
  }
}

/** A scope whose tenant has sent before, as one of which somebody says that it shall stop. */
async function known(): Promise<RequestScope> {
  const scope = sender();
  await data(as('dispatcher', scope.tenant).ask('{ tenant { tenantId } }'));
  expect(await told(scope, GERMAN)).toBe('ACCEPTED');
  return scope;
}

const GERMAN = '+4915112345678';
const FRENCH = '+33612345678';

describe('given a stop by the platform', () => {
  test('of a tenant, then all nodes refuse its next dispatch, nobody else’s, until it is let go on (G1)', async () => {
    const [scope, other] = [await known(), await known()];
    const nodes = [system.services, system.anotherNode().services];
    await whilePaused({ tenantId: scope.tenant }, async () => {
      for (const node of nodes) expect(await told(scope, GERMAN, node)).toBe('TENANT');
      expect(await told(other, GERMAN)).toBe('ACCEPTED');
    });
    for (const node of nodes) expect(await told(scope, GERMAN, node)).toBe('ACCEPTED');
    expect(await countRows(system, scope.tenant)).toEqual({ records: 3, attempts: 3, keys: 3 });
    expect(await auditKindsOf(system, scope.tenant)).toEqual(
      expect.arrayContaining(['SENDING_PAUSED', 'SENDING_RESUMED']),
    );
  });

  test('of everything, then no tenant sends anything, until it is let go on (G1)', async () => {
    const [scope, other] = [await known(), sender()];
    await whilePaused({ everyTenant: true }, async () => {
      for (const one of [scope, other]) expect(await told(one, GERMAN)).toBe('EVERYTHING');
    });
    for (const one of [scope, other]) expect(await told(one, GERMAN)).toBe('ACCEPTED');
  });

  test('of a country of a tenant, then others are sent to (G1)', async () => {
    const scope = await known();
    await whilePaused({ tenantId: scope.tenant, country: 'FR' }, async () => {
      expect(await told(scope, FRENCH)).toBe('COUNTRY_OF_TENANT');
      expect(await told(scope, GERMAN)).toBe('ACCEPTED');
    });
  });

  test('of a country, then no tenant sends to it, and the log of the platform says who stopped it (G1, A1)', async () => {
    const [scope, other] = [await known(), sender()];
    const country = 'FR';
    await whilePaused({ everyTenant: true, country }, async () => {
      for (const one of [scope, other]) expect(await told(one, FRENCH)).toBe('COUNTRY');
      expect(await told(scope, GERMAN)).toBe('ACCEPTED');
      const admin = as('platform-admin', scope.tenant);
      expect(await data(admin.ask('{ platformSendingPauses { country pausedBy { subject } } }'))).toEqual({
        platformSendingPauses: [{ country, pausedBy: { subject: 'olga' } }],
      });
    });
    expect(await auditKindsOf(system, PLATFORM_TENANT)).toEqual(
      expect.arrayContaining(['SENDING_PAUSED', 'SENDING_RESUMED']),
    );
  });

  test('of a tenant, then each item of a batch is refused, and the preview names the guard (G1)', async () => {
    const scope = await known();
    await whilePaused({ tenantId: scope.tenant }, async () => {
      const items = await system.services.dispatches.dispatchBatch(scope, [anInput(), anInput()]);
      expect(items.map(({ kind }) => kind)).toEqual(['REFUSED', 'REFUSED']);
      const shown = await data(
        as('admin', scope.tenant).ask(`{ tenant { sendingPauses { country reason }
          dispatchPreview(channel: SMS, to: "${GERMAN}") { refusedBy { guard reached mode } } } }`),
      );
      expect(shown['tenant']).toEqual({
        sendingPauses: [{ country: null, reason: 'An incident' }],
        dispatchPreview: { refusedBy: { guard: 'PAUSED', reached: 'TENANT', mode: 'ENFORCE' } },
      });
    });
  });

  test('while many are sent from two nodes, then none begins after the answer, and none under way is lost (G1)', async () => {
    const scope = await known();
    const nodes = [system.services, system.anotherNode().services];
    let isStopped = false;
    const late: string[] = [];
    const send = async (node: OwnServices['services']) => {
      for (let sent = 0; sent < 500; sent += 1) {
        const begunAfter = isStopped;
        const came = await told(scope, GERMAN, node);
        if (begunAfter) late.push(came);
        if (came === 'TENANT') return;
      }
    };
    const sending = nodes.flatMap((node) => [send(node), send(node), send(node)]);
    await ask(PAUSE, { tenantId: scope.tenant });
    isStopped = true;
    await Promise.all(sending);
    expect(late.filter((came) => came !== 'TENANT')).toEqual([]);
    const { records } = await countRows(system, scope.tenant);
    expect(acceptedFor(system, GERMAN).length).toBeGreaterThanOrEqual(records);
    const open = await system.rows(
      `select 1 from dispatch_record where tenant_id = $1 and state <> 'ACCEPTED'`,
      [scope.tenant],
    );
    expect(open).toEqual([]);
  });
});

describe('given a stop that stands', () => {
  test('when it is asked for again, then it stays as it is and is noted once (A1)', async () => {
    const { tenant } = await known();
    const first = await ask(PAUSE, { tenantId: tenant }, 'olga');
    expect(await ask(PAUSE, { tenantId: tenant, reason: 'Another' }, 'otto')).toEqual(first);
    expect((await auditKindsOf(system, tenant)).filter((kind) => kind === 'SENDING_PAUSED')).toHaveLength(1);
  });

  test.each([
    ['nothing that is paused', {}, 'NOT_POSSIBLE', ['input', 'country']],
    ['another country than is paused', { country: 'DE' }, 'NOT_POSSIBLE', ['input', 'country']],
    ['a country by its name', { country: 'Germany' }, 'VALUE_MALFORMED', ['input', 'country']],
    ['no reason', { reason: ' ' }, 'VALUE_REQUIRED', ['input', 'reason']],
    ['a reason without end', { reason: 'x'.repeat(501) }, 'VALUE_OUT_OF_RANGE', ['input', 'reason']],
    ['a tenant, and all', { everyTenant: true }, 'VALUES_CONFLICT', ['input', 'tenantId']],
  ])('when %s is to go on, then the refusal says what is wrong and where', async (_, input, code, path) => {
    const { tenant } = await known();
    await ask(PAUSE, { tenantId: tenant, country: 'FR' });
    expect(await ask(RESUME, { tenantId: tenant, ...input })).toEqual({ issues: [{ code, path }] });
    expect(await told({ ...sender(), tenant }, FRENCH)).toBe('COUNTRY_OF_TENANT');
  });

  test.each(['admin', 'dispatcher', 'platform-auditor', 'platform-privacy-officer'] as const)(
    'when %s asks to stop, then it may not (X1)',
    async (role) => {
      const { tenant } = await known();
      const { codes } = await as(role, tenant).ask(PAUSE, { input: { tenantId: tenant, reason: 'x' } });
      expect(codes).toEqual(['FORBIDDEN']);
      expect(await told({ ...sender(), tenant }, GERMAN)).toBe('ACCEPTED');
    },
  );
});
