import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type HostProof, hostProofForm } from '../../../src/ledger/host/host-proof-rules.ts';
import { parseVerifierKeys } from '../../../src/ledger/tree/public-keys.ts';
import { verifierKey } from '../../../src/ledger/tree/signed-note.ts';
import { checkpointLine, readCheckpointLine } from '../../../src/ledger/verify/export-lines.ts';
import { verdictText } from '../../../src/ledger/verify/verdict-text.ts';
import { verifyExport } from '../../../src/ledger/verify/verify-export.ts';
import { parsePolicy } from '../../../src/ledger/witness/policy-rules.ts';

/** The examples of the page: an export of three entries, the proof that the host log holds two of them, and one witness. */
let page: string;
let proof: HostProof;
beforeAll(async () => {
  page = await readFile(new URL('../../../docs/audit-format.md', import.meta.url), 'utf8');
  proof = hostProofForm.parse(JSON.parse(block('host-proof')));
});

function block(name: string): string {
  const [, text] = new RegExp(`^\`\`\`\\w+ ${name}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page) ?? [];
  return text ?? expect.fail(`the page has no block ${name}`);
}

function exported(name = 'whole-export', hostProof: HostProof = proof): string {
  const lines = block(name).trimEnd().split('\n');
  const last = readCheckpointLine(Buffer.from(lines.at(-1) ?? '')) ?? expect.fail('there is no checkpoint');
  return lines
    .with(-1, checkpointLine(last.checkpoint, hostProof))
    .map((line) => `${line}\n`)
    .join('');
}

const verify = (text: string | Uint8Array, policy?: string) =>
  verifyExport([Buffer.from(text)], {
    keys: parseVerifierKeys(block('key-file')) ?? [],
    policy: policy === undefined ? undefined : parsePolicy(policy),
  });

describe('an export with a host proof', () => {
  test.each(['whole-export', 'filtered-export'])(
    'says who witnessed the log, and how much of it, by the policy that is given: %s (A7)',
    async (name) => {
      const verdict = await verify(exported(name), block('policy'));
      expect(verdict).toMatchObject({
        verified: true,
        assurance: 'WITNESSED',
        hostLog: { origin: 'log.example/log', rounds: 2, entries: 2 },
        witnesses: { by: [{ name: 'w1', at: '2026-05-01T10:00:15.000Z' }], of: 1, isQuorum: true },
      });
      const words = verdictText('acme.ndjson', verdict).replaceAll(/\s+/g, ' ');
      expect(words).toContain('Assurance witnessed by 1 of 1 (quorum reached), its first 2 entries');
      expect(words).toContain('same entries from number 3 on: the witnesses have not seen those yet');
    },
  );

  test('is signed only where nobody is trusted to witness, or too few have (A7)', async () => {
    const words = async (text: string, policy?: string) =>
      verdictText('acme.ndjson', await verify(text, policy)).replaceAll(/\s+/g, ' ');
    expect(await verify(exported())).toMatchObject({ verified: true, assurance: 'SIGNED', witnesses: null });
    expect(await words(exported())).toContain('Assurance signed only');
    const [, witness = ''] = block('policy').split('\n');
    const [, , key = ''] = witness.split(' ');
    const another = block('host-log-key').trim();
    const two = `witness w1 ${key}\nwitness w2 ${another}\ngroup both all w1 w2\nquorum both\n`;
    expect(await verify(exported(), two)).toMatchObject({
      verified: true,
      assurance: 'SIGNED',
      witnesses: { by: [{ name: 'w1' }], of: 2, isQuorum: false },
    });
    expect(await words(exported(), two)).toContain('signed; witnessed by 1 of 2 (quorum not reached)');
    // Without the proof nothing is wrong, and nothing is witnessed.
    expect(await verify(block('whole-export'), block('policy'))).toMatchObject({
      verified: true,
      assurance: 'SIGNED',
      witnesses: { by: [], of: 1, isQuorum: false },
    });
  });

  test('is not witnessed once a byte of the proof is changed; only the line of a witness goes unseen without a policy (A7)', async () => {
    const text = exported();
    const bytes = Buffer.from(text);
    const [start, end] = [Buffer.byteLength(text.slice(0, text.indexOf('"hostProof"'))), bytes.length - 1];
    const witnessLine = text.indexOf('— witness.example');
    const unseen: number[] = [];
    for (let at = start; at < end; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ 1;
      const [alone, policed] = [await verify(changed), await verify(changed, block('policy'))];
      if (policed.assurance === 'WITNESSED') unseen.push(at);
      if (alone.verified && at < Buffer.byteLength(text.slice(0, witnessLine))) unseen.push(at);
    }
    expect(unseen).toEqual([]);
  });

  test.each<[string, (proof: HostProof) => HostProof]>([
    ['of another opening', (one) => ({ ...one, opening: one.root })],
    ['of another size', (one) => ({ ...one, size: 1 })],
    ['of another round', (one) => ({ ...one, round: 0 })],
    ['of a log that does not go on', (one) => ({ ...one, consistencyProof: [] })],
    [
      'of another key',
      (one) => ({ ...one, checkpoint: one.checkpoint.replace(/— log\.example\/log .*\n/u, '') }),
    ],
    [
      'with a forged signature',
      (one) => ({ ...one, checkpoint: one.checkpoint.replace('EZBeQ2', 'EZBeQ3') }),
    ],
  ])('is in doubt with a proof %s, with a policy or without (A7)', async (_, change) => {
    const text = exported('whole-export', change(proof));
    for (const policy of [undefined, block('policy')]) {
      const { verified, assurance, doubts } = await verify(text, policy);
      expect([verified, assurance, doubts.map(({ code }) => code)]).toEqual([
        false,
        null,
        ['HOST_PROOF_INVALID'],
      ]);
    }
  });

  test('is in doubt when a witness’s signature is forged, or the policy is for other logs (A7)', async () => {
    const forged = { ...proof, checkpoint: proof.checkpoint.replace('p9HmvL', 'p9HmwL') };
    expect(await verify(exported('whole-export', forged), block('policy'))).toMatchObject({
      doubts: [{ code: 'HOST_PROOF_INVALID' }],
      witnesses: { isQuorum: false },
    });
    const [, witness = ''] = block('policy').split('\n');
    const other = `log ${block('key-file').trim().split('\n')[0]}\n${witness}\nquorum w1\n`;
    expect(await verify(exported(), other)).toMatchObject({
      doubts: [{ code: 'POLICY_OF_ANOTHER_LOG' }],
      witnesses: { isQuorum: false },
    });
  });

  test('is in doubt when the policy has the host log of another epoch, and is told which line it lacks (A7)', async () => {
    const [line = '', witness = ''] = block('policy').split('\n');
    const [kind, key] = line.split(' ');
    const [host] = parseVerifierKeys(block('key-file')) ?? [];
    const former = verifierKey('log.example/log/epoch-2', host?.bytes ?? new Uint8Array());
    const { doubts } = await verify(exported(), `log ${former.text}\n${witness}\nquorum w1\n`);
    expect(doubts).toMatchObject([{ code: 'POLICY_OF_ANOTHER_LOG' }]);
    expect(doubts[0]?.text).toContain(
      'It names log.example/log/epoch-2, which is the same host log in another',
    );
    expect(doubts[0]?.text.split('the policy needs this line as well: ').at(-1)).toBe(`${kind} ${key}`);
  });
});
