import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import { post } from './load.ts';

const verified = z.object({
  data: z.object({ tenant: z.object({ draft: z.object({ id: z.string() }).nullable() }) }),
});
const selected = z.object({
  data: z.object({
    selectOrganizationNumbers: z.object({
      draft: z.object({
        id: z.string(),
        revision: z.int(),
        consentRequired: z.object({
          accountSid: z.string(),
          document: z.object({ version: z.int(), locale: z.string(), digest: z.string() }),
        }),
      }),
    }),
  }),
});

/** Takes the tenant of the token through the journey: the account with three numbers, all selected, saved with consent. */
export async function saveConfiguration(url: string, token: string): Promise<void> {
  const ask = async (query: string, variables: object): Promise<unknown> =>
    JSON.parse(await post({ url, token, body: JSON.stringify({ query, variables }) }));
  const fine = SIMULATED_ACCOUNTS.find(({ key }) => key === 'fine');
  await ask(
    'mutation($input: VerifyTwilioAccountInput!) { verifyTwilioAccount(input: $input) { __typename } }',
    {
      input: { accountSid: fine?.sid, authToken: fine?.authToken },
    },
  );
  let draft: { readonly id: string } | null = null;
  while (draft === null) {
    await sleep(50);
    draft = verified.parse(await ask('{ tenant { draft { id } } }', {})).data.tenant.draft;
  }
  const selection = selected.parse(
    await ask(
      `mutation($input: SelectOrganizationNumbersInput!) { selectOrganizationNumbers(input: $input) {
         ... on SelectOrganizationNumbersPayload { draft { id revision consentRequired {
           accountSid document { version locale digest } } } } } }`,
      { input: { draft: { id: draft.id, revision: 1 }, numbers: { every: 'LISTED' } } },
    ),
  ).data.selectOrganizationNumbers.draft;
  const { accountSid, document } = selection.consentRequired;
  const saved = await ask(
    'mutation($input: SaveTwilioAccountInput!) { saveTwilioAccount(input: $input) { __typename } }',
    {
      input: {
        draft: { id: selection.id, revision: selection.revision },
        baseVersion: 0,
        fallbackMode: 'DISABLED',
        consent: {
          accountSid,
          draftRevision: selection.revision,
          documentVersion: document.version,
          documentLocale: document.locale,
          documentDigest: document.digest,
        },
      },
    },
  );
  if (!JSON.stringify(saved).includes('SaveTwilioAccountPayload'))
    throw new Error(`not saved: ${JSON.stringify(saved)}`);
}
