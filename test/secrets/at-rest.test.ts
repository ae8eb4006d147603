import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findCredential } from '../../src/account/credential-store.ts';
import { openToken } from '../../src/secrets/envelope.ts';
import { createKeyRing } from '../../src/secrets/key-ring.ts';
import {
  begin,
  ended,
  liveConfiguration,
  newAccount,
  newScope,
  saved,
  verified,
} from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices();
});
afterAll(() => system.stop());

test('no table, no log line and no statement has a token in it, in any spelling (X4)', async () => {
  const scope = newScope();
  const canary = 'c0ffee00deadbeef00c0ffee00deadbe';
  const own = newAccount(system, { authToken: canary });
  await saved(system, scope, own);
  await ended(system, await begin(system, scope, { ...newAccount(system), authToken: canary }));
  await ended(system, await system.services.refreshes.refresh(scope));
  await verified(system, scope, own);
  const tables = await system.rows(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  const spellings = [
    canary,
    Buffer.from(canary).toString('base64').replace(/=+$/, ''),
    Buffer.from(canary).toString('hex'),
  ];
  for (const { name } of tables) {
    const rows = await system.rows(`select t::text as row from ${name} t`);
    const text = rows
      .map(({ row }) => String(row))
      .join('\n')
      .toLowerCase();
    for (const spelling of spellings)
      expect(text.includes(spelling.toLowerCase()), `${name}: ${spelling}`).toBe(false);
  }
  const written = [...system.logLines, ...system.statements].join('\n').toLowerCase();
  for (const spelling of spellings) expect(written.includes(spelling.toLowerCase()), spelling).toBe(false);
});

test('a stored token opens for its tenant under its key, and not where its row was put elsewhere (X4)', async () => {
  const [mine, other] = [newScope(), newScope()];
  const [a, b] = [newAccount(system), newAccount(system)];
  const live = await saved(system, mine, a);
  const foreign = await saved(system, other, b);
  const credentialId = live.account?.credentialId;
  if (credentialId === undefined) throw new Error('no account');
  const read = () => system.read(mine.tenant, (tx) => findCredential(tx, credentialId));
  const stored = await read();
  if (stored === undefined) throw new Error('no credential');
  expect(openToken(system.keyRing, stored.binding, stored.sealed)).toBe(a.authToken);
  expect(() =>
    openToken(createKeyRing([{ id: 'test', bytes: randomBytes(32) }]), stored.binding, stored.sealed),
  ).toThrow();
  await system.rows(
    `update account_credential c set wrapped_key = f.wrapped_key, sealed_token = f.sealed_token
       from account_credential f where c.id = $1 and f.id = $2`,
    [credentialId, foreign.account?.credentialId],
  );
  const swapped = await read();
  if (swapped === undefined) throw new Error('no credential');
  expect(() => openToken(system.keyRing, swapped.binding, swapped.sealed)).toThrow();
  expect(await system.read(other.tenant, (tx) => findCredential(tx, credentialId))).toBeUndefined();
  expect(await liveConfiguration(system, mine.tenant)).toEqual(live);
});
