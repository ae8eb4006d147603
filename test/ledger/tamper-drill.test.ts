import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkAudit } from '../../src/audit/check/audit-check.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { DoubtCode } from '../../src/ledger/verify/verdict.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { anInput, sender } from '../dispatch/dispatch-kit.ts';
import { type OwnServices, startServices } from '../support/services.ts';
import { attack } from './hostile-owner.ts';
import { exportedLines, newKeys } from './ledger-setup.ts';
import {
  cutTail,
  deleteEntry,
  editEntry,
  insertEntry,
  otherwise,
  type Run,
  rebuildTree,
  swapEntries,
} from './tamper-kit.ts';
import { ATTACKS, type AttackName, promised, readTamperTable } from './tamper-table.ts';

let system: OwnServices;
// An export notes itself in the log, which cannot go on where its head was rolled back.
afterEach(() => asOwner(async (run) => void (await run('delete from ledger_queue'))));
beforeAll(async () => {
  system = await startServices({ SEAL_POLL_MS: '60000' });
});
afterAll(() => system.stop());

/** A log of the decisions of 24 dispatches, with the checkpoints that it had at 8, 16 and 24 entries. */
interface Log {
  readonly tenant: TenantId;
  readonly notes: readonly [at8: string, at16: string, at24: string];
}

async function noteOf(tenant: TenantId): Promise<string> {
  const [head] = await system.rows('select note from ledger_head where tenant_id = $1', [tenant]);
  return String(head?.['note']);
}

async function aLog(): Promise<Log> {
  const scope = sender();
  const grown = async () => {
    await system.services.dispatches.dispatchBatch(
      scope,
      Array.from({ length: 8 }, () => anInput()),
    );
    await system.sealAll();
    return noteOf(scope.tenant);
  };
  return { tenant: scope.tenant, notes: [await grown(), await grown(), await grown()] };
}

/** Acts as the owner of the database, and leaves no trace of having switched anything off. */
const asOwner = (deed: (run: Run) => Promise<void>) => attack(system.adminUrl, deed);

/** What the verifier says of an export of the log as it lies in the database now. */
async function verdict({ tenant }: Log, kept: readonly string[], lines?: readonly string[]) {
  // An attacker leaves out what can be left out: the proof that the host log holds another history.
  const text = (lines ?? (await exportedLines(system.database, tenant)))
    .map((line) => `${line.replace(/,"hostProof":\{.*\}(?=\}$)/, '')}\n`)
    .join('');
  async function* bytes() {
    yield Buffer.from(text);
  }
  const { verified, doubts } = await verifyExport(bytes(), {
    keys: system.ledgerKeys.all,
    kept: kept.map((note, index) => ({ name: `kept ${index + 1}`, note })),
  });
  return verified ? [] : doubts.map(({ code }) => code);
}

/** Where `audit:check` finds something wrong. */
async function checked({ tenant }: Log): Promise<readonly string[]> {
  const { differences } = await checkAudit({ database: system.database, keys: system.ledgerKeys }, tenant);
  return differences.map(({ place, what }) => `${place} ${what}`);
}

const detected = (found: readonly unknown[]) => (found.length > 0 ? 'detected' : 'not detected');

/** A deed on a log of its own, what the verifier makes of it, and what `audit:check` points at. */
interface Drill {
  readonly deed: string;
  readonly attack: AttackName;
  readonly act: (log: Log) => Promise<void>;
  readonly byKey: readonly DoubtCode[];
  readonly byKept: readonly DoubtCode[];
  readonly check: RegExp;
}

const differ: readonly DoubtCode[] = ['ENTRIES_DIFFER'];

const DRILLS: readonly Drill[] = [
  {
    deed: 'edits the text of an entry',
    attack: 'ENTRIES',
    act: ({ tenant }) => asOwner((run) => editEntry(run, tenant, 5)),
    ...{ byKey: differ, byKept: [...differ, 'REWRITTEN'] },
    check: /^entry .* has a text that does not match its hash$/,
  },
  {
    deed: 'edits it together with its hashes',
    attack: 'ENTRIES',
    act: ({ tenant }) => asOwner((run) => editEntry(run, tenant, 5, { ofEntry: true, ofLeaf: true })),
    ...{ byKey: differ, byKept: [...differ, 'REWRITTEN'] },
    check: /^node 2 of level 1 of the log of epoch 1 has a hash that does not match its leaves$/,
  },
  {
    deed: 'edits it together with all that is computed from it',
    attack: 'ENTRIES',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await editEntry(run, tenant, 20, { ofEntry: true, ofLeaf: true });
        await rebuildTree(run, tenant);
      }),
    // What was kept covers the first 16 entries, which are as they were.
    ...{ byKey: differ, byKept: differ },
    check: /^the log of epoch 1 has a root that differs from its signed checkpoint/,
  },
  {
    deed: 'deletes an entry from the middle, and closes the gap',
    attack: 'ENTRIES',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await deleteEntry(run, tenant, 5);
        await rebuildTree(run, tenant);
      }),
    ...{ byKey: differ, byKept: [...differ, 'REWRITTEN'] },
    check: /^the log of epoch 1 has a checkpoint of 24 entries, but its head says 23$/,
  },
  {
    deed: 'inserts an entry, and makes room for it',
    attack: 'ENTRIES',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await insertEntry(run, tenant, 5);
        await rebuildTree(run, tenant);
      }),
    ...{ byKey: differ, byKept: [...differ, 'REWRITTEN'] },
    check: /^the log of epoch 1 has a checkpoint of 24 entries, but its head says 25$/,
  },
  {
    deed: 'swaps two entries',
    attack: 'ENTRIES',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await swapEntries(run, tenant, 5);
        await rebuildTree(run, tenant);
      }),
    ...{ byKey: differ, byKept: [...differ, 'REWRITTEN'] },
    check: /^the log of epoch 1 has a root that differs from its signed checkpoint/,
  },
  {
    deed: 'edits an entry, and signs everything again with another key',
    attack: 'OTHER_KEY',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await editEntry(run, tenant, 5, { ofEntry: true, ofLeaf: true });
        await rebuildTree(run, tenant, { signedBy: newKeys() });
      }),
    ...{ byKey: ['CHECKPOINT_UNSIGNED'], byKept: ['CHECKPOINT_UNSIGNED'] },
    check: /^the log of epoch 1 has a checkpoint that is signed by none of the configured keys/,
  },
  {
    deed: 'brings back an older checkpoint',
    attack: 'ROLLED_BACK',
    act: ({ tenant, notes: [at8] }) =>
      asOwner(async (run) => {
        await run('update ledger_head set size = 8, note = $2 where tenant_id = $1', [tenant, at8]);
      }),
    ...{ byKey: [], byKept: ['ROLLED_BACK'] },
    check: /^the log of epoch 1 has 16 leaves beyond its head: it was rolled back$/,
  },
  {
    deed: 'cuts off the end, down to an older checkpoint',
    attack: 'ROLLED_BACK',
    act: ({ tenant, notes: [at8] }) =>
      asOwner(async (run) => {
        await cutTail(run, tenant, 8);
        await rebuildTree(run, tenant, { old: at8 });
      }),
    ...{ byKey: [], byKept: ['ROLLED_BACK'] },
    check: /^dispatch\/.* has 0 decision entries instead of one$/,
  },
  {
    deed: 'cuts off the end together with all that it is the history of',
    attack: 'ROLLED_BACK',
    act: ({ tenant, notes: [at8] }) =>
      asOwner(async (run) => {
        await cutTail(run, tenant, 8, true);
        await rebuildTree(run, tenant, { old: at8 });
      }),
    ...{ byKey: [], byKept: ['ROLLED_BACK'] },
    check: /2 rounds of the host log at sizes that it never had$/,
  },
  {
    deed: 'edits an entry and its dispatch, and signs everything again with the true key',
    attack: 'REWRITTEN',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await editEntry(run, tenant, 5, { ofEntry: true, ofLeaf: true });
        await rebuildTree(run, tenant, { signedBy: system.ledgerKeys });
        await billOtherwise(run, tenant, 5);
      }),
    ...{ byKey: [], byKept: ['REWRITTEN'] },
    check: /differs at 8 entries from what round \d+ of the host log holds of it$/,
  },
  {
    deed: 'does so behind what was kept',
    attack: 'REWRITTEN_END',
    act: ({ tenant }) =>
      asOwner(async (run) => {
        await editEntry(run, tenant, 20, { ofEntry: true, ofLeaf: true });
        await rebuildTree(run, tenant, { signedBy: system.ledgerKeys });
        await billOtherwise(run, tenant, 20);
      }),
    ...{ byKey: [], byKept: [] },
    check: /differs at 24 entries from what round \d+ of the host log holds of it$/,
  },
];

const BILLED_OTHERWISE = `update dispatch_record set billed_account = 'CUSTOM', charge_amount = null,
  charge_currency = null, charge_source = null, rate_card_version = null`;

/** Edits a dispatch as its entry was edited. */
async function billOtherwise(run: Run, tenant: string, leafIndex: number): Promise<void> {
  await run(
    `${BILLED_OTHERWISE} where tenant_id = $1 and id =
       (select substr(e.object, 10)::uuid from audit_entry e join ledger_leaf l on l.tenant_id = e.tenant_id and l.entry_id = e.id
         where e.tenant_id = $1 and l.leaf_index = $2)`,
    [tenant, leafIndex],
  );
}

describe('a hostile owner of the database', () => {
  test('is not seen where there is none: the log verifies with each of its checkpoints (A3)', async () => {
    const log = await aLog();
    expect(await verdict(log, log.notes)).toEqual([]);
    expect(await checked(log)).toEqual([]);
  });

  test.each(DRILLS.map((drill) => [drill.deed, drill] as const))(
    'who %s (A2, A3)',
    async (_, { attack: name, act, byKey, byKept, check }) => {
      const log = await aLog();
      await act(log);
      const [, kept] = log.notes;
      const [alone, withKept] = [await verdict(log, []), await verdict(log, [kept])];
      const found = await checked(log);
      expect(alone).toEqual(byKey);
      expect(withKept).toEqual(byKept);
      expect(found).toContainEqual(expect.stringMatching(check));
      expect([alone, withKept].map(detected)).toEqual(promised(name));
    },
  );

  test('who cuts the end off is not seen by a checkpoint that is no later than the cut (A3)', async () => {
    const log = await aLog();
    const [at8, at16] = log.notes;
    await asOwner(async (run) => {
      await cutTail(run, log.tenant, 16);
      await rebuildTree(run, log.tenant, { old: at16 });
    });
    expect(await verdict(log, [at8, at16])).toEqual([]);
    expect(await verdict(log, [log.notes[2]])).toEqual(['ROLLED_BACK']);
  });

  test.each([
    ['a node', 'update ledger_node set hash = $2 where tenant_id = $1 and level = 2 and node_index = 1'],
    ['a leaf hash', 'update ledger_leaf set leaf_hash = $2 where tenant_id = $1 and leaf_index = 3'],
  ])('who edits %s does not touch a whole export, and spoils what is proven by it (A3)', async (_, edit) => {
    const log = await aLog();
    const [, kept] = log.notes;
    await asOwner(async (run) => void (await run(edit, [log.tenant, randomBytes(32)])));
    const filtered = await filteredLines(log, 2);
    expect(await verdict(log, [kept])).toEqual([]);
    expect(await verdict(log, [], filtered)).toEqual(['ENTRY_UNPROVEN']);
    expect(await verdict(log, [kept], filtered)).toContain('ENTRY_UNPROVEN');
    expect(promised('NODES')).toEqual(['detected', 'detected']);
    expect(await checked(log)).toContainEqual(
      expect.stringMatching(
        /^(node 1 of level 2|node 1 of level 1) of the log of epoch 1 has a hash that does not match its leaves$/,
      ),
    );
  });

  test.each([
    ['the entry alone, and contradicts the dispatch', false],
    ['the dispatch too', true],
  ])('who is faster than the sealer decides what is signed: edits %s (A3)', async (_, withDispatch) => {
    const log = await aLog();
    const record = await system.services.dispatches.dispatch(sender(log.tenant), anInput());
    await asOwner(async (run) => {
      await editUnsealed(run, log.tenant, `dispatch/${record.id}`);
      const bill = `${BILLED_OTHERWISE} where tenant_id = $1 and id = $2`;
      if (withDispatch) await run(bill, [log.tenant, record.id]);
    });
    await system.sealAll();
    const [, kept] = log.notes;
    const verdicts = [await verdict(log, []), await verdict(log, [kept])];
    expect(verdicts.map(detected)).toEqual(promised('UNSEALED'));
    expect(detected(await checked(log))).toBe(withDispatch ? 'not detected' : 'detected');
  });

  test('who edits only the text of what is not sealed yet is seen: the hash is kept apart (A3)', async () => {
    const log = await aLog();
    const record = await system.services.dispatches.dispatch(sender(log.tenant), anInput());
    await asOwner((run) => editUnsealed(run, log.tenant, `dispatch/${record.id}`, false));
    await system.sealAll();
    expect(await verdict(log, [])).toEqual(['ENTRIES_DIFFER']);
  });
});

test('every attack of docs/audit-format.md is tried, here, on exports, or by what no ledger can show (A3)', () => {
  const rows = readTamperTable().map(([attack]) => attack);
  expect(rows).toHaveLength(Object.keys(ATTACKS).length);
  for (const start of Object.values(ATTACKS))
    expect(rows.filter((attack) => attack.startsWith(start))).toHaveLength(1);
});

/** Edits an entry that waits to be sealed, with its hashes unless that is not wanted. */
async function editUnsealed(run: Run, tenant: string, object: string, withHashes = true): Promise<void> {
  const [entry] = await run('select id, body from audit_entry where tenant_id = $1 and object = $2', [
    tenant,
    object,
  ]);
  const body = otherwise(String(entry?.['body']));
  await run('update audit_entry set body = $3 where tenant_id = $1 and id = $2', [
    tenant,
    entry?.['id'],
    body,
  ]);
  if (!withHashes) return;
  const hashed = `sha256('\\x00'::bytea || convert_to(body, 'UTF8'))`;
  await run(`update audit_entry set leaf_hash = ${hashed} where tenant_id = $1 and id = $2`, [
    tenant,
    entry?.['id'],
  ]);
  await run(
    `update ledger_queue q set leaf_hash = e.leaf_hash from audit_entry e
      where q.tenant_id = $1 and q.entry_id = $2 and e.tenant_id = $1 and e.id = $2`,
    [tenant, entry?.['id']],
  );
}

/** An export of one entry with its proof. */
async function filteredLines({ tenant }: Log, leafIndex: number): Promise<readonly string[]> {
  const [row] = await system.rows(
    `select e.object from ledger_leaf l join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
      where l.tenant_id = $1 and l.leaf_index = $2`,
    [tenant, leafIndex],
  );
  const lines = await exportedLines(system.database, tenant, String(row?.['object']));
  expect(lines).toHaveLength(3);
  return lines;
}
