import { Pool } from 'pg';
import { bareAuthentication } from '../bare-http.ts';

/** A statement as Originator sends it. */
export interface RecordedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Where it is kept on the connection. */
  readonly name?: string;
}

/** How a server that reads as Originator does is told what to do, as the JSON in its first argument. */
export interface ReaderOptions {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly dataDir: string;
  readonly issuer: string;
  readonly audience: string;
  /** The statements of one read in their order, the scope first; it leaves together with `begin` and the next one. */
  readonly statements: readonly RecordedStatement[];
}

/** The same token check, pool mode, scope and SQL as those of the API's read. */
export interface ScopedReader {
  /** Rejects when the token of the `Authorization` header is not accepted. */
  authenticate(header: string | undefined): Promise<unknown>;
  /** The rows of each statement but the scope. */
  read(): Promise<readonly (readonly unknown[])[]>;
}

/** A reader; it connects with its first read. */
export async function openReader(options: ReaderOptions): Promise<ScopedReader> {
  const pool = new Pool({ connectionString: options.databaseUrl, max: options.poolSize, pipeline: true });
  const authenticate = await bareAuthentication(options);
  const asked = ({ values, ...statement }: RecordedStatement) => ({ ...statement, values: [...values] });
  return {
    authenticate,
    async read() {
      const client = await pool.connect();
      try {
        const begun = client.query('begin isolation level repeatable read, read only');
        const rows: (readonly unknown[])[] = [];
        const [scope, ...statements] = options.statements;
        const scoped = scope === undefined ? undefined : client.query(asked(scope));
        for (const statement of statements) rows.push((await client.query(asked(statement))).rows);
        await Promise.all([begun, scoped]);
        await client.query('rollback');
        return rows;
      } finally {
        client.release();
      }
    },
  };
}
