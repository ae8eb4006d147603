import type { Transaction } from '../../database/client.ts';
import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import type { StartedExport } from '../export/audit-export.ts';
import { exportPages, type PageDeps, readOnce } from '../export/export-pages.ts';
import { derivedMembers } from './derived-members.ts';
import { type PackedLog, packedCertificate, packedReceipt } from './pack-documents.ts';
import { certificateOf, KEYS, LOG, type PackSpan, receiptOf } from './pack-form.ts';
import { PackReading } from './pack-summary.ts';
import type { ToldEntry } from './told-entry.ts';
import { type PackMember, zipped } from './zip/pack-zip.ts';

/** The dependencies of making a pack. */
interface PackDeps extends PageDeps {
  readonly keys: Pick<LedgerKeys, 'all'>;
}

/** The pack that was begun, as the bytes of its file. */
export function packBytes(deps: PackDeps, begun: StartedExport): AsyncGenerator<Buffer> {
  const { from, to } = begun.filter;
  if (from === undefined || to === undefined) throw new Error('a pack is of a span of time');
  return zipped(membersOf(deps, begun, { from: from.toISOString(), to: to.toISOString() }));
}

/** The log, page by page, and then what follows from it. */
async function* membersOf(deps: PackDeps, begun: StartedExport, span: PackSpan): AsyncGenerator<PackMember> {
  const reading = new PackReading(span);
  yield { name: LOG, bytes: readBy(reading, exportPages(deps, begun)) };
  const read = reading.finish();
  if (read === undefined) throw new Error('the log of a pack does not end with its checkpoint');
  for (const [name, content] of derivedMembers(read)) yield textMember(name, content);
  yield textMember(KEYS, deps.keys.all.map((key) => `${key.text}\n`).join(''));
  const log = { ...begun, hostProof: read.hostProof };
  yield* documents(deps, { begun, log }, read.receipts, receiptOf, packedReceipt);
  yield* documents(deps, { begun, log }, read.certificates, certificateOf, packedCertificate);
}

async function* documents(
  deps: PackDeps,
  { begun, log }: { readonly begun: StartedExport; readonly log: PackedLog },
  entries: readonly ToldEntry[],
  nameOf: (entry: ToldEntry) => string,
  build: (tx: Transaction, log: PackedLog, entry: ToldEntry) => Promise<string | undefined>,
): AsyncGenerator<PackMember> {
  for (const entry of entries) {
    deps.gone.throwIfAborted();
    const content = await readOnce(deps, begun, (tx) => build(tx, log, entry));
    if (content !== undefined) yield textMember(nameOf(entry), content);
  }
}

async function* readBy(reading: PackReading, pages: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const page of pages) {
    reading.push(page);
    yield page;
  }
}

function textMember(name: string, content: string): PackMember {
  return { name, bytes: bytesOf(content) };
}

async function* bytesOf(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}
