import { beforeAll, expect, it } from 'vitest';
import { auditKindsOf, type RunningSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';
import { everybody, readDraft, save, verify } from './access/access-kit.ts';
import { type Json, nodesOf } from './api-kit.ts';

let system: RunningSystem;

beforeAll(async () => {
  system = await sharedSystem();
});

const NUMBERS = '{ edges { node { phoneNumber selected } } }';
const CHANGES = `changes { __typename
  ... on CustomAccountChange { account: before { sid } accountAfter: after { sid } }
  ... on TokenRotation { setAt: before setAtAfter: after }
  ... on SelectedNumbersChange { removedCount addedCount removed(first: 9) ${NUMBERS} added(first: 9) ${NUMBERS} }
  ... on FallbackPolicyChange { policy: before { mode } policyAfter: after { mode chosenBy { subject } } }
  ... on UsedChannelsChange { channels: before channelsAfter: after }
  ... on CoveringConsentChange { consent: before { kind endedBy { kind } } consentAfter: after { accountSid } } }`;

async function history(who: ReturnType<typeof everybody>, rest = CHANGES): Promise<readonly Json[]> {
  const versions: Json[] = [];
  let after: Json | null = null;
  do {
    const { data, errors } = await who.ask(
      'admin',
      `{ tenant { configurations(first: 2${after === null ? '' : `, after: ${JSON.stringify(after)}`}) {
        edges { node { version ${rest} } } pageInfo { hasNextPage endCursor } } } }`,
    );
    expect(errors).toBeUndefined();
    const page: Json = data?.['tenant']?.['configurations'] ?? expect.unreachable();
    versions.push(...nodesOf(page));
    const { hasNextPage, endCursor = null } = page['pageInfo'] ?? expect.unreachable();
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  return versions;
}

async function saveDraft(
  who: ReturnType<typeof everybody>,
  baseVersion: number,
  { id, revision }: Json,
): Promise<void> {
  const input = `baseVersion: ${baseVersion}, draft: { id: "${String(id)}", revision: ${String(revision)} }`;
  await who.change(`saveTwilioAccount(input: { ${input} }) { __typename }`);
}

it('given saves of every kind, the history tells newest first what each changed, as its entries do (A8, S1)', async () => {
  const who = everybody(system);
  const account = system.simulator.addAccount({ numbers: 2 });
  const [one, two] = system.simulator.account(account.sid).phoneNumbers.toSorted();
  await save(who, account);
  await who.change(
    'saveTwilioAccount(input: { baseVersion: 1, fallbackMode: DEFAULT_ACCOUNT, channels: [SMS] }) { __typename }',
  );
  await verify(who, account);
  await saveDraft(who, 2, await readDraft(who));
  const { draft } = await who.change(
    `selectOrganizationNumbers(input: { numbers: { phoneNumbers: ["${one}"] } }) {
      ... on SelectOrganizationNumbersPayload { draft { id revision } } }`,
  );
  await saveDraft(who, 3, draft ?? expect.unreachable());
  await who.change('removeTwilioAccount(input: { baseVersion: 4 }) { __typename }');

  const selected = (...numbers: readonly (string | undefined)[]) => ({
    edges: numbers.map((phoneNumber) => ({ node: { phoneNumber, selected: true } })),
  });
  const numbers = (removed: readonly (string | undefined)[], added: readonly (string | undefined)[]) => ({
    __typename: 'SelectedNumbersChange',
    removedCount: removed.length,
    addedCount: added.length,
    removed: selected(...removed),
    added: selected(...added),
  });
  const { sid } = account;
  expect(await history(who)).toEqual([
    {
      version: 5,
      changes: [
        { __typename: 'CustomAccountChange', account: { sid }, accountAfter: null },
        numbers([one], []),
        {
          __typename: 'CoveringConsentChange',
          consent: { kind: 'GIVEN', endedBy: { kind: 'ENDED' } },
          consentAfter: null,
        },
      ],
    },
    { version: 4, changes: [numbers([two], [])] },
    {
      version: 3,
      changes: [{ __typename: 'TokenRotation', setAt: expect.any(String), setAtAfter: expect.any(String) }],
    },
    {
      version: 2,
      changes: [
        {
          __typename: 'FallbackPolicyChange',
          policy: { mode: 'NOT_DEFINED' },
          policyAfter: { mode: 'DEFAULT_ACCOUNT', chosenBy: { subject: 'ann' } },
        },
        { __typename: 'UsedChannelsChange', channels: ['SMS', 'VOICE'], channelsAfter: ['SMS'] },
      ],
    },
    {
      version: 1,
      changes: [
        { __typename: 'CustomAccountChange', account: null, accountAfter: { sid } },
        numbers([], [one, two]),
        { __typename: 'CoveringConsentChange', consent: null, consentAfter: { accountSid: sid } },
      ],
    },
    { version: 0, changes: [] },
  ]);
  const kinds = await auditKindsOf(system, who.tenant);
  expect(kinds.filter((kind) => !kind.startsWith('DRAFT') && /CHANGED|ROTATED/.test(kind))).toEqual([
    'FALLBACK_POLICY_CHANGED',
    'CHANNELS_CHANGED',
    'TOKEN_ROTATED',
  ]);
});

it('given versions with many numbers, a page ends early and the next goes on with the version after it (X5)', async () => {
  const who = everybody(system);
  expect((await history(who, '')).map(({ version }) => version)).toEqual([0]);
  await save(who, system.simulator.addAccount({ numbers: 1 }));
  await system.rows(
    `insert into configuration_version
     select (jsonb_populate_record(v, jsonb_build_object('version', n, 'in_force_from', v.in_force_from + n * interval '1 second',
              'selected_numbers', (select jsonb_agg(one) from (select v.selected_numbers -> 0 as one from generate_series(1, 3000)) many)))).*
       from configuration_version v, generate_series(2, 5) n where v.tenant_id = $1`,
    [who.tenant],
  );
  const { data } = await who.ask(
    'admin',
    '{ tenant { configurations(first: 9) { edges { node { version } } pageInfo { hasNextPage } } } }',
  );
  expect(nodesOf(data?.['tenant']?.['configurations']).map(({ version }) => version)).toEqual([5, 4]);
  expect((await history(who, '')).map(({ version }) => version)).toEqual([5, 4, 3, 2, 1, 0]);
});
