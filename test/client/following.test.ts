import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OriginatorError } from '../../src/client/index.ts';
import { newTenant } from '../support/running-system.ts';
import { clientOf, FOLLOWERS, type HeldSystem, startHeldSystem } from './client-kit.ts';

let system: HeldSystem;
beforeAll(async () => {
  system = await startHeldSystem();
});
afterAll(() => system.stop());

/** A verification that is held back before it has read the account. */
async function heldVerification() {
  const token = await system.token({ tenant: newTenant() });
  const { sid, authToken } = system.newAccount();
  system.gateway.hold(sid, 'ACCOUNT');
  system.gateway.hold(sid, 'NUMBERS');
  const result = await clientOf(system, token).verifyTwilioAccount({ accountSid: sid, authToken });
  if (result.__typename !== 'VerifyTwilioAccountPayload') throw new Error(result.message);
  await system.gateway.waiting(sid);
  const letEnd = () => {
    system.gateway.release(sid, 'ACCOUNT');
    system.gateway.release(sid, 'NUMBERS');
  };
  return { token, sid, id: result.verification.id, begun: result.verification.status, letEnd };
}

describe.each(Object.entries(FOLLOWERS))('%s', (_, follow) => {
  test('given a verification under way, when it is followed late, then the present state comes first and the end last (V5)', async () => {
    const { token, sid, id, begun } = await heldVerification();
    const events = follow(system, token, id);
    expect(begun).toBe('PENDING');
    expect(await events.next()).toEqual({ done: false, value: 'CHECKING_CREDENTIALS' });
    const second = events.next();
    system.gateway.release(sid, 'ACCOUNT');
    expect(await second).toEqual({ done: false, value: 'LISTING_NUMBERS' });
    const third = events.next();
    system.gateway.release(sid, 'NUMBERS');
    expect(await third).toEqual({ done: false, value: 'VERIFIED' });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('given a verification that has ended, when it is followed, then its end comes and the stream completes (V5)', async () => {
    const { token, id, letEnd } = await heldVerification();
    letEnd();
    const all = async () => {
      const received: string[] = [];
      for await (const status of follow(system, token, id)) received.push(status);
      return received;
    };
    expect((await all()).at(-1)).toBe('VERIFIED');
    expect(await all()).toEqual(['VERIFIED']);
  });
});

describe.each(['sse', 'websocket'] as const)('the client over %s', (transport) => {
  test('given a token that is a function, when several are followed in turn, then it is asked before each connection (X1)', async () => {
    const { token, id, letEnd } = await heldVerification();
    let asked = 0;
    const client = clientOf(
      system,
      async () => {
        asked += 1;
        return token;
      },
      transport,
    );
    for (const expected of [1, 2]) {
      for await (const { status } of client.verificationStatus({ id })) {
        expect(status).toBe('CHECKING_CREDENTIALS');
        break;
      }
      expect(asked).toBe(expected);
    }
    await client.viewer();
    expect(asked).toBe(3);
    letEnd();
  });

  test('given a token function that fails, when something is followed, then its very error comes out', async () => {
    const { id, letEnd } = await heldVerification();
    const failure = new Error('the session is over');
    const client = clientOf(system, () => Promise.reject(failure), transport);
    await expect(client.verificationStatus({ id }).next()).rejects.toBe(failure);
    letEnd();
  });

  test('given a stream that waits, when it is given up by return or by a signal, then it ends at once', async () => {
    const { token, id, letEnd } = await heldVerification();
    const client = clientOf(system, token, transport);
    const events = client.verificationStatus({ id });
    await events.next();
    const waiting = events.next();
    await events.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const leaving = new AbortController();
    const signalled = client.verificationStatus({ id }, { signal: leaving.signal });
    await signalled.next();
    const rejected = expect(signalled.next()).rejects.toThrow('enough');
    leaving.abort(new Error('enough'));
    await rejected;
    expect((await signalled.next()).done).toBe(true);
    letEnd();
  });

  test('given a token that expires, when it does, then the stream ends with UNAUTHENTICATED (X1)', async () => {
    const { id, letEnd, ...held } = await heldVerification();
    const tenant = (await clientOf(system, held.token).viewer()).tenant?.tenantId ?? '';
    const shortLived = await system.token({ tenant, lifetime: 2 });
    const events = clientOf(system, shortLived, transport).verificationStatus({ id });
    expect((await events.next()).value?.status).toBe('CHECKING_CREDENTIALS');
    await expect(events.next()).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The token has expired.',
    });
    expect((await events.next()).done).toBe(true);
    letEnd();
  });

  test("given another tenant's verification, when it is followed, then there is no such one (X2)", async () => {
    const { id, letEnd } = await heldVerification();
    const client = clientOf(system, await system.token({ tenant: newTenant() }), transport);
    const error = await client
      .verificationStatus({ id })
      .next()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OriginatorError);
    expect(error).toMatchObject({ code: 'NOT_FOUND', paths: [['verificationStatus']] });
    letEnd();
  });
});

describe.each(['sse', 'websocket'] as const)(
  'a server with room for one subscription, over %s',
  (transport) => {
    test('given it is taken, when its consumer breaks out, then the server ends it and there is room again', async () => {
      const narrow = await startHeldSystem({ subscriptions: { places: 1, guaranteed: 0, perMember: 1 } });
      try {
        const token = await narrow.token({ tenant: newTenant() });
        const { sid, authToken } = narrow.newAccount();
        narrow.gateway.hold(sid);
        const client = clientOf(narrow, token, transport);
        const begun = await client.verifyTwilioAccount({ accountSid: sid, authToken });
        if (begun.__typename !== 'VerifyTwilioAccountPayload') throw new Error(begun.message);
        const { id } = begun.verification;
        for await (const { status } of client.verificationStatus({ id })) {
          expect(status).not.toBe('VERIFIED');
          await expect(client.verificationStatus({ id }).next()).rejects.toMatchObject({
            code: 'LIMIT_EXCEEDED',
          });
          break;
        }
        const roomAgain = async () => {
          for await (const { status } of client.verificationStatus({ id })) return status;
          return undefined;
        };
        await expect.poll(() => roomAgain().catch(() => 'still taken')).not.toBe('still taken');
        narrow.gateway.release(sid);
      } finally {
        await narrow.stop();
      }
    });

    test('given a stream, when the server stops, then it ends with an error that says so', async () => {
      const leaving = await startHeldSystem();
      const token = await leaving.token({ tenant: newTenant() });
      const { sid, authToken } = leaving.newAccount();
      leaving.gateway.hold(sid);
      const client = clientOf(leaving, token, transport);
      const begun = await client.verifyTwilioAccount({ accountSid: sid, authToken });
      if (begun.__typename !== 'VerifyTwilioAccountPayload') throw new Error(begun.message);
      await leaving.gateway.waiting(sid);
      const events = client.verificationStatus({ id: begun.verification.id });
      await events.next();
      const next = events.next().catch((thrown: unknown) => thrown);
      await leaving.stop();
      expect(await next).toBeInstanceOf(OriginatorError);
      expect(await next).toMatchObject({ code: 'UNAVAILABLE' });
    });
  },
);
