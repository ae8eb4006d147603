import { parseArgs } from 'node:util';
import { bodyOf, serveBare } from '../bare-http.ts';
import { openReader, type ReaderOptions } from './scoped-reader.ts';

/** `node:http` and `pg` and nothing else. */
async function serve(options: ReaderOptions): Promise<void> {
  const reader = await openReader(options);
  serveBare(async (request, response) => {
    await reader.authenticate(request.headers.authorization);
    JSON.parse(await bodyOf(request));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: await reader.read() }));
  });
}

const { positionals } = parseArgs({ allowPositionals: true });
await serve(JSON.parse(positionals[0] ?? '{}'));
