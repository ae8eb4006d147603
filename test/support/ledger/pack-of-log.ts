import canonicalize from 'canonicalize';
import { derivedMembers } from '../../../src/audit/pack/derived-members.ts';
import { KEYS, LOG } from '../../../src/audit/pack/pack-form.ts';
import { PackReading } from '../../../src/audit/pack/pack-summary.ts';
import { zipped } from '../../../src/audit/pack/zip/pack-zip.ts';
import { signCheckpoint } from '../../../src/ledger/tree/checkpoint.ts';
import { GrowingTree } from '../../../src/ledger/tree/growing-tree.ts';
import type { SignerKey } from '../../../src/ledger/tree/signed-note.ts';
import { checkpointLine } from '../../../src/ledger/verify/export-lines.ts';

const SPAN = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
const BEGUN = Date.UTC(2026, 4, 1);
const PAGE = 1_000;

/** The pack of a log of so many decisions, none of which is ever held beside a page of others. */
export function packOfLog(entries: number, key: SignerKey): AsyncGenerator<Buffer> {
  const reading = new PackReading(SPAN);
  const members = async function* () {
    yield { name: LOG, bytes: logOf(entries, key, reading) };
    const read = reading.finish();
    if (read === undefined) throw new Error('the log has a checkpoint');
    for (const [name, text] of derivedMembers(read)) yield { name, bytes: textOf(text) };
    yield { name: KEYS, bytes: textOf(`${key.text}\n`) };
  };
  return zipped(members());
}

async function* textOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

async function* logOf(entries: number, key: SignerKey, reading: PackReading): AsyncGenerator<Buffer> {
  const tree = new GrowingTree();
  for (let first = 0; first < entries; first += PAGE) {
    const lines: string[] = [];
    for (let index = first; index < Math.min(first + PAGE, entries); index += 1) {
      const line = decision(index);
      const bytes = Buffer.from(line);
      tree.add(bytes, 0, bytes.length);
      lines.push(`${line}\n`);
    }
    const page = Buffer.from(lines.join(''));
    reading.push(page);
    yield page;
  }
  const origin = `${key.name}/acme/1`;
  const note = signCheckpoint({ origin, size: tree.size, root: tree.root() }, key);
  const end = Buffer.from(`${checkpointLine(note)}\n`);
  reading.push(end);
  yield end;
}

/** A decision by one of a thousand services, so that lists of actors are full. */
function decision(index: number): string {
  const time = BEGUN + index;
  const hex = time.toString(16).padStart(12, '0');
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${index.toString(16).padStart(12, '0')}`;
  const subject = `service-${index % 2_000}`;
  const actor = { kind: 'SERVICE', subject, displayName: subject, authenticatedBy: 'client_credentials' };
  const billedAccount = index % 3 === 0 ? 'DEFAULT' : 'CUSTOM';
  const charge =
    billedAccount === 'DEFAULT' ? { amount: '0.0700', currency: 'EUR', rateCardVersion: '1' } : null;
  const after = {
    dispatchId: id,
    channel: index % 2 === 0 ? 'SMS' : 'VOICE',
    state: 'ACCEPTED',
    billedAccount,
    alsoBilled: null,
    rule: 'CUSTOM_FIRST',
    segments: 1,
    charge,
    simulated: false,
  };
  const text = canonicalize({
    v: 2,
    id,
    tenant: 'acme',
    at: new Date(time).toISOString(),
    kind: 'DISPATCH_DECIDED',
    object: `dispatch/${id}`,
    actor,
    requestId: `r-${index}`,
    before: null,
    after,
  });
  if (text === undefined) throw new Error('an entry has a canonical form');
  return text;
}
