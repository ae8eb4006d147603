import { beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { newUuid } from '../../../src/kernel/ids.ts';
import {
  auditKinds,
  currentDraft,
  liveConfiguration,
  newAccount,
  newScope,
  saved,
  verified,
} from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { admin, client, data, principal } from '../api-kit.ts';
import { DISCARD, reference, refusal, result, SAVE } from './mutation-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

describe('the tenant of a mutation', () => {
  const save = (tenantId?: string | null) => ({
    ...(tenantId === undefined ? {} : { tenantId }),
    baseVersion: 0,
    fallbackMode: 'DISABLED',
  });

  it("is absent or one's own, by either id (X1)", async () => {
    for (const name of [undefined, null, 'plain', 'global'] as const) {
      const { tenant } = newScope();
      const named = name === 'plain' ? tenant : name === 'global' ? globalId('Tenant', tenant, '') : name;
      expect((await result(admin(system, tenant), SAVE, save(named)))['__typename']).toBe(
        'SaveTwilioAccountPayload',
      );
    }
  });

  it("that is another's is answered as one that is not there (X2)", async () => {
    const foreign = newScope();
    await saved(system, foreign, newAccount(system));
    const who = admin(system, newScope().tenant);
    const there = await result(who, SAVE, save(foreign.tenant));
    expect(there).toEqual(await result(who, SAVE, save('nobody-has-ever-named-it')));
    expect(there).toMatchObject({
      __typename: 'InvalidInput',
      code: 'NOT_FOUND',
      path: ['input', 'tenantId'],
    });
    expect((await liveConfiguration(system, foreign.tenant)).version).toBe(1);
  });

  it('has to be named by a platform role, and to be there (X1, S12)', async () => {
    const scope = newScope();
    const who = client(system, principal('platform-admin', scope.tenant));
    expect(await refusal(who, SAVE, save())).toEqual(['InvalidInput', 'VALUE_REQUIRED input.tenantId']);
    expect(await refusal(who, SAVE, save('no tenant!'))).toEqual([
      'InvalidInput',
      'VALUE_MALFORMED input.tenantId',
    ]);
    expect(await refusal(who, SAVE, save('$platform'))).toEqual([
      'InvalidInput',
      'VALUE_MALFORMED input.tenantId',
    ]);
    expect(await refusal(who, SAVE, save(scope.tenant))).toEqual([
      'InvalidInput',
      'NOT_FOUND input.tenantId',
    ]);
    expect(await system.rows('select from tenant where tenant_id = $1', [scope.tenant])).toHaveLength(0);
    await data(admin(system, scope.tenant).ask('{ tenant { id } }'));
    expect(await result(who, SAVE, save(scope.tenant))).toMatchObject({ configuration: { version: 1 } });
    expect(await auditKinds(system, scope.tenant)).toEqual([
      'CONFIGURATION_SAVED',
      'FALLBACK_POLICY_CHANGED',
    ]);
  });
});

describe('the id of a draft', () => {
  it("that is another tenant's is answered as an unknown one (X2)", async () => {
    const foreign = await verified(system, newScope(), newAccount(system));
    const scope = newScope();
    await verified(system, scope, newAccount(system));
    const who = admin(system, scope.tenant);
    const unknown = globalId('ConfigurationDraft', scope.tenant, newUuid(new Date()));
    const answer = async (id: string) => result(who, DISCARD, { draft: { id, revision: 1 } });
    const refused = await answer(reference(foreign).id);
    expect(refused).toEqual(await answer(unknown));
    expect(refused).toMatchObject({ __typename: 'OutOfDate', code: 'OUT_OF_DATE' });
  });

  it("does not become one's own by another tenant in it (X2)", async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const disguised = globalId('ConfigurationDraft', newScope().tenant, draft.id);
    expect(
      await refusal(admin(system, scope.tenant), DISCARD, { draft: { id: disguised, revision: 1 } }),
    ).toEqual(['OutOfDate', 'OUT_OF_DATE input.draft']);
    expect((await currentDraft(system, scope.tenant)).id).toBe(draft.id);
  });

  it('that is malformed, or of something else, is refused', async () => {
    const { tenant } = newScope();
    const who = admin(system, tenant);
    for (const id of [
      '',
      'x',
      '\u0000',
      globalId('Tenant', tenant, ''),
      globalId('ConfigurationDraft', tenant, '1'),
    ]) {
      expect(await refusal(who, DISCARD, { draft: { id, revision: 1 } })).toEqual([
        'InvalidInput',
        'VALUE_MALFORMED input.draft.id',
      ]);
    }
  });
});
