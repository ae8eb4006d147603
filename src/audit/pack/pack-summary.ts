import { parseOrigin, readCheckpoint } from '../../ledger/tree/checkpoint.ts';
import type { CheckpointLine } from '../../ledger/verify/export-lines.ts';
import { CHECKPOINT_LINE_START, readCheckpointLine } from '../../ledger/verify/export-lines.ts';
import { startsWith } from '../../ledger/verify/filtered-export.ts';
import { LineSplitter } from '../../ledger/verify/line-splitter.ts';
import type { PackSpan } from './pack-form.ts';

/**
 * Reads the log of a pack once, from its first byte to its last, and makes of it what else is in the pack: who writes a pack and
 * who verifies it come to the same.
 */
export class PackReading {
  readonly #span: PackSpan;
  readonly #splitter = new LineSplitter((bytes, start, end) => this.#take(bytes, start, end));
  #end: CheckpointLine | undefined;

  constructor(span: PackSpan) {
    this.#span = span;
  }

  /** Goes on with these bytes. Throws `LineTooLongError`. */
  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (startsWith(bytes, CHECKPOINT_LINE_START, start))
      this.#end = readCheckpointLine(bytes.subarray(start, end));
  }

  /** The result once all of the log was read; `undefined` unless it ends with a checkpoint of a tenant's log. */
  finish() {
    const checkpoint = readCheckpoint(this.#end?.checkpoint ?? '');
    const log = checkpoint && parseOrigin(checkpoint.origin);
    if (this.#end === undefined || checkpoint === undefined || log === undefined) return undefined;
    const summary = {
      version: 'originator-evidence-pack/1',
      service: log.host,
      organization: log.tenant,
      epoch: log.epoch,
      ...this.#span,
      checkpoint: { size: checkpoint.size, root: checkpoint.root.toString('base64') },
    };
    return { summary, note: this.#end.checkpoint, hostNote: this.#end.hostProof?.checkpoint };
  }
}

/** The result of reading the log of a pack. */
export type ReadPack = NonNullable<ReturnType<PackReading['finish']>>;
