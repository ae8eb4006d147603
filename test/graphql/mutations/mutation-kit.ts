import { expect } from 'vitest';
import type { Draft } from '../../../src/configuration/configuration.ts';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { type client, data, type Json } from '../api-kit.ts';

const PROBLEM = '... on Problem { code message path issues { code message path } }';
/** The mutation with its payload and all its refusals. */
export const VERIFY = `mutation ($input: VerifyTwilioAccountInput!) { result: verifyTwilioAccount(input: $input) {
  __typename ... on VerifyTwilioAccountPayload { verification { id status accountSid failure { reason message } } }
  ${PROBLEM} ... on RateLimited { retryAfterSeconds retryAt } } }`;
/** The mutation with its payload and all its refusals. */
export const SELECT = `mutation ($input: SelectOrganizationNumbersInput!) { result: selectOrganizationNumbers(input: $input) {
  __typename ... on SelectOrganizationNumbersPayload { draft { id revision
    account { organizationNumbers(filter: SELECTED, first: 10) { edges { node { phoneNumber } } } } } }
  ${PROBLEM} ... on OutOfDate { currentDraft { id revision changedBy { subject } } currentConfiguration { version } } } }`;
/** The mutation with its payload and all its refusals. */
export const SAVE = `mutation ($input: SaveTwilioAccountInput!) { result: saveTwilioAccount(input: $input) {
  __typename ... on SaveTwilioAccountPayload { configuration { version channels consent { id kind }
    fallbackPolicy { mode } account { sid warnings { kind } } savedBy { subject } } tenant { draft { id } configuration { version } } }
  ${PROBLEM} ... on RequirementsNotMet { consentDocument { version locale digest } currentDraft { revision } }
  ... on OutOfDate { currentDraft { id revision } currentConfiguration { version savedBy { subject } inForceFrom } } } }`;
/** The mutation with its payload and all its refusals. */
export const REMOVE = `mutation ($input: RemoveTwilioAccountInput!) { result: removeTwilioAccount(input: $input) {
  __typename ... on RemoveTwilioAccountPayload { configuration { version account { sid } } tenant { draft { id } } }
  ${PROBLEM} ... on OutOfDate { currentConfiguration { version } } } }`;
/** The mutation with its payload and all its refusals. */
export const DISCARD = `mutation ($input: DiscardDraftInput!) { result: discardDraft(input: $input) {
  __typename ... on DiscardDraftPayload { draftId tenant { draft { id } } }
  ${PROBLEM} ... on OutOfDate { currentDraft { id } currentConfiguration { version } } } }`;
/** The mutation with its payload and all its refusals. */
export const DECLINE = `mutation ($input: DeclineConsentInput!) { result: declineConsent(input: $input) {
  __typename ... on DeclineConsentPayload { consent { kind accountSid } draft { id revision } }
  ${PROBLEM} ... on RequirementsNotMet { consentDocument { digest } } } }`;
/** The mutation with its payload and all its refusals. */
export const REFRESH = `mutation ($input: RefreshOrganizationNumbersInput!) { result: refreshOrganizationNumbers(input: $input) {
  __typename ... on RefreshOrganizationNumbersPayload { refresh { id status } }
  ${PROBLEM} ... on RateLimited { retryAfterSeconds } } }`;

/** The draft as an input names it. */
export function reference(draft: Draft): { readonly id: string; readonly revision: number } {
  return { id: globalId('ConfigurationDraft', draft.tenant, draft.id), revision: draft.revision };
}

type Who = ReturnType<typeof client>;

/** What the mutation answers; any error fails the test. */
export async function result(who: Who, mutation: string, input: object): Promise<Json> {
  const answer = await data(who.ask(mutation, { input }));
  return answer['result'] ?? expect.fail('there is no result');
}

/** The type of a refusal, and the code and the path of each issue. */
export async function refusal(who: Who, mutation: string, input: object): Promise<readonly string[]> {
  const refused = await result(who, mutation, input);
  const issues = [...(refused['issues'] ?? expect.fail(`${refused['__typename']} is no refusal`))];
  expect(refused['code']).toBe(issues[0]?.['code']);
  expect(refused['message']).toBe(issues[0]?.['message']);
  expect(refused['path']).toEqual(issues[0]?.['path']);
  return [
    String(refused['__typename']),
    ...issues.map((issue) => `${issue['code']} ${[...(issue['path'] ?? [])].join('.')}`.trim()),
  ];
}
