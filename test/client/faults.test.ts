import { createServer, type RequestListener } from 'node:http';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  createClient,
  OriginatorError,
  TypedDocumentString,
  VerificationStatusDocument,
  ViewerDocument,
} from '../../src/client/index.ts';
import { newTenant, type RunningSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';
import { clientOf } from './client-kit.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await sharedSystem();
});

/** What a call is rejected with, which must be the client's own error. */
async function errorOf(call: Promise<unknown>): Promise<OriginatorError> {
  const thrown = await call.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
  if (thrown instanceof OriginatorError) return thrown;
  throw new Error(`thrown was ${String(thrown)}`);
}

/** A server of the test's own, where something else than Originator answers. */
async function impostor(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}/graphql`;
}

describe('the client, when something goes wrong', () => {
  test('given no token that counts, then the error has code, status and request id', async () => {
    const error = await errorOf(clientOf(system, 'no.token.atall').viewer());
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', status: 401, paths: [], partialData: null });
    expect(error.requestId).toMatch(/^\S+$/);
    expect(system.logLines.some((line) => line.includes(error.requestId ?? 'none'))).toBe(true);
    expect(String(error)).not.toContain('no.token');
  });

  test('given a token without the right, then the error names the field and keeps what was answered (X1)', async () => {
    const client = clientOf(system, await system.token({ role: 'analyst', tenant: newTenant() }));
    const error = await errorOf(client.tenantConfiguration());
    expect(error).toMatchObject({ code: 'FORBIDDEN', paths: [['tenant', 'configuration']] });
    expect(error.partialData).toMatchObject({ tenant: { configuration: null } });
    const mutation = await errorOf(client.discardDraft({ draft: { id: 'x', revision: 1 } }));
    expect(mutation).toMatchObject({ code: 'FORBIDDEN', paths: [['discardDraft']] });
  });

  test('given a document that the contract does not know, then the error says so', async () => {
    const client = clientOf(system, await system.token({ tenant: newTenant() }));
    const document = new TypedDocumentString<object, Record<string, never>>('{ viewer { shoeSize } }');
    expect(await errorOf(client.query(document))).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      status: 400,
    });
  });

  test('given variables that may be left out, then they may be; and a result is typed', async () => {
    const client = clientOf(system, await system.token({ tenant: newTenant(), displayName: 'Ann' }));
    const { viewer } = await client.query(ViewerDocument);
    const name: string = viewer.displayName;
    expect(name).toBe('Ann');
  });

  test('given nobody at the address, then the code is NETWORK, over each transport', async () => {
    const url = await impostor((request) => request.socket.destroy());
    const token = 'a.b.c';
    expect(await errorOf(createClient({ url, token }).viewer())).toMatchObject({
      code: 'NETWORK',
      status: null,
    });
    for (const transport of ['sse', 'websocket'] as const) {
      const events = clientOf({ ...system, endpoint: url }, token, transport).verificationStatus({ id: 'x' });
      expect((await errorOf(events.next())).code).toBe('NETWORK');
    }
  });

  test('given something else at the address, then the code is UNREADABLE', async () => {
    const url = await impostor((_, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    const client = createClient({ url, token: 'a.b.c' });
    expect(await errorOf(client.viewer())).toMatchObject({ code: 'UNREADABLE', status: 502 });
    const events = client.subscribe(VerificationStatusDocument, { id: 'x' });
    expect(await errorOf(events.next())).toMatchObject({ code: 'UNREADABLE', status: 502 });
  });

  test('given a stream that breaks off, or is cut into odd pieces, then nothing is lost but the rest', async () => {
    const event = (status: string) =>
      `event: next\r\ndata: ${JSON.stringify({ data: { verificationStatus: { status, name: 'Zoë' } } })}\r\n\r\n`;
    const bytes = Buffer.from(`:\n\n${event('PENDING')}${event('VERIFIED')}event: next\n`);
    const url = await impostor((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      const send = (at: number): void => {
        if (at >= bytes.length) response.end();
        else response.write(bytes.subarray(at, at + 7), () => setImmediate(send, at + 7));
      };
      send(0);
    });
    const events = createClient({ url, token: 'a.b.c' }).verificationStatus({ id: 'x' });
    expect((await events.next()).value).toEqual({ status: 'PENDING', name: 'Zoë' });
    expect((await events.next()).value).toEqual({ status: 'VERIFIED', name: 'Zoë' });
    expect((await errorOf(events.next())).code).toBe('NETWORK');
    expect((await events.next()).done).toBe(true);
  });

  test('given a signal, when it is given before or during a call, then its reason comes out', async () => {
    const url = await impostor(() => undefined);
    const client = createClient({ url, token: 'a.b.c' });
    const reason = new Error('too late');
    await expect(client.viewer({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const leaving = new AbortController();
    const call = client.viewer({ signal: leaving.signal });
    const rejected = expect(call).rejects.toBe(reason);
    leaving.abort(reason);
    await rejected;
    const events = client.verificationStatus({ id: 'x' }, { signal: AbortSignal.abort(reason) });
    await expect(events.next()).rejects.toBe(reason);
  });
});
