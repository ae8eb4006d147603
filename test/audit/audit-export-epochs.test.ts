import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEpoch } from '../../src/ledger/seal/epoch.ts';
import { Heads } from '../../src/ledger/seal/head-memory.ts';
import { readCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { type ExportSystem, errorOf, noteOf, startExportSystem } from './export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

const verify = (text: string) => verifyExport([Buffer.from(text)], { keys: system.keys.all });

describe('an epoch', () => {
  test('is exported by its number, by default the newest, which names the last checkpoint before it (A3)', async () => {
    const scope = await system.aLog(7);
    const before = await system.ask('', { tenant: scope.tenant });
    await startEpoch({ database: system.app.database, keys: system.keys, memory: new Heads() }, []);
    await system.add(scope, 2);
    await system.sealAll();
    const after = await system.ask('', { tenant: scope.tenant });
    expect(readCheckpoint(noteOf(after))?.origin).toMatch(/\/[2-9]$/);
    expect(JSON.parse(after.lines[0] ?? '')).toMatchObject({ kind: 'LEDGER_EPOCH_STARTED' });
    const old = await system.ask('epoch=1', { tenant: scope.tenant });
    expect(old.lines.slice(0, 7)).toEqual(before.lines.slice(0, 7));
    expect(await verify(old.text)).toMatchObject({ verified: true });
    const none = await system.ask('epoch=99', { tenant: scope.tenant });
    expect(none.status).toBe(404);
    expect(errorOf(none)).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });
});
