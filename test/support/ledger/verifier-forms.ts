import { webcrypto } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { bundleVerifier } from '../../../scripts/verifier/bundles.ts';
import type * as verifier from '../../../src/audit/verifier/verifier.ts';
import { auditVerify } from '../../../src/cli/audit-verification.ts';
import { runFile } from '../../cli/command.ts';

/** A verdict as a program reads it, and its first line in words. */
export interface ReadVerdict {
  readonly verdict: verifier.Verdict;
  readonly firstLine: string;
}

/** What is to be verified; the names are of files in one folder. */
export interface Asked {
  readonly folder: string;
  readonly file: string;
  readonly kind: 'export' | 'receipt' | 'certificate';
  readonly key: string;
  readonly since: readonly string[];
  /** The file of the policy; none where absent. */
  readonly policy?: string;
}

/** One of the forms that the verifier comes in. */
export interface VerifierForm {
  verify(asked: Asked): Promise<ReadVerdict>;
  stop(): Promise<void>;
}

function argumentsOf({ folder, file, kind, key, since, policy }: Asked): readonly string[] {
  return [
    ...(kind === 'export' ? [] : [`--${kind}`]),
    ...[join(folder, file), '--key', join(folder, key), '--json'],
    ...since.flatMap((name) => ['--since', join(folder, name)]),
    ...(policy === undefined ? [] : ['--policy', join(folder, policy)]),
  ];
}

function readVerdict(stdout: string, stderr: string, code: number | null): ReadVerdict {
  const verdict: verifier.Verdict = JSON.parse(stdout);
  if (code !== (verdict.verified ? 0 : 1))
    throw new Error(`verified: ${verdict.verified}, exit code ${code}`);
  return { verdict, firstLine: stderr.split('\n')[0] ?? '' };
}

/** The command of this project. */
export async function commandForm(): Promise<VerifierForm> {
  return {
    async verify(asked) {
      const out = { stdout: '', stderr: '' };
      const code = await auditVerify(argumentsOf(asked), {
        stdout: (text) => {
          out.stdout += text;
        },
        stderr: (text) => {
          out.stderr += text;
        },
      });
      return readVerdict(out.stdout, out.stderr, code);
    },
    stop: async () => {},
  };
}

/** The file that auditors download, in an otherwise empty folder. */
export async function fileForm(): Promise<VerifierForm & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-verifier-'));
  const path = join(folder, 'verify.mjs');
  await writeFile(path, await bundleVerifier('node'));
  return {
    path,
    async verify(asked) {
      const { code, stdout, stderr } = await runFile(process.execPath, [path, ...argumentsOf(asked)], {});
      return readVerdict(stdout, stderr, code);
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What a browser has, and Node has too. */
const BROWSER = { crypto: webcrypto, DecompressionStream, TextDecoder, TextEncoder, URL };

/** The module for browsers, in a realm that has nothing of Node. */
export async function webForm(): Promise<VerifierForm> {
  const code = new TextDecoder().decode(await bundleVerifier('web', 'iife'));
  const web: typeof verifier = runInContext(`${code}; verifier`, createContext({ ...BROWSER }));
  return {
    async verify({ folder, file, kind, key, since, policy: policyFile }) {
      const read = (name: string) => readFile(join(folder, name));
      const keys = web.parseVerifierKeys(String(await read(key))) ?? [];
      const kept = await Promise.all(
        since.map(async (name) => ({ name: basename(name), note: String(await read(name)) })),
      );
      const policy = policyFile === undefined ? undefined : web.parsePolicy(String(await read(policyFile)));
      const bytes = await read(file);
      const verifyDocument = kind === 'receipt' ? web.verifyReceipt : web.verifyCertificate;
      const verifyFile = () =>
        file.endsWith('.zip')
          ? web.verifyPack(packFile(bytes), { keys, kept, policy })
          : web.verifyExport([bytes], { keys, kept, policy, reread: () => piecesOf(bytes) });
      const verdict = kind === 'export' ? await verifyFile() : verifyDocument(bytes, { keys, kept, policy });
      const words = web.verdictText(file, verdict);
      return { verdict: structuredClone(verdict), firstLine: words.split('\n')[0] ?? '' };
    },
    stop: async () => {},
  };
}

/** A pack that is read as a page reads a file: `Blob.slice`. */
function packFile(bytes: Uint8Array): verifier.PackFile {
  return { size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
