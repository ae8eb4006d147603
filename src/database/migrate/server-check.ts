import type { Client } from 'pg';
import type { DatabaseAddress } from '../connection/connection-settings.ts';
import { withConnection } from '../connection/connections.ts';
import { beginFailure, UnfitDatabaseError } from '../connection/unfit-database.ts';

/** The facts that a server states about itself and its login. */
export interface ServerFacts {
  readonly login: string;
  /** True if something stands in between that gives each transaction whichever connection is free. */
  readonly isPooled: boolean;
}

const CHECK_MS = 10_000;

/** Isolation is not inherited: a session that is serializable and deferrable would wait for all that write. */
const BEGIN = 'begin isolation level read committed, read only';

/**
 * Connects once and looks whether Originator can work there.
 *
 * @throws UnfitDatabaseError when it cannot, whatever is tried
 */
export async function checkServer(address: DatabaseAddress): Promise<ServerFacts> {
  return withConnection(
    address,
    { name: 'originator check', statementTimeoutMs: CHECK_MS },
    async (client) => {
      await client.query(BEGIN).catch((error: unknown) => {
        throw beginFailure(error);
      });
      const { rows } = await client.query<{ login: string; pid: number; encoding: string }>(
        `select current_user as login, pg_catalog.pg_backend_pid() as pid,
              pg_catalog.current_setting('server_encoding') as encoding`,
      );
      await client.query('rollback');
      const [facts] = rows;
      if (facts === undefined) throw new Error('the database did not name its user');
      if (facts.encoding !== 'UTF8') {
        throw new UnfitDatabaseError(
          `The database has the encoding ${facts.encoding}, which cannot store all text. Create one with the encoding UTF8.`,
        );
      }
      return { login: facts.login, isPooled: !isBackend(client, facts.pid) };
    },
  );
}

/** A pooler tells a number of its own where a server tells that of its process. */
function isBackend(client: Client, pid: number): boolean {
  return 'processID' in client && client.processID === pid;
}
