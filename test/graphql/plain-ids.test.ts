import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredInputField,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { globalId } from '../../src/graphql/fields/global-id.ts';
import { newUuid, type TenantId } from '../../src/kernel/ids.ts';
import { SCOPES } from '../../src/kernel/vocabulary/access.ts';
import { aCustomTenant, anInput } from '../dispatch/dispatch-kit.ts';
import { ended, newAccount, newScope, saveInput, verified } from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { sharedServices } from '../support/shared.ts';
import { client, data, type Json, nodesOf, principal, schema } from './api-kit.ts';

/** A tenant with an object of every type, and how exports name each of them. */
interface Stage {
  readonly tenant: TenantId;
  readonly ask: ReturnType<typeof client>['ask'];
  readonly begin: ReturnType<typeof client>['begin'];
  /** The plain ids, by type. */
  readonly plain: Readonly<Record<string, string>>;
  /** The global ids, by type. */
  readonly global: Readonly<Record<string, string>>;
}

let system: RunningServices;
let own: Stage;
let other: Stage;
beforeAll(async () => {
  system = await sharedServices();
  [own, other] = await Promise.all([aStage(), aStage()]);
});

const NODES = `{ tenant { id
  configuration { id version consent { id } account { id sid organizationNumbers(first: 1) { edges { node { id phoneNumber } } } } }
  changeRequests(first: 1) { edges { node { id } } } draft { id } latestVerification { id } latestRefresh { id }
  auditLog(first: 1, filter: { kinds: [CONFIGURATION_SAVED] }) { edges { node { id } } }
  dispatchRecords(first: 1) { edges { node { id } } } } }`;

async function aStage(): Promise<Stage> {
  const { scope } = await aCustomTenant(system, 'DISABLED');
  const { tenant } = scope;
  const person = newScope({ tenant });
  await system.services.dispatches.dispatch(scope, anInput());
  await verified(system, person, newAccount(system));
  await ended(system, await system.services.refreshes.refresh(person));
  const input = saveInput({ baseVersion: 1, channels: { sms: true, voice: false } });
  const never = new Date('2999-01-01T00:00:00Z');
  await system.services.changeRequests.ask(person, { kind: 'SAVE', input }, never);
  const who = principal('admin', tenant, { scopes: SCOPES });
  const { ask, begin } = client(system, who);
  const [, hold] = await Promise.all([
    system.sealAll(),
    data(
      ask(`mutation { placeLegalHold(input: { reason: "r", reference: "f", subject: "nobody" }) {
      ... on PlaceLegalHoldPayload { legalHold { id } } } }`),
    ),
  ]);
  const { tenant: found } = await data(ask(NODES));
  const { configuration, draft, latestVerification, latestRefresh } = found ?? expect.unreachable();
  const account = configuration?.['account'];
  const [number] = nodesOf(account?.['organizationNumbers']);
  const [entry] = nodesOf(found?.['auditLog']);
  const [request] = nodesOf(found?.['changeRequests']);
  const [record] = nodesOf(found?.['dispatchRecords']);
  const nodes: Readonly<Record<string, Json | undefined>> = {
    Tenant: found,
    Configuration: configuration,
    Consent: configuration?.['consent'],
    TwilioAccount: account,
    OrganizationNumber: number,
    ConfigurationDraft: draft,
    ChangeRequest: request,
    Verification: latestVerification,
    NumberRefresh: latestRefresh,
    AuditEntry: entry,
    DispatchRecord: record,
  };
  const global = Object.fromEntries(
    Object.entries(nodes).map(([type, node]) => [type, String(node?.['id'])]),
  );
  const keys = Object.fromEntries(
    Object.entries(global).map(([type, id]) => [
      type,
      Buffer.from(id, 'base64url').toString().split(':')[2] ?? '',
    ]),
  );
  return {
    ...{ tenant, ask, begin, global },
    plain: {
      ...keys,
      Tenant: tenant,
      Configuration: `configuration/${configuration?.['version']}`,
      TwilioAccount: String(account?.['sid']),
      OrganizationNumber: String(number?.['phoneNumber']),
      LegalHold: String(hold['placeLegalHold']?.['legalHold']?.['id']),
    },
  };
}

const NODE_TYPES = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
  .map(({ name }) => name);

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';

describe('given the plain id of an object as exports have it', () => {
  test.each(NODE_TYPES)(
    'of the type %s, then node(id:) finds it in its own tenant alone (X2, A8)',
    async (type) => {
      const id = own.plain[type] ?? expect.fail(`exports name no ${type}`);
      const found = await data(own.ask(NODE, { id }));
      expect(found['node']).toEqual({ __typename: type, id: own.global[type] });
      const foreign = await other.ask(NODE, { id });
      // An account or a number is a name, not an id: another tenant can have the same of its own, and each has a version 1.
      const node = foreign.data['node'];
      expect(node?.['id']).not.toBe(own.global[type]);
    },
  );

  test('that nobody has, then node(id:) finds nothing, and a text that is no id is refused', async () => {
    const unknown = [newUuid(new Date()), `AC${'0'.repeat(32)}`, 'configuration/999', '+15550001111'];
    for (const id of unknown) expect((await own.ask(NODE, { id })).data).toEqual({ node: null });
    for (const id of ['', 'nothing', '7', `consent/${newUuid(new Date())}`])
      expect((await own.ask(NODE, { id })).codes).toEqual(['VALUE_MALFORMED']);
  });

  test('of a type that the caller may not read, then node(id:) finds nothing (X1)', async () => {
    const dispatcher = client(system, principal('dispatcher', own.tenant));
    const { data: found } = await dispatcher.ask(NODE, { id: own.plain['Consent'] });
    expect(found).toEqual({ node: null });
  });

  test('by a platform role, which has no tenant of its own, then it is refused as no id', async () => {
    const platform = client(system, principal('platform-auditor', own.tenant));
    expect((await platform.ask(NODE, { id: own.plain['Consent'] })).codes).toEqual(['VALUE_MALFORMED']);
    const { data: found } = await platform.ask(NODE, { id: own.global['Consent'] });
    expect(found['node']?.['__typename']).toBe('Consent');
  });
});

/** One place of the contract that takes an id: the type that it is of, and how to ask with it. */
interface Place {
  readonly type: string;
  readonly document: string;
  readonly isSubscription?: boolean;
}

const draftInput = `mutation ($id: ID!) { result: selectOrganizationNumbers(input: {
  draft: { id: $id, revision: 999 }, numbers: { every: LISTED } }) { __typename ... on InvalidInput { issues { code } } } }`;

/** Every place but those of tenants and of \`node\`, by where it is in the contract. */
const step = (
  mutation: string,
  more = '',
) => `mutation ($id: ID!) { result: ${mutation}(input: { id: $id${more} }) {
  __typename ... on InvalidInput { issues { code } } ... on NotPossible { code } } }`;

const PLACES: Readonly<Record<string, Place>> = {
  'ApproveChangeRequestInput.id': {
    type: 'ChangeRequest',
    document: step('approveChangeRequest', ', digest: "x"'),
  },
  'RejectChangeRequestInput.id': { type: 'ChangeRequest', document: step('rejectChangeRequest') },
  'WithdrawChangeRequestInput.id': { type: 'ChangeRequest', document: step('withdrawChangeRequest') },
  'OverrideChangeRequestInput.id': {
    type: 'ChangeRequest',
    document: step('overrideChangeRequest', ', reason: "r"'),
  },
  'DraftReferenceInput.id': { type: 'ConfigurationDraft', document: draftInput },
  'IssueConsentReceiptInput.consentId': {
    type: 'Consent',
    document: `mutation ($id: ID!) { result: issueConsentReceipt(input: { consentId: $id }) {
      __typename ... on InvalidInput { issues { code } } } }`,
  },
  'ReleaseLegalHoldInput.id': {
    type: 'LegalHold',
    document: `mutation ($id: ID!) { result: releaseLegalHold(input: { id: $id, reason: "r" }) {
      __typename ... on InvalidInput { issues { code } } ... on NotPossible { code } } }`,
  },
  'Subscription.verificationStatus.id': {
    type: 'Verification',
    isSubscription: true,
    document: 'subscription ($id: ID!) { verificationStatus(id: $id) { id } }',
  },
  'Tenant.auditEntry.id': {
    type: 'AuditEntry',
    document: 'query ($id: ID!) { tenant { result: auditEntry(id: $id) { id } } }',
  },
  'Tenant.auditInclusionProof.entryId': {
    type: 'AuditEntry',
    document: 'query ($id: ID!) { tenant { result: auditInclusionProof(entryId: $id) { entryText } } }',
  },
  'Tenant.erasureCertificate.entryId': {
    type: 'AuditEntry',
    document: 'query ($id: ID!) { tenant { result: erasureCertificate(entryId: $id) } }',
  },
};

/** Places of which the ids are not those of one tenant: read by platform roles, and tested with them. */
const OF_THE_PLATFORM = [
  'PlatformLog.auditInclusionProof.entryId',
  'Query.platformErasureCertificate.entryId',
  'VerifiableLog.auditInclusionProof.entryId',
  'PlatformDispatchStatsFilter.tenant',
];

const isId = ({ type }: GraphQLArgument | GraphQLInputField) => getNamedType(type).name === 'ID';

test('every place of the contract that takes an id is tested here', () => {
  const places = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (isInputObjectType(type))
      return Object.values(type.getFields())
        .filter(isId)
        .map(({ name }) => `${type.name}.${name}`);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.filter(isId).map((argument) => `${type.name}.${name}.${argument.name}`),
    );
  });
  const tested = [...Object.keys(PLACES), ...OF_THE_PLATFORM, 'Query.node.id'];
  const others = places.filter((place) => !isOfTenant(place));
  expect(others.toSorted()).toEqual(tested.toSorted());
});

/** A place that names a tenant, of which there is one kind: all are read by the same function. */
const isOfTenant = (place: string) => /\.tenantId$|^Query\.tenant\.id$/.test(place);

describe.each(Object.entries(PLACES))('%s', (_, { type, document, isSubscription = false }) => {
  const outcomeOf = async (id: string | undefined) => {
    const { data: told, errors } = await (isSubscription ? own.begin : own.ask)(document, { id });
    return { told, refused: errors.map(({ message, extensions }) => [message, extensions['code']]) };
  };

  test('takes the plain id as it does the global one (A8)', async () => {
    const plain = await outcomeOf(own.plain[type]);
    expect(JSON.stringify(plain)).not.toContain('MALFORMED');
    expect(plain.refused).toEqual([]);
    if (own.global[type] !== undefined) expect(await outcomeOf(own.global[type])).toEqual(plain);
  });

  test("answers another tenant's id as one that nobody has, and refuses what is none (X2)", async () => {
    const unknown = await outcomeOf(newUuid(new Date()));
    expect(await outcomeOf(other.plain[type])).toEqual(unknown);
    const none = await outcomeOf('nothing');
    expect(none).not.toEqual(await outcomeOf(own.plain[type]));
  });
});

describe('given a mutation with the tenant in its input', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

  /** A value that the type takes, which means nothing. */
  function sampleOf(field: GraphQLInputField): unknown {
    const type = getNamedType(field.type);
    if (isInputObjectType(type)) return inputOf(type);
    if (isEnumType(type)) return type.getValues()[0]?.name;
    const samples: Readonly<Record<string, unknown>> = {
      Int: 1,
      Boolean: true,
      PhoneNumber: '+4915112345678',
    };
    return samples[type.name] ?? 'x';
  }
  function inputOf(input: GraphQLInputObjectType): object {
    const fields = Object.values(input.getFields());
    const required = input.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return Object.fromEntries(
      required.map((field) => [
        field.name,
        String(field.type).startsWith('[') ? [sampleOf(field)] : sampleOf(field),
      ]),
    );
  }

  test.each(mutations.map(({ name, args }) => [name, args[0]?.type] as const))(
    '%s takes its plain and its global id, and answers that of another as one that is not there (X2)',
    async (name, type) => {
      const input = type && getNamedType(type);
      if (!isInputObjectType(input)) return expect.fail(`${name} has no input`);
      const document = `mutation ($input: ${input.name}!) { result: ${name}(input: $input) {
        ... on InvalidInput { issues { code path } } } }`;
      const { tenant: mine } = newScope();
      const { ask } = client(system, principal('admin', mine, { scopes: SCOPES }));
      const problemsWith = async (tenantId: string) => {
        const { data: found } = await ask(document, {
          input: { ...inputOf(input), tenantId },
        });
        const problems = [...(found['result']?.['issues'] ?? [])];
        return problems
          .filter(({ path }) => JSON.stringify(path) === '["input","tenantId"]')
          .map(({ code }) => code);
      };
      const globalOf = (tenant: TenantId) => globalId('Tenant', tenant, '');
      expect(await problemsWith(mine)).toEqual([]);
      expect(await problemsWith(globalOf(mine))).toEqual([]);
      for (const id of [other.tenant, globalOf(other.tenant), 'nobody'])
        expect(await problemsWith(id)).toEqual(['NOT_FOUND']);
      expect(await problemsWith('no tenant')).toEqual(['VALUE_MALFORMED']);
    },
  );
});
