import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCredentialInput } from '../../src/account/credential-input-rules.ts';
import { type AuthToken, newUuid, parseAccountSid, parseTenantId } from '../../src/kernel/ids.ts';
import {
  openToken,
  rewrapToken,
  type SealedToken,
  sealToken,
  type TokenBinding,
} from '../../src/secrets/envelope.ts';
import { createKeyRing } from '../../src/secrets/key-ring.ts';

const key = (id: string) => ({ id, bytes: randomBytes(32) });

function token(text: string): AuthToken {
  const checked = checkCredentialInput({ accountSid: `AC${'0'.repeat(32)}`, authToken: text });
  if (!checked.ok) throw new Error('not a token');
  return checked.secret;
}

function bindingOf(tenant: string, digit: string): TokenBinding {
  const [parsedTenant, accountSid] = [parseTenantId(tenant), parseAccountSid(`AC${digit.repeat(32)}`)];
  if (parsedTenant === undefined || accountSid === undefined) throw new Error('not of that form');
  return { tenant: parsedTenant, accountSid, credentialId: newUuid(new Date()) };
}

const RING = createKeyRing([key('one')]);
const BINDING = bindingOf('acme', '1');
const TOKEN = token('70ce0000000000000000000000000001');
const sealed = () => sealToken(RING, BINDING, TOKEN);

describe('a sealed token', () => {
  test('opens to what was sealed, whatever it is (X4)', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 128,
    });
    fc.assert(
      fc.property(printable, (text) => {
        expect(openToken(RING, BINDING, sealToken(RING, BINDING, token(text)))).toBe(text);
      }),
    );
  });

  test('has nothing of the token in it, and is another each time (X4)', () => {
    const [first, second] = [sealed(), sealed()];
    const bytes = Buffer.concat([first.wrappedKey, first.sealedToken]);
    expect(bytes.includes(TOKEN)).toBe(false);
    expect(bytes.includes(Buffer.from(TOKEN, 'hex'))).toBe(false);
    expect(first.sealedToken).not.toEqual(second.sealedToken);
    expect(first.wrappedKey).not.toEqual(second.wrappedKey);
    expect(first.masterKeyId).toBe('one');
  });

  test.each([
    ['another tenant', { tenant: bindingOf('other', '1').tenant }],
    ['another account', { accountSid: bindingOf('acme', '2').accountSid }],
    ['another credential', { credentialId: newUuid(new Date()) }],
  ])('does not open when its row was moved to %s (X4)', (_, moved) => {
    expect(() => openToken(RING, { ...BINDING, ...moved }, sealed())).toThrow();
    expect(() => rewrapToken(RING, { ...BINDING, ...moved }, sealed())).toThrow();
  });

  test.each(['wrappedKey', 'sealedToken'] as const)(
    'does not open when any bit of its %s was changed (X4)',
    (part) => {
      const good = sealed();
      for (let bit = 0; bit < good[part].length * 8; bit += 1) {
        const bytes = Buffer.from(good[part]);
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(() => openToken(RING, BINDING, { ...good, [part]: bytes }), `bit ${bit}`).toThrow();
      }
    },
  );

  test.each(['wrappedKey', 'sealedToken'] as const)(
    'does not open when its %s was cut short or is another’s (X4)',
    (part) => {
      const good = sealed();
      for (const length of [0, 1, 12, 16, 27, 28, good[part].length - 1]) {
        expect(() => openToken(RING, BINDING, { ...good, [part]: good[part].subarray(0, length) })).toThrow();
      }
      expect(() => openToken(RING, BINDING, { ...good, [part]: sealed()[part] })).toThrow();
    },
  );

  test('does not open by another key of the same name, nor without its key, and says which is missing (X4)', () => {
    const good = sealed();
    expect(() => openToken(createKeyRing([key('one')]), BINDING, good)).toThrow();
    expect(() => openToken(createKeyRing([key('two')]), BINDING, good)).toThrow(
      'master key one is not in the ring',
    );
    const renamed: SealedToken = { ...good, masterKeyId: 'two' };
    const both = createKeyRing([key('two'), { id: 'one', bytes: randomBytes(32) }]);
    expect(() => openToken(both, BINDING, renamed)).toThrow();
  });
});

describe('rotating the master key', () => {
  test('wraps the same token again, which then opens without the old key (X4)', () => {
    const [old, next] = [key('old'), key('next')];
    const before = sealToken(createKeyRing([old]), BINDING, TOKEN);
    const both = createKeyRing([next, old]);
    expect(openToken(both, BINDING, before)).toBe(TOKEN);
    const after = rewrapToken(both, BINDING, before);
    expect(after.masterKeyId).toBe('next');
    expect(after.sealedToken).toEqual(before.sealedToken);
    expect(openToken(createKeyRing([next]), BINDING, after)).toBe(TOKEN);
    expect(() => openToken(createKeyRing([old]), BINDING, after)).toThrow(
      'master key next is not in the ring',
    );
    expect(() => rewrapToken(createKeyRing([next]), BINDING, before)).toThrow(
      'master key old is not in the ring',
    );
  });
});

describe('a key ring', () => {
  test('refuses keys of another length and names that are there twice', () => {
    expect(() => createKeyRing([{ id: 'short', bytes: randomBytes(31) }])).toThrow(
      'short is not 32 bytes long',
    );
    expect(() => createKeyRing([key('a'), key('a')])).toThrow('a is in the ring twice');
  });
});
