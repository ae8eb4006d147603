import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NO_PROXIES, type OutgoingProxies } from '../../src/kernel/outgoing-proxy-rules.ts';
import { asElsewhere, startConnectProxy } from '../support/proxies/connect-proxy.ts';
import { ownAccount, send, TO, warmed } from './sending-kit.ts';
import { gatewayTo, patience, runningSimulator } from './twilio-kit.ts';

warmed();

/** A simulator under an address that does not say that it is this machine. */
async function twilioElsewhere() {
  const { simulator, url } = await runningSimulator();
  return { ...ownAccount(simulator), url: asElsewhere(url), host: new URL(asElsewhere(url)).host };
}

const through = (proxies: Partial<OutgoingProxies>) => ({ proxies: { ...NO_PROXIES, ...proxies } });

describe('calls to Twilio', () => {
  it('given a proxy, they go through it, reads and sends alike', async () => {
    const { account, from, handle, url, host } = await twilioElsewhere();
    const proxy = await startConnectProxy();
    const gateway = gatewayTo(url, through({ http: proxy.url }));
    expect(await gateway.fetchAccount(account, patience())).toMatchObject({ ok: true });
    expect(await send(gateway, 'SMS', account, from)).toMatchObject({ outcome: 'ACCEPTED' });
    expect(new Set(proxy.asked())).toEqual(new Set([host]));
    expect(handle.requests).toBe(2);
  });

  it('given an https address, the proxy for https makes the way, and what is said in it stays between the two', async () => {
    const { account, from, url, host } = await twilioElsewhere();
    const [proxy, other] = [await startConnectProxy(), await startConnectProxy()];
    const gateway = gatewayTo(url.replace('http:', 'https:'), through({ https: proxy.url, http: other.url }));
    // There is nobody at its end who speaks TLS.
    expect(await send(gateway, 'SMS', account, from)).toMatchObject({
      outcome: 'NOT_SENT',
      fault: 'TLS',
    });
    expect(new Set(proxy.asked())).toEqual(new Set([host]));
    expect(other.asked()).toEqual([]);
  });

  it.each<[string, (host: string) => Partial<OutgoingProxies>]>([
    ['a proxy for other addresses', () => ({ http: null })],
    ['a host that is reached without', () => ({ except: 'example.com, 0.0.0.0' })],
    ['its host and port that are reached without', (host) => ({ except: host })],
    ['all that is reached without', () => ({ except: '*' })],
  ])('given %s, they go straight', async (_, change) => {
    const { account, url, host } = await twilioElsewhere();
    const proxy = await startConnectProxy();
    const gateway = gatewayTo(url, through({ http: proxy.url, https: proxy.url, ...change(host) }));
    expect(await gateway.fetchAccount(account, patience())).toMatchObject({ ok: true });
    expect(proxy.asked()).toEqual([]);
  });

  it('given an address of this machine, no proxy is asked for it', async () => {
    const { simulator, url } = await runningSimulator();
    const proxy = await startConnectProxy();
    const gateway = gatewayTo(url, through({ http: proxy.url, https: proxy.url }));
    expect(await gateway.fetchAccount(ownAccount(simulator).account, patience())).toMatchObject({ ok: true });
    expect(proxy.asked()).toEqual([]);
  });

  it.each([
    ['REFUSING', 'PROXY'],
    ['SILENT', 'CONNECT_TIMEOUT'],
  ] as const)(
    'given a proxy that is %s, nothing was sent, and its password is told nobody (D8, X4)',
    async (manner, fault) => {
      const { account, from, handle, url } = await twilioElsewhere();
      const proxy = await startConnectProxy(manner);
      const events: unknown[] = [];
      const gateway = gatewayTo(url, {
        ...through({ http: proxy.url }),
        ...{ connectTimeoutMs: manner === 'SILENT' ? 100 : 5_000, log: (event) => void events.push(event) },
      });
      const outcome = await send(gateway, 'SMS', account, from, TO, {
        timeoutMs: manner === 'SILENT' ? 90 : 20_000,
      });
      expect(outcome).toEqual({ outcome: 'NOT_SENT', fault });
      const read = await gateway.fetchAccount(account, patience());
      expect(read).toMatchObject({ ok: false, failure: { reason: 'TWILIO_UNAVAILABLE' } });
      if (manner === 'REFUSING')
        expect(read).toMatchObject({ failure: { detail: expect.stringContaining('proxy') } });
      expect(handle.requests).toBe(0);
      expect(events.length).toBeGreaterThan(0);
      const told = inspect([outcome, read, events], { depth: 9, showHidden: true });
      expect(told).not.toContain(proxy.password);
      expect(told).not.toContain(Buffer.from(`ada:${proxy.password}`).toString('base64'));
    },
  );

  it('given a proxy that does not take the password, nothing was sent (D8)', async () => {
    const { account, from, handle, url } = await twilioElsewhere();
    const proxy = await startConnectProxy();
    const gateway = gatewayTo(url, through({ http: proxy.url.replace(proxy.password, 'wrong') }));
    expect(await send(gateway, 'SMS', account, from)).toEqual({ outcome: 'NOT_SENT', fault: 'PROXY' });
    expect([proxy.asked(), handle.requests]).toEqual([[], 0]);
  });
});
