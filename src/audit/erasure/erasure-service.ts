import { z } from 'zod';
import type { Database, Transaction } from '../../database/client.ts';
import { lockTenant } from '../../database/tenant-lock.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { appendRequested } from '../../ledger/entries/append.ts';
import { type AuditEntry, findEntries, pageEntries } from '../../ledger/entries/entry-store.ts';
import { type Noted, notedRequest, rememberedByEntry } from '../../tenant/noted-once.ts';
import { proveEntry } from '../entry-proof.ts';
import { buildErasureCertificate, certificateText } from './erasure-certificate.ts';
import { type ErasureInput, erasureEntry, nobodyToErase, refuseUnfitErasure } from './erasure-rules.ts';
import {
  erasePersons,
  isNamedInState,
  lockPersons,
  readCommitments,
  readErasedValues,
} from './erasure-store.ts';
import { heldBy } from './hold-rules.ts';
import { coveringHold } from './hold-store.ts';

/** Erases persons. */
export interface ErasureService {
  /**
   * Erases a person from the tenant for good, and gives the entry that says so (A6). Of entries of form 1, which name persons in
   * the bytes that are hashed, nothing can be erased. An equal request, repeated, is given the same entry. Refuses a subject that
   * the log does not know, and one whom a legal hold covers.
   */
  erase(scope: RequestScope, input: ErasureInput): Promise<AuditEntry>;
}

/** The number of former erasures among which a repeated one is looked for. */
const FORMER = 100;

const REMEMBERED = rememberedByEntry<AuditEntry>(
  ({ id }) => id,
  (entry) => entry,
);

/** The verb on its database. */
export function createErasureService({ database }: { readonly database: Database }): ErasureService {
  return {
    async erase(scope, input) {
      refuseUnfitErasure(scope, input);
      return notedRequest(database, scope, REMEMBERED, (tx) => eraseIn(tx, scope, input));
    },
  };
}

async function eraseIn(
  tx: Transaction,
  scope: RequestScope,
  input: ErasureInput,
): Promise<Noted<AuditEntry>> {
  await lockTenant(tx);
  const persons = await lockPersons(tx, input.subject);
  if (persons.length === 0 && !(await isNamedInState(tx, input.subject)))
    return { entry: null, result: await formerErasure(tx, input) };
  const hold = await coveringHold(tx, input.subject);
  if (hold !== undefined) throw heldBy(hold);
  const commitments = await readCommitments(tx, persons);
  const [id] = await appendRequested(tx, scope, [erasureEntry(input, commitments)]);
  if (id === undefined) throw new Error('the erasure was not noted');
  const erased = await erasePersons(tx, id, input.subject);
  if (erased !== commitments.length)
    throw new Error(`${erased} values were erased, but the entry says ${commitments.length}`);
  const [entry] = await findEntries(tx, [id]);
  if (entry === undefined) throw new Error('the entry of the erasure is not there');
  return { entry: id, result: entry };
}

/** The entry of an equal request that was carried out. */
async function formerErasure(tx: Transaction, { reason, reference }: ErasureInput): Promise<AuditEntry> {
  const { rows } = await pageEntries(tx, { kinds: ['PERSON_ERASED'] }, { before: null, limit: FORMER });
  const told = z.object({ reason: z.literal(reason), reference: z.literal(reference) });
  const equal = rows.find(({ after }) => told.safeParse(after?.value).success);
  if (equal === undefined) throw nobodyToErase();
  return equal;
}

/**
 * The certificate of an erasure as a file (A6); null while its entry is not sealed, and for any other entry. Throws
 * `EditedEntryError` where the entry was edited, and `UnfitCertificateError` where the values that it counts were.
 */
export async function readCertificate(tx: Transaction, erasure: Uuid): Promise<string | null> {
  const [entry] = await findEntries(tx, [erasure]);
  if (entry?.kind !== 'PERSON_ERASED') return null;
  const [proof, erased] = await Promise.all([proveEntry(tx, entry), readErasedValues(tx, erasure)]);
  return proof === undefined ? null : certificateText(buildErasureCertificate(erased, proof));
}
