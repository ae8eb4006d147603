import { unreadable } from './answer.ts';
import { withEntryStates } from './entry.ts';
import { overEventStream } from './event-stream.ts';
import * as contract from './generated/graphql.ts';
import { type Connection, execute } from './http-request.ts';
import { mapped } from './result-stream.ts';
import { WebSocketTransport } from './web-socket.ts';

/** The address of Originator, and the token. */
export interface ClientOptions {
  /** The URL of the GraphQL API, for example `https://originator.example/graphql`. */
  readonly url: string;
  /** The bearer token, or what gives one: it is asked again before each request and each connection. */
  readonly token: string | (() => string | Promise<string>);
  /** The transport of subscriptions: one request for each, or one WebSocket for all. `sse` by default. */
  readonly transport?: 'sse' | 'websocket';
  /** In place of the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** The class to make WebSockets of where the platform has none, as that of the package `ws` on Node 20. */
  readonly webSocket?: unknown;
}

/** The options of one call. */
export interface RequestOptions {
  /** Gives the call up: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A document with the types of its result and its variables, as the code generator makes it. */
export type TypedDocument<Result, Variables> = contract.TypedDocumentString<Result, Variables>;

/** Variables may be left out where none is required. */
type Call<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: RequestOptions]
    : [variables: Variables, options?: RequestOptions];

const AUDIT_LOG = withEntryStates(contract.AuditLogDocument);

/** Makes a client. It connects to nothing until it is asked something. */
export function createClient(options: ClientOptions): OriginatorClient {
  return new OriginatorClient(options);
}

/**
 * A client of the API. Each call resolves with data in the types of the contract, typed refusals among them, and rejects
 * with `OriginatorError` for everything else. Methods are named after the operations of `schema/operations`, and give the
 * value of the operation's one root field.
 */
export class OriginatorClient {
  readonly #connection: Connection;
  readonly #webSocket: WebSocketTransport | undefined;

  constructor({ url, token, fetch, transport, webSocket }: ClientOptions) {
    this.#connection = {
      url,
      token: async () => (typeof token === 'string' ? token : token()),
      fetch: fetch ?? ((...request) => globalThis.fetch(...request)),
    };
    if (transport === 'websocket') this.#webSocket = new WebSocketTransport(this.#connection, webSocket);
  }

  /** Executes a query, also one of your own. */
  query<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...[variables, options]: Call<Variables>
  ): Promise<Result> {
    const request = { query: document.toString(), variables: variables ?? {} };
    return execute(this.#connection, request, options?.signal);
  }

  /** Executes a mutation, also one of your own. */
  mutate<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...call: Call<Variables>
  ): Promise<Result> {
    return this.query(document, ...call);
  }

  /**
   * Follows a subscription, also one of your own. It begins with the first `next()`, ends after the server's last event,
   * and is given up by `break` or the signal. A connection that is lost ends it with an error: subscribe again, and the
   * present state comes first.
   */
  subscribe<Result, Variables>(
    document: TypedDocument<Result, Variables>,
    ...[variables, options]: Call<Variables>
  ): AsyncIterableIterator<Result, undefined> {
    const request = { query: document.toString(), variables: variables ?? {} };
    return this.#webSocket === undefined
      ? overEventStream(this.#connection, request, options?.signal)
      : this.#webSocket.subscribe(request, options?.signal);
  }

  /** The caller, as the token describes it. */
  async viewer(options?: RequestOptions) {
    return (await this.query(contract.ViewerDocument, {}, options)).viewer;
  }

  /** The live configuration with its selected numbers, or the one that was in force at an instant. */
  async tenantConfiguration(
    variables: contract.TenantConfigurationQueryVariables = {},
    options?: RequestOptions,
  ) {
    return (await this.query(contract.TenantConfigurationDocument, variables, options)).tenant;
  }

  /** The configuration version of a number. */
  async configurationVersion(
    variables: contract.ConfigurationVersionQueryVariables,
    options?: RequestOptions,
  ) {
    return (await this.query(contract.ConfigurationVersionDocument, variables, options)).tenant;
  }

  /** The draft with what it still lacks, and what was verified and refreshed last. */
  async tenantDraft(variables: contract.TenantDraftQueryVariables = {}, options?: RequestOptions) {
    return (await this.query(contract.TenantDraftDocument, variables, options)).tenant;
  }

  /** A page of the draft's numbers. */
  async draftNumbers(variables: contract.DraftNumbersQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.DraftNumbersDocument, variables, options)).tenant;
  }

  /** A page of the live account's numbers. */
  async liveNumbers(variables: contract.LiveNumbersQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.LiveNumbersDocument, variables, options)).tenant;
  }

  /** The legal text in force. */
  async consentDocument(variables: contract.ConsentDocumentQueryVariables = {}, options?: RequestOptions) {
    return (await this.query(contract.ConsentDocumentDocument, variables, options)).consentDocument;
  }

  /** A page of the consent history, newest first. */
  async consents(variables: contract.ConsentsQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.ConsentsDocument, variables, options)).tenant;
  }

  /** True if there was a valid consent for the live account, now or at an instant. */
  async consentValidity(variables: contract.ConsentValidityQueryVariables = {}, options?: RequestOptions) {
    return (await this.query(contract.ConsentValidityDocument, variables, options)).tenant;
  }

  /** A page of the audit log, newest first; the kind of an entry tells the types of its states. */
  async auditLog(variables: contract.AuditLogQueryVariables, options?: RequestOptions) {
    return (await this.query(AUDIT_LOG, variables, options)).tenant;
  }

  /** A page of the platform's tenants. */
  async tenants(variables: contract.TenantsQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.TenantsDocument, variables, options)).tenants;
  }

  /** The verification of a global id as it is now; null when there is none such. */
  async verification(variables: contract.VerificationQueryVariables, options?: RequestOptions) {
    const { node } = await this.query(contract.VerificationDocument, variables, options);
    return node?.__typename === 'Verification' ? node : null;
  }

  /** Begins to verify an account. Follow it by `verificationStatus`. */
  async verifyTwilioAccount(input: contract.VerifyTwilioAccountInput, options?: RequestOptions) {
    const result = await this.mutate(contract.VerifyTwilioAccountDocument, { input }, options);
    return given(result.verifyTwilioAccount);
  }

  /** The verification as it is now, then whenever it changes, until it has ended. */
  verificationStatus(variables: contract.VerificationStatusSubscriptionVariables, options?: RequestOptions) {
    const events = this.subscribe(contract.VerificationStatusDocument, variables, options);
    return mapped(events, ({ verificationStatus }) => verificationStatus);
  }

  /** Selects numbers in the draft, in place of those selected before. */
  async selectOrganizationNumbers(input: contract.SelectOrganizationNumbersInput, options?: RequestOptions) {
    const result = await this.mutate(contract.SelectOrganizationNumbersDocument, { input }, options);
    return given(result.selectOrganizationNumbers);
  }

  /** Makes the next configuration version. */
  async saveTwilioAccount(input: contract.SaveTwilioAccountInput, options?: RequestOptions) {
    const result = await this.mutate(contract.SaveTwilioAccountDocument, { input }, options);
    return given(result.saveTwilioAccount);
  }

  /** Makes the next configuration version one without a custom account. */
  async removeTwilioAccount(input: contract.RemoveTwilioAccountInput, options?: RequestOptions) {
    const result = await this.mutate(contract.RemoveTwilioAccountDocument, { input }, options);
    return given(result.removeTwilioAccount);
  }

  /** Gives the draft up. */
  async discardDraft(input: contract.DiscardDraftInput, options?: RequestOptions) {
    const result = await this.mutate(contract.DiscardDraftDocument, { input }, options);
    return given(result.discardDraft);
  }

  /** Records that a person said no to the text as it was shown. */
  async declineConsent(input: contract.DeclineConsentInput, options?: RequestOptions) {
    const result = await this.mutate(contract.DeclineConsentDocument, { input }, options);
    return given(result.declineConsent);
  }

  /** Issues the receipt of a consent that was given; it proves itself to anyone with the public key. */
  async issueConsentReceipt(input: contract.IssueConsentReceiptInput, options?: RequestOptions) {
    const result = await this.mutate(contract.IssueConsentReceiptDocument, { input }, options);
    return given(result.issueConsentReceipt);
  }

  /** Begins to read again from Twilio which numbers the accounts have. */
  async refreshOrganizationNumbers(
    input: contract.RefreshOrganizationNumbersInput = {},
    options?: RequestOptions,
  ) {
    const result = await this.mutate(contract.RefreshOrganizationNumbersDocument, { input }, options);
    return given(result.refreshOrganizationNumbers);
  }

  /** Sends one SMS or places one call, and gives its record once it is settled or its time is over. */
  async dispatch(input: contract.DispatchInput, options?: RequestOptions) {
    return given((await this.mutate(contract.DispatchDocument, { input }, options)).dispatch);
  }

  /** Sends many messages, each decided on its own; gives what became of each, in order. */
  async dispatchBatch(input: contract.DispatchBatchInput, options?: RequestOptions) {
    return given((await this.mutate(contract.DispatchBatchDocument, { input }, options)).dispatchBatch);
  }

  /** A preview: which account would send, which would pay, and why. Sends nothing. */
  async dispatchPreview(variables: contract.DispatchPreviewQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.DispatchPreviewDocument, variables, options)).tenant;
  }

  /** The dispatch record of a global id; null when there is none such. */
  async dispatchRecord(variables: contract.DispatchRecordQueryVariables, options?: RequestOptions) {
    const { node } = await this.query(contract.DispatchRecordDocument, variables, options);
    return node?.__typename === 'DispatchRecord' ? node : null;
  }

  /** The dispatch record that an idempotency key stands for. */
  async dispatchRecordOfKey(variables: contract.DispatchRecordOfKeyQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.DispatchRecordOfKeyDocument, variables, options)).tenant;
  }

  /** A page of the dispatch records, newest first. */
  async dispatchRecords(variables: contract.DispatchRecordsQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.DispatchRecordsDocument, variables, options)).tenant;
  }

  /** Each dispatch record when it settles and whenever it changes, from now on; it never ends by itself. */
  dispatchRecorded(variables: contract.DispatchRecordedSubscriptionVariables = {}, options?: RequestOptions) {
    const events = this.subscribe(contract.DispatchRecordedDocument, variables, options);
    return mapped(events, ({ dispatchRecorded }) => dispatchRecorded);
  }

  /** Statistics of the tenant's dispatches. */
  async dispatchStats(variables: contract.DispatchStatsQueryVariables, options?: RequestOptions) {
    return (await this.query(contract.DispatchStatsDocument, variables, options)).tenant;
  }

  /** Statistics of all tenants' dispatches, for platform roles. */
  async platformDispatchStats(
    variables: contract.PlatformDispatchStatsQueryVariables,
    options?: RequestOptions,
  ) {
    const found = await this.query(contract.PlatformDispatchStatsDocument, variables, options);
    return found.platformDispatchStats;
  }
}

/** A mutation is null only beside errors, which have been thrown before. */
function given<Result>(result: Result | null): Result {
  if (result === null) throw unreadable({});
  return result;
}
