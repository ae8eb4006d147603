import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDevelopmentKey, issueDevelopmentToken } from '../../../src/http/auth/development-token.ts';
import { type KeySource, oneSigningKey } from '../../../src/http/auth/signing-keys.ts';
import {
  AUDIENCE,
  authenticatorWith,
  ISSUER,
  LONGEST_LIFETIME,
  startTestServer,
  token,
} from '../test-server.ts';
import { runningKeys } from './issuer-kit.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const now = () => Math.floor(Date.now() / 1_000);

type Claims = Readonly<Record<string, unknown>>;

function claims(changes: Claims = {}): JWTPayload {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'ada',
    name: 'Ada',
    kind: 'person',
    auth_method: 'mfa',
    tenant: 'acme',
    scope: 'configuration:read preview',
    iat: now(),
    exp: now() + 600,
    ...changes,
  };
}

async function signed(
  privateKey: CryptoKey | Uint8Array,
  payload: JWTPayload,
  header: { alg: string; typ?: string; kid?: string } = { alg: 'EdDSA' },
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
}

async function keyAndCheck() {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { privateKey, publicKey, authenticate: authenticatorWith(oneSigningKey(publicKey)) };
}

test('given a good token, when it is checked, then it speaks for its subject and tenant with its scopes (X1)', async () => {
  const { privateKey, authenticate } = await keyAndCheck();
  const exp = now() + 60;
  const principal = await authenticate(await signed(privateKey, claims({ exp })));
  expect(principal).toEqual({
    subject: 'ada',
    displayName: 'Ada',
    kind: 'PERSON',
    authenticatedBy: 'mfa',
    authentication: { at: null, levels: [], methods: [] },
    tenant: 'acme',
    scopes: new Set(['configuration:read', 'preview']),
    expiresAt: new Date(exp * 1_000),
  });
});

test('given roles, a service and a platform token, when they are checked, then the table of X1 holds', async () => {
  const { privateKey, authenticate } = await keyAndCheck();
  const platform = { tenant: undefined, scope: undefined, platform: true, roles: ['platform-dispatcher'] };
  const principal = await authenticate(
    await signed(
      privateKey,
      claims({ ...platform, kind: 'service', auth_method: undefined, amr: ['hwk', 'pin'] }),
      {
        alg: 'EdDSA',
        typ: 'at+jwt',
      },
    ),
  );
  expect(principal).toMatchObject({ kind: 'SERVICE', authenticatedBy: 'hwk pin', tenant: null });
  expect([...principal.scopes].sort()).toEqual(['dispatch', 'preview', 'records:read-own']);
});

test.each([
  [{ auth_time: 1_790_000_000 }, { at: new Date(1_790_000_000_000) }],
  [{ auth_time: '1790000000' }, { at: null }],
  [{ auth_time: 1.5 }, { at: null }],
  [{ auth_time: 1e15 }, { at: null }],
  [
    { acr: 'urn:high', amr: ['pwd', 'otp', 7] },
    { levels: ['urn:high'], methods: ['pwd', 'otp'] },
  ],
  [
    { acrs: ['c1', 'c2'], amr: 'mfa' },
    { levels: ['c1', 'c2'], methods: ['mfa'] },
  ],
  [{ acr: { high: true } }, { levels: [] }],
])(
  'given a token with %j, when it is checked, then it tells how its person authenticated, and nothing in another form (X7)',
  async (told, expected) => {
    const { privateKey, authenticate } = await keyAndCheck();
    const { authentication } = await authenticate(await signed(privateKey, claims(told)));
    expect(authentication).toMatchObject(expected);
  },
);

const malformed = (claim: string) => `The token's claim "${claim}" is missing or malformed.`;

const REFUSALS: readonly (readonly [string, Claims, string])[] = [
  ['expired', { iat: now() - 900, exp: now() - 300 }, 'The token has expired.'],
  ['without expiry', { exp: undefined }, 'The token\'s claim "exp" is missing or malformed.'],
  ['of another issuer', { iss: 'https://other.test' }, `The token's issuer is not ${ISSUER}.`],
  ['for another audience', { aud: 'other' }, `The token's audience is not ${AUDIENCE}.`],
  ['not yet valid', { nbf: now() + 300 }, 'The token is not valid yet.'],
  [
    'too long-lived',
    { exp: now() + LONGEST_LIFETIME + 60 },
    'The token is valid for longer than 3600 seconds.',
  ],
  [
    'too long-lived and old',
    { iat: now() - LONGEST_LIFETIME },
    'The token is valid for longer than 3600 seconds.',
  ],
  [
    'too long-lived without iat',
    { iat: undefined, exp: now() + 7_200 },
    'The token is valid for longer than 3600 seconds.',
  ],
  ['without subject', { sub: undefined }, 'The token\'s claim "sub" is missing or malformed.'],
  ['without name', { name: undefined }, 'The token\'s claim "name" is missing or malformed.'],
  [
    'with a name of nothing shown',
    { name: '\u0000\u202e' },
    'The token\'s claim "name" is missing or malformed.',
  ],
  ['with half a subject', { sub: 'ad\ud83d' }, 'The token\'s claim "sub" is missing or malformed.'],
  [
    'with a subject that turns round',
    { sub: '\u202eada' },
    'The token\'s claim "sub" is missing or malformed.',
  ],
  ['with a method of control characters', { auth_method: 'a\u0000' }, malformed('auth_method')],
  ['of the future', { iat: now() + 300, exp: now() + 600 }, 'The token was issued in the future.'],
  ['of no known kind', { kind: 'robot' }, 'The token\'s claim "kind" is missing or malformed.'],
  [
    'without tenant',
    { tenant: undefined },
    'The token names neither a tenant nor the platform. It must name exactly one.',
  ],
  [
    'for a tenant and the platform',
    { platform: true },
    'The token names both a tenant and the platform. It must name exactly one.',
  ],
  ['for the platform’s own log', { tenant: '$platform' }, 'The token\'s claim "tenant" is not a tenant id.'],
  ['for a malformed tenant', { tenant: 'a/b' }, 'The token\'s claim "tenant" is not a tenant id.'],
  ['for the folder above', { tenant: '..' }, 'The token\'s claim "tenant" is not a tenant id.'],
  ['with roles that are none', { roles: 7 }, malformed('roles')],
  [
    'with a platform role for a tenant',
    { roles: ['platform-admin'] },
    'The role "platform-admin" is allowed in platform tokens only.',
  ],
  [
    'with a platform scope for a tenant',
    { scope: 'tenants:read' },
    'The scope "tenants:read" is allowed in platform tokens only.',
  ],
];

test.each(REFUSALS)(
  'given a token %s, when it is checked, then it is refused and says why (X1)',
  async (_, changes, message) => {
    const { privateKey, authenticate } = await keyAndCheck();
    await expect(authenticate(await signed(privateKey, claims(changes)))).rejects.toMatchObject({
      name: 'AuthenticationError',
      message,
    });
  },
);

test('given the platform and a tenant’s role, when it is checked, then it is refused (X1)', async () => {
  const { privateKey, authenticate } = await keyAndCheck();
  const payload = claims({ tenant: undefined, platform: true, roles: ['admin'] });
  await expect(authenticate(await signed(privateKey, payload))).rejects.toThrow(
    'The role "admin" is allowed in tenant tokens only.',
  );
});

test('given tokens that are unsigned, symmetric, forged or of another type, when checked, then all are refused (X1)', async () => {
  const { privateKey, authenticate } = await keyAndCheck();
  const { privateKey: stranger } = await generateKeyPair('EdDSA');
  const { privateKey: elliptic } = await generateKeyPair('ES256');
  const good = await signed(privateKey, claims());
  const unsigned = new UnsecuredJWT(claims()).encode();
  const symmetric = await signed(new TextEncoder().encode('x'.repeat(64)), claims(), { alg: 'HS256' });
  await expect(authenticate(unsigned)).rejects.toMatchObject({ name: 'AuthenticationError' });
  await expect(authenticate(symmetric)).rejects.toThrow('The token must be signed with one of EdDSA');
  await expect(authenticate(await signed(stranger, claims()))).rejects.toThrow(
    "The token's signature is not valid.",
  );
  await expect(authenticate(await signed(elliptic, claims(), { alg: 'ES256' }))).rejects.toMatchObject({
    name: 'AuthenticationError',
  });
  await expect(
    authenticate(await signed(privateKey, claims(), { alg: 'EdDSA', typ: 'logout+jwt' })),
  ).rejects.toThrow('The token is not an access token.');
  for (const bearer of ['', 'x', 'a.b.c', `${good}x`, good.slice(1), 'a.b.c.d.e']) {
    await expect(authenticate(bearer)).rejects.toMatchObject({ name: 'AuthenticationError' });
  }
  await expect(authenticate('x'.repeat(10_000))).rejects.toThrow(
    'The token is too long: it has 10000 characters, but at most 8192 are allowed.',
  );
});

test('given a token that was good, when it has expired since, then it is refused although it is remembered (X1)', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const begun = Date.now();
  let passedMs = 0;
  const authenticate = authenticatorWith(oneSigningKey(publicKey), {
    ...{ clockTolerance: 5, clock: () => begun + passedMs },
  });
  const remembered = await signed(privateKey, claims({ exp: now() + 3 }));
  // Within the tolerance for clocks that differ it is accepted, and must not be remembered.
  const tolerated = await signed(privateKey, claims({ exp: now() - 3 }));
  for (const bearer of [remembered, tolerated]) expect((await authenticate(bearer)).subject).toBe('ada');
  passedMs = 10_000;
  for (const bearer of [remembered, tolerated])
    await expect(authenticate(bearer)).rejects.toThrow('The token has expired.');
});

async function authenticatorOf(source: KeySource) {
  return authenticatorWith(await runningKeys(source));
}

test('given a key set in a file, when tokens of its keys are checked, then each is found by its id', async () => {
  const first = await generateKeyPair('ES256', { extractable: true });
  const second = await generateKeyPair('RS256', { extractable: true });
  const path = join(folder, randomUUID());
  const keys = [
    { ...(await exportJWK(first.publicKey)), kid: 'one', alg: 'ES256' },
    { ...(await exportJWK(second.publicKey)), kid: 'two', alg: 'RS256' },
  ];
  await writeFile(path, JSON.stringify({ keys }));
  const authenticate = await authenticatorOf({ kind: 'file', path });
  const one = await signed(first.privateKey, claims(), { alg: 'ES256', kid: 'one' });
  const two = await signed(second.privateKey, claims(), { alg: 'RS256', kid: 'two' });
  const three = await signed(second.privateKey, claims(), { alg: 'RS256', kid: 'three' });
  expect((await authenticate(one)).subject).toBe('ada');
  expect((await authenticate(two)).subject).toBe('ada');
  await expect(authenticate(three)).rejects.toThrow('The token is signed with an unknown key.');
});

test.each([
  ['nothing', undefined],
  ['no JSON', 'x'],
  ['no keys', '{"keys":[]}'],
  ['a secret key', '{"keys":[{"kty":"oct","k":"AAAA"}]}'],
])(
  'given a key file that holds %s, when the check is made, then that fails and names the file',
  async (_, content) => {
    const path = join(folder, randomUUID());
    if (content !== undefined) {
      await writeFile(path, content);
    }
    await expect(authenticatorOf({ kind: 'file', path })).rejects.toThrow(path);
  },
);

test('given a development key, when two make it at once, then there is one, for its owner only, and it lasts', async () => {
  const path = join(folder, randomUUID(), 'key.jwk');
  const [first, second] = await Promise.all([createDevelopmentKey(path), createDevelopmentKey(path)]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const request = {
    issuer: ISSUER,
    audience: AUDIENCE,
    subject: 'dev',
    displayName: 'Dev',
    kind: 'person',
    authenticationMethod: 'development',
    tenant: null,
    roles: ['platform-auditor'],
    lifetime: 60,
  } as const;
  const bearer = await issueDevelopmentToken(first, request);
  const later = await createDevelopmentKey(path);
  for (const { publicKey } of [second, later]) {
    const authenticate = authenticatorWith(oneSigningKey(publicKey));
    expect(await authenticate(bearer)).toMatchObject({ subject: 'dev', tenant: null });
  }
});

test('given a file that is no development key, when it is to be used, then it is left alone and named', async () => {
  const path = join(folder, randomUUID());
  await writeFile(path, 'precious');
  await expect(createDevelopmentKey(path)).rejects.toThrow(path);
});

test('given no token, half a header or a bad one, when posted, then it is a 401 with its challenge (X1)', async () => {
  const server = await startTestServer();
  const none = await server.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer }' }),
  });
  expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(none.body.errors?.[0]).toEqual({
    message: 'A bearer token is required.',
    extensions: { code: 'UNAUTHENTICATED' },
  });
  const basic = await server.post('{ viewer }', {}, { authorization: 'Basic czNjcjN0' });
  expect([basic.status, basic.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer error="invalid_request"',
  ]);
  const expired = await server.post(
    '{ viewer }',
    {},
    { authorization: `Bearer ${await token({ lifetime: -60 })}` },
  );
  expect(expired.status).toBe(401);
  expect(expired.headers.get('www-authenticate')).toBe(
    'Bearer error="invalid_token", error_description="The token has expired."',
  );
  const forged = await server.post('{ viewer }', {}, { authorization: 'Bearer s3cr3t.s3cr3t.s3cr3t' });
  expect(forged.status).toBe(401);
  expect(forged.text).not.toContain('s3cr3t');
  expect(server.contexts()).toBe(0);
  expect(await server.stillServes()).toBe(true);
});
