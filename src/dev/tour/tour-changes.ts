import { expectA, given } from './front-end.ts';
import { account, check, inWords, outcomeOf, shortSid, type TourContext } from './tour-context.ts';

/** The entries that the log of every tenant has after the tour. */
const DECIDING = ['CONSENT_GIVEN', 'DISPATCH_DECIDED', 'CONSENT_RECEIPT_ISSUED', 'ACCOUNT_REMOVED'] as const;

/** From version 1 to version 5, that of an account of the tour's own. */
export async function changeTheConfiguration(stage: TourContext): Promise<void> {
  await changeTheSameAccount(stage);
  await changeToAnotherAccount(stage);
  await saveAtOnce(stage);
}

/** Removes the account again; what is known of it all afterwards. */
export async function removeAndLookBack(stage: TourContext): Promise<void> {
  await remove(stage);
  await lookBack(stage);
}

async function changeTheSameAccount({ report, ann }: TourContext): Promise<void> {
  report.step('Other numbers of the same account are saved: no consent is required.');
  const { edges } = await ann.liveNumberPage('AVAILABLE', 3);
  const [, second, third] = edges.map(({ node }) => node.phoneNumber);
  const numbers = [given(second), given(third)];
  const { draft } = expectA(await ann.select(numbers), 'SelectOrganizationNumbersPayload');
  check(draft.consentRequired === null, 'consent is required again');
  const changed = expectA(await ann.saveDraft(), 'SaveTwilioAccountPayload');
  check(changed.configuration.version === 2, 'the second save does not make version 2');
  report.gist(inWords(await ann.configuration()));

  report.step(
    'The auth token is rotated: numbers, policy and consent stay. (The same token is entered ' +
      'again, because a rotation at the simulator would break the next tour.)',
  );
  const before = await ann.configuration();
  const verified = await ann.verify(account('many'));
  check(verified.status === 'VERIFIED', `the same account ends with ${outcomeOf(verified)}`);
  expectA(await ann.saveDraft(), 'SaveTwilioAccountPayload');
  const rotated = await ann.configuration();
  check(rotated.version === 3, 'the third save does not make version 3');
  check(rotated.consent?.id === before.consent?.id, 'the consent has changed');
  report.gist(
    inWords(rotated),
    `token set at ${rotated.account?.tokenSetAt}, before at ${before.account?.tokenSetAt}`,
  );
}

async function changeToAnotherAccount({ report, ann, own }: TourContext): Promise<void> {
  report.step('Another account requires consent again, and the old account stays live until the save.');
  await ann.verify(own);
  expectA(await ann.select('ALL'), 'SelectOrganizationNumbersPayload');
  const refused = expectA(await ann.saveDraft(), 'RequirementsNotMet');
  const live = await ann.configuration();
  check(live.version === 3, 'the other account is live before the save');
  report.gist(`RequirementsNotMet: ${refused.message}`, `still live: ${inWords(live)}`);
  const saved = expectA(await ann.saveDraft(await ann.consent()), 'SaveTwilioAccountPayload');
  check(saved.configuration.version === 4, 'the fourth save does not make version 4');
  report.gist(inWords(await ann.configuration()));
}

async function saveAtOnce({ report, ann, bob }: TourContext): Promise<void> {
  report.step('Two admins save at once: one wins, and the other is shown what the winner saved.');
  const results = await Promise.all(
    [ann, bob].map(({ client }) =>
      client.saveTwilioAccount({ baseVersion: 4, fallbackMode: 'DEFAULT_ACCOUNT' }),
    ),
  );
  const won = given(results.find(({ __typename }) => __typename === 'SaveTwilioAccountPayload'));
  const lost = given(results.find(({ __typename }) => __typename === 'OutOfDate'));
  const { configuration } = expectA(won, 'SaveTwilioAccountPayload');
  const { message, currentConfiguration } = expectA(lost, 'OutOfDate');
  check(currentConfiguration.id === configuration.id, 'the loser is not shown what the winner saved');
  report.gist(
    `version ${configuration.version} is by ${configuration.savedBy?.displayName}`,
    `OutOfDate: ${message}`,
  );
}

async function remove({ report, ann }: TourContext): Promise<void> {
  report.step('The account is removed and the default account sends. The consents stay on record.');
  const removed = expectA(
    await ann.client.removeTwilioAccount({ baseVersion: 5 }),
    'RemoveTwilioAccountPayload',
  );
  check(removed.configuration.account === null, 'an account is still live');
  const consents = given((await ann.client.consents({ first: 10 }))?.consents).edges;
  check(consents.length === 4, 'the consents are gone');
  report.gist(inWords(await ann.configuration()));
  report.rows(
    ...consents.map(({ node }) => `${node.recordedAt}  ${node.kind.padEnd(5)}  ${shortSid(node.accountSid)}`),
  );
}

async function lookBack({ report, ann, auditor }: TourContext): Promise<void> {
  report.step('The configuration as of each earlier instant is what it was.');
  const shown = [];
  for (const number of [1, 2, 3, 4, 5]) {
    const then = given((await ann.client.configurationVersion({ number }))?.configurationVersion);
    const configuration = await ann.configuration(given(then.inForceFrom));
    check(configuration.version === number, `version ${number} was not in force at its own instant`);
    shown.push(configuration);
  }
  for (const configuration of shown) report.gist(`${configuration.inForceFrom} ${inWords(configuration)}`);

  report.step('An auditor reads who did what.');
  const log = given((await auditor.client.auditLog({ first: 100 }))?.auditLog);
  report.rows(
    ...log.edges.map(({ node }) => `${node.at}  ${node.kind.padEnd(24)}${node.actor.displayName}`).reverse(),
  );
  for (const kind of DECIDING) {
    check(
      log.edges.some(({ node }) => node.kind === kind),
      `the log has no entry ${kind}`,
    );
  }
}
