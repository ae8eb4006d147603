import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useChange } from '../../data/change.ts';
import type { Problem } from '../../data/shown.tsx';
import {
  type ConsentInput,
  DeclineAccountConsentDocument,
  RemoveAccountDocument,
  SaveAccountDocument,
  type SaveAccountMutation,
} from '../../generated/graphql.ts';
import type { Configuration, Draft } from './account-state.ts';
import type { Requirement } from './consent-dialog.tsx';
import type { useAccountForm } from './use-account-form.ts';
import type { useSelection } from './use-selection.ts';

type Refused = Exclude<
  SaveAccountMutation['saveTwilioAccount'],
  null | { __typename: 'SaveTwilioAccountPayload' } | { __typename: 'ChangeRequested' }
>;

/** The results of a save that are for the page. */
export interface SaveEvents {
  /** A version is live. */
  readonly onSaved: (configuration: Configuration) => void;
  /** The page shows a state that is no longer current; this one is. */
  readonly onOutOfDate: (configuration: Configuration, draft: Draft | null) => void;
  /** A change request waits for another person. */
  readonly onRequested: () => void;
  /** The draft has to be read again. */
  readonly onStale: () => void;
}

interface Saving {
  readonly draft: Draft | null;
  readonly form: ReturnType<typeof useAccountForm>;
  readonly selection: ReturnType<typeof useSelection>;
  readonly events: SaveEvents;
}

/** Saving: it keeps the selection first, asks for the consent that is needed, and tells each requirement that is not met. */
export function useSave(parts: Saving) {
  const state = useSaveState();
  const declining = useDeclining(parts, state);
  const removing = useRemoving(parts, state);
  const saving = useSaving(parts, state);
  const { draft, form, selection } = parts;
  return {
    asking: state.asking,
    isRemoving: state.isRemoving,
    problem: state.problem,
    outcome: state.outcome,
    error: saving.error ?? removing.error ?? declining.error,
    isBusy: saving.isBusy || removing.isBusy,
    async save() {
      state.setProblem(null);
      state.setOutcome(null);
      saving.reset();
      removing.reset();
      if (form.removes) {
        state.setRemoving(true);
        return;
      }
      if (form.use === 'custom' && !(await selection.flush())) return;
      const required = selection.latest()?.consentRequired ?? draft?.consentRequired ?? null;
      if (form.use === 'custom' && required !== null) state.setAsking(required);
      else await saving.send();
    },
    async agree() {
      if (state.asking !== null) await saving.send(consentOf(state.asking));
    },
    decline: declining.decline,
    remove: removing.remove,
    close() {
      state.setAsking(null);
      state.setRemoving(false);
    },
  };
}

function useSaveState() {
  const [asking, setAsking] = useState<Requirement | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [outcome, setOutcome] = useState<'saved' | 'declined' | 'requested' | null>(null);
  return { asking, setAsking, isRemoving, setRemoving, problem, setProblem, outcome, setOutcome };
}

type SaveState = ReturnType<typeof useSaveState>;

function useSaving({ draft, form, selection, events }: Saving, state: SaveState) {
  const { tenantId } = useTenant();
  const { mutateAsync, error, isPending, reset } = useChange(SaveAccountDocument);
  const refuse = (answer: Refused) => {
    state.setAsking(null);
    if (answer.__typename === 'OutOfDate') {
      events.onOutOfDate(answer.currentConfiguration, answer.currentDraft);
      return;
    }
    const isForConsent = answer.issues.every(({ code }) => code.startsWith('CONSENT_'));
    if (answer.__typename === 'RequirementsNotMet' && isForConsent && draft !== null) {
      const draftRevision = answer.currentDraft?.revision ?? draft.revision;
      state.setAsking({ accountSid: draft.account.sid, draftRevision, document: answer.consentDocument });
    } else state.setProblem(answer);
    events.onStale();
  };
  const send = async (consent?: ConsentInput) => {
    const reference = form.use === 'custom' ? selection.reference() : null;
    const input = {
      tenantId,
      baseVersion: form.base.version,
      channels: form.channels,
      ...(form.chooses ? { fallbackMode: form.fallback } : {}),
      ...(reference === null ? {} : { draft: { id: reference.id, revision: reference.revision } }),
      ...(consent === undefined ? {} : { consent }),
    };
    const answer = (await mutateAsync({ input }).catch(() => null))?.saveTwilioAccount ?? null;
    if (answer === null) return;
    if (answer.__typename === 'ChangeRequested') {
      state.setAsking(null);
      state.setOutcome('requested');
      events.onRequested();
      return;
    }
    if (answer.__typename !== 'SaveTwilioAccountPayload') {
      refuse(answer);
      return;
    }
    state.setAsking(null);
    state.setOutcome('saved');
    events.onSaved(answer.configuration);
  };
  return { send, error, isBusy: isPending, reset };
}

function useRemoving({ form, events }: Saving, state: SaveState) {
  const { tenantId } = useTenant();
  const { mutateAsync, error, isPending, reset } = useChange(RemoveAccountDocument);
  const remove = async () => {
    const input = { tenantId, baseVersion: form.base.version };
    const answer = (await mutateAsync({ input }).catch(() => null))?.removeTwilioAccount ?? null;
    state.setRemoving(false);
    if (answer === null) return;
    if (answer.__typename === 'RemoveTwilioAccountPayload') {
      state.setOutcome('saved');
      events.onSaved(answer.configuration);
    } else if (answer.__typename === 'ChangeRequested') {
      state.setOutcome('requested');
      events.onRequested();
    } else if (answer.__typename === 'OutOfDate')
      events.onOutOfDate(answer.currentConfiguration, answer.currentDraft);
    else state.setProblem(answer);
  };
  return { remove, error, isBusy: isPending, reset };
}

function useDeclining({ selection, events }: Saving, state: SaveState) {
  const { tenantId } = useTenant();
  const { mutateAsync, error } = useChange(DeclineAccountConsentDocument);
  const decline = async () => {
    const reference = selection.reference();
    const { asking } = state;
    if (asking === null || reference === null) return;
    const draft = { id: reference.id, revision: reference.revision };
    const input = { tenantId, consent: consentOf(asking), draft };
    const answer = (await mutateAsync({ input }).catch(() => null))?.declineConsent ?? null;
    state.setAsking(null);
    if (answer === null) return;
    if (answer.__typename === 'OutOfDate')
      events.onOutOfDate(answer.currentConfiguration, answer.currentDraft);
    else if (answer.__typename === 'DeclineConsentPayload') state.setOutcome('declined');
    else state.setProblem(answer);
  };
  return { decline, error };
}

function consentOf({ accountSid, draftRevision, document }: Requirement): ConsentInput {
  return {
    accountSid,
    draftRevision,
    documentVersion: document.version,
    documentLocale: document.locale,
    documentDigest: document.digest,
  };
}
