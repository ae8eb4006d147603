import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORM_TENANT, parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import {
  openCheckpoint,
  originOf,
  parseOrigin,
  readCheckpoint,
  signCheckpoint,
} from '../../src/ledger/tree/checkpoint.ts';
import {
  decodeBase64,
  decodeHash,
  openNote,
  parseVerifierKey,
  signerKey,
  signNote,
  verifierKey,
} from '../../src/ledger/tree/signed-note.ts';
import vector from './vectors/signed-note.json' with { type: 'json' };

const KEY = signerKey('log.example', randomBytes(32));
const OTHER_KEY = signerKey('log.example', randomBytes(32));
const WITNESS = signerKey('witness.example', randomBytes(32));

function tenant(text: string): TenantId {
  const id = parseTenantId(text);
  if (id === undefined) throw new Error(`no tenant: ${text}`);
  return id;
}

const CHECKPOINT = { origin: originOf('log.example', tenant('acme'), 1), size: 1_234, root: randomBytes(32) };
const NOTE = signCheckpoint(CHECKPOINT, KEY);

const [TEXT = ''] = NOTE.split('\n\n');
const ENCODED = NOTE.trimEnd().split(' ').at(-1) ?? '';
/** The 68 bytes end in four unused bits, which another letter before the padding fills. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const MALLEABLE = `${ENCODED.slice(0, -2)}${ALPHABET[ALPHABET.indexOf(ENCODED.at(-2) ?? '') + 1]}=`;

/** A text signed by the key, whatever it is. */
const signed = (text: string) => signNote(text, KEY);
const checkpointText = (size: string) =>
  `log.example/acme/1\n${size}\n${randomBytes(32).toString('base64')}\n`;

describe('the public vector of a signed note', () => {
  test('opens under its key, and its key is written as published (A3)', () => {
    const key = parseVerifierKey(vector.verifierKey);
    if (key === undefined) throw new Error('the key of the vector is one');
    expect([key.name, key.keyId, key.text]).toEqual(['PeterNeumann', 'c74f20a3', vector.verifierKey]);
    expect(openNote(`${vector.text}\n${vector.signature}`, [key])).toMatchObject({
      ok: true,
      text: vector.text,
    });
  });
});

describe('a note', () => {
  test('opens under the key that signed it, among others, and under no other (A3)', () => {
    expect(openCheckpoint(NOTE, [OTHER_KEY, KEY])).toMatchObject({
      ok: true,
      checkpoint: CHECKPOINT,
      key: KEY,
    });
    const unknown = { ok: false, reason: 'UNKNOWN_KEY', signers: [`log.example+${KEY.keyId}`] };
    expect(openCheckpoint(NOTE, [OTHER_KEY])).toEqual(unknown);
    expect(openCheckpoint(NOTE, [])).toEqual(unknown);
  });

  test('is refused whatever byte of it is altered, left out or added (A3)', () => {
    const bytes = Buffer.from(NOTE);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ bit;
        expect(openCheckpoint(altered.toString(), [KEY]).ok).toBe(false);
      }
      const without = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
      expect(openCheckpoint(without.toString(), [KEY]).ok).toBe(false);
    }
    fc.assert(
      fc.property(fc.nat({ max: bytes.length }), fc.nat({ max: 255 }), (at, byte) => {
        const longer = Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
        expect(openCheckpoint(longer.toString(), [KEY]).ok).toBe(false);
      }),
    );
  });

  test('with the signature of another text, or of another key under this one’s id, is refused (A3)', () => {
    const [text = ''] = NOTE.split('\n\n');
    const [, signature = ''] = signed('something else\n').split('\n\n');
    expect(openNote(`${text}\n\n${signature}`, [KEY])).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
    const forged = signNote(`${text}\n`, { ...OTHER_KEY, keyId: KEY.keyId });
    expect(openNote(forged, [KEY])).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
  });

  test('with no signature line, with one that is none, or with base64 that could be written otherwise is refused (A3)', () => {
    const notes = [
      `${TEXT}\n\n`,
      `${TEXT}\n`,
      NOTE.replace(ENCODED, MALLEABLE),
      NOTE.replace(ENCODED, ENCODED.replaceAll('=', '')),
      NOTE.replace(ENCODED, `${ENCODED}=`),
      NOTE.replace('—', '-'),
      NOTE.replace(' log.example ', ' log.example  '),
      NOTE.replaceAll('\n', '\r\n'),
      NOTE.trimEnd(),
      `${NOTE}\n`,
      '',
    ];
    for (const note of notes) expect(openNote(note, [KEY])).toEqual({ ok: false, reason: 'MALFORMED' });
    expect(openNote(`\ufeff${NOTE}`, [KEY]).ok).toBe(false);
    expect(Buffer.from(MALLEABLE, 'base64')).toEqual(Buffer.from(ENCODED, 'base64'));
  });

  test('is not signed when it would not open', () => {
    for (const text of ['no end', 'a\n\nb\n']) expect(() => signNote(text, KEY)).toThrow();
  });
});

describe('a note with several signature lines', () => {
  const [, ours = ''] = NOTE.split('\n\n');
  const [, theirs = ''] = signNote(`${TEXT}\n`, WITNESS).split('\n\n');
  const ofOneKeyAnd = (bytes: number) =>
    `— witness.example ${Buffer.concat([Buffer.from('0badc0de', 'hex'), randomBytes(bytes)]).toString('base64')}\n`;
  const longer = ofOneKeyAnd(2_428);
  const noteOf = (...lines: readonly string[]) => `${TEXT}\n\n${lines.join('')}`;

  test('opens under each key of which it has the line, whatever the lines of unknown keys hold (A3)', () => {
    for (const note of [
      noteOf(ours, theirs, longer),
      noteOf(longer, theirs, ours),
      noteOf(ofOneKeyAnd(1), ours),
    ])
      expect(openCheckpoint(note, [KEY])).toMatchObject({ ok: true, checkpoint: CHECKPOINT, key: KEY });
    expect(openNote(noteOf(longer, theirs, ours), [KEY, WITNESS])).toMatchObject({
      ok: true,
      keys: [{ name: KEY.name }, { name: WITNESS.name }],
    });
    const many = Array.from({ length: 98 }, (_, index) => theirs.replace('witness', `witness-${index}`));
    expect(openNote(noteOf(...many, longer, ours), [KEY]).ok).toBe(true);
    expect(openNote(noteOf(...many, longer, theirs, ours), [KEY]).ok).toBe(false);
  });

  test('is the log’s checkpoint only with the line of a key of the log’s own host (A3)', () => {
    expect(openCheckpoint(noteOf(ours, theirs), [WITNESS])).toEqual({ ok: false, reason: 'FOREIGN_ORIGIN' });
    expect(openCheckpoint(noteOf(theirs, ours), [WITNESS, KEY])).toMatchObject({ ok: true, key: KEY });
  });

  test('of which only unknown keys signed is refused, and names them (A3)', () => {
    expect(openCheckpoint(noteOf(theirs, longer), [KEY])).toEqual({
      ok: false,
      reason: 'UNKNOWN_KEY',
      signers: [`witness.example+${WITNESS.keyId}`, 'witness.example+0badc0de'],
    });
  });

  test('is refused for one bad line of a known key, though another known key signed it (A3)', () => {
    const [, forged = ''] = signNote('something else\n', WITNESS).split('\n\n');
    for (const note of [noteOf(ours, forged), noteOf(forged, ours)]) {
      expect(openNote(note, [KEY, WITNESS])).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
      expect(openNote(note, [KEY]).ok).toBe(true);
    }
    const cut = `— witness.example ${Buffer.concat([Buffer.from(WITNESS.keyId, 'hex'), randomBytes(63)]).toString('base64')}\n`;
    expect(openNote(noteOf(ours, cut), [KEY, WITNESS])).toEqual({ ok: false, reason: 'BAD_SIGNATURE' });
  });

  test('is refused for a doubled line, and for a line that is none, known or not (A3)', () => {
    const notes = [
      noteOf(ours, ours),
      noteOf(ours, theirs, theirs),
      noteOf(ours, longer, ofOneKeyAnd(64)),
      noteOf(ours, ofOneKeyAnd(0)),
      noteOf(ours, '\n', theirs),
      noteOf(ours, '\n'),
      noteOf(ours, theirs.trimEnd()),
      noteOf(ours, 'a remark\n'),
      noteOf(ours, theirs.replace('—', '-')),
      noteOf(ours, theirs.replace('witness', 'a witness')),
      noteOf(ours, longer.replace('\n', '=\n')),
      noteOf(ours, theirs.replace('=\n', '\n')),
      NOTE.replace(ENCODED, MALLEABLE) + theirs,
    ];
    for (const note of notes) expect(openNote(note, [KEY])).toEqual({ ok: false, reason: 'MALFORMED' });
  });
});

describe('a checkpoint', () => {
  test('has exactly three lines, a plain size and a whole hash (A3)', () => {
    const root = randomBytes(32).toString('base64');
    const texts = [
      ...['01', '-1', '1.0', '1e3', '+1', ' 1', '0x1', '9007199254740993', '99999999999999999'].map(
        checkpointText,
      ),
      `${checkpointText('1')}extension\n`,
      'log.example/acme/1\n1\n',
      `log.example/acme/1\n1\n${root.slice(0, -1)}\n`,
      `log.example/acme/1\n1\n${randomBytes(31).toString('base64')}\n`,
      `log.example/acme/1\r\n1\r\n${root}\r\n`,
    ];
    for (const text of texts) {
      expect(openCheckpoint(signed(text), [KEY])).toEqual({ ok: false, reason: 'MALFORMED' });
      expect(readCheckpoint(signed(text))).toBeUndefined();
    }
    for (const size of ['0', '1', '9007199254740991'])
      expect(openCheckpoint(signed(checkpointText(size)), [KEY]).ok).toBe(true);
  });

  test('of another host’s log is refused, though one’s own key signed it (A3)', () => {
    for (const origin of [
      'evil.example/acme/1',
      'log.example',
      'log.example/acme',
      'log.example/a/b/1',
      'x',
    ]) {
      const note = signCheckpoint({ ...CHECKPOINT, origin }, KEY);
      expect(openCheckpoint(note, [KEY])).toEqual({ ok: false, reason: 'FOREIGN_ORIGIN' });
    }
  });

  test('can be read without a key, to compare with', () => {
    expect(readCheckpoint(NOTE)).toEqual(CHECKPOINT);
    expect(readCheckpoint(NOTE.replace('\n\n', '\n'))).toBeUndefined();
  });

  test('names host, tenant and epoch, the platform’s own log too', () => {
    expect(parseOrigin(originOf('log.example:8443', PLATFORM_TENANT, 12))).toEqual({
      host: 'log.example:8443',
      tenant: '$platform',
      keyName: 'log.example:8443',
      epoch: 12,
    });
    for (const origin of ['a/b/0', 'a/b/01', 'a/b/-1', 'a/b/', '/b/1', 'a//1', 'a/b c/1', 'a b/c/1'])
      expect(parseOrigin(origin)).toBeUndefined();
  });
});

describe('a published key', () => {
  test('is read back from its line, and from no other', () => {
    expect(parseVerifierKey(KEY.text)).toMatchObject({ name: KEY.name, keyId: KEY.keyId, text: KEY.text });
    const [name = '', keyId = '', encoded = ''] = KEY.text.split('+');
    const lines = [
      '',
      `other.example+${keyId}+${encoded}`,
      `${name}+${'0'.repeat(8)}+${encoded}`,
      `${name}+${keyId.toUpperCase()}g+${encoded}`,
      `${KEY.text} `,
      ` ${KEY.text}`,
      `${KEY.text}=`,
      OTHER_KEY.text.replace(OTHER_KEY.keyId, KEY.keyId),
      verifierKey(name, randomBytes(32)).text.replace('+A', '+B'),
    ];
    for (const line of lines) expect(parseVerifierKey(line)).toBeUndefined();
  });

  test('has 32 bytes and a name without spaces', () => {
    expect(() => verifierKey('a', randomBytes(31))).toThrow();
    expect(() => signerKey('a', randomBytes(33))).toThrow();
    for (const name of ['', 'a b', 'a+b', 'a\n']) expect(() => verifierKey(name, randomBytes(32))).toThrow();
  });
});

test('base64 is read only in the form that it is written in', () => {
  expect(decodeBase64('aGk=')).toEqual(Buffer.from('hi'));
  for (const text of ['', 'aGk', 'aGl=', 'aGk=\n', 'aGk= ', 'aG_=', '='])
    expect(decodeBase64(text)).toBeUndefined();
  expect(decodeHash(randomBytes(33).toString('base64'))).toBeUndefined();
});
