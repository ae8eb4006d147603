import { createServer, type IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import { openReader, type ReaderOptions } from './scoped-reader.ts';

/** `node:http` and `pg` and nothing else. */
async function serve(options: ReaderOptions): Promise<void> {
  const reader = await openReader(options);
  const server = createServer((request, response) => {
    const answer = async () => {
      await reader.authenticate(request.headers.authorization);
      JSON.parse(await bodyOf(request));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: await reader.read() }));
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
