import { given, GraphqlClient, type RequestOptions } from '../graphql-client.ts';
import { type WithEntryStates, withEntryStates } from '../entry.ts';
import { mapped } from '../result-stream.ts';
import * as contract from './graphql.ts';

type OfType<Node, Name> = Extract<Node, { readonly __typename: Name }>;

/**
 * A client of the API. Each call resolves with data in the types of the contract, typed refusals among them, and rejects
 * with `OriginatorError` for everything else. Methods are named after the operations of `schema/operations`, and give the
 * value of the operation's one root field.
 */
export class OriginatorClient extends GraphqlClient {
  /** A page of the audit log, newest first; the kind of an entry tells the types of its states. */
  async auditLog(
    variables: contract.AuditLogQueryVariables,
    options?: RequestOptions,
  ): Promise<WithEntryStates<contract.AuditLogQuery>['tenant']> {
    const data = await this.query(withEntryStates(contract.AuditLogDocument), variables, options);
    return data.tenant;
  }

  /** The newest signed checkpoint of the audit log, or that of an epoch; null until the first entry is sealed. */
  async auditCheckpoint(
    variables: contract.AuditCheckpointQueryVariables = {},
    options?: RequestOptions,
  ): Promise<contract.AuditCheckpointQuery['tenant']> {
    const data = await this.query(contract.AuditCheckpointDocument, variables, options);
    return data.tenant;
  }

  /** The proof that an entry is in the audit log. */
  async auditInclusionProof(
    variables: contract.AuditInclusionProofQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.AuditInclusionProofQuery['tenant']> {
    const data = await this.query(contract.AuditInclusionProofDocument, variables, options);
    return data.tenant;
  }

  /** The proof that the audit log only grew between two sizes. */
  async auditConsistencyProof(
    variables: contract.AuditConsistencyProofQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.AuditConsistencyProofQuery['tenant']> {
    const data = await this.query(contract.AuditConsistencyProofDocument, variables, options);
    return data.tenant;
  }

  /** The live configuration with its selected numbers, or the one that was in force at an instant. */
  async tenantConfiguration(
    variables: contract.TenantConfigurationQueryVariables = {},
    options?: RequestOptions,
  ): Promise<contract.TenantConfigurationQuery['tenant']> {
    const data = await this.query(contract.TenantConfigurationDocument, variables, options);
    return data.tenant;
  }

  /** The draft with what it still lacks, and what was verified and refreshed last. */
  async tenantDraft(
    variables: contract.TenantDraftQueryVariables = {},
    options?: RequestOptions,
  ): Promise<contract.TenantDraftQuery['tenant']> {
    const data = await this.query(contract.TenantDraftDocument, variables, options);
    return data.tenant;
  }

  /** The configuration version of a number. */
  async configurationVersion(
    variables: contract.ConfigurationVersionQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.ConfigurationVersionQuery['tenant']> {
    const data = await this.query(contract.ConfigurationVersionDocument, variables, options);
    return data.tenant;
  }

  /** A page of the configuration versions, newest first, with what each changed. */
  async configurationHistory(
    variables: contract.ConfigurationHistoryQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.ConfigurationHistoryQuery['tenant']> {
    const data = await this.query(contract.ConfigurationHistoryDocument, variables, options);
    return data.tenant;
  }

  /** A page of the platform's tenants. */
  async tenants(
    variables: contract.TenantsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.TenantsQuery['tenants']> {
    const data = await this.query(contract.TenantsDocument, variables, options);
    return data.tenants;
  }

  /** The live version, then each version when it becomes live; with `afterVersion`, each version after that one. */
  configurationChanged(
    variables: contract.ConfigurationChangedSubscriptionVariables = {},
    options?: RequestOptions,
  ): AsyncIterableIterator<contract.ConfigurationChangedSubscription['configurationChanged'], undefined> {
    return mapped(this.subscribe(contract.ConfigurationChangedDocument, variables, options), (data) => data.configurationChanged);
  }

  /** The legal text in force. */
  async consentDocument(
    variables: contract.ConsentDocumentQueryVariables = {},
    options?: RequestOptions,
  ): Promise<contract.ConsentDocumentQuery['consentDocument']> {
    const data = await this.query(contract.ConsentDocumentDocument, variables, options);
    return data.consentDocument;
  }

  /** A page of the consent history, newest first. */
  async consents(
    variables: contract.ConsentsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.ConsentsQuery['tenant']> {
    const data = await this.query(contract.ConsentsDocument, variables, options);
    return data.tenant;
  }

  /** A consent with its text, its audit entry and its status at an instant; null when there is none such. */
  async consentEvidence(
    variables: contract.ConsentEvidenceQueryVariables,
    options?: RequestOptions,
  ): Promise<OfType<WithEntryStates<contract.ConsentEvidenceQuery>['node'], 'Consent'> | null> {
    const data = await this.query(withEntryStates(contract.ConsentEvidenceDocument), variables, options);
    return data.node?.__typename === 'Consent' ? data.node : null;
  }

  /** True if there was a valid consent for the live account, now or at an instant. */
  async consentValidity(
    variables: contract.ConsentValidityQueryVariables = {},
    options?: RequestOptions,
  ): Promise<contract.ConsentValidityQuery['tenant']> {
    const data = await this.query(contract.ConsentValidityDocument, variables, options);
    return data.tenant;
  }

  /** Records that a person said no to the text as it was shown. */
  async declineConsent(
    input: contract.DeclineConsentInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.DeclineConsentMutation['declineConsent']>> {
    const data = await this.mutate(contract.DeclineConsentDocument, { input }, options);
    return given(data.declineConsent);
  }

  /** Issues the receipt of a consent that was given; it proves itself to anyone with the public key. */
  async issueConsentReceipt(
    input: contract.IssueConsentReceiptInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.IssueConsentReceiptMutation['issueConsentReceipt']>> {
    const data = await this.mutate(contract.IssueConsentReceiptDocument, { input }, options);
    return given(data.issueConsentReceipt);
  }

  /** Sends one SMS or places one call, and gives its record once it is settled or its time is over. */
  async dispatch(
    input: contract.DispatchInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.DispatchMutation['dispatch']>> {
    const data = await this.mutate(contract.DispatchDocument, { input }, options);
    return given(data.dispatch);
  }

  /** Sends many messages, each decided on its own; gives what became of each, in order. */
  async dispatchBatch(
    input: contract.DispatchBatchInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.DispatchBatchMutation['dispatchBatch']>> {
    const data = await this.mutate(contract.DispatchBatchDocument, { input }, options);
    return given(data.dispatchBatch);
  }

  /** The dispatch record of a global id; null when there is none such. */
  async dispatchRecord(
    variables: contract.DispatchRecordQueryVariables,
    options?: RequestOptions,
  ): Promise<OfType<contract.DispatchRecordQuery['node'], 'DispatchRecord'> | null> {
    const data = await this.query(contract.DispatchRecordDocument, variables, options);
    return data.node?.__typename === 'DispatchRecord' ? data.node : null;
  }

  /** The dispatch record that an idempotency key stands for. */
  async dispatchRecordOfKey(
    variables: contract.DispatchRecordOfKeyQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.DispatchRecordOfKeyQuery['tenant']> {
    const data = await this.query(contract.DispatchRecordOfKeyDocument, variables, options);
    return data.tenant;
  }

  /** A page of the dispatch records, newest first. */
  async dispatchRecords(
    variables: contract.DispatchRecordsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.DispatchRecordsQuery['tenant']> {
    const data = await this.query(contract.DispatchRecordsDocument, variables, options);
    return data.tenant;
  }

  /** A preview: which account would send, which would pay, and why. Sends nothing. */
  async dispatchPreview(
    variables: contract.DispatchPreviewQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.DispatchPreviewQuery['tenant']> {
    const data = await this.query(contract.DispatchPreviewDocument, variables, options);
    return data.tenant;
  }

  /** Each dispatch record when it settles and whenever it changes, from now on; it never ends by itself. */
  dispatchRecorded(
    variables: contract.DispatchRecordedSubscriptionVariables = {},
    options?: RequestOptions,
  ): AsyncIterableIterator<contract.DispatchRecordedSubscription['dispatchRecorded'], undefined> {
    return mapped(this.subscribe(contract.DispatchRecordedDocument, variables, options), (data) => data.dispatchRecorded);
  }

  /** A page of the draft's numbers. */
  async draftNumbers(
    variables: contract.DraftNumbersQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.DraftNumbersQuery['tenant']> {
    const data = await this.query(contract.DraftNumbersDocument, variables, options);
    return data.tenant;
  }

  /** A page of the live account's numbers. */
  async liveNumbers(
    variables: contract.LiveNumbersQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.LiveNumbersQuery['tenant']> {
    const data = await this.query(contract.LiveNumbersDocument, variables, options);
    return data.tenant;
  }

  /** Selects numbers in the draft, in place of those selected before. */
  async selectOrganizationNumbers(
    input: contract.SelectOrganizationNumbersInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.SelectOrganizationNumbersMutation['selectOrganizationNumbers']>> {
    const data = await this.mutate(contract.SelectOrganizationNumbersDocument, { input }, options);
    return given(data.selectOrganizationNumbers);
  }

  /** Begins to read again from Twilio which numbers the accounts have. */
  async refreshOrganizationNumbers(
    input: contract.RefreshOrganizationNumbersInput = {},
    options?: RequestOptions,
  ): Promise<NonNullable<contract.RefreshOrganizationNumbersMutation['refreshOrganizationNumbers']>> {
    const data = await this.mutate(contract.RefreshOrganizationNumbersDocument, { input }, options);
    return given(data.refreshOrganizationNumbers);
  }

  /** A page of the log of the platform, newest first, for platform roles. */
  async platformLog(
    variables: contract.PlatformLogQueryVariables,
    options?: RequestOptions,
  ): Promise<WithEntryStates<contract.PlatformLogQuery>['platformLog']> {
    const data = await this.query(withEntryStates(contract.PlatformLogDocument), variables, options);
    return data.platformLog;
  }

  /** The newest signed checkpoint of the log of the platform, or that of an epoch. */
  async platformLogCheckpoint(
    variables: contract.PlatformLogCheckpointQueryVariables = {},
    options?: RequestOptions,
  ): Promise<contract.PlatformLogCheckpointQuery['platformLog']> {
    const data = await this.query(contract.PlatformLogCheckpointDocument, variables, options);
    return data.platformLog;
  }

  /** The proof that an entry is in the log of the platform. */
  async platformLogInclusionProof(
    variables: contract.PlatformLogInclusionProofQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.PlatformLogInclusionProofQuery['platformLog']> {
    const data = await this.query(contract.PlatformLogInclusionProofDocument, variables, options);
    return data.platformLog;
  }

  /** The proof that the log of the platform only grew between two sizes. */
  async platformLogConsistencyProof(
    variables: contract.PlatformLogConsistencyProofQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.PlatformLogConsistencyProofQuery['platformLog']> {
    const data = await this.query(contract.PlatformLogConsistencyProofDocument, variables, options);
    return data.platformLog;
  }

  /** A page of the consents of all tenants, newest first, for the auditor of the platform. */
  async platformConsents(
    variables: contract.PlatformConsentsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.PlatformConsentsQuery['platformConsents']> {
    const data = await this.query(contract.PlatformConsentsDocument, variables, options);
    return data.platformConsents;
  }

  /** A page of the audit entries of all tenants, newest first, for the auditor of the platform. */
  async platformAuditEntries(
    variables: contract.PlatformAuditEntriesQueryVariables,
    options?: RequestOptions,
  ): Promise<WithEntryStates<contract.PlatformAuditEntriesQuery>['platformAuditEntries']> {
    const data = await this.query(withEntryStates(contract.PlatformAuditEntriesDocument), variables, options);
    return data.platformAuditEntries;
  }

  /** Makes the next configuration version. */
  async saveTwilioAccount(
    input: contract.SaveTwilioAccountInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.SaveTwilioAccountMutation['saveTwilioAccount']>> {
    const data = await this.mutate(contract.SaveTwilioAccountDocument, { input }, options);
    return given(data.saveTwilioAccount);
  }

  /** Makes the next configuration version one without a custom account. */
  async removeTwilioAccount(
    input: contract.RemoveTwilioAccountInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.RemoveTwilioAccountMutation['removeTwilioAccount']>> {
    const data = await this.mutate(contract.RemoveTwilioAccountDocument, { input }, options);
    return given(data.removeTwilioAccount);
  }

  /** Gives the draft up. */
  async discardDraft(
    input: contract.DiscardDraftInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.DiscardDraftMutation['discardDraft']>> {
    const data = await this.mutate(contract.DiscardDraftDocument, { input }, options);
    return given(data.discardDraft);
  }

  /** Statistics of the tenant's dispatches. */
  async dispatchStats(
    variables: contract.DispatchStatsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.DispatchStatsQuery['tenant']> {
    const data = await this.query(contract.DispatchStatsDocument, variables, options);
    return data.tenant;
  }

  /** Statistics of all tenants' dispatches, for platform roles. */
  async platformDispatchStats(
    variables: contract.PlatformDispatchStatsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.PlatformDispatchStatsQuery['platformDispatchStats']> {
    const data = await this.query(contract.PlatformDispatchStatsDocument, variables, options);
    return data.platformDispatchStats;
  }

  /** What was billed in a period, and what would have been under another fallback mode. */
  async fallbackWhatIf(
    variables: contract.FallbackWhatIfQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.FallbackWhatIfQuery['tenant']> {
    const data = await this.query(contract.FallbackWhatIfDocument, variables, options);
    return data.tenant;
  }

  /** What failed of a tenant's dispatches, and how long they took. */
  async dispatchDetails(
    variables: contract.DispatchDetailsQueryVariables,
    options?: RequestOptions,
  ): Promise<contract.DispatchDetailsQuery['tenant']> {
    const data = await this.query(contract.DispatchDetailsDocument, variables, options);
    return data.tenant;
  }

  /** Begins to verify an account. Follow it by `verificationStatus`. */
  async verifyTwilioAccount(
    input: contract.VerifyTwilioAccountInput,
    options?: RequestOptions,
  ): Promise<NonNullable<contract.VerifyTwilioAccountMutation['verifyTwilioAccount']>> {
    const data = await this.mutate(contract.VerifyTwilioAccountDocument, { input }, options);
    return given(data.verifyTwilioAccount);
  }

  /** The verification of a global id as it is now; null when there is none such. */
  async verification(
    variables: contract.VerificationQueryVariables,
    options?: RequestOptions,
  ): Promise<OfType<contract.VerificationQuery['node'], 'Verification'> | null> {
    const data = await this.query(contract.VerificationDocument, variables, options);
    return data.node?.__typename === 'Verification' ? data.node : null;
  }

  /** The verification as it is now, then whenever it changes, until it has ended. */
  verificationStatus(
    variables: contract.VerificationStatusSubscriptionVariables,
    options?: RequestOptions,
  ): AsyncIterableIterator<contract.VerificationStatusSubscription['verificationStatus'], undefined> {
    return mapped(this.subscribe(contract.VerificationStatusDocument, variables, options), (data) => data.verificationStatus);
  }

  /** The caller, as the token describes it. */
  async viewer(options?: RequestOptions): Promise<contract.ViewerQuery['viewer']> {
    const data = await this.query(contract.ViewerDocument, {}, options);
    return data.viewer;
  }

  /** The limits that requests of the caller can meet. */
  async limits(options?: RequestOptions): Promise<contract.LimitsQuery['viewer']> {
    const data = await this.query(contract.LimitsDocument, {}, options);
    return data.viewer;
  }
}
