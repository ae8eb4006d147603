import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTenant } from '../../../src/database/tenant-lock.ts';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { developmentPlatform } from '../../../src/dispatch/settings/development-platform.ts';
import { recordPlatform } from '../../../src/dispatch/settings/settings-log.ts';
import { PLATFORM_TENANT } from '../../../src/kernel/ids.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import type { NewEntry } from '../../../src/ledger/entries/entry-kinds.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({}, { work: false });
});
afterAll(() => system.stop());

describe('what the platform decides dispatches by', () => {
  test('is noted in its log once for all nodes, and again when it is another (A1, D6, D9)', async () => {
    const first = developmentPlatform(simulatedPlatform());
    const other = { ...first, settings: { treatUndefinedAsDisabled: true, excludedCodes: [21_610] } };
    await Promise.all([first, first, first].map((platform) => recordPlatform(system.database, platform)));
    await recordPlatform(system.database, other);
    await recordPlatform(system.database, other);
    const rows = await system.rows(
      `select kind, body::jsonb -> 'before' as before, body::jsonb -> 'after' as after from audit_entry
        where tenant_id = $1 and kind in ('RATE_CARD_PUBLISHED', 'DISPATCH_SETTINGS_CHANGED') order by id`,
      [PLATFORM_TENANT],
    );
    const settings = rows.filter(({ kind }) => kind === 'DISPATCH_SETTINGS_CHANGED');
    expect(settings.map(({ after }) => after)).toEqual([
      {
        notDefinedIsOff: first.settings.treatUndefinedAsDisabled,
        excludedCodes: [...first.settings.excludedCodes],
      },
      { notDefinedIsOff: true, excludedCodes: [21_610] },
    ]);
    expect(settings.map(({ before }) => before)).toEqual([null, settings[0]?.['after']]);
    expect(rows.filter(({ kind }) => kind === 'RATE_CARD_PUBLISHED')).toHaveLength(1);
  });
});

describe('two changes of one tenant at once', () => {
  test('add to its log without waiting for each other (A1)', async () => {
    const scope = newScope();
    const entry: NewEntry = {
      ...{ kind: 'FALLBACK_POLICY_CHANGED', object: 'fallback-policy' },
      ...{ before: { mode: 'NOT_DEFINED' }, after: { mode: 'DISABLED' } },
    };
    // The person is known to the tenant's log: the first entry ever of one keeps the name, which the second waits for.
    await system.database.write(scope.tenant, async (tx) => {
      await makeTenant(tx);
      await append(tx, scope, [entry]);
    });
    await system.database.write(scope.tenant, async (slow) => {
      await append(slow, scope, [entry]);
      await system.database.write(scope.tenant, async (quick) => void (await append(quick, scope, [entry])));
    });
    const rows = await system.rows('select 1 from audit_entry where tenant_id = $1', [scope.tenant]);
    expect(rows).toHaveLength(3);
  });
});
