import type { Database, Transaction } from '../../database/client.ts';
import { exclusiveTenantLock, lockTenant } from '../../database/tenant-lock.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { appendRequested } from '../../ledger/entries/append.ts';
import { type AuditEntry, findEntries } from '../../ledger/entries/entry-store.ts';
import { type Noted, notedRequest, rememberedByEntry } from '../../tenant/noted-once.ts';
import {
  notPaused,
  type PauseInput,
  pausedEntry,
  refuseUnfitPause,
  resumedEntry,
  type SendingPause,
} from './pause-rules.ts';
import { deletePause, findPause, insertPause, pauseOf } from './pause-store.ts';

/** Stops sending and lets it go on (G7). */
export interface PauseService {
  /**
   * Stops the messages of the scope's tenant, or of all tenants in the platform's own scope: from the next intent on, on every
   * node. Those under way finish. A pause that stands stays as it is, and is given.
   */
  pause(scope: RequestScope, input: PauseInput): Promise<SendingPause>;
  /** Ends such a pause, and gives the entry that says so. */
  resume(scope: RequestScope, input: PauseInput): Promise<AuditEntry>;
}

const PAUSE = rememberedByEntry<SendingPause>(({ entryId }) => entryId, pauseOf);
const RESUMPTION = rememberedByEntry<AuditEntry>(
  ({ id }) => id,
  (entry) => entry,
);

/** The verbs on their database. */
export function createPauseService({ database }: { readonly database: Database }): PauseService {
  return {
    async pause(scope, input) {
      refuseUnfitPause(input);
      return notedRequest(database, scope, PAUSE, (tx) => pauseIn(tx, scope, input));
    },
    async resume(scope, input) {
      refuseUnfitPause(input);
      return notedRequest(database, scope, RESUMPTION, (tx) => resumeIn(tx, scope, input));
    },
  };
}

async function pauseIn(
  tx: Transaction,
  scope: RequestScope,
  input: PauseInput,
): Promise<Noted<SendingPause>> {
  await lockTenant(tx);
  // Intents of the tenant that were decided without it are kept before it, and none after.
  await exclusiveTenantLock(tx);
  const standing = await findPause(tx, input.country);
  if (standing !== undefined) return { entry: null, result: standing };
  const entry = await noteIn(tx, await appendRequested(tx, scope, [pausedEntry(input)]));
  await insertPause(tx, entry.id, input.country);
  return { entry: entry.id, result: pauseOf(entry) };
}

async function resumeIn(
  tx: Transaction,
  scope: RequestScope,
  { country, reason }: PauseInput,
): Promise<Noted<AuditEntry>> {
  await lockTenant(tx);
  const standing = await findPause(tx, country);
  if (standing === undefined) throw notPaused();
  const entry = await noteIn(tx, await appendRequested(tx, scope, [resumedEntry(standing, reason)]));
  await deletePause(tx, country);
  return { entry: entry.id, result: entry };
}

async function noteIn(tx: Transaction, ids: readonly Uuid[]): Promise<AuditEntry> {
  const [entry] = await findEntries(tx, ids);
  if (entry === undefined) throw new Error('a pause was not noted');
  return entry;
}
