import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { ClaimNames } from '../../../src/http/auth/claims.ts';
import { oneSigningKey } from '../../../src/http/auth/signing-keys.ts';
import { AUDIENCE, authenticatorWith, ISSUER } from '../test-server.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256');
const now = () => Math.floor(Date.now() / 1_000);

async function principal(payload: JWTPayload, claims: Partial<ClaimNames>, typ?: string) {
  const token = await new SignJWT({ iss: ISSUER, aud: AUDIENCE, iat: now(), exp: now() + 300, ...payload })
    .setProtectedHeader({ alg: 'RS256', kid: 'k', ...(typ === undefined ? {} : { typ }) })
    .sign(privateKey);
  return authenticatorWith(oneSigningKey(publicKey), { claims })(token);
}

const ADMIN = ['configuration:read', 'configuration:write', 'consents:read', 'records:read', 'preview'];
const DISPATCHER = ['dispatch', 'preview', 'records:read-own'];

describe('an access token of Keycloak', () => {
  const claims = { roles: ['resource_access.originator.roles'], tenant: ['organization.id'] };
  const common = {
    ...{
      typ: 'Bearer',
      jti: 'x',
      sid: 'x',
      acr: '1',
      'allowed-origins': ['*'],
      scope: 'openid profile email',
    },
    realm_access: { roles: ['admin', 'offline_access', 'uma_authorization'] },
    organization: { id: 'acme' },
  };

  test('of a person has its client roles, and none of the realm (X1)', async () => {
    const token = {
      ...{ ...common, sub: 'f3b1', azp: 'console', name: 'Ada Lovelace', preferred_username: 'ada' },
      resource_access: { originator: { roles: ['auditor'] }, account: { roles: ['manage-account'] } },
    };
    const ada = await principal(token, claims, 'JWT');
    expect(ada).toMatchObject({
      subject: 'f3b1',
      displayName: 'Ada Lovelace',
      kind: 'PERSON',
      tenant: 'acme',
    });
    expect(ada.authenticatedBy).toBe('1');
    expect(ada.scopes.has('configuration:write')).toBe(false);
    expect(ada.scopes.has('audit:read')).toBe(true);
  });

  test.each([{ acme: {} }, { acme: { id: '42c3e46f' } }, ['acme'], 'acme'])(
    'names the organization %j that it is for (X1)',
    async (organization) => {
      const token = { ...common, organization, sub: 'f3b1', name: 'Ada' };
      expect((await principal(token, { tenant: ['organization'] }, 'JWT')).tenant).toBe('acme');
    },
  );

  test.each([{ acme: {}, other: {} }, ['acme', 'other'], [], {}, [{ acme: {} }], 7])(
    'is refused with the organizations %j (X1)',
    async (organization) => {
      const token = { ...common, organization, sub: 'f3b1', name: 'Ada' };
      await expect(principal(token, { tenant: ['organization'] }, 'JWT')).rejects.toThrow(
        'The token\'s claim "organization" is not a tenant id.',
      );
    },
  );

  test('of a service account is a service’s (X1, C8)', async () => {
    const token = {
      ...{ ...common, sub: '77aa', azp: 'mfa', client_id: 'mfa', preferred_username: 'service-account-mfa' },
      resource_access: { originator: { roles: ['dispatcher'] } },
    };
    const service = await principal(token, claims, 'JWT');
    expect(service).toMatchObject({ kind: 'SERVICE', displayName: '77aa', tenant: 'acme' });
    expect([...service.scopes].sort()).toEqual(DISPATCHER);
  });
});

describe('an access token of Auth0', () => {
  const claims = {
    roles: ['https://acme.example/roles'],
    tenant: ['https://acme.example/tenant'],
    name: ['https://acme.example/name'],
  };

  test('of a person has its namespaced claims (X1)', async () => {
    const token = {
      ...{ sub: 'auth0|62a', aud: [AUDIENCE, 'https://acme.eu.auth0.com/userinfo'], azp: 'xyz' },
      ...{ scope: 'openid profile email offline_access', permissions: ['read:things'] },
      'https://acme.example/roles': ['admin', 'billing'],
      'https://acme.example/tenant': 'acme',
      'https://acme.example/name': 'Ada',
    };
    const ada = await principal(token, claims, 'at+jwt');
    expect(ada).toMatchObject({ subject: 'auth0|62a', displayName: 'Ada', kind: 'PERSON', tenant: 'acme' });
    expect(ada.authenticatedBy).toBe('unstated');
    expect([...ada.scopes].sort()).toEqual([...ADMIN].sort());
  });

  test('of a machine is a service’s (X1, C8)', async () => {
    const token = {
      ...{ sub: 'xyz@clients', azp: 'xyz', gty: 'client-credentials', scope: 'dispatch read:things' },
      'https://acme.example/tenant': 'acme',
    };
    const service = await principal(token, claims, 'JWT');
    expect(service).toMatchObject({ kind: 'SERVICE', authenticatedBy: 'client-credentials' });
    expect([...service.scopes]).toEqual(['dispatch']);
  });
});

describe('an access token of Entra ID', () => {
  const claims = { tenant: ['tid'] };
  const common = { tid: '72f988bf-86f1-41af-91ab-2d7cd011db47', ver: '2.0', uti: 'x', rh: 'x', oid: 'o' };

  test('of a person has its app roles (X1)', async () => {
    const token = {
      ...{
        ...common,
        sub: 'pairwise',
        name: 'Ada',
        scp: 'access_as_user User.Read',
        roles: ['admin', 'Task.Write'],
      },
      ...{ azp: 'console', preferred_username: 'ada@acme.example', groups: ['x'], amr: ['pwd', 'mfa'] },
    };
    const ada = await principal(token, claims, 'JWT');
    expect(ada).toMatchObject({ kind: 'PERSON', tenant: common.tid, authenticatedBy: 'pwd mfa' });
    expect([...ada.scopes].sort()).toEqual([...ADMIN].sort());
  });

  test.each([{ idtyp: 'app' }, {}])(
    'of an application is a service’s, with %j (X1, C8)',
    async (optional) => {
      const token = { ...common, ...optional, sub: 'o', azp: 'app-id', roles: ['dispatcher'] };
      expect(await principal(token, claims, 'JWT')).toMatchObject({ kind: 'SERVICE', displayName: 'o' });
    },
  );

  test('of a person that has the same name everywhere is a person’s (X1, C8)', async () => {
    const token = { ...common, sub: 'o', name: 'Ada', scp: 'access_as_user', roles: ['admin'] };
    expect(await principal(token, claims, 'JWT')).toMatchObject({ kind: 'PERSON' });
  });
});

describe('an access token of Okta', () => {
  const claims = { tenant: ['org'], roles: ['groups'], rolePrefix: 'originator-' };

  test('of a person has those of its groups that are ours (X1)', async () => {
    const token = {
      ...{ ver: 1, jti: 'AT.x', cid: '0oa1', uid: '00u1', sub: 'ada@acme.example', auth_time: now() },
      ...{ scp: ['openid', 'profile', 'email'], org: 'acme', name: 'Ada' },
      groups: ['Everyone', 'admin', 'originator-analyst'],
    };
    const ada = await principal(token, claims);
    expect(ada).toMatchObject({ subject: 'ada@acme.example', kind: 'PERSON', tenant: 'acme' });
    expect(ada.scopes.has('live:read')).toBe(true);
    expect(ada.scopes.has('configuration:read')).toBe(false);
  });

  test('of a client is a service’s, with the scopes that it was given (X1, C8)', async () => {
    const token = { ver: 1, cid: '0oa2', sub: '0oa2', scp: ['dispatch', 'preview'], org: 'acme' };
    const service = await principal(token, claims);
    expect(service).toMatchObject({ kind: 'SERVICE', displayName: '0oa2' });
    expect([...service.scopes].sort()).toEqual(['dispatch', 'preview']);
  });
});

describe('any token', () => {
  const ours = { sub: 'ada', name: 'Ada', kind: 'person', tenant: 'acme' };

  test('keeps what it was given of ours beside what is others’ (X1)', async () => {
    const token = { ...ours, scope: 'openid profile email preview', roles: ['root', '<b>', 'auditor'] };
    const { scopes } = await principal(token, {});
    expect(scopes.has('preview') && scopes.has('audit:read')).toBe(true);
    expect(scopes.has('dispatch')).toBe(false);
  });

  test.each([
    ['nbf', { nbf: now() + 25 }, { nbf: now() + 300 }, 'The token is not valid yet.'],
    ['iat', { iat: now() + 25 }, { iat: now() + 300 }, 'The token was issued in the future.'],
    ['exp', { exp: now() - 25 }, { exp: now() - 300 }, 'The token has expired.'],
  ])(
    'may have a %s of a clock that is 25 seconds off, and not of one that is minutes off (X1)',
    async (_, near, far, said) => {
      expect((await principal({ ...ours, ...near }, {})).subject).toBe('ada');
      await expect(principal({ ...ours, iat: now() - 600, exp: now() + 600, ...far }, {})).rejects.toThrow(
        said,
      );
    },
  );

  test('has its name cleaned, since it is shown and kept (X1, C3)', async () => {
    const { displayName } = await principal({ ...ours, name: ' A\u0000da\u202e \ud83d' }, {});
    expect(displayName).toBe('A da \ufffd');
  });

  test('names its claim by the name that is set where it is missing (X1)', async () => {
    await expect(principal({ ...ours, name: undefined }, { name: ['profile.full'] })).rejects.toThrow(
      'The token\'s claim "profile.full" is missing or malformed.',
    );
  });
});
