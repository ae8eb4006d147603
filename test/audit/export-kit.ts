import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { append } from '../../src/ledger/entries/append.ts';
import type { NewEntry } from '../../src/ledger/entries/entry-kinds.ts';
import { createLedgerKeys, type LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { newScope } from '../support/journey.ts';
import { sealAll } from '../support/ledger/sealing.ts';
import { type OwnSystem, startSystem, type TokenRequest } from '../support/running-system.ts';

/** A running system whose log is sealed when the test says so, and at no other time. */
export interface ExportSystem extends OwnSystem {
  readonly keys: LedgerKeys;
  /** Adds so many entries to a log, by the actor of the scope; or these. */
  add(scope: RequestScope, entries: number | readonly NewEntry[]): Promise<void>;
  sealAll(): Promise<void>;
  /** A log of its own with so many entries, sealed. */
  aLog(entries: number): Promise<RequestScope>;
  /** Asks for an export, as an auditor of the tenant unless another is named, and reads the answer to its end. */
  ask(query: string, by?: TokenRequest): Promise<ExportAnswer>;
  /** The same with headers of one's own; the bytes as they came. */
  askRaw(
    query: string,
    by: TokenRequest,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly headers: IncomingHttpHeaders; readonly body: Buffer }>;
}

const SEED = Buffer.alloc(32, 1);
const HOST = 'ledger.test';

/** Starts it for the calling test file, which stops it when done. */
export async function startExportSystem(): Promise<ExportSystem> {
  const system = await startSystem({
    ...{ SEAL_POLL_MS: '60000', LEDGER_KEY: SEED.toString('base64'), LEDGER_HOST: HOST },
  });
  const keys = createLedgerKeys({ host: HOST, seed: SEED, past: [] });
  const { database } = system.app;
  const sealEverything = () => sealAll({ database, keys }, system.rows);
  const add: ExportSystem['add'] = (scope, entries) =>
    database.write(scope.tenant, async (tx) => {
      await makeTenant(tx);
      await append(tx, scope, typeof entries === 'number' ? someEntries(entries) : entries);
    });
  return {
    ...system,
    ...{ keys, add, sealAll: sealEverything },
    async aLog(entries) {
      const scope = newScope();
      await add(scope, entries);
      await sealEverything();
      return scope;
    },
    async ask(query, by = {}) {
      const token = await system.token({ role: 'auditor', subject: 'olga', displayName: 'Olga', ...by });
      const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' };
      const answer = await fetch(`${system.app.url}/audit/export?${query}`, { headers });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text, lines: linesOf(text) };
    },
    async askRaw(query, by, headers) {
      const authorization = `Bearer ${await system.token({ role: 'auditor', ...by })}`;
      const answer = await begin(`${system.app.url}/audit/export?${query}`, { ...headers, authorization });
      return { headers: answer.headers, body: await buffer(answer) };
    },
  };
}

/** The answer as it begins to come. */
export function begin(url: string, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, resolve).on('error', reject).end();
  });
}

function someEntries(count: number): readonly NewEntry[] {
  return Array.from({ length: count }, (_, index) => changed(`mode ${index}`));
}

/** An entry as good as any other, about an object that is named after it unless another is. */
export function changed(mode: string, object = `policy/${mode}`): NewEntry {
  const before = { mode: 'NOT_DEFINED' };
  return { kind: 'FALLBACK_POLICY_CHANGED', object, before, after: { mode } };
}

/** An answer to a request for an export, read to its end. */
export interface ExportAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Without their newlines, and without those of disclosures. */
  readonly lines: readonly string[];
}

/** The lines of a text that ends with a newline, but those of disclosures. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => !line.startsWith('{"disclosures":'));
}

/** The note in the last line of an export. */
export function noteOf({ lines }: ExportAnswer): string {
  const last: { readonly checkpoint?: unknown } = JSON.parse(lines.at(-1) ?? 'null');
  return typeof last.checkpoint === 'string' ? last.checkpoint : expect.fail('there is no checkpoint');
}

/** The error that a request was refused with. */
export function errorOf({ text }: ExportAnswer): {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
} {
  const body: { readonly errors: readonly [{ message: string; extensions: Record<string, unknown> }] } =
    JSON.parse(text);
  return body.errors[0];
}

/** The stored texts of a log in the order of its leaves, behind row-level security. */
export async function bodiesOf(system: OwnSystem, tenant: string, epoch = 1): Promise<readonly string[]> {
  const rows = await system.rows(
    `select e.body from ledger_leaf l join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
      where l.tenant_id = $1 and l.epoch = $2 order by l.leaf_index`,
    [tenant, epoch],
  );
  return rows.map(({ body }) => String(body));
}
