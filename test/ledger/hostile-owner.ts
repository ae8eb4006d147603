import { Client, type QueryResultRow } from 'pg';

/** What a hostile owner does within one transaction, which leaves no trace that anything was switched off. */
export type Attack = (
  run: (statement: string, values?: readonly unknown[]) => Promise<readonly QueryResultRow[]>,
) => Promise<void>;

/** Acts on the database with triggers and foreign keys switched off, and row-level security passed by. */
export async function attack(adminUrl: string, deed: Attack): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await deed(
      async (statement, values = []) => (await client.query<QueryResultRow>(statement, [...values])).rows,
    );
    await client.query('commit');
  } finally {
    await client.end();
  }
}
