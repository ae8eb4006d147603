import { createServer, type IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { createAuthenticator } from '../../src/http/auth/authentication.ts';
import { DEFAULT_CLAIMS } from '../../src/http/auth/claims.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from '../../src/http/auth/development-token.ts';
import { oneSigningKey } from '../../src/http/auth/signing-keys.ts';

/** A statement as Originator sends it. */
export interface RecordedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How the bare server is told what to do, as the JSON in its first argument. */
export interface BareOptions {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly dataDir: string;
  readonly issuer: string;
  readonly audience: string;
  /** The statements of one read in their order, the scope first; it leaves together with `begin` and the next one. */
  readonly statements: readonly RecordedStatement[];
}

/** `node:http` and `pg` and nothing else: the same token check, pool mode, scope and SQL as the API's read. */
async function serve(options: BareOptions): Promise<void> {
  const pool = new Pool({ connectionString: options.databaseUrl, max: options.poolSize, pipeline: true });
  const { publicKey } = await createDevelopmentKey(developmentTokenKeyPath(options.dataDir));
  const authenticate = createAuthenticator({
    issuer: options.issuer,
    audience: options.audience,
    keys: oneSigningKey(publicKey),
    clockTolerance: 30,
    clock: () => Date.now(),
    claims: DEFAULT_CLAIMS,
    longestLifetime: 90_000,
  });
  const names = new Map<string, string>();
  const named = ({ text, values }: RecordedStatement) => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return { name, text, values: [...values] };
  };
  const read = async (): Promise<unknown[]> => {
    const client = await pool.connect();
    try {
      const begun = client.query('begin isolation level repeatable read, read only');
      const rows: unknown[] = [];
      const [scope, ...statements] = options.statements;
      const scoped = scope === undefined ? undefined : client.query(named(scope));
      for (const statement of statements) rows.push((await client.query(named(statement))).rows);
      await Promise.all([begun, scoped]);
      await client.query('rollback');
      return rows;
    } finally {
      client.release();
    }
  };
  const server = createServer((request, response) => {
    const answer = async () => {
      await authenticate((request.headers.authorization ?? '').replace('Bearer ', ''));
      JSON.parse(await bodyOf(request));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: await read() }));
    };
    answer().catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) process.stdout.write(`listening ${address.port}\n`);
  });
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}

const { positionals } = parseArgs({ allowPositionals: true });
await serve(JSON.parse(positionals[0] ?? '{}'));
