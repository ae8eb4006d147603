import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createAuthenticator } from '../../src/http/auth/authentication.ts';
import { DEFAULT_CLAIMS } from '../../src/http/auth/claims.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from '../../src/http/auth/development-token.ts';
import { oneSigningKey } from '../../src/http/auth/signing-keys.ts';

/** The issuer whose tokens a bare server takes, and the data folder with its key. */
export interface BareTokens {
  readonly dataDir: string;
  readonly issuer: string;
  readonly audience: string;
}

/** The API's own check of an `Authorization` header. */
export async function bareAuthentication({ dataDir, issuer, audience }: BareTokens) {
  const { publicKey } = await createDevelopmentKey(developmentTokenKeyPath(dataDir));
  const authenticate = createAuthenticator({
    issuer,
    audience,
    keys: oneSigningKey(publicKey),
    longestLifetime: 90_000,
    clockTolerance: 30,
    clock: () => Date.now(),
    claims: DEFAULT_CLAIMS,
  });
  return (header = '') => authenticate(header.replace('Bearer ', ''));
}

/** Serves on a free port of the loopback, says `listening <port>` on standard output, and answers 500 where `answer` rejects. */
export function serveBare(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): void {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address !== null) process.stdout.write(`listening ${address.port}\n`);
  });
}

/** The body of a request as text. */
export function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}
