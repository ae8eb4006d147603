import { type AccountSid, type AuthToken, parseAccountSid } from '../../kernel/ids.ts';
import type { NewAccount } from './accounts.ts';
import type { NumberSpec } from './number.ts';

/** An account that the simulator knows, for people to read and to paste. */
export interface SimulatedAccount {
  readonly key: string;
  readonly sid: AccountSid;
  readonly authToken: AuthToken;
  /** One sentence: how the account behaves. */
  readonly does: string;
}

interface Scenario extends Omit<NewAccount, 'sid' | 'authToken' | 'ownerSid'> {
  readonly key: string;
  /** The last digits of the SID and of the token. */
  readonly digits: string;
  readonly does: string;
  /** The digits of the main account, for a sub-account. */
  readonly owner?: string;
}

const MANY = 2000;

const PLATFORM_NUMBERS = ['+15559990001', '+15559990002', '+15559990003'];
const PLATFORM_SENDER_IDS = ['Originator'];

const SCENARIOS: readonly Scenario[] = [
  { key: 'fine', digits: '1', does: 'works; three numbers with SMS and voice', numbers: 3 },
  { key: 'fine-too', digits: '2', does: 'works; another account with two numbers', numbers: 2 },
  {
    key: 'sub-account',
    digits: '3',
    does: 'works; a sub-account of `fine` with one number',
    numbers: 1,
    owner: '1',
  },
  { key: 'trial', digits: '4', does: 'works, but is a trial account; one number', numbers: 1, type: 'Trial' },
  {
    key: 'suspended',
    digits: '5',
    does: 'is suspended: 200 with that status',
    numbers: 1,
    status: 'suspended',
  },
  { key: 'closed', digits: '6', does: 'is closed: 200 with that status', status: 'closed' },
  {
    key: 'platform',
    digits: '9',
    does: "works; the platform's own account, with a sender ID",
    numbers: PLATFORM_NUMBERS.map((phoneNumber) => ({ phoneNumber })),
    senderIds: PLATFORM_SENDER_IDS,
  },
  { key: 'no-numbers', digits: '10', does: 'works, but has no numbers' },
  {
    key: 'one-capability',
    digits: '11',
    does: 'works, but each number does SMS only or voice only',
    numbers: oneCapability(),
  },
  {
    key: 'many',
    digits: '2000',
    does: '2,000 mixed numbers; 1,000 of them do both SMS and voice',
    numbers: mixed(MANY),
  },
  {
    key: 'throttled-then-fine',
    digits: '429',
    does: '429 to two of three requests, then works',
    numbers: 3,
    scenario: 'THROTTLED_THEN_FINE',
  },
  { key: 'throttled', digits: '4290', does: '429 to each request', numbers: 1, scenario: 'THROTTLED' },
  { key: 'server-error', digits: '500', does: '500 to each request', numbers: 1, scenario: 'SERVER_ERROR' },
  {
    key: 'unavailable',
    digits: '503',
    does: '503 with an HTML body to each request',
    numbers: 1,
    scenario: 'UNAVAILABLE_HTML',
  },
  { key: 'hangs', digits: '601', does: 'never answers', numbers: 1, scenario: 'HANGS' },
  { key: 'resets', digits: '602', does: 'resets the connection', numbers: 1, scenario: 'RESETS' },
  {
    key: 'cuts',
    digits: '603',
    does: 'processes each request, but cuts the response in the middle',
    numbers: 1,
    scenario: 'CUTS',
  },
  {
    key: 'garbage',
    digits: '604',
    does: 'processes each request, but responds with invalid JSON',
    numbers: 1,
    scenario: 'GARBAGE',
  },
  { key: 'slow', digits: '605', does: 'works, but responds after 1.5 s', numbers: 3, scenario: 'SLOW' },
  {
    key: 'other-sid',
    digits: '606',
    does: 'describes an account other than the one requested',
    numbers: 1,
    scenario: 'OTHER_SID',
  },
  {
    key: 'not-usable',
    digits: '20005',
    does: 'refuses everything with 20005, account not active',
    scenario: 'NOT_USABLE',
  },
  {
    key: 'test-credentials',
    digits: '20008',
    does: 'refuses everything with 20008, test credentials',
    scenario: 'TEST_CREDENTIALS',
  },
];

/**
 * The accounts that every simulator has from the start. The SIDs are readable: the last digits are an HTTP status or
 * a Twilio error code where there is one. With another token each of them answers 401.
 */
export const SIMULATED_ACCOUNTS: readonly SimulatedAccount[] = SCENARIOS.map(({ key, digits, does }) =>
  simulatedAccount(key, sidOf(digits), tokenOf(digits), does),
);

/** The platform's own account with what it originates from. */
export function simulatedPlatform(): SimulatedAccount & {
  readonly numbers: readonly string[];
  readonly senderIds: readonly string[];
} {
  const account = SIMULATED_ACCOUNTS.find(({ key }) => key === 'platform');
  if (account === undefined) throw new Error('there is no simulated platform account');
  return { ...account, numbers: PLATFORM_NUMBERS, senderIds: PLATFORM_SENDER_IDS };
}

/** The specifications of {@link SIMULATED_ACCOUNTS}, with their keys and sentences. */
export function scenarioAccounts() {
  return SCENARIOS.map(({ key, digits, does, owner, ...rest }) => ({
    key,
    does,
    spec: {
      ...rest,
      name: `Simulated: ${key}`,
      sid: sidOf(digits),
      authToken: tokenOf(digits),
      ownerSid: sidOf(owner ?? digits),
    },
  }));
}

/** An account with its brands. Throws on a SID that is none. */
export function simulatedAccount(
  key: string,
  sid: string,
  authToken: string,
  does: string,
): SimulatedAccount {
  const branded = parseAccountSid(sid);
  if (branded === undefined) throw new Error(`not an account SID: ${sid}`);
  return { key, sid: branded, authToken: authToken as AuthToken, does };
}

function sidOf(digits: string): string {
  return `AC${digits.padStart(32, '0')}`;
}

function tokenOf(digits: string): string {
  return `70ce${digits.padStart(28, '0')}`;
}

function oneCapability(): readonly NumberSpec[] {
  return [0, 1, 2, 3].map((index) => (index % 2 === 0 ? { voice: false } : { sms: false }));
}

/** Of every sixteen: eight with both, two SMS only, two voice only, four with neither or without a statement. */
function mixed(count: number): readonly NumberSpec[] {
  const kinds: readonly NumberSpec[] = [
    {},
    { voice: false },
    {},
    { sms: false },
    {},
    { sms: false, voice: false },
    {},
    { capabilities: null },
    {},
    { voice: null },
    {},
    { sms: null },
    {},
    { sms: false, voice: false },
    {},
    { sms: null, voice: null },
  ];
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length] ?? {});
}
