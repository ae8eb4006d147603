import type {
  DraftNumbersQueryVariables,
  OriginatorClient,
  SaveTwilioAccountInput,
  TenantConfigurationQuery,
} from '../../client/index.ts';

/** The credentials that an admin enters. */
export interface Credentials {
  readonly sid: string;
  readonly authToken: string;
}

interface Named {
  readonly __typename: string;
}

type Numbered = NonNullable<DraftNumbersQueryVariables['filter']>;

/** A configuration with its selected numbers, as the client answers it. */
export type ShownConfiguration = NonNullable<
  NonNullable<TenantConfigurationQuery['tenant']>['configuration']
>;

function isA<R extends Named, const T extends R['__typename']>(
  result: R,
  typename: T,
): result is Extract<R, { readonly __typename: T }> {
  return result.__typename === typename;
}

/** The answer as the type that it has to be of. Throws an error that tells what was answered instead. */
export function expectA<R extends Named, const T extends R['__typename']>(
  result: R,
  typename: T,
): Extract<R, { readonly __typename: T }> {
  if (isA(result, typename)) return result;
  throw new Error(`Expected ${typename}, but the answer is ${JSON.stringify(result)}.`);
}

/** The value, which has to be there. */
export function given<T>(value: T | null | undefined, what = 'such thing'): T {
  if (value === null || value === undefined) throw new Error(`There is no ${what}.`);
  return value;
}

/** The steps that a front end takes for an admin, on the typed client and nothing else. */
export class FrontEnd {
  readonly client: OriginatorClient;

  constructor(client: OriginatorClient) {
    this.client = client;
  }

  /** Verifies to the end: the last event, and the course of statuses up to it. */
  async verify({ sid, authToken }: Credentials) {
    const begun = await this.client.verifyTwilioAccount({ accountSid: sid, authToken });
    const { verification } = expectA(begun, 'VerifyTwilioAccountPayload');
    const course: string[] = [verification.status];
    let last = null;
    for await (const event of this.client.verificationStatus({ id: verification.id })) {
      last = event;
      if (event.status !== course.at(-1)) course.push(event.status);
    }
    return { ...given(last, 'event'), course };
  }

  /** The draft as it is now. */
  async draft() {
    return given((await this.client.tenantDraft())?.draft, 'draft');
  }

  /** The live configuration, or the one in force at an instant. */
  async configuration(at?: string): Promise<ShownConfiguration> {
    const tenant = await this.client.tenantConfiguration(at === undefined ? {} : { at });
    return given(tenant?.configuration, 'configuration');
  }

  /** A page of the draft's numbers. */
  async numberPage(filter: Numbered, first: number, after: string | null = null) {
    const tenant = await this.client.draftNumbers({ filter, first, after });
    return given(tenant?.draft?.account.organizationNumbers, 'draft with numbers');
  }

  /** A page of the live account's numbers. */
  async liveNumberPage(filter: Numbered, first: number) {
    const tenant = await this.client.liveNumbers({ filter, first });
    return given(tenant?.configuration?.account?.organizationNumbers, 'account with numbers');
  }

  /** Selects in the draft as it is now, or begins one from the live account. */
  async select(numbers: readonly string[] | 'ALL') {
    const draft = (await this.client.tenantDraft())?.draft;
    return this.client.selectOrganizationNumbers({
      ...(draft == null ? {} : { draft: { id: draft.id, revision: draft.revision } }),
      numbers: numbers === 'ALL' ? { every: 'LISTED' } : { phoneNumbers: numbers },
    });
  }

  /** The consent of an admin who was shown the draft as it is now; nothing where none is asked for. */
  async consent(): Promise<Pick<SaveTwilioAccountInput, 'consent'>> {
    const { consentRequired } = await this.draft();
    if (consentRequired === null) return {};
    const { accountSid, draftRevision, document } = consentRequired;
    const { version: documentVersion, locale: documentLocale, digest: documentDigest } = document;
    return { consent: { accountSid, draftRevision, documentVersion, documentLocale, documentDigest } };
  }

  /** Saves the draft as it is now, on top of the live version that it shows. */
  async saveDraft(changes: Partial<SaveTwilioAccountInput> = {}) {
    const { id, revision, liveVersion } = await this.draft();
    return this.client.saveTwilioAccount({ draft: { id, revision }, baseVersion: liveVersion, ...changes });
  }
}
