import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCheckpoint } from '../../src/ledger/checkpoint.ts';
import { verifyExport } from '../../src/ledger/verify-export.ts';
import { bodiesOf, type ExportSystem, noteOf, startExportSystem } from './export-kit.ts';

let system: ExportSystem;
beforeAll(async () => {
  system = await startExportSystem();
});
afterAll(() => system.stop());

const verify = (text: string) => verifyExport([Buffer.from(text)], { keys: system.keys.all });

describe('an export', () => {
  test('is the log, a line for each entry in the order of the leaves, and its checkpoint (A3, A5)', async () => {
    const { tenant } = await system.aLog(2_500);
    const answer = await system.ask('', { tenant });
    expect(answer.status).toBe(200);
    expect(answer.lines.slice(0, -1)).toEqual(await bodiesOf(system, tenant));
    expect(readCheckpoint(noteOf(answer))).toMatchObject({ origin: `ledger.test/${tenant}/1`, size: 2_500 });
    expect(await verify(answer.text)).toMatchObject({ verified: true, evidence: 'WHOLE_EXPORT' });
  });
});
