import type { OriginatorClient, SaveTwilioAccountInput } from '../../client/index.ts';

/** The fallback mode that an admin chose; `null` for no choice (D6). */
export type ChosenMode = SaveTwilioAccountInput['fallbackMode'];

/** Takes the token's tenant from an account's SID and token to a live configuration with all its numbers (S1). */
export async function configureTenant(
  client: OriginatorClient,
  account: { readonly sid: string; readonly authToken: string },
  fallbackMode: ChosenMode,
): Promise<void> {
  const begun = await client.verifyTwilioAccount({ accountSid: account.sid, authToken: account.authToken });
  if (begun.__typename !== 'VerifyTwilioAccountPayload') throw unexpected(begun);
  for await (const { status, failure } of client.verificationStatus({ id: begun.verification.id })) {
    if (status === 'FAILED') throw new Error(`The account was not verified: ${failure?.message}`);
  }
  const draft = (await client.tenantDraft())?.draft;
  if (draft === null || draft === undefined) throw new Error('There is no draft of a verified account.');
  const selected = await client.selectOrganizationNumbers({
    draft: { id: draft.id, revision: draft.revision },
    numbers: { every: 'LISTED' },
  });
  if (selected.__typename !== 'SelectOrganizationNumbersPayload') throw unexpected(selected);
  const { id, revision, consentRequired, liveVersion } = selected.draft;
  const saved = await client.saveTwilioAccount({
    draft: { id, revision },
    baseVersion: liveVersion,
    fallbackMode: fallbackMode ?? null,
    consent:
      consentRequired === null
        ? null
        : {
            accountSid: consentRequired.accountSid,
            draftRevision: revision,
            documentVersion: consentRequired.document.version,
            documentLocale: consentRequired.document.locale,
            documentDigest: consentRequired.document.digest,
          },
  });
  if (saved.__typename !== 'SaveTwilioAccountPayload') throw unexpected(saved);
}

/** Has the live account's numbers read again, and waits until what was found is kept (N6). */
export async function refreshNumbers(client: OriginatorClient, signal: AbortSignal): Promise<void> {
  const begun = await client.refreshOrganizationNumbers({});
  if (begun.__typename !== 'RefreshOrganizationNumbersPayload') throw unexpected(begun);
  while (!signal.aborted) {
    const tenant = await client.tenantDraft();
    const refresh = tenant?.latestRefresh;
    if (refresh?.id === begun.refresh.id && refresh.finishedAt !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function unexpected(answer: object): Error {
  return new Error(`The server returned an unexpected result: ${JSON.stringify(answer)}`);
}
