import { expectA, type FrontEnd, given } from './front-end.ts';
import { account, check, inWords, outcomeOf, type TourContext } from './tour-context.ts';

/** From the first SID that is pasted to version 1. */
export async function reachTheFirstVersion(stage: TourContext): Promise<void> {
  await refuseWhatCannotBeVerified(stage);
  await verifyAnAccount(stage);
  await selectNumbers(stage);
  await consentAndSave(stage);
}

async function refuseWhatCannotBeVerified({ report, ann }: TourContext): Promise<void> {
  const fine = account('fine');
  report.step('A SID of the wrong length is refused before any request to Twilio.');
  const refused = expectA(
    await ann.client.verifyTwilioAccount({ accountSid: fine.sid.slice(0, -1), authToken: fine.authToken }),
    'InvalidInput',
  );
  check(refused.code === 'VALUE_MALFORMED', 'a SID of 33 characters is accepted');
  report.gist(`InvalidInput: ${refused.message}`);

  report.step('With a wrong auth token nothing is verified, and nothing has changed.');
  const wrong = await ann.verify({ sid: fine.sid, authToken: 'not-the-token' });
  check(
    wrong.failure?.reason === 'INCORRECT_CREDENTIALS',
    `a wrong auth token ends with ${outcomeOf(wrong)}`,
  );
  report.gist(wrong.course.join(' → '), `${wrong.failure?.reason}: ${wrong.failure?.message}`);

  report.step('An account without numbers cannot originate messages.');
  const empty = await ann.verify(account('no-numbers'));
  check(
    empty.failure?.reason === 'NO_ORIGINATING_NUMBERS',
    `an account without numbers ends with ${outcomeOf(empty)}`,
  );
  report.gist(empty.course.join(' → '), `${empty.failure?.reason}: ${empty.failure?.message}`);
}

async function verifyAnAccount({ report, ann }: TourContext): Promise<void> {
  report.step('An account with 2,000 numbers is verified, and becomes the draft. Nothing is live yet.');
  const verified = await ann.verify(account('many'));
  check(verified.status === 'VERIFIED', `an account with good numbers ends with ${outcomeOf(verified)}`);
  report.gist(verified.course.join(' → '));

  report.step(
    'Only numbers that can do both SMS and voice are listed; the others are excluded, with reasons.',
  );
  const listed = await ann.numberPage('LISTED', 3);
  const excluded = await ann.numberPage('EXCLUDED', 3);
  check(listed.counts.listed === 1000 && listed.counts.excluded === 1000, 'other numbers are listed');
  report.gist(
    `${listed.counts.listed} listed: ${listed.edges.map(({ node }) => node.phoneNumber).join(', ')}, …`,
    `${listed.counts.excluded} excluded: ${excluded.edges
      .map(({ node }) => `${node.phoneNumber} (${node.excluded})`)
      .join(', ')}, …`,
  );
}

async function selectNumbers({ report, ann }: TourContext): Promise<void> {
  report.step('At least one number has to be selected, and none that lacks SMS or voice.');
  const none = expectA(await ann.select([]), 'InvalidInput');
  report.gist(`InvalidInput: ${none.message}`);
  const excluded = await ann.numberPage('EXCLUDED', 8);
  const voiceOnly = given(
    excluded.edges.find(({ node }) => node.excluded === 'VOICE_ONLY'),
    'number that is voice-only',
  );
  const refused = await ann.select([voiceOnly.node.phoneNumber]);
  check(refused.__typename !== 'SelectOrganizationNumbersPayload', 'a voice-only number is selected');
  report.gist(`${refused.__typename}: ${'message' in refused ? refused.message : ''}`);

  report.step('Two numbers are selected; the draft says which requirements are still unmet.');
  const { draft } = expectA(await ann.select(await twoListed(ann)), 'SelectOrganizationNumbersPayload');
  report.gist(
    `draft revision ${draft.revision} lacks ${draft.unmetRequirements.map(({ code }) => code).join(', ')}`,
  );
}

async function twoListed(ann: FrontEnd): Promise<readonly string[]> {
  const { edges } = await ann.numberPage('LISTED', 2);
  return edges.map(({ node }) => node.phoneNumber);
}

async function consentAndSave({ report, ann }: TourContext): Promise<void> {
  report.step('A save without consent is refused, with the text in force.');
  const refused = expectA(await ann.saveDraft({ fallbackMode: 'DISABLED' }), 'RequirementsNotMet');
  check(refused.code === 'CONSENT_REQUIRED', 'a new account is saved without consent');
  const { title, version, locale, body } = refused.consentDocument;
  report.gist(
    `RequirementsNotMet: ${refused.message}`,
    `“${title}”, version ${version}, ${locale}: ${body.split('\n')[0]} …`,
  );

  report.step('With consent and a fallback policy everything goes live together.');
  const saved = expectA(
    await ann.saveDraft({ fallbackMode: 'DISABLED', ...(await ann.consent()) }),
    'SaveTwilioAccountPayload',
  );
  check(saved.configuration.version === 1, 'the first save does not make version 1');
  report.gist(inWords(await ann.configuration()));
}
