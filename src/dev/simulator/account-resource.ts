import type { JsonObject } from '../../kernel/json.ts';
import { timestamp } from './timestamp.ts';

const SUBRESOURCES = {
  addresses: 'Addresses',
  applications: 'Applications',
  authorized_connect_apps: 'AuthorizedConnectApps',
  available_phone_numbers: 'AvailablePhoneNumbers',
  balance: 'Balance',
  calls: 'Calls',
  conferences: 'Conferences',
  connect_apps: 'ConnectApps',
  incoming_phone_numbers: 'IncomingPhoneNumbers',
  keys: 'Keys',
  messages: 'Messages',
  notifications: 'Notifications',
  outgoing_caller_ids: 'OutgoingCallerIds',
  queues: 'Queues',
  recordings: 'Recordings',
  short_codes: 'SMS/ShortCodes',
  signing_keys: 'SigningKeys',
  transcriptions: 'Transcriptions',
  usage: 'Usage',
};

/** The parts of an account that its resource shows. */
interface ShownAccount {
  readonly authToken: string;
  readonly createdAt: Date;
  readonly name: string;
  readonly ownerSid: string;
  readonly status: string;
  readonly type: string;
}

/** The account as Twilio's API shows it, with the given SID. */
export function renderAccount(account: ShownAccount, sid: string): JsonObject {
  const uri = `/2010-04-01/Accounts/${sid}`;
  return {
    auth_token: account.authToken,
    date_created: timestamp(account.createdAt),
    date_updated: timestamp(account.createdAt),
    friendly_name: account.name,
    owner_account_sid: account.ownerSid,
    sid,
    status: account.status,
    subresource_uris: Object.fromEntries(
      Object.entries(SUBRESOURCES).map(([name, path]) => [name, `${uri}/${path}.json`]),
    ),
    type: account.type,
    uri: `${uri}.json`,
  };
}
