/** One of Twilio's error codes in plain English. */
export interface TwilioErrorInfo {
  readonly code: number;
  /** In one sentence. */
  readonly meaning: string;
  /** The remedy, in one or two sentences. */
  readonly advice: string;
}

type Told = readonly [meaning: string, advice: string];

const CHECK_ACCOUNT =
  'Check the status of the account in the Twilio console, resolve it with Twilio, then verify the account again.';
const CHECK_RECIPIENT = 'Check the recipient’s number with the person.';
const CHOOSE_OTHER =
  'Select another number of the account, or have this one put right in the Twilio console.';
const ALLOW_COUNTRY =
  'Allow the recipient’s country under Geo Permissions in the Twilio console of the account that sent.';
const PACE = 'Send more slowly, or have Twilio raise the limit of the account.';
const TRY_LATER = 'Send again under a new idempotency key a little later; if it stays so, ask Twilio.';
const OTHER_CHANNEL = 'Reach the person by the other channel, or ask them for another number.';
const REGISTER = 'Complete the registration of the sender in the Twilio console, then send again.';
const REPORT =
  'If the fault recurs, give Twilio’s support the SID of the message or call, which the record has.';

/** Errors of the account and of the request as a whole. */
const ACCOUNT: Readonly<Record<number, Told>> = {
  10001: ['The account is not active.', CHECK_ACCOUNT],
  20003: [
    'Twilio rejected the auth token of the account.',
    'Verify the account with its present auth token and save. If the token is right, check that the account is active.',
  ],
  20005: ['The account is not active.', CHECK_ACCOUNT],
  20007: [
    'The request asked for a larger page than Twilio gives.',
    'Tell the operator of Originator: the request is of its making.',
  ],
  20008: [
    'The credentials are Twilio test credentials, which cannot send.',
    'Verify the account with the live account SID and auth token of the Twilio console.',
  ],
  20403: ['Twilio does not allow the account to do this.', CHECK_ACCOUNT],
  20404: [
    'Twilio does not know what the request names.',
    'Check the account SID, and that the number still belongs to the account.',
  ],
  20429: ['The account makes too many requests at once.', PACE],
  20500: ['Twilio had an internal error.', TRY_LATER],
  20503: ['Twilio was not available.', TRY_LATER],
  90010: ['The account is not active.', CHECK_ACCOUNT],
};

/** Refusals, which are API errors (D5). */
const REFUSALS: Readonly<Record<number, Told>> = {
  21201: ['The call named no recipient.', CHECK_RECIPIENT],
  21202: ['The recipient’s number cannot be called, since it is a premium or reserved one.', CHECK_RECIPIENT],
  21203: ['Twilio blocks calls to this number.', OTHER_CHANNEL],
  21205: [
    'An address that the call named is not valid.',
    'Tell the operator of Originator: its public address is not one that Twilio can call.',
  ],
  21210: ['The originating number is neither bought from Twilio nor verified with it.', CHOOSE_OTHER],
  21211: ['The recipient’s number is not valid.', CHECK_RECIPIENT],
  21212: ['The originating number is not valid.', CHOOSE_OTHER],
  21214: ['The recipient’s number cannot be reached by a call.', CHECK_RECIPIENT],
  21215: ['The account is not permitted to call the recipient’s country.', ALLOW_COUNTRY],
  21216: [
    'The account is not permitted to call this number.',
    'Have Twilio’s support allow calls to it, or reach the person by SMS.',
  ],
  21217: ['The recipient’s number does not look like a phone number.', CHECK_RECIPIENT],
  21218: [
    'The application that the call named does not exist.',
    'Tell the operator of Originator: the request is of its making.',
  ],
  21219: [
    'The recipient’s number is not verified, which a trial account requires.',
    'Verify the number in the Twilio console, or upgrade the account.',
  ],
  21408: ['The account is not permitted to send to the recipient’s country.', ALLOW_COUNTRY],
  21601: ['The originating number cannot send SMS.', CHOOSE_OTHER],
  21602: ['The message has no text.', 'Send it again with a text.'],
  21604: ['The message named no recipient.', CHECK_RECIPIENT],
  21606: ['The originating number cannot send SMS, or is not of this account.', CHOOSE_OTHER],
  21608: [
    'The recipient’s number is not verified, which a trial account requires.',
    'Verify the number in the Twilio console, or upgrade the account.',
  ],
  21610: [
    'The recipient has opted out of messages from this sender.',
    'Do not send again until they have replied START to that number; use another way to reach them.',
  ],
  21611: ['Too many messages are waiting to be sent from the originating number.', PACE],
  21612: ['No message can be sent from this number to this recipient.', CHOOSE_OTHER],
  21614: ['The recipient’s number is not a mobile one and cannot receive SMS.', OTHER_CHANNEL],
  21617: ['The message is longer than 1,600 characters.', 'Send a shorter text.'],
  63038: ['The account has reached its limit of messages for a day.', PACE],
};

/** Delivery errors, which are reported after Twilio has accepted (D5). */
const DELIVERY: Readonly<Record<number, Told>> = {
  30001: ['Too many messages were waiting, so this one was dropped.', PACE],
  30002: ['The account was suspended before the message was sent.', CHECK_ACCOUNT],
  30003: [
    'The recipient’s phone could not be reached: it is off, out of coverage or not in service.',
    OTHER_CHANNEL,
  ],
  30004: ['The recipient or their operator blocks the message.', OTHER_CHANNEL],
  30005: ['The recipient’s number is unknown or no longer in use.', CHECK_RECIPIENT],
  30006: ['The recipient’s number is a landline, or its operator cannot be reached.', OTHER_CHANNEL],
  30007: [
    'The message was filtered as unwanted by Twilio or the operator.',
    'Register the sender where the country asks for it, and word the message so that it names who sends it.',
  ],
  30008: ['The message was not delivered, for a reason that the operator did not tell.', REPORT],
  30017: ['The operator’s network was congested.', TRY_LATER],
  30022: ['The sender’s campaign exceeded its rate with the US operators.', PACE],
  30023: ['The sender’s brand exceeded its daily limit with a US operator.', PACE],
  30024: ['The sender is not provisioned with the operator for numeric messages.', REGISTER],
  30027: ['The sender’s campaign exceeded its daily limit with T-Mobile.', PACE],
  30032: ['The toll-free number is not verified.', REGISTER],
  30034: ['The originating number belongs to no registered campaign, which US operators require.', REGISTER],
  30036: [
    'The validity period was over before the message could be sent.',
    'Allow a longer validity period, or send more slowly.',
  ],
  30410: ['The operator did not answer in time.', TRY_LATER],
  30450: ['The message was not delivered, since Twilio suspects it of fraud.', REPORT],
  30500: ['Twilio or the operator had an internal error.', TRY_LATER],
};

const CODES: ReadonlyMap<number, Told> = new Map(
  [ACCOUNT, REFUSALS, DELIVERY].flatMap((codes) =>
    Object.entries(codes).map(([code, told]) => [Number(code), told] as const),
  ),
);

/**
 * A code of Twilio's in words, for people: its list grows without notice, so an unknown one says so and where to look.
 * Nothing is decided by it (D5).
 */
export function twilioErrorInfo(code: number): TwilioErrorInfo {
  const [meaning, advice] = CODES.get(code) ?? [
    `Twilio reported error ${code}, for which Originator has no description.`,
    `Look it up in Twilio’s documentation: https://www.twilio.com/docs/api/errors/${code}`,
  ];
  return { code, meaning, advice };
}
