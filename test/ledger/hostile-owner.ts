import { Client, type QueryResultRow } from 'pg';

/** What a hostile owner does within one transaction, which leaves no trace that anything was switched off. */
export type Attack = (
  run: (statement: string, values?: readonly unknown[]) => Promise<readonly QueryResultRow[]>,
) => Promise<void>;

/** For the length of the attack; a trigger that lets everything pass is changed back before anybody sees it. */
const LET_PASS = `create or replace function %s() returns trigger language plpgsql as
  $$ begin if tg_level = 'STATEMENT' then return null; elsif tg_op = 'DELETE' then return old; end if; return new; end $$`;

/**
 * Acts on the database with triggers and foreign keys switched off, and row-level security passed by. Triggers that
 * refuse a change fire in every session, so their functions are replaced.
 */
export async function attack(adminUrl: string, deed: Attack): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const { rows: guards } = await client.query<{ name: string; definition: string }>(
      `select proname as name, pg_get_functiondef(oid) as definition from pg_proc where proname like 'originator\\_refuse\\_%'`,
    );
    for (const { name } of guards) await client.query(LET_PASS.replace('%s', name));
    await deed(
      async (statement, values = []) => (await client.query<QueryResultRow>(statement, [...values])).rows,
    );
    for (const { definition } of guards) await client.query(definition);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
