import { Client } from 'pg';
import { z } from 'zod';
import { ENTRY_STATES } from '../../../src/ledger/entries/entry-kinds.ts';

const STATES = new Map<string, (typeof ENTRY_STATES)[number][1]>(ENTRY_STATES);

const stated = z.object({ kind: z.string(), before: z.json(), after: z.json() });

/** The fault in what an entry tells of its object; `undefined` if it has the states of its kind. */
export function faultOfStates(entry: unknown): string | undefined {
  const { data } = stated.safeParse(entry);
  if (data === undefined) return `${JSON.stringify(entry)} has no states`;
  const { kind, before, after } = data;
  const forms = STATES.get(kind);
  if (forms === undefined) return `${kind} is no kind of entry`;
  const { error } = z.strictObject(forms).safeParse({ before, after });
  return (
    error && `${kind} ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`
  );
}

/** How many faults are told of a database. */
const SHOWN = 5;

/** The faults in the states of all entries of a database, which may have none at all. */
export async function faultsOfDatabase(adminUrl: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query(`select from pg_tables where tablename = 'audit_entry'`);
    if (tables.length === 0) return [];
    const { rows } = await client.query<{ body: string }>('select body from audit_entry');
    return rows.flatMap(({ body }) => faultOfStates(JSON.parse(body)) ?? []).slice(0, SHOWN);
  } finally {
    await client.end();
  }
}
