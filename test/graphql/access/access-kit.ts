import { expect } from 'vitest';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { newTenant, type RunningSystem } from '../../support/running-system.ts';
import type { Json } from '../api-kit.ts';

/** What an operation or an event of it came to, as it was sent. */
export interface Answer {
  readonly data: Json | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string; readonly missingScopes?: readonly string[] };
  }[];
}

async function firstEvent(response: Response, satisfies: (answer: Answer) => boolean): Promise<Answer> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const events = [...text.matchAll(/^data: ?(\{.*\})\r?\n/gm)].map(
      ([, json = '']): Answer => JSON.parse(json),
    );
    const found = events.find(satisfies);
    if (found !== undefined) return found;
  }
  return expect.fail(`the stream ended with ${text}`);
}

/** Everybody of one tenant, by role and subject, over real HTTP. */
export function everybody(system: RunningSystem) {
  const tenant = newTenant();
  const tokens = new Map<string, Promise<string>>();

  async function post(role: Role, query: string, subject: string, accept: string): Promise<Response> {
    const token = tokens.get(`${role} ${subject}`) ?? system.token({ role, tenant, subject });
    tokens.set(`${role} ${subject}`, token);
    return fetch(system.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${await token}` },
      body: JSON.stringify({ query, variables: query.includes('$t') ? { t: tenant } : {} }),
    });
  }

  async function ask(role: Role, query: string, subject = 'ann'): Promise<Answer> {
    const response = await post(role, query, subject, 'application/json');
    const answer: Answer = JSON.parse(await response.text());
    return answer;
  }

  async function follow(
    role: Role,
    subscription: string,
    satisfies: (answer: Answer) => boolean = () => true,
  ): Promise<Answer> {
    const response = await post(role, subscription, 'ann', 'text/event-stream');
    if (response.headers.get('content-type')?.includes('json')) return JSON.parse(await response.text());
    return firstEvent(response, satisfies);
  }

  async function change(mutation: string, role: Role = 'admin'): Promise<Json> {
    const { data, errors } = await ask(role, `mutation { result: ${mutation} }`);
    expect(errors).toBeUndefined();
    return data?.['result'] ?? expect.fail('nothing was answered');
  }

  async function dispatch(idempotencyKey: string): Promise<void> {
    const { __typename } = await change(
      `dispatch(input: { idempotencyKey: "${idempotencyKey}", channel: SMS, to: "+4915112345678", text: "1" }) {
      __typename }`,
      'dispatcher',
    );
    expect(__typename).toBe('DispatchPayload');
  }

  return {
    tenant,
    /** Asks a query or a mutation; `$t` in it is the tenant. */
    ask,
    /** The first event that satisfies; what was answered instead where the subscription was refused. */
    follow,
    /** Makes a change; any error fails the test. */
    change,
    /** Sends something by the account of the platform or the tenant's own, whichever is decided on. */
    dispatch,
  };
}

type Everybody = ReturnType<typeof everybody>;

interface Credentials {
  readonly sid: string;
  readonly authToken: string;
}

/** Verifies an account to its end. */
export async function verify({ change, follow }: Everybody, { sid, authToken }: Credentials): Promise<void> {
  const { verification } = await change(
    `verifyTwilioAccount(input: { accountSid: "${sid}", authToken: "${authToken}" }) {
      ... on VerifyTwilioAccountPayload { verification { id } } }`,
  );
  await follow(
    'admin',
    `subscription { verificationStatus(id: "${String(verification?.['id'])}") { status } }`,
    ({ data }) => ['VERIFIED', 'FAILED'].includes(String(data?.['verificationStatus']?.['status'])),
  );
}

/** The draft, and what its save asks for. */
export async function readDraft({ ask }: Everybody): Promise<Json> {
  const { data } = await ask(
    'admin',
    `{ tenant { draft { id revision liveVersion
        consentRequired { accountSid draftRevision document { version locale digest } } } } }`,
  );
  return data?.['tenant']?.['draft'] ?? expect.fail('there is no draft');
}

/** Verifies an account, selects all of its numbers and saves it, with consent where it is new. */
export async function save(who: Everybody, account: Credentials): Promise<void> {
  await verify(who, account);
  const { id, revision } = await readDraft(who);
  await who.change(`selectOrganizationNumbers(input: { draft: { id: "${String(id)}", revision: ${String(revision)} }, numbers: { every: LISTED } }) {
    __typename }`);
  const draft = await readDraft(who);
  const { accountSid, draftRevision, document } =
    draft['consentRequired'] ?? expect.fail('no consent asked for');
  const saved = await who.change(`saveTwilioAccount(input: { baseVersion: ${String(draft['liveVersion'])},
    draft: { id: "${String(id)}", revision: ${String(draft['revision'])} },
    consent: { accountSid: "${String(accountSid)}", draftRevision: ${String(draftRevision)},
      documentVersion: ${String(document?.['version'])}, documentLocale: "${String(document?.['locale'])}",
      documentDigest: "${String(document?.['digest'])}" } }) { __typename }`);
  expect(saved['__typename']).toBe('SaveTwilioAccountPayload');
}

/** The newest entry of the log, once it is sealed. */
async function sealedLog({ ask }: Everybody): Promise<Answer> {
  for (;;) {
    const answer = await ask(
      'auditor',
      '{ tenant { auditLog(first: 1) { edges { node { id seal { epoch } } } } } }',
    );
    if (JSON.stringify(answer.data).includes('"epoch":1')) return answer;
  }
}

/** Gives the tenant something of everything; an id of each type that has ids. */
export async function furnish(
  { simulator }: RunningSystem,
  who: Everybody,
): Promise<Readonly<Record<string, string>>> {
  const { ask, change, dispatch } = who;
  await dispatch('there');
  await save(who, simulator.addAccount({ numbers: 2 }));
  const trial = simulator.addAccount({ numbers: 2, type: 'Trial' });
  await save(who, trial);
  await verify(who, trial);
  const { id, revision } = await readDraft(who);
  await change(`saveTwilioAccount(input: { baseVersion: 2, fallbackMode: DISABLED, channels: [SMS],
    sendingPolicy: { smsRecipients: { mode: OBSERVE, tenMinutes: 99, hour: 99, day: 99 },
      coolDown: { mode: OBSERVE, after: 99, firstSeconds: 1, longestSeconds: 1 },
      smsCountries: { mode: OBSERVE, denied: [] }, numberKinds: { mode: OBSERVE, denied: [] },
      budget: { mode: OBSERVE }, fallbackBudget: { mode: OBSERVE }, timeZone: "UTC" },
    draft: { id: "${String(id)}", revision: ${String(revision)} } }) { __typename }`);
  await change(
    'dispatch(input: { idempotencyKey: "refused", channel: SMS, to: "+15005521211", text: "1" }) { __typename }',
    'dispatcher',
  );
  await verify(who, simulator.addAccount({ numbers: 2 }));
  await verify(who, { ...simulator.addAccount({ numbers: 2 }), authToken: 'wrong' });
  // One that waits for a time that never comes.
  await change(`saveTwilioAccount(input: { baseVersion: 3, channels: [SMS, VOICE], applyAt: "2999-01-01T00:00:00Z" }) {
    __typename }`);
  await change('refreshOrganizationNumbers(input: {}) { __typename }');
  await change(
    'placeLegalHold(input: { subject: "somebody", reason: "a suit", reference: "case 1" }) { __typename }',
    'privacy-officer',
  );
  const stop = `tenantId: "${who.tenant}", country: "AQ", reason: "an incident"`;
  await change(`pauseSending(input: { ${stop} }) { __typename }`, 'platform-admin');
  const { data } = await ask(
    'admin',
    `{ tenant { id latestVerification { id } latestRefresh { id } consents(first: 1) { edges { node { id } } }
        dispatchRecord(idempotencyKey: "there") { id }
        changeRequests(first: 1) { edges { node { id } } }
        draft { id account { id } } configuration { id account { id organizationNumbers(first: 1) { edges { node { id } } } } } } }`,
  );
  const { data: log } = await sealedLog(who);
  const found = JSON.stringify([data, log]).matchAll(/"id":"([^"]+)"/g);
  return Object.fromEntries(
    [...found].map(([, id = '']) => [Buffer.from(id, 'base64url').toString().split(':')[0] ?? '', id]),
  );
}
