import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { proveEntry } from '../../../src/audit/entry-proof.ts';
import { buildConsentReceipt, receiptText } from '../../../src/audit/receipt/consent-receipt.ts';
import { verifyReceipt } from '../../../src/audit/receipt/verify-receipt.ts';
import { makeTenant } from '../../../src/database/tenant-lock.ts';
import { HOST_LOG } from '../../../src/kernel/brand.ts';
import { NO_PROXIES } from '../../../src/kernel/outgoing-proxy-rules.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { pageEntries } from '../../../src/ledger/entries/entry-store.ts';
import { publishedCheckpoint, readPublished } from '../../../src/ledger/host/host-log-store.ts';
import { proveInHostLog } from '../../../src/ledger/host/host-proofs.ts';
import { readCheckpoint } from '../../../src/ledger/tree/checkpoint.ts';
import { verifyExport } from '../../../src/ledger/verify/verify-export.ts';
import { addCheckpointBody } from '../../../src/ledger/witness/add-checkpoint-rules.ts';
import { splitNote, witnessedBy } from '../../../src/ledger/witness/cosignature-rules.ts';
import { type NoteKey, noteKeyId, noteKeyText } from '../../../src/ledger/witness/note-key-rules.ts';
import { parsePolicy } from '../../../src/ledger/witness/policy-rules.ts';
import { createPublisher } from '../../../src/ledger/witness/publisher.ts';
import { readOnce } from '../../support/database/read-once.ts';
import { newScope } from '../../support/journey.ts';
import { AGREED_TEXT, givenConsent } from '../../support/ledger/consent-receipts.ts';
import { aWitness, listening, logKey, policyOf } from '../../support/ledger/witnesses.ts';
import { exportedLines, type LedgerSetup, newKeys, startLedger } from '../ledger-setup.ts';

async function ownLedger(copyOf?: LedgerSetup): Promise<LedgerSetup> {
  const own = await startLedger(
    copyOf?.keys ?? newKeys(),
    copyOf === undefined ? {} : { copyOf: copyOf.test },
  );
  onTestFinished(() => own.stop());
  return own;
}

async function grown(setup: LedgerSetup, scope = newScope()) {
  await setup.add(scope, 2);
  await setup.sealAll();
  return scope;
}

async function consented(setup: LedgerSetup, scope: RequestScope) {
  await setup.database.write(scope.tenant, async (tx) => {
    await makeTenant(tx);
    await append(tx, scope, [givenConsent()]);
  });
  await setup.sealAll();
}

/** The receipt of the log's consent, as it is made of what is in the database. */
async function receiptOf({ database }: LedgerSetup, { tenant }: RequestScope): Promise<Buffer> {
  const proof = await readOnce(database, tenant, async (tx) => {
    const { rows } = await pageEntries(tx, { kinds: ['CONSENT_GIVEN'] }, { before: null, limit: 1 });
    return rows[0] && proveEntry(tx, rows[0]);
  });
  if (proof === undefined) throw new Error('the consent is not sealed');
  return Buffer.from(receiptText(buildConsentReceipt({ proof, document: AGREED_TEXT, disclosures: [] })));
}

function publisherOf({ database }: LedgerSetup, policy: ReturnType<typeof policyOf>) {
  const missing: string[] = [];
  const publisher = createPublisher({
    database,
    policy,
    proxies: NO_PROXIES,
    onUnwitnessed: (name, error) => missing.push(`${name}: ${String(error)}`),
  });
  return { publisher, missing };
}

const published = ({ database }: LedgerSetup) =>
  readOnce(database, HOST_LOG, (tx) => publishedCheckpoint(tx, 1)).then((note) => note ?? '');

function witnessed(note: string, policy: ReturnType<typeof policyOf>) {
  const parts = splitNote(note);
  if (parts === undefined) throw new Error('not a note');
  return witnessedBy(parts, policy);
}

describe('publishing the host log', () => {
  test('has each checkpoint cosigned by the witnesses, from the first to one that grew, and proofs lead to it (A7)', async () => {
    const setup = await ownLedger();
    const scope = await grown(setup);
    const witnesses = await Promise.all(
      ['a.example', 'b.example'].map((name) => aWitness(name, [logKey(setup)])),
    );
    const policy = policyOf(witnesses, 'group all-of-them all w1 w2\nquorum all-of-them');
    const { publisher, missing } = publisherOf(setup, policy);
    await publisher.run();
    expect(missing).toEqual([]);
    const first = await published(setup);
    expect(witnessed(first, policy)).toMatchObject({ of: 2, isQuorum: true, isForged: false });
    await grown(setup, scope);
    await publisher.run();
    const second = await published(setup);
    expect([missing, readCheckpoint(second)?.size]).toEqual([[], 2]);
    expect([...witnessed(second, policy).by.keys()]).toEqual(['w1', 'w2']);
    // What was sealed since is proved by the newest, what the witnesses have seen by what they signed.
    await grown(setup, scope);
    const prove = (covering: number) =>
      readOnce(setup.database, scope.tenant, (tx) => proveInHostLog(tx, { epoch: 1, size: 6, covering }));
    expect(await prove(3)).toMatchObject({ size: 4, checkpoint: second });
    expect(await prove(5)).toMatchObject({ size: 6, checkpoint: await setup.note(HOST_LOG) });
  });

  test('goes on without witnesses that are missing, leaves them alone for a while, and says how old the last one is (A7)', async () => {
    const setup = await ownLedger();
    const scope = await grown(setup);
    const here = await aWitness('here.example', [logKey(setup)]);
    const gone = { ...(await aWitness('gone.example', [])), url: 'http://127.0.0.1:9' };
    const strict = policyOf([here, gone], 'group both all w1 w2\nquorum both');
    const { publisher, missing } = publisherOf(setup, strict);
    expect(publisher.state()).toBeUndefined();
    await publisher.run();
    const [one] = [await published(setup)];
    expect(witnessed(one, strict)).toMatchObject({ isQuorum: false });
    expect([...witnessed(one, strict).by.keys()]).toEqual(['w1']);
    await grown(setup, scope);
    await publisher.run();
    expect(missing).toHaveLength(1);
    expect(publisher.state()).toEqual({ witnessedAt: null, isCurrent: false });
    const lenient = policyOf([here, gone], 'group one any w1 w2\nquorum one');
    const other = publisherOf(setup, lenient);
    await grown(setup, scope);
    const witnessedAt = async () =>
      (await readOnce(setup.database, HOST_LOG, (tx) => readPublished(tx, 1)))?.witnessedAt;
    await other.publisher.run();
    const since = await witnessedAt();
    await other.publisher.run();
    // The one that is missing is asked again; that makes what the other has signed no younger.
    expect(await witnessedAt()).toEqual(since);
    expect(other.publisher.state()).toEqual({ witnessedAt: expect.any(Date), isCurrent: true });
  });

  test('begins where a witness says that it is, whatever this node remembers (A7)', async () => {
    const setup = await ownLedger();
    const scope = await grown(setup);
    const witness = await aWitness('w.example', [logKey(setup)]);
    const policy = policyOf([witness], 'quorum w1');
    for (let node = 0; node < 3; node += 1) {
      // A node that was restarted knows nothing of what the witness has.
      const { publisher, missing } = publisherOf(setup, policy);
      await publisher.run();
      expect(missing).toEqual([]);
      await grown(setup, scope);
    }
    expect(witness.state.of('ledger.test/log')?.size).toBe(3);
  });

  test('keeps and passes on lines of a kind that it does not know (A7)', async () => {
    const setup = await ownLedger();
    await grown(setup);
    const bytes = randomBytes(1_312);
    const key: NoteKey = { name: 'pq.example', type: 6, bytes, keyId: noteKeyId('pq.example', 6, bytes) };
    const line = `— pq.example ${Buffer.concat([Buffer.from(key.keyId, 'hex'), randomBytes(2_428)]).toString('base64')}\n`;
    const url = await listening(
      createServer((_, response) => response.end(`— other.example AAAAAAAA\n${line}`)),
    );
    const policy = policyOf([{ key, url }], 'quorum none');
    await publisherOf(setup, policy).publisher.run();
    const note = await published(setup);
    expect(note).toContain(line);
    expect(note).not.toContain('other.example');
    expect(witnessed(note, policy)).toMatchObject({ isQuorum: true, of: 1 });
  });

  test.each([
    [503, 'it answered 503'],
    [200, 'its answer has no line of its key'],
    [409, 'it has cosigned another history'],
  ])('is told of a witness that answers %i, and why it did not cosign', async (status, why) => {
    const setup = await ownLedger();
    await grown(setup);
    const { key } = await aWitness('odd.example', []);
    const url = await listening(createServer((_, response) => response.writeHead(status).end('x')));
    const { publisher, missing } = publisherOf(setup, policyOf([{ key, url }], 'quorum w1'));
    await publisher.run();
    expect(missing).toEqual([expect.stringContaining(why)]);
    expect(await published(setup)).toBe(await setup.note(HOST_LOG));
  });
});

describe('a witness', () => {
  test('never signs two histories: who shows another one, and who brought an older state back, is not witnessed (A7)', async () => {
    const honest = await ownLedger();
    const scope = newScope();
    await consented(honest, scope);
    await honest.close();
    // The database and the server as they were after the first round, twice: nothing remembers what came after.
    const [seen, forked] = [await ownLedger(honest), await ownLedger(honest)];
    const witness = await aWitness('w.example', [logKey(honest)]);
    const policy = policyOf([witness], 'quorum w1');
    await grown(seen, scope);
    await publisherOf(seen, policy).publisher.run();
    await grown(forked, scope);
    // An auditor of each history exports it, takes the receipt of a consent, and asks who has seen them.
    const audited = async (setup: LedgerSetup) => {
      const lines = await exportedLines(setup.database, scope.tenant);
      const check = { keys: setup.keys.all, policy };
      return [
        await verifyExport([Buffer.from(lines.map((line) => `${line}\n`).join(''))], check),
        verifyReceipt(await receiptOf(setup, scope), check),
      ];
    };
    const witnessedBoth = { verified: true, assurance: 'WITNESSED' };
    expect(await audited(seen)).toMatchObject([witnessedBoth, witnessedBoth]);
    for (let round = 0; round < 2; round += 1) {
      const { publisher, missing } = publisherOf(forked, policy);
      await publisher.run();
      expect(missing).toHaveLength(1);
      expect(witnessed(await published(forked), policy)).toMatchObject({ isQuorum: false });
      const signed = { verified: true, assurance: 'SIGNED', witnesses: { by: [], of: 1 } };
      expect(await audited(forked)).toMatchObject([signed, signed]);
      // Neither at the same size, nor at a larger one.
      await grown(forked);
    }
    const rolledBack = await readOnce(forked.database, HOST_LOG, (tx) => readPublished(tx, 1));
    expect(rolledBack?.witnessedNote).toBeNull();
    expect(witness.state.of('ledger.test/log')).toMatchObject({ size: 2 });
  });

  test('answers as C2SP says, to the byte', async () => {
    const setup = await ownLedger();
    await grown(setup);
    const note = await setup.note(HOST_LOG);
    const { url, key } = await aWitness('w.example', [logKey(setup)]);
    const stranger = newKeys().signerOf('ledger.test/log');
    const send = async (body: string, method = 'POST') => {
      const response = await fetch(`${url}/add-checkpoint`, {
        method,
        ...(method === 'POST' ? { body } : {}),
      });
      return [response.status, response.headers.get('content-type'), await response.text()] as const;
    };
    const ask = (oldSize: number, proof: readonly Buffer[] = [], of = note) =>
      send(addCheckpointBody({ oldSize, proof, note: of }));
    expect((await send('', 'GET'))[0]).toBe(405);
    for (const bad of ['', 'old 0', `old 00\n\n${note}`, `old 0\nx\n\n${note}`, 'old 0\n\nx\n'])
      expect([bad, (await send(bad))[0]]).toEqual([bad, 400]);
    expect((await ask(0, [], note.replaceAll('ledger.test/log', 'other.test/log')))[0]).toBe(404);
    const { text, keyId } = stranger;
    expect(text).not.toContain(key.keyId);
    expect(
      (
        await ask(
          0,
          [],
          note.replace(/— .*\n$/, `— ledger.test/log ${Buffer.alloc(68, keyId).toString('base64')}\n`),
        )
      )[0],
    ).toBe(403);
    expect((await ask(2))[0]).toBe(400);
    expect(await ask(1)).toEqual([409, 'text/x.tlog.size', '0\n']);
    expect((await ask(0, [Buffer.alloc(32)]))[0]).toBe(422);
    const [status, , line] = await ask(0);
    expect([status, line]).toEqual([200, expect.stringMatching(/^— w\.example [A-Za-z0-9+/=]+\n$/)]);
    expect(await ask(0)).toEqual([409, 'text/x.tlog.size', '1\n']);
    expect((await ask(1))[0]).toBe(200);
    expect((await ask(1, [Buffer.alloc(32)]))[0]).toBe(422);
    await grown(setup);
    expect((await ask(1, [Buffer.alloc(32)], await setup.note(HOST_LOG)))[0]).toBe(422);
  });
});

describe('a policy', () => {
  const key = (name: string) => {
    const bytes = randomBytes(32);
    return noteKeyText({ name, type: 4, bytes, keyId: noteKeyId(name, 4, bytes) });
  };
  const [a, b, c] = [key('a'), key('b'), key('c')];
  const witnesses = `witness a ${a}\nwitness\tb ${b} https://b.example/\n  # a comment\n\nwitness c ${c}\n`;

  test('counts groups of groups', () => {
    const { quorum, witnesses: listed } = parsePolicy(
      `${witnesses}group x 2 a b\ngroup both any x c\nquorum both\n`,
    );
    expect(listed.map(({ name, url }) => [name, url])).toEqual([
      ['a', null],
      ['b', 'https://b.example'],
      ['c', null],
    ]);
    expect(quorum).toMatchObject({ kind: 'group', least: 1 });
    expect(parsePolicy('quorum none').quorum).toBeNull();
  });

  test.each([
    ['no quorum', witnesses, 'it has no quorum line'],
    ['two quorums', `${witnesses}quorum a\nquorum b`, 'line 7 is a second quorum'],
    ['an unknown name', `${witnesses}quorum d`, 'line 6 names d'],
    [
      'a name that counts twice',
      `${witnesses}group x any a b\ngroup y all a c\nquorum x`,
      'line 7 names a a second time',
    ],
    ['a threshold beyond its members', `${witnesses}group x 3 a b\nquorum x`, 'line 6 has a threshold'],
    ['a threshold of none', `${witnesses}group x 0 a b\nquorum x`, 'line 6 has a threshold'],
    [
      'a key twice',
      `witness a ${a}\nwitness b ${a}\nquorum a`,
      'line 2 has a public key that another line has',
    ],
    ['no key', 'witness a b\nquorum a', 'line 1 has no public key'],
    ['a name twice', `witness a ${a}\nwitness a ${b}\nquorum a`, 'line 2 defines a again'],
    ['another line', 'anything', 'line 1 begins with none'],
    ['a carriage return', 'quorum none\r', 'line 1 has a control character'],
  ])('with %s is refused, and the line named', (_, text, why) => {
    expect(() => parsePolicy(text)).toThrow(why);
  });
});
