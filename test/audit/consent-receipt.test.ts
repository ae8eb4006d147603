import { describe, expect, test } from 'vitest';
import { buildConsentReceipt, receiptText } from '../../src/audit/receipt/consent-receipt.ts';
import { verifyReceipt } from '../../src/audit/receipt/verify-receipt.ts';
import { withDigest } from '../../src/consent/document-rules.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import { AGREED_TEXT, consentEntry, newConsentReceipt, told } from '../support/ledger/consent-receipts.ts';
import { ACME, HOST, newEntries, newSigner, SID, sealedLog } from '../support/ledger/sealed-log.ts';

const KEY = newSigner();
const { log, receipt, text } = newConsentReceipt(KEY);
const CHECK = { keys: [KEY] };

const verify = (altered: string) => verifyReceipt(Buffer.from(altered), CHECK);
const codes = (altered: string) => verify(altered).doubts.map(({ code }) => code);

/** The receipt with some of its members changed, written as receipts are. */
const changed = (members: object) => receiptText({ ...receipt, ...members });
const proofChanged = (members: object) => changed({ proof: { ...receipt.proof, ...members } });

describe('a consent receipt', () => {
  test('says who consented to which text, for which account, when and from where (C3)', () => {
    const entry = JSON.parse(log.entries[20]?.body ?? '');
    expect(receipt).toMatchObject({
      version: 'originator-consent-receipt/2',
      consentReceiptID: entry.id,
      consentID: entry.after.consentId,
      consentTimestamp: entry.at,
      language: 'de',
      service: HOST,
      organization: 'acme',
      piiPrincipalId: 'user-2',
      piiPrincipalName: '山田 太郎',
      authentication: 'mfa',
      services: [{ accountSid: SID }],
      notice: { version: 1, title: AGREED_TEXT.title, body: AGREED_TEXT.body, digest: AGREED_TEXT.digest },
      source: { ip: '192.0.2.1', requestId: 'req-2' },
      proof: { entry: log.entries[20]?.body, epoch: 1, leafIndex: 20, checkpoint: log.note() },
    });
    expect(JSON.parse(text)).toEqual(receipt);
  });

  test('is verified by nothing but the key, and says what it does not show (C3, A3)', () => {
    expect(verify(text)).toMatchObject({
      verified: true,
      evidence: 'RECEIPT',
      log: { host: HOST, tenant: 'acme', epoch: 1 },
      checkpoint: { size: 41, keyId: KEY.keyId },
      entries: 1,
      firstAt: receipt.consentTimestamp,
      doubts: [],
    });
    expect(verify(text).doesNotShow[0]).toMatch(/still valid/);
  });

  test('of which a member says otherwise than the entry is refused, and the member is named (A3)', () => {
    const members = {
      version: 'originator-consent-receipt/3',
      consentReceiptID: receipt.consentID,
      consentID: receipt.consentReceiptID,
      consentTimestamp: '2026-05-01T00:00:00.000Z',
      collectionMethod: 'Guessed',
      language: 'en',
      service: 'other.example',
      organization: 'other',
      piiPrincipalId: 'user-3',
      piiPrincipalName: 'Ann',
      authentication: 'pwd',
      services: [{ ...receipt.services[0], accountSid: SID.replace('0', '1') }],
      notice: { ...receipt.notice, version: 2 },
      source: { ...receipt.source, ip: null },
    };
    expect(Object.keys(members)).toEqual(Object.keys(receipt).filter((name) => name !== 'proof'));
    for (const [name, value] of Object.entries(members)) {
      const { verified, doubts } = verify(changed({ [name]: value }));
      expect(verified).toBe(false);
      expect(doubts).toMatchObject([
        name === 'version'
          ? { code: 'NOT_A_RECEIPT' }
          : { code: 'RECEIPT_DIFFERS', text: `It contradicts its entry in “${name}”.` },
      ]);
    }
  });

  test('of which the legal text differs from the one agreed to is refused (C2, A3)', () => {
    for (const member of ['title', 'body'] as const) {
      const notice = { ...receipt.notice, [member]: `${receipt.notice[member]} ` };
      expect(verify(changed({ notice })).doubts).toMatchObject([
        { code: 'RECEIPT_DIFFERS', text: 'It contains a legal text other than the one that was agreed to.' },
      ]);
    }
  });

  test('of which the entry or its proof differs is refused (A3)', () => {
    const [first = '', ...rest] = receipt.proof.inclusionProof;
    const entry = receipt.proof.entry.replace('"mfa"', '"pwd"');
    expect(codes(proofChanged({ entry }))).toEqual(['ENTRY_UNPROVEN', 'RECEIPT_DIFFERS']);
    expect(codes(proofChanged({ leafIndex: 21 }))).toEqual(['ENTRY_UNPROVEN']);
    for (const inclusionProof of [rest, [first, first, ...rest], [...rest, first]])
      expect(codes(proofChanged({ inclusionProof }))).toEqual(['ENTRY_UNPROVEN']);
    expect(codes(proofChanged({ inclusionProof: [first.slice(1), ...rest] }))).toContain('ENTRY_UNPROVEN');
    expect(codes(proofChanged({ epoch: 2 }))).toEqual(['RECEIPT_DIFFERS']);
    const elsewhere = sealedLog(newEntries(41), KEY);
    expect(codes(proofChanged({ checkpoint: elsewhere.note() }))).toEqual(['ENTRY_UNPROVEN']);
    expect(codes(proofChanged({ checkpoint: sealedLog(log.entries, newSigner()).note() }))).toEqual([
      'CHECKPOINT_UNSIGNED',
    ]);
  });

  test('is this text only: not the same otherwise written, with a member more, or with one twice (A3)', () => {
    const texts = [
      JSON.stringify(receipt),
      text.trimEnd(),
      `${text}\n`,
      ` ${text}`,
      text.replace('{', '{ '),
      text.replace('ü', '\\u00fc'),
      text.replace('"language": "de",', '"language": "de",\n  "language": "de",'),
      text
        .replace('"version": "originator-consent-receipt/2",\n', '')
        .replace(/\n\}\n$/, ',\n  "version": "originator-consent-receipt/2"\n}\n'),
    ];
    for (const altered of texts) {
      expect(altered).not.toBe(text);
      expect(codes(altered)).toEqual(['RECEIPT_DIFFERS']);
    }
    for (const altered of [
      text.replace('"language"', '"jurisdiction": "EU",\n  "language"'),
      'null',
      '',
      '[]',
      '{}',
    ])
      expect(codes(altered)).toEqual(['NOT_A_RECEIPT']);
    expect(verifyReceipt(Buffer.of(0xff), CHECK).verified).toBe(false);
    expect(verifyReceipt(Buffer.alloc(5_000_000, ' '), CHECK).verified).toBe(false);
  });

  test('is of the tenant that is asked for, and fits checkpoints that were kept (A3)', () => {
    const kept = { name: 'kept.txt', note: log.note() };
    expect(verifyReceipt(Buffer.from(text), { ...CHECK, kept: [kept], tenant: 'acme' }).verified).toBe(true);
    const doubts = (check: object) =>
      verifyReceipt(Buffer.from(text), { ...CHECK, ...check }).doubts.map(({ code }) => code);
    expect(doubts({ tenant: 'other' })).toEqual(['OTHER_TENANT']);
    expect(doubts({ kept: [{ name: 'kept.txt', note: log.note(30) }] })).toEqual(['NOT_COMPARABLE']);
    const longer = sealedLog([...log.entries, ...newEntries(5)], KEY);
    expect(doubts({ kept: [{ name: 'kept.txt', note: longer.note() }] })).toEqual(['ROLLED_BACK']);
  });
});

describe('parts that do not belong together', () => {
  const { entry, epoch, leafIndex, inclusionProof, checkpoint } = receipt.proof;
  const proof = { entry, epoch, leafIndex, inclusionProof, checkpoint };
  const disclosures = told(log.entries[20] ?? consentEntry());
  const parts = { proof, document: AGREED_TEXT, disclosures };
  const other = parseTenantId('other') ?? ACME;

  test.each([
    [
      'an entry of another kind',
      { proof: { ...proof, entry: log.entries[3]?.body ?? '' } },
      'no entry of a consent that was given',
    ],
    ['a text that is no entry', { proof: { ...proof, entry: '{}' } }, 'no entry of a consent that was given'],
    [
      'half a character',
      { proof: { ...proof, entry: entry.replace('"requestId":"', '$&\ud800') } },
      'no entry of a consent',
    ],
    [
      'another legal text',
      { document: withDigest({ ...AGREED_TEXT, title: 'x' }) },
      'a legal text other than',
    ],
    ['no checkpoint', { proof: { ...proof, checkpoint: 'x' } }, 'no checkpoint'],
    ['another epoch', { proof: { ...proof, epoch: 2 } }, 'another log'],
    ['another tenant’s entry', { proof: { ...proof, entry: consentEntry(other).body } }, 'another log'],
  ])('such as %s make no receipt', (_, change, why) => {
    expect(() => buildConsentReceipt({ ...parts, ...change })).toThrow(why);
  });

  test('of a consent from nowhere make one all the same (C3)', () => {
    const nowhere = entry
      .replace(/"ip":\{.*?\}/, '"ip":null')
      .replace(/"userAgent":\{.*?\}/, '"userAgent":null');
    const who = disclosures.filter(({ path }) => path.startsWith('/actor/'));
    const changes = { proof: { ...proof, entry: nowhere }, disclosures: who };
    expect(buildConsentReceipt({ ...parts, ...changes }).source).toMatchObject({
      ip: null,
      userAgent: null,
    });
  });
});
