import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountCheck } from '../../src/account/account-check.ts';
import { globalId } from '../../src/graphql/fields/global-id.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { begin, ended, newAccount, newScope, saved } from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../support/shared.ts';
import { admin, client, type Outcome, principal } from './api-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

const FOLLOW = `subscription ($id: ID!) { verificationStatus(id: $id) {
  status failure { reason } draft { revision unmetRequirements { code } } } }`;

function idOf({ tenant, id }: Pick<AccountCheck, 'tenant' | 'id'>): string {
  return globalId('Verification', tenant, id);
}

async function all(events: AsyncIterable<Outcome>): Promise<readonly Outcome[]> {
  const seen: Outcome[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

describe('verificationStatus', () => {
  it('gives the present state first, then each change, and completes after the final one (V5)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    system.gateway.hold(account.sid);
    const check = await begin(system, scope, account);
    await system.gateway.waiting(account.sid);
    const events = admin(system, scope.tenant).follow(FOLLOW, { id: idOf(check) });
    const first = await events.next();
    expect(first.value).toMatchObject({
      data: { verificationStatus: { status: 'CHECKING_CREDENTIALS', draft: null } },
    });
    system.gateway.release(account.sid);
    const rest = await all(events);
    expect(rest.at(-1)?.data['verificationStatus']).toEqual({
      status: 'VERIFIED',
      failure: null,
      // What lies below the event is read again for each.
      draft: {
        revision: 1,
        unmetRequirements: [{ code: 'NOTHING_SELECTED' }, { code: 'CONSENT_REQUIRED' }],
      },
    });
  });

  it('gives a late subscriber the final state and completes (V5)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    const check = await ended(system, await begin(system, scope, { ...account, authToken: 'wrong' }));
    const seen = await all(admin(system, scope.tenant).follow(FOLLOW, { id: idOf(check) }));
    expect(seen.map(({ data }) => data['verificationStatus'])).toEqual([
      { status: 'FAILED', failure: { reason: 'INCORRECT_CREDENTIALS' }, draft: null },
    ]);
  });

  it('ends at once when its subscriber leaves in the middle of a wait', async () => {
    const scope = newScope();
    const account = newAccount(system);
    system.gateway.hold(account.sid);
    const check = await begin(system, scope, account);
    await system.gateway.waiting(account.sid);
    const events = admin(system, scope.tenant).follow(FOLLOW, { id: idOf(check) });
    await events.next();
    await events.return(undefined);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    system.gateway.release(account.sid);
  });

  it("answers an unknown id, another tenant's and a refresh's alike (X2)", async () => {
    const foreign = newScope();
    const check = await begin(system, foreign, newAccount(system));
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const refresh = await system.services.refreshes.refresh(scope);
    const ids = [idOf(check), idOf({ tenant: scope.tenant, id: newUuid(new Date()) }), idOf(refresh)];
    for (const id of ids) {
      const [answer, ...more] = await all(admin(system, scope.tenant).follow(FOLLOW, { id }));
      expect(answer?.codes).toEqual(['NOT_FOUND']);
      expect(answer?.errors[0]?.message).toBe('The verification does not exist.');
      expect(more).toEqual([]);
    }
  });

  it('refuses what is no id of a verification, and a token that may not read (X1)', async () => {
    const scope = newScope();
    const check = await begin(system, scope, newAccount(system));
    const auditor = client(system, principal('auditor', scope.tenant));
    const dispatcher = client(system, principal('dispatcher', scope.tenant));
    for (const id of [
      '',
      'x',
      globalId('Tenant', scope.tenant, ''),
      globalId('Verification', scope.tenant, 'x'),
    ]) {
      expect((await all(auditor.follow(FOLLOW, { id })))[0]?.codes).toEqual(['VALUE_MALFORMED']);
    }
    expect((await all(dispatcher.follow(FOLLOW, { id: idOf(check) })))[0]?.codes).toEqual(['FORBIDDEN']);
    expect((await all(auditor.follow(FOLLOW, { id: idOf(check) }))).at(-1)?.codes).toEqual([]);
  });

  it('can be followed by a platform role, whose id names the tenant (X1)', async () => {
    const scope = newScope();
    const check = await begin(system, scope, newAccount(system));
    const seen = await all(
      client(system, principal('platform-auditor', scope.tenant)).follow(FOLLOW, { id: idOf(check) }),
    );
    expect(seen.at(-1)?.data['verificationStatus']).toMatchObject({ status: 'VERIFIED' });
  });
});
