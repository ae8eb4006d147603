import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Problem } from '../../kernel/errors.ts';
import { configurationVersion, type TenantId, type Uuid } from '../../kernel/ids.ts';
import type { Actor, RecordedActor, RequestOrigin, RequestScope } from '../../kernel/scope.ts';
import type {
  ChangeDecision,
  ChangeRequestKind,
  ChangeRequestState,
  FourEyes,
} from '../../kernel/vocabulary/configuration.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import type { Configuration, Draft } from '../configuration.ts';
import type { SaveInput } from '../save-rules.ts';
import { choiceAfter } from '../sending-policy-rules.ts';

/** A step that somebody took with a request, or that was taken by itself. */
export interface Decided {
  readonly at: Date;
  readonly by: RecordedActor;
  readonly decision: ChangeDecision;
  readonly note: string | null;
}

/** A change that waits, or what became of it. It is bound to what would go live by its digest. */
export interface ChangeRequest {
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly kind: ChangeRequestKind;
  readonly state: ChangeRequestState;
  readonly digest: string;
  readonly baseVersion: number;
  /** The save that is asked for; null for other kinds. */
  readonly input: SaveInput | null;
  /** When it is to be applied once it is approved; null for at once. */
  readonly applyAt: Date | null;
  readonly askedAt: Date;
  readonly askedBy: RecordedActor;
  readonly origin: RequestOrigin;
  readonly requestId: string;
  /** The last step; null while nobody has taken one. */
  readonly decided: Decided | null;
  /** The entry by which another person approved it, or the platform overrode; null until then. */
  readonly approvedEntry: Uuid | null;
  /** The version that it became; null until then. */
  readonly version: number | null;
}

/** The one that requires another person: the platform goes before the tenant, which cannot end what the platform wants. */
export function fourEyesOf(byPlatform: boolean, byTenant: boolean): FourEyes {
  if (byPlatform) return 'PLATFORM';
  return byTenant ? 'TENANT' : 'OFF';
}

/** The longest note, in characters. */
const LONGEST_NOTE = 500;

/**
 * The digest of what would go live: SHA-256 in hexadecimal over its canonical JSON, without instants and ids that are made with
 * the version. Two saves have the same digest only where they make the same of the same version.
 */
export function changeDigest(kind: ChangeRequestKind, next: Configuration): string {
  const { account, selectedNumbers, fallback, ...others } = next;
  const { inForceFrom: _from, savedBy: _by, requestId: _request, requestDigest: _digest, ...rest } = others;
  const { consentId: _consent, tenant: _tenant, ...live } = rest;
  const what = {
    kind,
    ...live,
    account: account && { sid: account.sid, credentialId: account.credentialId },
    numbers: selectedNumbers.map(({ phoneNumber }) => phoneNumber).sort(),
    fallbackMode: fallback.mode,
  };
  return createHash('sha256')
    .update(String(canonicalize(what)))
    .digest('hex');
}

/** The caller that decides: a person of the tenant, a service, or a role of the platform. */
export type Decider = Pick<Actor, 'kind' | 'subject'> & { readonly platform: boolean };

/** The steps that are somebody's to take. */
export type Step = Extract<ChangeDecision, 'APPROVED' | 'OVERRIDDEN' | 'REJECTED' | 'WITHDRAWN'>;

const STATES_FOR: Readonly<Record<Step, readonly ChangeRequestState[]>> = {
  APPROVED: ['PENDING'],
  OVERRIDDEN: ['PENDING'],
  REJECTED: ['PENDING', 'APPROVED'],
  WITHDRAWN: ['PENDING', 'APPROVED'],
};

/** The states that a step leads to; an approval goes on by itself when the time has come. */
const STATE_AFTER: Readonly<Record<Step, readonly ChangeRequestState[]>> = {
  APPROVED: ['APPROVED', 'APPLIED'],
  OVERRIDDEN: ['APPLIED'],
  REJECTED: ['REJECTED'],
  WITHDRAWN: ['WITHDRAWN'],
};

/** True if this very person has taken the step already, so that asking again changes nothing (D15). */
export function isTaken({ state, decided }: ChangeRequest, step: Step, by: Decider): boolean {
  return (
    STATE_AFTER[step].includes(state) &&
    decided !== null &&
    (decided.decision === step || (decided.decision === 'APPLIED' && step === 'APPROVED')) &&
    decided.by.subject === by.subject &&
    decided.by.kind === by.kind
  );
}

/**
 * The reasons why somebody cannot take a step: another person of the tenant approves and rejects (C8), the asker alone withdraws,
 * and a person of the platform overrides, with a reason. What is approved is what was shown.
 */
export function stepProblems(
  request: ChangeRequest,
  step: Step,
  by: Decider,
  said: { readonly digest: string | null; readonly note: string | null },
): readonly Problem[] {
  const problem = (code: Problem['code'], message: string, name?: string): Problem => ({
    code,
    message,
    path: name === undefined ? [] : ['input', name],
  });
  const { state, askedBy, digest } = request;
  if (!STATES_FOR[step].includes(state))
    return [problem('NOT_POSSIBLE', `The change request is ${state.toLowerCase()}.`, 'id')];
  const problems: Problem[] = [];
  const isAsker = askedBy.subject === by.subject && askedBy.kind === by.kind;
  if (step === 'OVERRIDDEN') {
    if (!by.platform || by.kind !== 'PERSON')
      problems.push(problem('PERSON_REQUIRED', 'Only a person of the platform can override.'));
    if ((said.note ?? '').trim() === '')
      problems.push(problem('VALUE_REQUIRED', 'An override takes a reason.', 'reason'));
  } else if (by.kind !== 'PERSON' || by.platform) {
    problems.push(
      problem('PERSON_REQUIRED', 'Only a person of the tenant can decide, not a service or a platform role.'),
    );
  } else if (step === 'WITHDRAWN' ? !isAsker : isAsker) {
    const message =
      step === 'WITHDRAWN'
        ? 'Only the person who asked can withdraw; others can reject.'
        : 'Another person than the one who asked has to decide.';
    problems.push(problem('PERSON_REQUIRED', message));
  }
  if ((said.note ?? '').length > LONGEST_NOTE)
    problems.push(problem('VALUE_OUT_OF_RANGE', `A note has at most ${LONGEST_NOTE} characters.`, 'note'));
  if (step === 'APPROVED' && said.digest !== digest)
    problems.push(problem('OUT_OF_DATE', 'The digest is not that of the change request.', 'digest'));
  return problems;
}

/** The version that the request would make now; null where it is about none, or its draft is no longer as it was. */
export function previewOf(
  { kind, input }: Pick<ChangeRequest, 'kind' | 'input'>,
  live: Configuration,
  draft: Draft | null,
): Configuration | null {
  if (kind === 'REMOVAL') return { ...live, account: null, selectedNumbers: [], consentId: null };
  if (kind !== 'SAVE' || input === null) return null;
  const isNamed = draft !== null && draft.id === input.draft?.id && draft.revision === input.draft.revision;
  if (input.draft !== null && !isNamed) return null;
  const { fallback } = live;
  return {
    ...live,
    account: input.draft === null ? live.account : (draft?.account ?? null),
    selectedNumbers: input.draft === null ? live.selectedNumbers : (draft?.selectedNumbers ?? []),
    channels: input.channels ?? live.channels,
    sendingPolicy: choiceAfter(live.sendingPolicy, input.sendingPolicy),
    fallback: input.fallbackMode === null ? fallback : { ...fallback, mode: input.fallbackMode },
  };
}

/** The entry of what was asked for. */
export function requestedEntry(
  request: Pick<ChangeRequest, 'id' | 'kind' | 'digest' | 'baseVersion' | 'input' | 'applyAt'>,
  { origin }: Pick<RequestScope, 'origin'>,
): NewEntry<'CHANGE_REQUESTED'> {
  const { id, kind, digest, baseVersion, input, applyAt } = request;
  const after = {
    changeRequestId: id,
    change: kind,
    digest,
    baseVersion: configurationVersion(baseVersion),
    draftId: input?.draft?.id ?? null,
    draftRevision: input?.draft?.revision ?? null,
    applyAt: applyAt?.toISOString() ?? null,
    ip: origin.ip,
    userAgent: origin.userAgent,
  };
  return { kind: 'CHANGE_REQUESTED', object: `change-request/${id}`, before: null, after };
}

/** The entry of a step. */
export function decidedEntry(
  { id, state }: Pick<ChangeRequest, 'id' | 'state'>,
  decision: ChangeDecision,
  told: { readonly note: string | null; readonly version: number | null },
): NewEntry<'CHANGE_REQUEST_DECIDED'> {
  const version = told.version === null ? null : configurationVersion(told.version);
  const after = { changeRequestId: id, decision, note: told.note, version };
  return { kind: 'CHANGE_REQUEST_DECIDED', object: `change-request/${id}`, before: { state }, after };
}

/** The entry of the requirement itself. */
export function fourEyesEntry(required: boolean): NewEntry<'FOUR_EYES_CHANGED'> {
  return {
    kind: 'FOUR_EYES_CHANGED',
    object: 'four-eyes',
    before: { required: !required },
    after: { required },
  };
}
