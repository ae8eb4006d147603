import {
  type AuditLogQuery,
  createClient,
  type DraftNumbersQueryVariables,
  type OriginatorClient,
  type SaveTwilioAccountInput,
  type TenantConfigurationQuery,
} from '../../src/client/index.ts';
import type { RunningSystem, TokenRequest } from '../support/running-system.ts';

interface Credentials {
  readonly sid: string;
  readonly authToken: string;
}

type Named = { readonly __typename: string };

/** The live configuration as the client answers it. */
export type LiveConfiguration = NonNullable<NonNullable<TenantConfigurationQuery['tenant']>['configuration']>;

function isA<R extends Named, const T extends R['__typename']>(
  result: R,
  typename: T,
): result is Extract<R, { readonly __typename: T }> {
  return result.__typename === typename;
}

/** The answer as the type that it must be of; any other fails the test, with what was answered. */
export function expectA<R extends Named, const T extends R['__typename']>(
  result: R,
  typename: T,
): Extract<R, { readonly __typename: T }> {
  if (isA(result, typename)) return result;
  throw new Error(`expected ${typename}, not ${JSON.stringify(result)}`);
}

/** The value, which must be there. */
export function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('there is none');
  return value;
}

/** What a front end does for an admin, on the typed client and nothing else. */
export class FrontEnd {
  readonly client: OriginatorClient;

  constructor(client: OriginatorClient) {
    this.client = client;
  }

  /** Verifies to the end and gives the last event. */
  async verify({ sid, authToken }: Credentials) {
    const begun = await this.client.verifyTwilioAccount({ accountSid: sid, authToken });
    const { verification } = expectA(begun, 'VerifyTwilioAccountPayload');
    let last = null;
    for await (const event of this.client.verificationStatus({ id: verification.id })) last = event;
    return given(last);
  }

  async draft() {
    return given(given(await this.client.tenantDraft()).draft);
  }

  async configuration(at?: string | null): Promise<LiveConfiguration> {
    const tenant = await this.client.tenantConfiguration(at == null ? {} : { at });
    return given(given(tenant).configuration);
  }

  /** All numbers of the draft that the filter shows, page by page. */
  async numbers(filter: NonNullable<DraftNumbersQueryVariables['filter']>) {
    const found = [];
    for (let after: string | null = null; ; ) {
      const tenant = await this.client.draftNumbers({ filter, first: 100, after });
      const page = given(given(tenant?.draft).account.organizationNumbers);
      found.push(...page.edges.map(({ node }) => node));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) return { counts: page.counts, numbers: found };
    }
  }

  /** Selects in the draft as it is now, or begins one from the live account. */
  async select(numbers: readonly string[] | 'ALL') {
    const draft = (await this.client.tenantDraft())?.draft;
    return this.client.selectOrganizationNumbers({
      ...(draft == null ? {} : { draft: { id: draft.id, revision: draft.revision } }),
      ...(numbers === 'ALL' ? { all: true } : { phoneNumbers: numbers }),
    });
  }

  /** The consent of an admin who was shown the draft as it is now; absent where none is asked for. */
  async consent(): Promise<Pick<SaveTwilioAccountInput, 'consent'>> {
    const { consentRequired } = await this.draft();
    if (consentRequired === null) return {};
    const { accountSid, draftRevision, document } = consentRequired;
    const { version: documentVersion, locale: documentLocale, digest: documentDigest } = document;
    return { consent: { accountSid, draftRevision, documentVersion, documentLocale, documentDigest } };
  }

  /** Saves the draft as it is now, on top of the version that it shows. */
  async saveDraft(changes: Partial<SaveTwilioAccountInput> = {}) {
    const { id, revision, liveVersion } = await this.draft();
    return this.client.saveTwilioAccount({ draft: { id, revision }, baseVersion: liveVersion, ...changes });
  }
}

/** The front end of somebody with a token. */
export async function frontEnd(
  system: RunningSystem,
  who: TokenRequest,
  transport: 'sse' | 'websocket' = 'sse',
  webSocket?: unknown,
): Promise<FrontEnd> {
  const token = await system.token(who);
  return new FrontEnd(createClient({ url: system.endpoint, token, transport, webSocket }));
}

type AuditLog = NonNullable<NonNullable<AuditLogQuery['tenant']>['auditLog']>;

/** The audit log as an auditor reads it through the client, oldest first. */
export async function readAuditLog({ client }: FrontEnd) {
  const entries = [];
  for (let after: string | null = null; ; ) {
    const page: AuditLog = given((await client.auditLog({ first: 10, after }))?.auditLog);
    entries.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return entries.reverse();
  }
}
