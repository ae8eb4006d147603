import { canonicalEntry } from '../../src/ledger/entries/canonical-entry.ts';
import { signCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import type { LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { EMPTY_TREE, extendTree, leafHash, rootOf } from '../../src/ledger/tree/merkle-rules.ts';
import { newScope } from '../support/journey.ts';
import type { Attack } from './hostile-owner.ts';
import { anEntry } from './ledger-setup.ts';

/** How a hostile owner's statements are run. */
export type Run = Parameters<Attack>[0];

/** A leaf as a hostile owner reads it. */
interface LeafRow {
  readonly entryId: string;
  readonly hash: Buffer;
  readonly body: string;
}

async function leafAt(run: Run, tenant: string, index: number): Promise<LeafRow> {
  const [row] = await run(
    `select l.entry_id, l.leaf_hash, e.body from ledger_leaf l
       join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
      where l.tenant_id = $1 and l.leaf_index = $2`,
    [tenant, index],
  );
  if (row === undefined) throw new Error(`there is no leaf ${index}`);
  return { entryId: row['entry_id'], hash: row['leaf_hash'], body: row['body'] };
}

/** Edits the text of an entry, and its hashes where they are named. */
export async function editEntry(
  run: Run,
  tenant: string,
  index: number,
  hashes: { readonly ofEntry?: boolean; readonly ofLeaf?: boolean } = {},
): Promise<void> {
  const { entryId, body } = await leafAt(run, tenant, index);
  const edited = otherwise(body);
  await run('update audit_entry set body = $3 where tenant_id = $1 and id = $2', [tenant, entryId, edited]);
  const hash = leafHash(Buffer.from(edited));
  if (hashes.ofEntry === true)
    await run('update audit_entry set leaf_hash = $3 where tenant_id = $1 and id = $2', [
      tenant,
      entryId,
      hash,
    ]);
  if (hashes.ofLeaf === true)
    await run('update ledger_leaf set leaf_hash = $3 where tenant_id = $1 and entry_id = $2', [
      tenant,
      entryId,
      hash,
    ]);
}

/** The text of an entry as somebody would like to have it: another account was billed. */
export function otherwise(body: string): string {
  const edited = body
    .replace('"billedAccount":"DEFAULT"', '"billedAccount":"CUSTOM"')
    .replace(/"charge":\{[^}]*\}/, '"charge":null');
  if (edited === body) throw new Error('there is nothing to edit');
  return edited;
}

/** Deletes an entry with its leaf, and lets those behind it move up. */
export async function deleteEntry(run: Run, tenant: string, index: number): Promise<void> {
  const { entryId } = await leafAt(run, tenant, index);
  await run('delete from audit_entry where tenant_id = $1 and id = $2', [tenant, entryId]);
  await run('delete from ledger_leaf where tenant_id = $1 and leaf_index = $2', [tenant, index]);
  await moveLeaves(run, tenant, index, -1);
}

/** Puts an entry that nobody appended into its place among the others. */
export async function insertEntry(run: Run, tenant: string, index: number): Promise<void> {
  const scope = { ...newScope(), tenant: newScope().tenant };
  const { id, body, kind, actorSubject, object } = canonicalEntry(scope, new Date(), anEntry('DISABLED'));
  const forged = body.replace(`"tenant":"${scope.tenant}"`, `"tenant":"${tenant}"`);
  const hash = leafHash(Buffer.from(forged));
  await moveLeaves(run, tenant, index, 1);
  await run(
    `insert into audit_entry (tenant_id, id, body, leaf_hash, kind, actor_subject, object)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, id, forged, hash, kind, actorSubject, object],
  );
  await run('insert into ledger_leaf values ($1, 1, $2, $3, $4, now())', [tenant, index, id, hash]);
}

/** Swaps two neighbours. */
export async function swapEntries(run: Run, tenant: string, index: number): Promise<void> {
  const [one, other] = [await leafAt(run, tenant, index), await leafAt(run, tenant, index + 1)];
  await run('delete from ledger_leaf where tenant_id = $1 and leaf_index in ($2, $3)', [
    tenant,
    index,
    index + 1,
  ]);
  for (const [at, leaf] of [
    [index, other],
    [index + 1, one],
  ] as const)
    await run('insert into ledger_leaf values ($1, 1, $2, $3, $4, now())', [
      tenant,
      at,
      leaf.entryId,
      leaf.hash,
    ]);
}

/** Moves leaves by a place, past each other without meeting. */
async function moveLeaves(run: Run, tenant: string, from: number, by: number): Promise<void> {
  const away = 1_000_000;
  await run('update ledger_leaf set leaf_index = leaf_index + $3 where tenant_id = $1 and leaf_index >= $2', [
    tenant,
    from,
    away,
  ]);
  await run('update ledger_leaf set leaf_index = leaf_index - $2 where tenant_id = $1 and leaf_index >= $3', [
    tenant,
    away - by,
    away,
  ]);
}

/** Removes the entries from an index on, as if they had never been, and the dispatches they decided where asked to. */
export async function cutTail(run: Run, tenant: string, from: number, withState = false): Promise<void> {
  const cut = `select entry_id from ledger_leaf where tenant_id = $1 and leaf_index >= $2`;
  if (withState)
    for (const [table, id] of [
      ['dispatch_record', 'id'],
      ['dispatch_attempt', 'dispatch_id'],
      ['dispatch_key', 'dispatch_id'],
    ])
      await run(
        `delete from ${table} where tenant_id = $1 and ${id} in
           (select substr(object, 10)::uuid from audit_entry where tenant_id = $1 and id in (${cut}))`,
        [tenant, from],
      );
  await run(`delete from audit_entry where tenant_id = $1 and id in (${cut})`, [tenant, from]);
  await run('delete from ledger_leaf where tenant_id = $1 and leaf_index >= $2', [tenant, from]);
}

/** Recomputes nodes, frontier and size from the leaves; the note stays, or is the one that is given or signed. */
export async function rebuildTree(
  run: Run,
  tenant: string,
  note: { readonly old?: string; readonly signedBy?: LedgerKeys } = {},
): Promise<void> {
  const leaves = await run('select leaf_hash from ledger_leaf where tenant_id = $1 order by leaf_index', [
    tenant,
  ]);
  const hashes = leaves.map((row): Buffer => row['leaf_hash']);
  const { tree, completed } = extendTree(EMPTY_TREE, hashes);
  await run('delete from ledger_node where tenant_id = $1', [tenant]);
  for (const { level, index, hash } of completed)
    await run('insert into ledger_node values ($1, 1, $2, $3, $4)', [tenant, level, index, hash]);
  await run('update ledger_head set size = $2, frontier = $3 where tenant_id = $1', [
    tenant,
    tree.size,
    Buffer.concat(tree.hashes),
  ]);
  const [head] = await run('select origin from ledger_head where tenant_id = $1', [tenant]);
  const origin = String(head?.['origin']);
  const { old, signedBy } = note;
  const checkpoint = { origin, size: tree.size, root: rootOf(tree) };
  const next = signedBy === undefined ? old : signCheckpoint(checkpoint, signedBy.signerOf(origin));
  if (next !== undefined) await run('update ledger_head set note = $2 where tenant_id = $1', [tenant, next]);
}
