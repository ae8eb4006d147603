import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { aCustomTenant, anInput, anotherNode, sender, storyOf } from '../dispatch-kit.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

describe('settings of the platform', () => {
  test('a policy that nobody chose can be made to count as disabled (D6)', async () => {
    const { scope, account } = await aCustomTenant(system, 'NOT_DEFINED');
    account.suspend();
    const settings = { treatUndefinedAsDisabled: true, excludedCodes: [] };
    const record = await anotherNode(system, { platform: { settings } }).dispatch(scope, anInput());

    expect(storyOf(record)).toEqual({
      ...{ state: 'FAILED', billed: 'NONE', rule: 'FALLBACK_NOT_DEFINED_OFF', trigger: 'API_ERROR' },
      attempts: ['CUSTOM REFUSED'],
    });
    expect(record.settings).toEqual(settings);
  });

  test('a listed code never falls back, another one does (D9)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const settings = { treatUndefinedAsDisabled: false, excludedCodes: [21_610] };
    const dispatches = anotherNode(system, { platform: { settings } });
    const optedOut = await dispatches.dispatch(scope, anInput({ to: '+15005521610' }));
    const notMobile = await dispatches.dispatch(scope, anInput({ to: '+15005521614' }));

    expect(storyOf(optedOut)).toEqual({
      ...{ state: 'FAILED', billed: 'NONE', rule: 'FALLBACK_EXCLUDED_CODE', trigger: 'API_ERROR' },
      attempts: ['CUSTOM REFUSED'],
    });
    expect(storyOf(notMobile)).toMatchObject({
      rule: 'FALLBACK_ALLOWED',
      attempts: ['CUSTOM REFUSED', 'DEFAULT REFUSED'],
    });
  });

  test('no code is listed unless the platform lists it (D9)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const record = await system.services.dispatches.dispatch(scope, anInput({ to: '+15005521610' }));

    expect(record.settings.excludedCodes).toEqual([]);
    expect(storyOf(record)).toMatchObject({ rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' });
  });

  test('a platform without an account sends from custom accounts only (D2, D6, D7)', async () => {
    const dispatches = anotherNode(system, { platform: { account: null } });
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const fine = await dispatches.dispatch(scope, anInput());
    account.suspend();
    const dead = await dispatches.dispatch(scope, anInput());
    const without = await dispatches.dispatch(sender(), anInput());

    expect(storyOf(fine)).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM' });
    expect(dead).toMatchObject({ state: 'FAILED', billed: 'NONE', failureReason: 'NO_DEFAULT_NUMBER' });
    expect(storyOf(dead).attempts).toEqual(['CUSTOM REFUSED']);
    expect(without).toMatchObject({ state: 'FAILED', failureReason: 'NO_DEFAULT_NUMBER', attempts: [] });
  });
});
