import type { Transaction } from '../../database/client.ts';
import { lockTenant } from '../../database/tenant-lock.ts';
import { Refusal, refuse, refuseIfAny } from '../../kernel/errors.ts';
import { newUuid, type Uuid } from '../../kernel/ids.ts';
import { actorOf, type RequestScope } from '../../kernel/scope.ts';
import type { Signal } from '../../kernel/signal.ts';
import type { ChangeDecision, ChangeRequestState } from '../../kernel/vocabulary/configuration.ts';
import { appendRequested } from '../../ledger/entries/append.ts';
import type { Configuration } from '../configuration.ts';
import {
  type PreparedVersion,
  prepareRemoval,
  prepareSave,
  type SaveDeps,
} from '../configuration-service.ts';
import type { SaveInput } from '../save-rules.ts';
import { readLiveConfiguration } from '../version-store.ts';
import {
  type ChangeRequest,
  changeDigest,
  decidedEntry,
  fourEyesEntry,
  isTaken,
  requestedEntry,
  type Step,
  stepProblems,
} from './change-request-rules.ts';
import {
  findChangeRequests,
  insertChangeRequest,
  openChangeRequest,
  readFourEyes,
  writeDecision,
  writeFourEyes,
} from './change-request-store.ts';

/** The outcome of a change that was asked for: it is made, or waits as a request. */
export type AskedChange =
  | { readonly kind: 'MADE'; readonly configuration: Configuration }
  | { readonly kind: 'REQUESTED'; readonly request: ChangeRequest };

/** A save or a removal, as it is asked for. */
export type Change =
  | { readonly kind: 'SAVE'; readonly input: SaveInput }
  | { readonly kind: 'REMOVAL'; readonly baseVersion: number };

/** The words to a step; the digest is of what was shown to the approver. */
export interface Said {
  readonly id: Uuid;
  readonly digest: string | null;
  readonly note: string | null;
}

/** The parts that making a version needs. */
export interface ChangeDeps extends SaveDeps {
  readonly checksChanged: Signal;
  readonly versionsChanged: Signal;
  /** True if the platform requires four eyes of every tenant. */
  readonly fourEyesForAll: boolean;
}

/** The refusal of what was asked for and is no longer possible, for who reads it and for the note. */
export class StaleChange extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Makes a change, or has it wait; see the service. */
export async function ask(
  tx: Transaction,
  scope: RequestScope,
  { change, applyAt }: { readonly change: Change; readonly applyAt: Date | null },
  deps: ChangeDeps,
): Promise<AskedChange> {
  await lockTenant(tx);
  const input = change.kind === 'SAVE' ? change.input : null;
  const baseVersion = change.kind === 'SAVE' ? change.input.baseVersion : change.baseVersion;
  const [isRequired, open] = await Promise.all([isFourEyes(tx, deps), openChangeRequest(tx)]);
  const prepared = await prepare(tx, scope, { kind: change.kind, input, baseVersion }, deps);
  // What is live already was made by this very request (D15).
  const waits = prepared.next !== prepared.live && (isRequired || applyAt !== null);
  if (!waits) {
    notify(tx, deps);
    return { kind: 'MADE', configuration: await prepared.write() };
  }
  if (applyAt !== null && applyAt <= (await tx.now))
    throw refuse('INVALID_INPUT', 'VALUE_OUT_OF_RANGE', 'The time to apply it at has passed.', [
      'input',
      'applyAt',
    ]);
  const digest = changeDigest(change.kind, prepared.next);
  const by = scope.actor;
  if (open !== null && open.digest === digest && open.askedBy.subject === by.subject)
    return { kind: 'REQUESTED', request: open };
  const asked = { kind: change.kind, digest, baseVersion, input, applyAt };
  return { kind: 'REQUESTED', request: await request(tx, scope, { ...asked, isRequired }, open) };
}

async function request(
  tx: Transaction,
  scope: RequestScope,
  {
    isRequired,
    ...asked
  }: Pick<ChangeRequest, 'kind' | 'digest' | 'baseVersion' | 'input' | 'applyAt'> & {
    readonly isRequired: boolean;
  },
  open: ChangeRequest | null,
): Promise<ChangeRequest> {
  if (scope.actor.kind !== 'PERSON' || scope.platform) {
    const message = 'Only a person of the tenant can ask for this, since another one has to approve it.';
    throw refuse('NOT_POSSIBLE', 'PERSON_REQUIRED', message);
  }
  if (open !== null) {
    const message = 'Another change request is open. Decide or withdraw it first.';
    throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', message);
  }
  const id = newUuid(await tx.now);
  const state: ChangeRequestState = isRequired ? 'PENDING' : 'APPROVED';
  const [entryId] = await appendRequested(tx, scope, [requestedEntry({ id, ...asked }, scope)]);
  if (entryId === undefined) throw new Error('the change request was not noted');
  await insertChangeRequest(tx, entryId, { id, state, ...asked });
  return found(tx, id);
}

/** Requires four eyes, or asks for the end of it; see the service. */
export async function requireFourEyes(
  tx: Transaction,
  scope: RequestScope,
  required: boolean,
  deps: ChangeDeps,
): Promise<ChangeRequest | null> {
  await lockTenant(tx);
  const [isRequired, open, live] = await Promise.all([
    readFourEyes(tx),
    openChangeRequest(tx),
    readLiveConfiguration(tx),
  ]);
  if (deps.fourEyesForAll)
    throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', 'The platform requires four eyes of every tenant.');
  if (required === isRequired) return null;
  if (required) {
    await writeFourEyes(tx, true);
    await appendRequested(tx, scope, [fourEyesEntry(true)]);
    return null;
  }
  const digest = changeDigest('FOUR_EYES_OFF', live);
  if (open?.kind === 'FOUR_EYES_OFF' && open.askedBy.subject === scope.actor.subject) return open;
  const asked = { kind: 'FOUR_EYES_OFF', digest, baseVersion: live.version, input: null } as const;
  return request(tx, scope, { ...asked, applyAt: null, isRequired: true }, open);
}

/** Takes a step; see the service. */
export async function decide(
  tx: Transaction,
  scope: RequestScope,
  { step, id, ...said }: Said & { readonly step: Step },
  deps: ChangeDeps,
): Promise<ChangeRequest> {
  await lockTenant(tx);
  const [asked] = await findChangeRequests(tx, [id]);
  if (asked === undefined)
    throw refuse('INVALID_INPUT', 'NOT_FOUND', 'The change request does not exist.', ['input', 'id']);
  const by = { ...scope.actor, platform: scope.platform };
  if (isTaken(asked, step, by)) return asked;
  const problems = stepProblems(asked, step, by, said);
  refuseIfAny(
    problems.every(({ code }) => code === 'OUT_OF_DATE') ? 'OUT_OF_DATE' : 'NOT_POSSIBLE',
    problems,
  );
  const now = await tx.now;
  const isForLater = asked.applyAt !== null && asked.applyAt > now && step === 'APPROVED';
  const applies = (step === 'APPROVED' && !isForLater) || step === 'OVERRIDDEN';
  const version = applies ? await apply(tx, asked, deps) : null;
  const state = step === 'OVERRIDDEN' || (step === 'APPROVED' && applies) ? 'APPLIED' : step;
  await note(tx, scope, asked, { decision: step, state, note: said.note, version });
  return found(tx, id);
}

/** Applies the open request if it is due, and tells which it was before anything can go wrong. */
export async function applyOne(
  tx: Transaction,
  scope: RequestScope,
  due: { id: Uuid | null },
  deps: ChangeDeps,
): Promise<void> {
  await lockTenant(tx);
  const [open, now] = await Promise.all([openChangeRequest(tx), tx.now]);
  if (open?.state !== 'APPROVED' || open.applyAt === null || open.applyAt > now) return;
  due.id = open.id;
  if (open.approvedEntry === null && (await isFourEyes(tx, deps))) {
    const message = 'It takes another person since, and nobody has approved it.';
    throw new StaleChange(refuse('OUT_OF_DATE', 'OUT_OF_DATE', message));
  }
  const version = await apply(tx, open, deps);
  await note(tx, scope, open, { decision: 'APPLIED', state: 'APPLIED', note: null, version });
}

/** Makes what was asked for, in the name of who did, and gives the version. What is no longer as it was is `StaleChange`. */
async function apply(tx: Transaction, asked: ChangeRequest, deps: ChangeDeps): Promise<number | null> {
  const { tenant, askedBy, origin, requestId } = asked;
  const scope = { tenant, actor: actorOf(askedBy), requestId, origin, platform: false };
  if (asked.kind === 'FOUR_EYES_OFF') {
    await writeFourEyes(tx, false);
    await appendRequested(tx, scope, [fourEyesEntry(false)]);
    return null;
  }
  const prepared = await prepareAnew(tx, scope, asked, deps);
  notify(tx, deps);
  return (await prepared.write()).version;
}

async function prepareAnew(
  tx: Transaction,
  scope: RequestScope,
  asked: ChangeRequest,
  deps: ChangeDeps,
): Promise<PreparedVersion> {
  try {
    if (asked.askedBy.subject === null)
      throw refuse('OUT_OF_DATE', 'OUT_OF_DATE', 'The person who asked has been erased.');
    const prepared = await prepare(tx, scope, asked, deps);
    if (changeDigest(asked.kind, prepared.next) === asked.digest) return prepared;
    throw refuse('OUT_OF_DATE', 'OUT_OF_DATE', 'It would no longer make live what was asked for.');
  } catch (error) {
    throw error instanceof Refusal ? new StaleChange(error) : error;
  }
}

function prepare(
  tx: Transaction,
  scope: RequestScope,
  { kind, input, baseVersion }: Pick<ChangeRequest, 'kind' | 'input' | 'baseVersion'>,
  deps: ChangeDeps,
): Promise<PreparedVersion> {
  if (kind === 'SAVE' && input !== null) return prepareSave(tx, scope, input, deps);
  return prepareRemoval(tx, scope, baseVersion, deps.credentialInUse);
}

async function isFourEyes(tx: Transaction, { fourEyesForAll }: ChangeDeps): Promise<boolean> {
  return fourEyesForAll || (await readFourEyes(tx));
}

function notify(tx: Transaction, { checksChanged, versionsChanged }: ChangeDeps): void {
  tx.afterCommit(checksChanged.notify);
  tx.afterCommit(versionsChanged.notify);
}

/** Closes a request that nobody can apply any more, unless somebody has closed it meanwhile. */
export async function close(tx: Transaction, scope: RequestScope, id: Uuid, why: string): Promise<void> {
  await lockTenant(tx);
  const open = await openChangeRequest(tx);
  if (open?.id !== id) return;
  await note(tx, scope, open, { decision: 'STALE', state: 'STALE', note: why, version: null });
}

async function note(
  tx: Transaction,
  scope: RequestScope,
  asked: ChangeRequest,
  step: {
    readonly decision: ChangeDecision;
    readonly state: ChangeRequestState;
    readonly note: string | null;
    readonly version: number | null;
  },
): Promise<void> {
  const [entry] = await appendRequested(tx, scope, [decidedEntry(asked, step.decision, step)]);
  if (entry === undefined) throw new Error('the step of a change request was not noted');
  const { state, version, decision } = step;
  const isApproval = decision === 'APPROVED' || decision === 'OVERRIDDEN';
  const approvedEntry = isApproval ? entry : asked.approvedEntry;
  await writeDecision(tx, asked.id, { state, decidedEntry: entry, approvedEntry, version });
}

async function found(tx: Transaction, id: Uuid): Promise<ChangeRequest> {
  const [request] = await findChangeRequests(tx, [id]);
  if (request === undefined) throw new Error(`the change request ${id} is not there`);
  return request;
}
