import { jsonValue, utf8Text } from '../../ledger/entries/entry-form.ts';
import { parseOrigin, readCheckpoint } from '../../ledger/tree/checkpoint.ts';
import {
  CHECKPOINT_LINE_START,
  type CheckpointLine,
  DISCLOSURES_LINE_START,
  readCheckpointLine,
  readDisclosuresLine,
} from '../../ledger/verify/export-lines.ts';
import { startsWith } from '../../ledger/verify/filtered-export.ts';
import { LineSplitter } from '../../ledger/verify/line-splitter.ts';
import { ActorFigures, countKind, kindsInOrder } from './actor-figures.ts';
import { ConfigurationHistory } from './configuration-history.ts';
import { ConsentHistory } from './consent-history.ts';
import { MessageFigures } from './message-figures.ts';
import type { PackSpan } from './pack-form.ts';
import { PrivacyHistory } from './privacy-history.ts';
import type { PackSummary } from './summary-form.ts';
import { member, type ToldEntry, textIn } from './told-entry.ts';

/**
 * Reads the log of a pack once, from its first byte to its last, and makes of it what else is in the pack: who writes a pack and
 * who verifies it come to the same. What it remembers is bounded, whatever the size of the log.
 */
export class PackReading {
  readonly #span: PackSpan;
  readonly #splitter = new LineSplitter((bytes, start, end) => this.#take(bytes, start, end));
  readonly #configuration: ConfigurationHistory;
  readonly #consents: ConsentHistory;
  readonly #privacy: PrivacyHistory;
  readonly #messages: MessageFigures;
  readonly #actors = new ActorFigures();
  readonly #kinds = new Map<string, number>();
  #inSpan = { entries: 0, first: '', last: '' };
  #entries = 0;
  /** The last entry, as long as its disclosures may follow. */
  #open: ToldEntry | undefined;
  #end: CheckpointLine | undefined;

  constructor(span: PackSpan) {
    this.#span = span;
    this.#configuration = new ConfigurationHistory(span);
    this.#consents = new ConsentHistory(span);
    this.#privacy = new PrivacyHistory(span);
    this.#messages = new MessageFigures(span);
  }

  /** Goes on with these bytes. Throws `LineTooLongError`. */
  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (startsWith(bytes, DISCLOSURES_LINE_START, start)) {
      const disclosures = readDisclosuresLine(bytes.subarray(start, end)) ?? [];
      if (this.#open !== undefined) this.#open = { ...this.#open, disclosures };
      return;
    }
    this.#close();
    if (startsWith(bytes, CHECKPOINT_LINE_START, start))
      this.#end = readCheckpointLine(bytes.subarray(start, end));
    else this.#open = this.#entryOf(bytes.subarray(start, end));
  }

  #entryOf(line: Buffer): ToldEntry {
    const text = utf8Text(line) ?? '';
    const entry = jsonValue(text);
    this.#entries += 1;
    return {
      id: textIn(entry, 'id') ?? '',
      at: textIn(entry, 'at') ?? '',
      kind: textIn(entry, 'kind') ?? '',
      leafIndex: this.#entries - 1,
      text,
      length: line.length,
      disclosures: [],
      actor: member(entry, 'actor'),
      before: member(entry, 'before'),
      after: member(entry, 'after'),
    };
  }

  #close(): void {
    const entry = this.#open;
    this.#open = undefined;
    if (entry === undefined) return;
    this.#configuration.take(entry);
    this.#consents.take(entry);
    this.#privacy.take(entry);
    this.#messages.take(entry);
    const { at, kind } = entry;
    if (at < this.#span.from || at >= this.#span.to) return;
    this.#actors.take(entry);
    countKind(this.#kinds, kind);
    const { entries, first } = this.#inSpan;
    this.#inSpan = { entries: entries + 1, first: entries === 0 ? at : first, last: at };
  }

  /** The result once all of the log was read; `undefined` unless it ends with a checkpoint of a tenant's log. */
  finish() {
    this.#close();
    const checkpoint = readCheckpoint(this.#end?.checkpoint ?? '');
    const log = checkpoint && parseOrigin(checkpoint.origin);
    if (this.#end === undefined || checkpoint === undefined || log === undefined) return undefined;
    const { entries, first, last } = this.#inSpan;
    const summary: PackSummary = {
      version: 'originator-evidence-pack/1',
      service: log.host,
      organization: log.tenant,
      epoch: log.epoch,
      ...this.#span,
      checkpoint: { size: checkpoint.size, root: checkpoint.root.toString('base64') },
      entries: {
        inSpan: entries,
        first: entries === 0 ? null : first,
        last: entries === 0 ? null : last,
        kinds: kindsInOrder(this.#kinds),
      },
      consents: this.#consents.finish(),
      ...this.#messages.finish(),
      configuration: this.#configuration.finish(),
      actors: this.#actors.finish(),
      ...this.#privacy.finish(),
    };
    return {
      summary,
      note: this.#end.checkpoint,
      hostProof: this.#end.hostProof,
      /** The entries that the pack has a document of its own of. */
      receipts: this.#consents.receipts,
      certificates: this.#privacy.certificates,
    };
  }
}

/** The result of reading the log of a pack. */
export type ReadPack = NonNullable<ReturnType<PackReading['finish']>>;
