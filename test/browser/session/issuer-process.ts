import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

// An issuer of OpenID Connect, run as a process of its own. A login is what the token is to say, `admin.acme` for example:
// a role, a tenant, and what is special about it.

const HOUR_S = 3_600;

function personOf(login: string) {
  const [role = '', tenant = '', special = ''] = login.split('.');
  const at = role.startsWith('platform-') ? { platform: true } : { tenant };
  return { special, claims: { ...at, roles: [role], name: `Person ${role}`, kind: 'person' } };
}

interface Asked {
  readonly oidc: {
    readonly account?: { readonly accountId: string };
    readonly entities: Readonly<Record<string, Authenticated | undefined>>;
  };
}

/** What a code or a refresh token keeps of the sign-in, and of what was asked for with it. */
interface Authenticated {
  readonly authTime?: number;
  readonly claims?: { readonly id_token?: { readonly acr?: { readonly values?: readonly string[] } } };
}

/** An issuer that gives each level that it is asked for: people type a password either way. */
function authenticationOf({ oidc: { entities } }: Asked) {
  const { AuthorizationCode, RefreshToken } = entities;
  const { authTime, claims } = AuthorizationCode ?? RefreshToken ?? {};
  const [acr] = claims?.id_token?.acr?.values ?? [];
  return { auth_time: authTime, amr: ['pwd'], ...(acr === undefined ? {} : { acr }) };
}

const isSpecial = (login: string | undefined, special: string) => personOf(login ?? '').special === special;

/** The question of the package itself would load a font from elsewhere. */
function askToSignOut(context: { body: string }, form: string) {
  context.body = `${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
}

const { privateKey } = await generateKeyPair('ES256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'issuer' };

const configuration = {
  jwks: { keys: [key] },
  clients: [
    {
      client_id: 'console',
      // The redirects of a native client to this machine may have any port, as our server has.
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/console/sign-in'],
      post_logout_redirect_uris: ['http://127.0.0.1/console/'],
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  clientBasedCORS: () => true,
  claims: { openid: ['sub'], profile: ['name'] },
  conformIdTokenClaims: false,
  findAccount: (_: Asked, login: string) => ({
    accountId: login,
    claims: () => ({ sub: login, name: personOf(login).claims.name }),
  }),
  acrValues: ['urn:originator:strong'],
  extraTokenClaims: (asked: Asked, { accountId }: { readonly accountId: string }) => ({
    ...personOf(accountId).claims,
    ...authenticationOf(asked),
  }),
  issueRefreshToken: (_: Asked, __: unknown, { accountId }: { readonly accountId: string }) =>
    !isSpecial(accountId, 'unrenewed'),
  features: {
    devInteractions: { enabled: true },
    revocation: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource: askToSignOut },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: ({ oidc }: Asked, resource: string) => ({
        scope: '',
        audience: isSpecial(oidc.account?.accountId, 'elsewhere') ? 'https://elsewhere.test' : resource,
        accessTokenFormat: 'jwt',
        accessTokenTTL: HOUR_S,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  process.stdout.write(`issuer at ${issuer}\n`);
});
