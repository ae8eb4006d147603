import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import type { StartedExport } from '../export/audit-export.ts';
import { exportPages, type PageDeps } from '../export/export-pages.ts';
import { CHECKPOINT, HOST_CHECKPOINT, jsonMember, KEYS, LOG, type PackSpan, SUMMARY } from './pack-form.ts';
import { PackReading } from './pack-summary.ts';
import { type PackMember, zipped } from './pack-zip.ts';

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
  yield text(SUMMARY, jsonMember(read.summary));
  yield text(CHECKPOINT, read.note);
  if (read.hostNote !== undefined) yield text(HOST_CHECKPOINT, read.hostNote);
  yield text(KEYS, deps.keys.all.map((key) => `${key.text}\n`).join(''));
}

async function* readBy(reading: PackReading, pages: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const page of pages) {
    reading.push(page);
    yield page;
  }
}

function text(name: string, content: string): PackMember {
  return { name, bytes: bytesOf(content) };
}

async function* bytesOf(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}
