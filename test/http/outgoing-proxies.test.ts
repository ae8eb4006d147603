import { describe, expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { type Config, readConfig } from '../../src/app/config.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { NO_PROXIES } from '../../src/kernel/outgoing-proxy-rules.ts';
import { beginVerification } from '../process/api.ts';
import { DEVELOPMENT } from '../support/processes/development.ts';
import { asElsewhere, startConnectProxy } from '../support/proxies/connect-proxy.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { newTenant, startTestSetup } from '../support/test-setup.ts';
import { until } from '../support/until.ts';
import { runningKeys, startIssuer } from './auth/issuer-kit.ts';

const proxiesIn = (variables: Readonly<Record<string, string>>): Config['proxies'] =>
  readConfig({ ...DEVELOPMENT, ...variables }).proxies;

describe('the settings of proxies', () => {
  test('given upper or lower case, they are read, and the lower case holds where both stand', () => {
    expect(proxiesIn({})).toEqual(NO_PROXIES);
    const upper = { HTTPS_PROXY: 'http://one:3128', HTTP_PROXY: 'https://two', NO_PROXY: 'a.test, .b.test' };
    const expected = { https: 'http://one:3128', http: 'https://two', except: 'a.test, .b.test' };
    expect(proxiesIn(upper)).toEqual(expected);
    const lower = Object.fromEntries(
      Object.entries(upper).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(proxiesIn(lower)).toEqual(expected);
    expect(proxiesIn({ ...upper, https_proxy: 'http://three', HTTP_PROXY: '' })).toEqual({
      ...expected,
      ...{ https: 'http://three', http: null },
    });
    expect(proxiesIn({ HTTPS_PROXY: 'proxy.example.com:3128' }).https).toBe('http://proxy.example.com:3128');
  });

  test.each([
    'socks5://ada:s3cret@proxy',
    'http://',
    'http://ada:s3cret%@proxy',
    's3cret proxy',
    'http://ada:s3cret@proxy:port',
  ])('given %s, they are refused without a word of it (X4)', (address) => {
    for (const name of ['HTTPS_PROXY', 'http_proxy']) {
      const read = () => proxiesIn({ [name]: address });
      expect(read).toThrow(`${name.toUpperCase()} must be the address of an HTTP proxy`);
      expect(read).not.toThrow(/s3cret/);
    }
  });

  test.each(['ALL_PROXY', 'all_proxy', 'FTP_PROXY', 'ftp_proxy', 'NO_COLOR', 'HTTP_TIMEOUT', 'HTTPS_PORT'])(
    'given %s, which is another program’s, it is none of ours (X6)',
    (name) => expect(proxiesIn({ [name]: 'whatever' })).toEqual(NO_PROXIES),
  );
});

describe('reading the keys of the issuer', () => {
  const elsewhere = ({ url }: { readonly url: URL }) => ({
    kind: 'url' as const,
    url: new URL(asElsewhere(url.href)),
  });

  test('given a proxy, it goes through it; given that its host is reached without, straight (X1)', async () => {
    const issuer = await startIssuer();
    await issuer.addKey('one');
    const [proxy, unused] = [await startConnectProxy(), await startConnectProxy()];
    const keys = await runningKeys(elsewhere(issuer), {}, { ...NO_PROXIES, http: proxy.url });
    const others = [
      await runningKeys(elsewhere(issuer), {}, { ...NO_PROXIES, http: unused.url, except: '0.0.0.0' }),
      await runningKeys({ kind: 'url', url: issuer.url }, {}, { ...NO_PROXIES, http: unused.url }),
    ];
    await until(() => [keys, ...others].every((each) => each.areKnown()));
    expect(proxy.asked()).toContain(elsewhere(issuer).url.host);
    expect(unused.asked()).toEqual([]);
  });
});

/** A node whose settings are these, and that has Twilio under an address that does not say that it is this machine. */
async function startNode(settings: TestSettings) {
  const setup = await startTestSetup(settings);
  const lines: string[] = [];
  const app = await startApp({
    ...{ config: setup.config, databaseUrl: setup.databaseUrl },
    twilioBaseUrl: asElsewhere(setup.simulatorUrl),
    log: createLogger({ level: 'debug', destination: { write: (line: string) => lines.push(line) } }),
  });
  onTestFinished(async () => {
    await app.stop();
    await setup.stop();
  });
  return { setup, app, lines };
}

describe('a node with a proxy among its settings', () => {
  test('verifies an account through it (V1)', async () => {
    const proxy = await startConnectProxy();
    const { setup, app, lines } = await startNode({ http_proxy: proxy.url });
    const account = setup.simulator.addAccount({ numbers: 1 });
    const token = await setup.token({ tenant: newTenant() });
    await beginVerification(`${app.url}/graphql`, token, account);
    await until(() => setup.simulator.requests(account.sid) >= 2);
    expect(new Set(proxy.asked())).toEqual(new Set([new URL(asElsewhere(setup.simulatorUrl)).host]));
    expect(lines.join()).not.toContain(proxy.password);
  });

  test('asks the issuer through it in production, and tells nobody its password (X1, X4)', async () => {
    const proxy = await startConnectProxy('REFUSING');
    const { lines } = await startNode({
      ...{ ORIGINATOR_MODE: 'production', JWKS_FILE: '', JWKS_URL: 'https://issuer.test/keys' },
      ...{ HTTPS_PROXY: proxy.url },
    });
    await until(() => lines.some((line) => line.includes('failed to read the keys')));
    expect(proxy.asked()).toContain('issuer.test:443');
    expect(lines.join()).not.toContain(proxy.password);
    expect(lines.join()).not.toContain(Buffer.from(`ada:${proxy.password}`).toString('base64'));
  });
});
