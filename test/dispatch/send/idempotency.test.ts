import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DispatchInput } from '../../../src/dispatch/decide/request-rules.ts';
import { refused } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import {
  aCustomTenant,
  acceptedFor,
  anInput,
  countRows,
  newKey,
  newRecipient,
  recordsOf,
  sender,
} from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ CALLS_PER_ACCOUNT: '200' });
});
afterAll(() => system.stop());

const dispatch: OwnServices['services']['dispatches']['dispatch'] = (...order) =>
  system.services.dispatches.dispatch(...order);

describe('a key that was used', () => {
  test('gives the same record again and sends nothing (D10)', async () => {
    const scope = sender();
    const to = newRecipient();
    const request = anInput({ to });
    const first = await dispatch(scope, request);
    const again = await dispatch(scope, request);

    expect(again).toEqual(first);
    expect(acceptedFor(system, to)).toHaveLength(1);
    expect(await countRows(system, scope.tenant)).toEqual({ records: 1, attempts: 1, keys: 1 });
  });

  test('by another service is refused without its record, also for the same request, and sends nothing (D10, X1)', async () => {
    const scope = sender();
    const to = newRecipient();
    const request = anInput({ to });
    const first = await dispatch(scope, request);
    const other = { ...scope, actor: { ...scope.actor, subject: 'another-service' } };

    expect(await refused(dispatch(other, request))).toEqual([
      'NOT_POSSIBLE',
      'IDEMPOTENCY_KEY_REUSED input.idempotencyKey',
    ]);
    expect(await dispatch(scope, request)).toEqual(first);
    expect(acceptedFor(system, to)).toHaveLength(1);
  });

  const voice = { channel: 'VOICE', language: 'en-US' } as const;
  test.each<[string, Partial<DispatchInput>, Partial<DispatchInput>]>([
    ['recipient', {}, { to: '+4915112345679' }],
    ['text', {}, { text: 'Your code is 123457' }],
    ['channel', {}, { channel: 'VOICE' }],
    ['validity', {}, { validitySeconds: 60 }],
    ['language', voice, { ...voice, language: 'de-DE' }],
  ])('with another %s is refused, and the record stays as it is (D10)', async (_, known, other) => {
    const scope = sender();
    const idempotencyKey = newKey();
    const first = await dispatch(scope, anInput({ ...known, idempotencyKey }));
    const reused = dispatch(scope, anInput({ ...known, ...other, idempotencyKey }));

    expect(await refused(reused)).toEqual(['NOT_POSSIBLE', 'IDEMPOTENCY_KEY_REUSED input.idempotencyKey']);
    expect(await dispatch(scope, anInput({ ...known, idempotencyKey }))).toEqual(first);
    expect((await countRows(system, scope.tenant)).records).toBe(1);
  });

  test('is the same request whether the default language is named or left out (D10)', async () => {
    const scope = sender();
    const request = anInput({ channel: 'VOICE' });
    const first = await dispatch(scope, request);
    expect(await dispatch(scope, { ...request, language: 'en-US' })).toEqual(first);
  });

  test('is free for another tenant (D10, X2)', async () => {
    const request = anInput({ to: newRecipient() });
    const [one, other] = [await dispatch(sender(), request), await dispatch(sender(), request)];
    expect(one.id).not.toBe(other.id);
    expect(acceptedFor(system, request.to)).toHaveLength(2);
  });

  test('gives the record as it stands after the account was removed (D10, D14)', async () => {
    const { scope } = await aCustomTenant(system);
    const request = anInput();
    const first = await dispatch(scope, request);
    await system.services.configurations.remove(
      { ...scope, actor: { ...scope.actor, kind: 'PERSON' } },
      { baseVersion: 1 },
    );
    expect(await dispatch(scope, request)).toEqual(first);
  });
});

describe('many calls with one key at once', () => {
  test('send one message: fifty on one node (D10)', async () => {
    const scope = sender();
    const to = newRecipient();
    const request = anInput({ to });
    const records = await Promise.all(Array.from({ length: 50 }, () => dispatch(scope, request)));

    expect(new Set(records.map(({ id }) => id)).size).toBe(1);
    expect(acceptedFor(system, to)).toHaveLength(1);
    expect(await countRows(system, scope.tenant)).toEqual({ records: 1, attempts: 1, keys: 1 });
    expect((await dispatch(scope, request)).state).toBe('ACCEPTED');
  });

  test('send one message: fifty on two nodes, by themselves and in batches (D10)', async () => {
    const other = system.anotherNode().services.dispatches;
    const scope = sender();
    const to = newRecipient();
    const request = anInput({ to });
    const calls = Array.from({ length: 50 }, async (_, call) => {
      const node = call % 2 === 0 ? system.services.dispatches : other;
      if (call % 5 !== 0) return [await node.dispatch(scope, request)];
      return recordsOf(await node.dispatchBatch(scope, [request, request]));
    });
    const records = (await Promise.all(calls)).flat();
    await other.drain();

    expect(records).toHaveLength(60);
    expect(new Set(records.map(({ id }) => id)).size).toBe(1);
    expect(acceptedFor(system, to)).toHaveLength(1);
  });

  test('of which half are another request: one message, and the others are refused (D10)', async () => {
    const scope = sender();
    const to = newRecipient();
    const request = anInput({ to });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, call) =>
        dispatch(scope, call % 2 === 0 ? request : { ...request, text: 'another' }).then(
          ({ id }) => id,
          (error: unknown) => String(error),
        ),
      ),
    );

    const sent = acceptedFor(system, to);
    expect(sent).toHaveLength(1);
    expect(new Set(outcomes).size).toBe(2);
    expect(outcomes.filter((outcome) => outcome.startsWith('Refusal'))).toHaveLength(25);
  });
});

describe('two batches with the same keys the other way round', () => {
  test('wait for each other one way only, and send each once (D10)', async () => {
    const other = system.anotherNode().services.dispatches;
    const scope = sender();
    const recipients = Array.from({ length: 40 }, newRecipient);
    const requests = recipients.map((to) => anInput({ to }));
    const [one, two] = await Promise.all([
      system.services.dispatches.dispatchBatch(scope, requests),
      other.dispatchBatch(scope, [...requests].reverse()),
    ]);
    await other.drain();

    expect(recordsOf(one).map(({ id }) => id)).toEqual(
      recordsOf(two)
        .map(({ id }) => id)
        .reverse(),
    );
    expect(recipients.map((to) => acceptedFor(system, to).length)).toEqual(recipients.map(() => 1));
  });
});

describe('what an idempotency key may be', () => {
  test.each<[string, string, boolean]>([
    ['nothing', '', false],
    ['one character', 'k', true],
    ['a blank', ' ', true],
    ['255 characters', 'k'.repeat(255), true],
    ['256 characters', 'k'.repeat(256), false],
    ['every printable ASCII character', ascii(0x20, 0x7e), true],
    ['a line feed at its end', 'key\n', false],
    ['a tab', 'a\tb', false],
    ['a delete', '\u007f', false],
    ['a letter beyond ASCII', 'schlüssel', false],
    ['a NUL', 'a\0b', false],
  ])('%s (D10)', async (_, idempotencyKey, isGood) => {
    const scope = sender();
    const done = dispatch(scope, anInput({ idempotencyKey }));
    if (isGood) expect((await done).idempotencyKey).toBe(idempotencyKey);
    else expect(await refused(done)).toEqual(['INVALID_INPUT', 'VALUE_MALFORMED input.idempotencyKey']);
  });

  test('keys that differ in nothing but letter case or blanks are different keys (D10)', async () => {
    const scope = sender();
    const keys = ['key', 'KEY', 'key ', ' key'];
    for (const idempotencyKey of keys) await dispatch(scope, anInput({ idempotencyKey }));
    expect((await countRows(system, scope.tenant)).keys).toBe(keys.length);
  });
});

function ascii(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)).join('');
}
