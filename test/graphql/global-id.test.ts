import { describe, expect, it } from 'vitest';
import { globalId, parseGlobalId, uuidWithin } from '../../src/graphql/fields/global-id.ts';
import { newUuid, parseTenantId } from '../../src/kernel/ids.ts';

const tenant = parseTenantId('acme.eu-1') ?? expect.unreachable();
const other = parseTenantId('other') ?? expect.unreachable();

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

describe('a global id', () => {
  it('carries type, tenant and key', () => {
    const id = globalId('Consent', tenant, 'abc/+49151');
    expect(parseGlobalId(id)).toEqual({ typename: 'Consent', tenant, local: 'abc/+49151' });
  });

  it('is the one that clients have kept', () => {
    expect(globalId('Tenant', tenant, '')).toBe('VGVuYW50OmFjbWUuZXUtMTo');
    expect(globalId('TwilioAccount', tenant, 'v7')).toBe('VHdpbGlvQWNjb3VudDphY21lLmV1LTE6djc');
  });

  it.each([
    ['an empty text', ''],
    ['text that is not base64url', 'not an id!'],
    ['padding', `${globalId('Tenant', tenant, '')}=`],
    ['a truncated id', globalId('Consent', tenant, 'abcdef').slice(0, -3)],
    ['no key', encoded('Consent:acme')],
    ['no tenant', encoded('Consent::x')],
    ['the platform as tenant', encoded('Consent:$platform:x')],
    ['a tenant that is too long', encoded(`Consent:${'a'.repeat(65)}:x`)],
    ['a lower-case type', encoded('consent:acme:x')],
    ['a control character', encoded('Consent:acme:\u0000')],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x3a]).toString('base64url')],
    ['a megabyte', 'A'.repeat(1_000_000)],
  ])('is not %s', (_what, text) => {
    expect(parseGlobalId(text)).toBeUndefined();
  });

  it('of another tenant stands for nothing, so that it is answered like an unknown one (X2)', () => {
    const id = newUuid(new Date());
    expect(uuidWithin(tenant, 'Consent', globalId('Consent', tenant, id))).toBe(id);
    const foreign = uuidWithin(tenant, 'Consent', globalId('Consent', other, id));
    expect(foreign).toBeDefined();
    expect(foreign).not.toBe(id);
  });

  it('of another type, or with a key that is none, is refused', () => {
    const id = newUuid(new Date());
    expect(uuidWithin(tenant, 'Consent', globalId('Verification', tenant, id))).toBeUndefined();
    expect(uuidWithin(tenant, 'Consent', globalId('Consent', tenant, 'x'))).toBeUndefined();
    expect(uuidWithin(tenant, 'Consent', globalId('Consent', other, 'x'))).toBeUndefined();
  });
});
