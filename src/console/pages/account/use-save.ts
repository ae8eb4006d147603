import { useState } from 'react';
import { useTenant } from '../../app/caller.tsx';
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

type SaveAnswer = SaveAccountMutation['saveTwilioAccount'];

/** What the page is told by a save. */
export interface SaveEvents {
  /** A version is live. */
  readonly onSaved: (configuration: Configuration) => void;
  /** What the page shows is no longer current; this is. */
  readonly onOutOfDate: (configuration: Configuration, draft: Draft | null) => void;
  /** The draft has to be read again. */
  readonly onStale: () => void;
}

/** Saving: it keeps the selection first, asks for the consent that is needed, and tells each requirement that is not met. */
export function useSave(
  state: { readonly draft: Draft | null; readonly form: ReturnType<typeof useAccountForm> },
  selection: ReturnType<typeof useSelection>,
  events: SaveEvents,
) {
  const { tenantId } = useTenant();
  const { draft, form } = state;
  const save = useChange(SaveAccountDocument);
  const remove = useChange(RemoveAccountDocument);
  const decline = useChange(DeclineAccountConsentDocument);
  const [asking, setAsking] = useState<Requirement | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [outcome, setOutcome] = useState<'saved' | 'declined' | null>(null);

  const refuse = (answer: Exclude<SaveAnswer, null | { __typename: 'SaveTwilioAccountPayload' }>) => {
    setAsking(null);
    if (answer.__typename === 'OutOfDate') {
      events.onOutOfDate(answer.currentConfiguration, answer.currentDraft);
      return;
    }
    const needsConsent = answer.code === 'CONSENT_REQUIRED' || answer.code === 'CONSENT_OUT_OF_DATE';
    if (
      answer.__typename === 'RequirementsNotMet' &&
      needsConsent &&
      answer.issues.length === 1 &&
      draft !== null
    ) {
      const { sid: accountSid } = draft.account;
      const draftRevision = answer.currentDraft?.revision ?? draft.revision;
      setAsking({ accountSid, draftRevision, document: answer.consentDocument });
    } else setProblem(answer);
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
    const answer = (await save.mutateAsync({ input }).catch(() => null))?.saveTwilioAccount ?? null;
    if (answer === null) return;
    if (answer.__typename !== 'SaveTwilioAccountPayload') {
      refuse(answer);
      return;
    }
    setAsking(null);
    setOutcome('saved');
    events.onSaved(answer.configuration);
  };

  const begin = () => {
    setProblem(null);
    setOutcome(null);
    save.reset();
    remove.reset();
  };

  return {
    asking,
    isRemoving,
    problem,
    outcome,
    error: save.error ?? remove.error ?? decline.error,
    isBusy: save.isPending || remove.isPending,
    async save() {
      begin();
      if (form.removes) {
        setRemoving(true);
        return;
      }
      if (form.use === 'custom' && !(await selection.flush())) return;
      const required = selection.latest()?.consentRequired ?? draft?.consentRequired ?? null;
      if (form.use === 'custom' && required !== null) setAsking(required);
      else await send();
    },
    agree: () => (asking === null ? Promise.resolve() : send(consentOf(asking))),
    async decline() {
      const reference = selection.reference();
      if (asking === null || reference === null) return;
      const { id, revision } = reference;
      const input = { tenantId, consent: consentOf(asking), draft: { id, revision } };
      const answer = (await decline.mutateAsync({ input }).catch(() => null))?.declineConsent ?? null;
      setAsking(null);
      if (answer === null) return;
      if (answer.__typename === 'OutOfDate')
        events.onOutOfDate(answer.currentConfiguration, answer.currentDraft);
      else if (answer.__typename === 'DeclineConsentPayload') setOutcome('declined');
      else setProblem(answer);
    },
    async remove() {
      const input = { tenantId, baseVersion: form.base.version };
      const answer = (await remove.mutateAsync({ input }).catch(() => null))?.removeTwilioAccount ?? null;
      setRemoving(false);
      if (answer === null) return;
      if (answer.__typename === 'RemoveTwilioAccountPayload') {
        setOutcome('saved');
        events.onSaved(answer.configuration);
      } else if (answer.__typename === 'OutOfDate')
        events.onOutOfDate(answer.currentConfiguration, answer.currentDraft);
      else setProblem(answer);
    },
    close() {
      setAsking(null);
      setRemoving(false);
    },
  };
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
